package app.tds.zoho;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** What is left to ask, what is paused, and how old the tokens are; read from the database when somebody looks. */
@Component
class ZohoMeters implements MeterBinder {

    private final ZohoConnections connections;
    private final RequestBudget budget;
    private final JdbcClient jdbc;
    private final Clock clock;

    ZohoMeters(ZohoConnections connections, RequestBudget budget, JdbcClient jdbc, Clock clock) {
        this.connections = connections;
        this.budget = budget;
        this.jdbc = jdbc;
        this.clock = clock;
    }

    @Override
    public void bindTo(MeterRegistry meters) {
        for (ZohoConnection connection : connections.all()) {
            Gauge.builder("tds.zoho.token.age.seconds", () -> age(connection.name()))
                    .description("Age of the access token")
                    .tag("connection", connection.name())
                    .register(meters);
            connection.organizations().forEach(organization -> bindTo(meters, organization));
        }
    }

    private void bindTo(MeterRegistry meters, String organizationId) {
        Gauge.builder("tds.zoho.budget.remaining", () -> remaining(organizationId))
                .description("Calls left today, as Zoho counts them")
                .tag("organization", organizationId)
                .register(meters);
        Gauge.builder("tds.zoho.paused", () -> paused(organizationId))
                .description("1 while nothing may be asked for the organization")
                .tag("organization", organizationId)
                .register(meters);
    }

    private double remaining(String organizationId) {
        Long remaining = budget.state(organizationId).remaining();
        return remaining == null ? Double.NaN : remaining;
    }

    private double paused(String organizationId) {
        Instant until = budget.state(organizationId).pausedUntil();
        return until != null && until.isAfter(clock.instant()) ? 1 : 0;
    }

    private double age(String connection) {
        Optional<Timestamp> refreshed = jdbc.sql(
                        "select refreshed_at from etl.connections where connection = ? and refreshed_at is not null")
                .param(connection)
                .query(Timestamp.class)
                .optional();
        return refreshed
                .map(at -> Duration.between(at.toInstant(), clock.instant()).toMillis() / 1000.0)
                .orElse(Double.NaN);
    }
}
