package app.tds.monitoring;

import static org.assertj.core.api.Assertions.assertThat;

import app.tds.SettableClock;
import app.tds.TestDatabase;
import app.tds.jobs.JobDefinition;
import app.tds.jobs.JobDefinition.Incremental;
import app.tds.jobs.JobDefinitions;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.boot.health.contributor.Status;
import org.springframework.jdbc.core.simple.JdbcClient;

class FreshnessIntegrationTests {

    private static final Instant NOON = Instant.parse("2026-01-01T12:00:00Z");

    private final JdbcClient jdbc = JdbcClient.create(TestDatabase.create().dataSource());
    private final SettableClock clock = new SettableClock(NOON);
    private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
    private final Freshness freshness = new Freshness(
            new JobDefinitions(List.of(hourly("invoices"), hourly("bills"))),
            new Successes(jdbc, clock),
            meters,
            clock);

    @BeforeEach
    void anOrganization() {
        jdbc.sql("insert into tds.organizations values ('10', 'zoho', 'A', 'UTC', null, null, null, now(), now())")
                .update();
    }

    @Test
    void ageIsThatOfTheLastSuccessEvenAfterARestart() {
        run("invoices", "10", NOON.minusSeconds(5000), "COMPLETED");
        run("invoices", "10", NOON.minusSeconds(600), "COMPLETED");
        run("invoices", "10", NOON.minusSeconds(60), "FAILED");

        freshness.measure();
        assertThat(seconds("invoices")).isEqualTo(600);

        clock.advance(Duration.ofSeconds(10));
        assertThat(seconds("invoices")).isEqualTo(610);
    }

    @Test
    void aSuccessForSomeRecordsSaysNothingAboutTheOthers() {
        run("invoices", "10", NOON.minusSeconds(600), "COMPLETED");
        run("invoices", "10", NOON, "COMPLETED");
        jdbc.sql("""
                        update etl.runs set mode = 'BY_ID', ids = '{1}', ids_left = '{}'
                        where run_id = (select max(run_id) from etl.runs)
                        """).update();

        freshness.measure();
        assertThat(seconds("invoices")).isEqualTo(600);
    }

    @Test
    void aSuccessOnAnotherNodeCountsAsWell() {
        run("invoices", "10", NOON.minusSeconds(600), "COMPLETED");
        freshness.measure();

        run("invoices", "10", NOON, "COMPLETED");
        clock.advance(Successes.KEPT);

        assertThat(seconds("invoices")).isEqualTo(Successes.KEPT.toSeconds());
    }

    @Test
    void healthIsOutOfServiceWhileAnythingIsStale() {
        assertThat(freshness.health().getStatus()).isEqualTo(Status.UP);
        run("invoices", "10", NOON.minusSeconds(3600), "COMPLETED");
        run("bills", "10", NOON.minusSeconds(60), "FAILED");
        clock.advance(Successes.KEPT.plusSeconds(1));

        assertThat(freshness.health().getStatus()).isEqualTo(Status.OUT_OF_SERVICE);
        assertThat(freshness.health().getDetails())
                .isEqualTo(Map.of(
                        "stale", Map.of("invoices of 10", "last succeeded 2026-01-01T11:00:00Z, expected every PT1H")));

        run("invoices", "10", clock.instant(), "COMPLETED");
        clock.advance(Successes.KEPT);
        assertThat(freshness.health().getStatus()).isEqualTo(Status.UP);
    }

    @Test
    void aJobThatNeverSucceedsBecomesStale() {
        run("bills", "10", NOON.minusSeconds(60), "FAILED");
        clock.advance(Duration.ofHours(1));

        assertThat(freshness.health().getDetails().toString())
                .contains("bills of 10=never succeeded since 2026-01-01T11:59:00Z");
    }

    @Test
    void aReplayMakesNothingFresh() {
        run("invoices", "10", NOON.minusSeconds(7200), "COMPLETED");
        run("invoices", "10", NOON, "COMPLETED");
        jdbc.sql("update etl.runs set mode = 'REPLAY' where asked_at = ?")
                .param(NOON.atOffset(ZoneOffset.UTC))
                .update();

        assertThat(freshness.health().getStatus()).isEqualTo(Status.OUT_OF_SERVICE);
    }

    @Test
    void removedJobsAndOrganizationsAreForgotten() {
        run("removed", "10", NOON.minusSeconds(90_000), "COMPLETED");
        run("invoices", "99", NOON.minusSeconds(90_000), "COMPLETED");

        freshness.measure();

        assertThat(freshness.health().getStatus()).isEqualTo(Status.UP);
        assertThat(meters.getMeters()).isEmpty();
    }

    private double seconds(String job) {
        return meters.get("tds.freshness")
                .tags("job", job, "organization", "10")
                .gauge()
                .value();
    }

    private void run(String job, String organizationId, Instant finishedAt, String outcome) {
        var at = finishedAt.atOffset(ZoneOffset.UTC);
        jdbc.sql("""
                        insert into etl.runs (job, organization_id, mode, asked_by, asked_at, until, node_id, started_at,
                          finished_at, outcome, cause)
                        values (:job, :organization, 'DELTA', 'test', :at, :at, 1, :at, :at, :outcome, :cause)
                        """)
                .param("job", job)
                .param("organization", organizationId)
                .param("at", at)
                .param("outcome", outcome)
                .param("cause", outcome.equals("FAILED") ? "Zoho did not answer" : null)
                .update();
    }

    private static JobDefinition hourly(String name) {
        var listing = new JobDefinition.Listing(
                "zoho",
                "books",
                "/" + name,
                name,
                "id",
                "zoho-" + name,
                200,
                Map.of(),
                Incremental.FILTER,
                List.of(),
                List.of(),
                null);
        return new JobDefinition(
                name,
                listing,
                new JobDefinition.Schedule("0 0 2 * * ?", "0 0/5 * * * ?"),
                new JobDefinition.Limits(1000, 3, 500, Duration.ofMinutes(5)),
                Duration.ofHours(1),
                50,
                null,
                null);
    }
}
