package app.tds.monitoring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;
import static org.assertj.core.api.Assertions.within;

import app.tds.Entities;
import app.tds.RunningApplication;
import app.tds.SettableClock;
import app.tds.TestDatabase;
import app.tds.alarm.Finding;
import app.tds.alarm.Severity;
import app.tds.alarm.Watches;
import app.tds.jobs.JobDefinition;
import app.tds.jobs.JobDefinitions;
import app.tds.monitoring.JobStatus.Freshness;
import app.tds.pipeline.FailureKind;
import app.tds.pipeline.JobStates;
import app.tds.pipeline.RunFinished.Outcome;
import app.tds.pipeline.RunMode;
import app.tds.sandbox.CompanySize;
import app.tds.sandbox.Sandbox;
import app.tds.sandbox.SandboxSettings;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.sql.Timestamp;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.boot.health.contributor.Status;
import org.springframework.jdbc.core.simple.JdbcClient;

/** What can be said of jobs: by what was seen, never by when a run ended; and nothing is fresh that was never read. */
class JobStatusesIntegrationTests {

    private static final Instant NOON = Instant.parse("2026-06-03T12:00:00Z");

    private static final SettableClock clock = new SettableClock(NOON);
    private static Sandbox sandbox;
    private static RunningApplication application;
    private static JdbcClient jdbc;
    private static String organization;

    @BeforeAll
    static void start() {
        sandbox = Sandbox.start(SandboxSettings.tiny().withCompanies(new CompanySize(10, 5, 10, 5, 5)), clock);
        organization = sandbox.organizationIds().get(0);
        application = RunningApplication.start(sandbox, TestDatabase.create(), clock);
        jdbc = application.jdbc();
    }

    @AfterAll
    static void stop() {
        application.close();
        sandbox.close();
    }

    @BeforeEach
    void clean() {
        clock.advance(Duration.between(clock.instant(), NOON));
        sandbox.faults().clear();
        jdbc.sql(
                        "truncate etl.runs, etl.watermarks, etl.job_state, etl.usual_runs, etl.runs_by_hour, etl.tie_outs, etl.alarms, etl.hydration")
                .update();
    }

    @Test
    void aJobThatNeverRanIsUnknownAndThatIsNeverHealthy() {
        assertThat(statuses())
                .extracting(JobStatus::freshness)
                .hasSameSizeAs(Entities.jobs())
                .containsOnly(Freshness.UNKNOWN);
        assertThat(health().getStatus()).isEqualTo(Status.UNKNOWN);
        assertThat(findings()).isEmpty();

        due("invoices", NOON.minus(Duration.ofMinutes(61)));

        assertThat(status("invoices").freshness()).isEqualTo(Freshness.UNKNOWN);
        assertThat(status("invoices").age()).isEqualTo(Duration.ofMinutes(61));
        assertThat(findings()).singleElement().satisfies(finding -> {
            assertThat(finding.kind()).isEqualTo("never-succeeded");
            assertThat(finding.severity()).isEqualTo(Severity.WARNING);
            assertThat(finding.sentence())
                    .isEqualTo(
                            "invoices of organization " + organization + " was never read completely, though due since "
                                    + "2026-06-03 13:59:00 +03:00, 1 h 1 min ago; at most 1 h is allowed.");
        });
        clock.advance(Duration.ofHours(3));
        assertThat(findings())
                .extracting(finding -> finding.kind() + " " + finding.severity())
                .containsExactly("too-old CRITICAL", "never-succeeded CRITICAL");
    }

    @Test
    void aJobIsNotMissedBeforeItWasFirstDue() {
        due("invoices", NOON.plus(Duration.ofHours(5)));
        clock.advance(Duration.ofHours(6));

        assertThat(findings()).isEmpty();
        assertThat(status("invoices").age()).isEqualTo(Duration.ofHours(1));
        due("invoices", NOON.plus(Duration.ofHours(9)));
        assertThat(status("invoices").kept().scheduledSince())
                .as("the first time counts")
                .isEqualTo(NOON.plus(Duration.ofHours(5)));
    }

