package app.tds.sandbox;

import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;

/** What every record of a company shares. */
record World(String organizationId, String name, boolean first, ZoneId zone, boolean warehouses, Clock clock) {

    long now() {
        return clock.instant().getEpochSecond();
    }

    int today() {
        return (int) LocalDate.ofInstant(clock.instant(), zone).toEpochDay();
    }

    int dayOf(long epochSecond) {
        return (int)
                LocalDate.ofInstant(Instant.ofEpochSecond(epochSecond), zone).toEpochDay();
    }

    JsonText json() {
        return new JsonText(zone);
    }
}
