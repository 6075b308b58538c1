package app.tds.access;

import static org.assertj.core.api.Assertions.assertThat;

import app.tds.SettableClock;
import app.tds.TestDatabase;
import app.tds.zoho.Logged;
import java.sql.Timestamp;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DriverManagerDataSource;

class AuditIntegrationTests {

    private final SettableClock clock = new SettableClock(Instant.parse("2026-03-10T06:00:00Z"));
    private final JdbcClient jdbc = JdbcClient.create(TestDatabase.create().dataSource());
    private final Audit audit = new Audit(jdbc, clock);

    @Test
    void aFloodOfWrongKeysFillsNothingAndHidesNoWrongPassword() {
        try (var log = new Logged()) {
            for (int i = 0; i < 500; i++) {
                audit.refused("?", "key", "10.0.0.1", "login", "a key that is not good");
            }
            audit.refused("admin", "user", "10.0.0.1", "login", "wrong");
            assertThat(log.lines()).hasSize(61);
        }
        assertThat(logins()).hasSize(61).endsWith("user");

        clock.advance(Duration.ofMinutes(1));
        audit.refused("?", "key", "10.0.0.1", "login", "a key that is not good");
        assertThat(logins()).hasSize(62);
    }

    @Test
    void whatOthersWriteIsOneLineAndNotLong() {
        audit.done(new Login("user a", "a\u001b[2J", () -> true), "::1", "POST /" + "x".repeat(5_000), "200\n", 7L);

        assertThat(jdbc.sql("select who || '|' || outcome || '|' || run_id || '|' || length(action) from etl.audit")
                        .query(String.class)
                        .list())
                .containsExactly("a [2J|200 |7|301");
    }

    @Test
    void withoutTheDatabaseTheLogTellsIt() {
        try (var log = new Logged()) {
            new Audit(JdbcClient.create(new DriverManagerDataSource("jdbc:none:")), clock).command("key 1 revoked");
            assertThat(log.lines()).anyMatch(line -> line.endsWith("(command): key 1 revoked: done"));
            assertThat(log.warnings()).hasSize(1).first().asString().contains("is not in etl.audit");
        }
    }

    @Test
    void whatIsOldIsForgotten() {
        audit.command("first");
        clock.advance(Duration.ofDays(2));
        audit.command("second");

        assertThat(audit.forget(Timestamp.from(clock.instant().minus(Duration.ofDays(1)))))
                .isOne();
        assertThat(jdbc.sql("select action from etl.audit").query(String.class).list())
                .containsExactly("second");
    }

    private List<String> logins() {
        return jdbc.sql("select login from etl.audit order by audit_id")
                .query(String.class)
                .list();
    }
}