    @Test
    void theAgeIsThatOfWhatWasSeenNotOfTheRunsEnd() {
        seen("invoices", NOON.minus(Duration.ofMinutes(59)));
        ended("invoices", "DELTA", "COMPLETED", NOON.minusSeconds(1));

        assertThat(status("invoices").freshness()).isEqualTo(Freshness.FRESH);
        assertThat(status("invoices").age()).isEqualTo(Duration.ofMinutes(59));
        assertThat(status("invoices").kept().succeeded()).isEqualTo(NOON.minusSeconds(1));
        clock.advance(Duration.ofMinutes(2));

        assertThat(status("invoices").freshness()).isEqualTo(Freshness.STALE);
        assertThat(health().getStatus()).isEqualTo(AlarmsHealthIndicator.DEGRADED);
        assertThat(health().getDetails().get("stale").toString())
                .contains("was seen through 2026-06-03 14:01:00 +03:00, 1 h 1 min ago; at most 1 h is allowed");
        assertThat(findings()).extracting(Finding::kind).containsExactly("stale");
        clock.advance(Duration.ofHours(3));
        assertThat(findings()).extracting(Finding::kind).containsExactlyInAnyOrder("too-old", "stale");
    }

    @Test
    void onlyWhenEveryJobIsFreshIsHealthUp() {
        for (JobDefinition job : application.bean(JobDefinitions.class).all()) {
            assertThat(health().getStatus()).isNotEqualTo(Status.UP);
            seen(job.name(), NOON);
            ended(job.name(), "FULL", "COMPLETED", NOON);
            due(job.name(), NOON);
        }
        assertThat(health().getStatus()).isEqualTo(Status.UP);
    }

    @Test
    void whileTheSourceRefusesEverythingNothingStaysFresh() {
        application.run("invoices", organization, RunMode.DELTA);
        assertThat(status("invoices").freshness()).isEqualTo(Freshness.FRESH);
        sandbox.faults().on("/books/v3/invoices").always().status(400, 2);
        clock.advance(Duration.ofMinutes(30));
        assertThat(application.run("invoices", organization, RunMode.DELTA).failure())
                .isEqualTo(FailureKind.REFUSED);
        clock.advance(Duration.ofMinutes(30));
        application.run("invoices", organization, RunMode.DELTA);
        clock.advance(Duration.ofSeconds(1));

        assertThat(status("invoices").freshness()).isEqualTo(Freshness.STALE);
        assertThat(findings()).extracting(Finding::kind).containsExactlyInAnyOrder("stale", "runs-failing");
        assertThat(jdbc.sql("select freshness from reporting.sync_jobs")
                        .query(String.class)
                        .single())
                .isEqualTo("stale");
        sandbox.faults().clear();
        application.run("invoices", organization, RunMode.DELTA);
        assertThat(findings()).isEmpty();
    }

    @Test
    void theRowOfAJobSaysWhatItsRunsSaySummedUp() {
        ended("bills", "FULL", "COMPLETED", NOON.minusSeconds(500));
        ended("bills", "DELTA", "FAILED", NOON.minusSeconds(400));
        ended("bills", "DELTA", "PARKED", NOON.minusSeconds(300));
        ended("bills", "BY_ID", "COMPLETED", NOON.minusSeconds(200));
        ended("bills", "DELTA", "FAILED", NOON.minusSeconds(100));
        ended("bills", "REPLAY", "COMPLETED", NOON.minusSeconds(50));
        ended("bills", "DELTA", null, NOON.minusSeconds(10));

        var kept = status("bills").kept();
        assertThat(kept.scheduledSince()).isEqualTo(NOON.minusSeconds(500));
        assertThat(kept.succeeded()).isEqualTo(NOON.minusSeconds(500));
        assertThat(kept.failedInARow()).isEqualTo(2);
        assertThat(kept.failingSince()).isEqualTo(NOON.minusSeconds(400));
        assertThat(kept.lastCause()).isEqualTo("planted");
        assertThat(kept.lastRun()).isEqualTo(run("FAILED"));
        assertThat(findings())
                .filteredOn(it -> it.kind().equals("runs-failing"))
                .hasSize(1);

        jdbc.sql("update etl.runs set outcome = 'COMPLETED', finished_at = ? where outcome is null")
                .param(Timestamp.from(NOON))
                .update();
        assertThat(status("bills").kept().failedInARow()).isZero();
        assertThat(status("bills").kept().succeeded()).isEqualTo(NOON);
    }

