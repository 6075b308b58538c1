package app.tds.monitoring;

import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.dao.DataAccessException;

/** Health that is read from the database; what cannot be read is unknown, and never up. */
abstract class ReadHealthIndicator implements HealthIndicator {

    @Override
    public final Health health() {
        try {
            return known();
        } catch (DataAccessException failure) {
            // Whether the process can work without the database is for the indicator of the database to say.
            return Health.unknown()
                    .withDetail("notRead", String.valueOf(failure.getMessage()))
                    .build();
        }
    }

    abstract Health known();
}
