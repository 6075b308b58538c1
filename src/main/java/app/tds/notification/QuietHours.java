package app.tds.notification;

import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.Optional;
import java.util.Set;

/**
 * When a receiver wants to be left alone: at night, and whole days. Both are in the zone of whoever is asked for.
 *
 * @param asked whether there are any
 * @param from when the night begins
 * @param to when the night ends
 * @param days that are quiet from midnight to midnight, with the nights around them
 * @param criticalFromStep the step of the ladder from which a critical alarm is told all the same
 */
record QuietHours(boolean asked, LocalTime from, LocalTime to, Set<DayOfWeek> days, int criticalFromStep) {

    /** Nights, and Friday. */
    static final QuietHours USUAL =
            new QuietHours(true, LocalTime.of(22, 0), LocalTime.of(7, 0), Set.of(DayOfWeek.FRIDAY), 1);

    /** A week of quiet days and a night end after so many steps. */
    private static final int MOST_STEPS = 20;

    /** When the present quiet is over; empty if it is not quiet now. */
    Optional<Instant> end(Instant now, ZoneId zone) {
        ZonedDateTime end = now.atZone(zone);
        for (int i = 0; i < MOST_STEPS && isQuiet(end); i++) {
            end = days.contains(end.getDayOfWeek())
                    ? end.toLocalDate().plusDays(1).atStartOfDay(zone)
                    : nextMorning(end);
        }
        return end.toInstant().equals(now) ? Optional.empty() : Optional.of(end.toInstant());
    }

    /** When the next quiet is over, or the one that is now: the moment for what waits for the morning. */
    Instant nextEnd(Instant now, ZoneId zone) {
        return end(now, zone).orElseGet(() -> {
            Instant morning = nextMorning(now.atZone(zone)).toInstant();
            return end(morning, zone).orElse(morning);
        });
    }

    private boolean isQuiet(ZonedDateTime time) {
        return asked && (days.contains(time.getDayOfWeek()) || isNight(time.toLocalTime()));
    }

    private boolean isNight(LocalTime time) {
        return from.isBefore(to)
                ? !time.isBefore(from) && time.isBefore(to)
                : !from.equals(to) && (!time.isBefore(from) || time.isBefore(to));
    }

    private ZonedDateTime nextMorning(ZonedDateTime time) {
        ZonedDateTime morning = time.toLocalDate().atTime(to).atZone(time.getZone());
        return morning.isAfter(time)
                ? morning
                : time.toLocalDate().plusDays(1).atTime(to).atZone(time.getZone());
    }
}