    @Test
    void whatARunUsuallyTakesIsTheMedianOfTheLastNine() {
        for (int i = 1; i <= 11; i++) {
            ended("bills", "FULL", "COMPLETED", NOON.plusSeconds(i));
            jdbc.sql(
                            "update etl.runs set calls = ?, started_at = finished_at - make_interval(secs => ?), outcome = null,"
                                    + " finished_at = null where run_id = (select max(run_id) from etl.runs)")
                    .params(i, 10 * i)
                    .update();
            jdbc.sql("update etl.runs set outcome = 'COMPLETED', finished_at = started_at + make_interval(secs => ?)"
                            + " where outcome is null")
                    .param(10 * i)
                    .update();
        }

        assertThat(jdbc.sql("select concat_ws(' ', runs, seconds, seconds_deviation, calls, calls_deviation)"
                                + " from etl.usual_runs where mode = 'FULL'")
                        .query(String.class)
                        .list())
                .containsExactly("9 70 20 7 2");
    }

    @Test
    void aFullImportCountsWhatItListedAndWhatTheTablesHoldThen() {
        application.run("invoices", organization, RunMode.FULL);
        long alive = jdbc.sql("select count(*) from tds.invoices where organization_id = ? and deleted_at is null")
                .param(organization)
                .query(Long.class)
                .single();
        assertThat(alive).isPositive();

        assertThat(kept("listed, rows_alive, difference", "sync_counts")).isEqualTo(alive + " " + alive + " 0");
        assertThat(kept("rows_alive, documents_complete", "sync_documents")).isEqualTo(alive + " " + complete());
        assertThat(kept("tables, every", "job_state")).isEqualTo("{invoices} 00:05:00");
        application.run("invoices", organization, RunMode.DELTA);
        application.run("invoices", organization, RunMode.FULL);
        assertThat(kept("documents_complete", "sync_documents"))
                .isEqualTo(complete())
                .isNotEqualTo("0");
    }

    private static String complete() {
        return jdbc.sql("select count(*) from tds.invoices where detail_modified_at = source_modified_at")
                .query(String.class)
                .single();
    }

    @Test
    void sumsAreComparedOnceAfterEachFullImport() {
        application.run("invoices", organization, RunMode.FULL);
        application.run("invoices", organization, RunMode.DELTA);
        application.bean(TieOuts.class).round();
        assertThat(jdbc.sql(
                                "select concat_ws(' ', check_name, checked > 0, differences) from reporting.sync_tie_outs order by 1")
                        .query(String.class)
                        .list())
                .containsExactly("invoices-balance t 0", "invoices-lines t 0");

        jdbc.sql("update etl.tie_outs set differences = 7").update();
        application.bean(TieOuts.class).round();
        assertThat(jdbc.sql("select distinct differences from reporting.sync_tie_outs")
                        .query(Long.class)
                        .list())
                .as("nothing was imported meanwhile")
                .containsExactly(7L);
        clock.advance(Duration.ofMinutes(1));
        application.run("invoices", organization, RunMode.FULL);
        application.bean(TieOuts.class).round();
        assertThat(jdbc.sql("select distinct differences from reporting.sync_tie_outs")
                        .query(Long.class)
                        .list())
                .containsExactly(0L);
    }

    @Test
    void whatCustomersOweInTheSandboxIsTheSumOfTheirUnpaidInvoices() {
        clock.advance(Duration.ofHours(1));
        application.run("customers", organization, RunMode.FULL);
        // As the documents of customers say, which no run of this test fetches.
        jdbc.sql("update tds.customers set outstanding_ob_receivable_amount = 0")
                .update();
        clock.advance(Duration.ofMinutes(1));
        application.run("invoices", organization, RunMode.FULL);
        jdbc.sql("truncate etl.hydration").update();
        application.bean(TieOuts.class).round();
        assertThat(jdbc.sql("select checked || ' ' || differences from reporting.sync_tie_outs"
                                + " where check_name = 'customers-outstanding'")
                        .query(String.class)
                        .single())
                .matches("[1-9][0-9]* 0");
    }

    @Test
    void whatSchedulesNeedOfTodaysCallsIsKept() {
        jdbc.sql(
                        "insert into etl.budgets (organization_id, calls_per_day, remaining, resets_at) values (?, 1000, 900, ?)"
                                + " on conflict (organization_id) do update set calls_per_day = 1000, resets_at = excluded.resets_at")
                .params(organization, Timestamp.from(NOON.plus(Duration.ofHours(6))))
                .update();
        application.bean(QuotaNeeds.class).round();
        long inSixHours = needed();
        clock.advance(Duration.ofHours(3));
        application.bean(QuotaNeeds.class).round();

        assertThat(inSixHours).isGreaterThan(100);
        assertThat(needed()).isCloseTo(inSixHours / 2, within(1L));
    }

    private static long needed() {
        return jdbc.sql("select calls_needed from etl.quota_needs where organization_id = ?")
                .param(organization)
                .query(Long.class)
                .single();
    }

    private static String kept(String columns, String of) {
        return jdbc.sql("select concat_ws(' ', " + columns + ") from "
                        + (of.equals("job_state") ? "etl." : "reporting.") + of
                        + " where organization_id = ? and job = 'invoices'")
                .param(organization)
                .query(String.class)
                .single();
    }

    @Test
    void aFullImportThatRefusedToMarkDeletionsIsAnAlarm() {
        ended("bills", "FULL", "FAILED", NOON);
        jdbc.sql("update etl.job_state set last_failure = 'DELETIONS'").update();

        assertThat(findings()).extracting(Finding::kind).containsExactly("mass-delete-stopped");
    }

    @Test
    void theGaugesSayWhatTheViewsSayAndNothingOfWhatIsNotKnown() {
        seen("invoices", NOON);
        ended("invoices", "FULL", "COMPLETED", NOON);
        due("bills", NOON);
        jdbc.sql(
                        "insert into etl.alarms (kind, severity, organization_id, job, subject, sentence, cure, found_by, began_at, look,"
                                + " state, worst) values ('planted', 'CRITICAL', '', '', '', '', '', '', now(), 1, 'PENDING', 'CRITICAL')")
                .update();
        application.bean(DatabaseGauges.class).round();

        assertThat(gauges("tds.job.seen.until.timestamp.seconds"))
                .singleElement()
                .satisfies(gauge -> {
                    assertThat(gauge.value()).isEqualTo(NOON.getEpochSecond());
                    assertThat(gauge.getId().getTag("entity")).isEqualTo("invoices");
                });
        assertThat(gauges("tds.job.scheduled.since.timestamp.seconds")).hasSize(2);
        assertThat(gauges("tds.job.freshness.limit.seconds"))
                .singleElement()
                .satisfies(gauge -> assertThat(gauge.value()).isEqualTo(3600));
        assertThat(gauges("tds.verified.records.source")).isEmpty();
        assertThat(gauges("tds.queue.depth"))
                .hasSize(6)
                .allSatisfy(gauge -> assertThat(gauge.value()).isZero());
        assertThat(gauges("tds.alerts")).hasSize(9);
        assertThat(gauges("tds.alerts").stream()
                        .filter(gauge -> gauge.value() != 0)
                        .map(gauge ->
                                gauge.getId().getTag("severity") + gauge.getId().getTag("state") + gauge.value()))
                .containsExactly("criticalpending1.0");
        assertThat(gauges("tds.measured.timestamp.seconds"))
                .singleElement()
                .satisfies(gauge -> assertThat(gauge.value()).isEqualTo(NOON.getEpochSecond()));

        jdbc.sql("truncate etl.watermarks, etl.alarms").update();
        application.bean(DatabaseGauges.class).round();
        assertThat(gauges("tds.job.seen.until.timestamp.seconds")).isEmpty();
        assertThat(gauges("tds.alerts"))
                .allSatisfy(gauge -> assertThat(gauge.value()).isZero());
    }

    @Test
    void aRunThatEndsLeavesTheKindOfItsFailure() {
        sandbox.faults().on("/books/v3/bills").always().status(401, 57);
        var finished = application.run("bills", organization, RunMode.FULL);

        assertThat(finished.outcome()).isEqualTo(Outcome.FAILED);
        assertThat(finished.failure()).isEqualTo(FailureKind.NOT_ALLOWED);
        assertThat(jdbc.sql("select failure from etl.runs").query(String.class).single())
                .isEqualTo("NOT_ALLOWED");
        assertThat(status("bills").kept().lastFailure()).isEqualTo(FailureKind.NOT_ALLOWED);
    }

    /** The scope is missing, or Zoho has no such list. */
    @ParameterizedTest
    @CsvSource({"401, 57", "404, 5"})
    void aJobThatTheOrganizationCannotHaveSaysSoOnceAndIsOff(int status, int code) {
        sandbox.faults().on("/books/v3/bills").always().status(status, code);
        for (int full = 0; full < 6; full++) {
            application.run("bills", organization, RunMode.FULL);
        }
        due("bills", NOON.minus(Duration.ofDays(3)));

        assertThat(status("bills").kept().isOff()).isTrue();
        assertThat(findings()).singleElement().satisfies(finding -> {
            assertThat(finding.kind()).isEqualTo("job-off");
            assertThat(finding.severity()).isEqualTo(Severity.INFO);
            assertThat(finding.sentence()).contains("is off").contains("code " + code);
        });
        assertThat(health().getDetails().toString()).doesNotContain("bills");

        sandbox.faults().clear();
        assertThat(application.run("bills", organization, RunMode.FULL).outcome())
                .isEqualTo(Outcome.COMPLETED);
        assertThat(status("bills").kept().isOff()).isFalse();
    }

    @Test
    void withoutInventoryTheJobsOfInventoryAreOffAndThoseOfBooksAreRead() {
        sandbox.faults().on("/inventory/v1/items").always().status(400, 6041);
        application.run("products", organization, RunMode.FULL);

        assertThat(status("products").kept().isOff()).isTrue();
        assertThat(findings())
                .extracting(Finding::kind, Finding::severity)
                .containsExactly(tuple("job-off", Severity.INFO));
        assertThat(application.run("bills", organization, RunMode.FULL).outcome())
                .isEqualTo(Outcome.COMPLETED);
    }

    @Test
    void aJobThatWasReadAndMayNotBeReadAnyMoreIsAnAlarm() {
        application.run("bills", organization, RunMode.FULL);
        sandbox.faults().on("/books/v3/bills").always().status(401, 57);
        application.run("bills", organization, RunMode.FULL);

        assertThat(status("bills").kept().isOff()).isFalse();
        assertThat(findings())
                .filteredOn(it -> it.kind().equals("scope-missing"))
                .singleElement()
                .satisfies(it -> assertThat(it.severity()).isEqualTo(Severity.CRITICAL));
    }

    private static List<JobStatus> statuses() {
        return application.bean(JobStatuses.class).all();
    }

    private static JobStatus status(String job) {
        return statuses().stream()
                .filter(it -> it.is(job, organization))
                .findFirst()
                .orElseThrow();
    }

    private static org.springframework.boot.health.contributor.Health health() {
        return application.bean(FreshnessHealthIndicator.class).health();
    }

    private static List<Finding> findings() {
        return application.bean(Watches.class).findings();
    }

    private static List<Gauge> gauges(String name) {
        return List.copyOf(application.bean(MeterRegistry.class).find(name).gauges());
    }

    private static void due(String job, Instant first) {
        JobDefinition definition =
                application.bean(JobDefinitions.class).find(job).orElseThrow();
        application.bean(JobStates.class).due(definition, organization, first);
    }

    private static void seen(String job, Instant until) {
        jdbc.sql("insert into etl.watermarks values (?, ?, ?, 1, ?)")
                .params(organization, job, Timestamp.from(until), Timestamp.from(until))
                .update();
    }

    private static long run(String outcome) {
        return jdbc.sql("select max(run_id) from etl.runs where outcome = ?")
                .param(outcome)
                .query(Long.class)
                .single();
    }

    private static void ended(String job, String mode, @Nullable String outcome, Instant at) {
        jdbc.sql("""
                        insert into etl.runs (job, organization_id, mode, ids, ids_left, asked_by, asked_at, until, started_at,
                          finished_at, outcome, cause, executions)
                        values (:job, :organization, :mode, case when :mode = 'BY_ID' then '{1}'::text[] end,
                          case when :mode = 'BY_ID' then '{}'::text[] end, 'test', :at, :at, :at,
                          case when :outcome::text is not null then :at::timestamptz end, :outcome,
                          case when :outcome::text = 'FAILED' then 'planted' end, 1)
                        """)
                .param("job", job)
                .param("organization", organization)
                .param("mode", mode)
                .param("at", Timestamp.from(at))
                .param("outcome", outcome)
                .update();
    }
}
