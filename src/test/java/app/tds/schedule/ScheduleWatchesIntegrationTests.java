package app.tds.schedule;

import static org.assertj.core.api.Assertions.assertThat;

import app.tds.RunningApplication;
import app.tds.SettableClock;
import app.tds.TestDatabase;
import app.tds.alarm.Finding;
import app.tds.alarm.Looks;
import app.tds.alarm.Rules;
import app.tds.jobs.JobDefinitions;
import app.tds.launch.LaunchRequest;
import app.tds.launch.Launcher;
import app.tds.launch.Nodes;
import app.tds.mirror.Organizations;
import app.tds.pipeline.AskedBy;
import app.tds.pipeline.RunMode;
import app.tds.pipeline.Selection;
import app.tds.sandbox.Sandbox;
import app.tds.sandbox.SandboxSettings;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.quartz.Scheduler;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The watches of schedules find what is wrong while it is wrong, and nothing before and after. */
class ScheduleWatchesIntegrationTests {

    private static final Sandbox sandbox = Sandbox.start(SandboxSettings.tiny(), Clock.systemUTC());
    private static final TestDatabase database = TestDatabase.create();
    private static final String organization = sandbox.organizationIds().get(0);
    private static RunningApplication serving;

    @BeforeAll
    static void serve() {
        serving = RunningApplication.start(sandbox, database, "tds.schedule.enabled=true");
        Awaitility.await()
                .atMost(Duration.ofSeconds(60))
                .until(() -> serving.bean(Launcher.class).isServed()
                        && !serving.bean(Nodes.class).serving().isEmpty()
                        && !serving.bean(Schedules.class).all().isEmpty());
    }

    @AfterAll
    static void stop() {
        serving.close();
        sandbox.close();
    }

    @Test
    void aJobWithoutATriggerIsNotScheduledUntilTheTriggerIsBack() throws Exception {
        var scheduler = serving.bean(Scheduler.class);
        assertThat(found(Clock.systemUTC())).doesNotContain("not-scheduled");

        var key = JobSchedule.key("bills", organization);
        var job = scheduler.getJobDetail(key);
        var triggers = List.copyOf(scheduler.getTriggersOfJob(key));
        scheduler.deleteJob(key);
        assertThat(watch(Clock.systemUTC()).look())
                .filteredOn(it -> it.kind().equals("not-scheduled"))
                .singleElement()
                .satisfies(it -> {
                    assertThat(it.organizationId()).isEqualTo(organization);
                    assertThat(it.sentence()).endsWith("have no schedule: bills.");
                });

        scheduler.scheduleJob(job, new java.util.HashSet<>(triggers), true);
        assertThat(found(Clock.systemUTC())).doesNotContain("not-scheduled");
    }

    @Test
    void nobodyServesOnceThreeMinutesHaveGoneWithoutASignOfLife() {
        var jdbc = serving.jdbc();
        Instant sign = Instant.now().plus(Duration.ofHours(1)).truncatedTo(ChronoUnit.SECONDS);
        jdbc.sql("update etl.nodes set seen_at = ?")
                .param(java.sql.Timestamp.from(sign))
                .update();
        assertThat(at(sign.plus(Duration.ofMinutes(3)))).as("a restart").doesNotContain("nobody-serves");
        assertThat(at(sign.plus(Duration.ofMinutes(3)).plusSeconds(1)))
                .as("a process that hangs holds its lock")
                .containsExactly("nobody-serves");
        jdbc.sql("update etl.nodes set seen_at = now()").update();
    }

    private static List<String> at(Instant time) {
        return watchAsItIs(Clock.fixed(time, java.time.ZoneOffset.UTC)).look().stream()
                .map(Finding::kind)
                .toList();
    }

    @Test
    void jobsAreOverdueFiveMinutesAfterTheyWereDueAndPausedOnesNever() {
        var schedules = serving.bean(Schedules.class);
        assertThat(found(Clock.systemUTC())).doesNotContain("overdue");

        Instant last = schedules.all().stream()
                .map(ScheduledJob::nextFire)
                .max(java.util.Comparator.naturalOrder())
                .orElseThrow();
        var later = new SettableClock(last.plus(6, ChronoUnit.MINUTES));
        assertThat(watch(later).look())
                .filteredOn(it -> it.kind().equals("overdue"))
                .singleElement()
                .satisfies(it -> assertThat(it.sentence()).contains("have been due for minutes", "bills", "invoices"));

        schedules.pause("bills", organization, "test");
        assertThat(watch(later).look())
                .filteredOn(it -> it.kind().equals("overdue"))
                .singleElement()
                .satisfies(it -> assertThat(it.sentence()).contains("invoices").doesNotContain("bills"));
        schedules.resume("bills", organization, "test");
    }

    @Test
    void threeSkippedFiresInARowAreAnOverrunAndARunThatWasAskedForEndsIt() {
        var jdbc = JdbcClient.create(database.dataSource());
        // After everything that the schedules of this application have asked for.
        var clock = new SettableClock(Instant.now().plus(1, ChronoUnit.HOURS).truncatedTo(ChronoUnit.SECONDS));
        var skipped = new SkippedFires(jdbc, clock);
        var watch = new OverrunsWatch(skipped, serving.bean(Rules.class));
        var delta = new LaunchRequest("bills", organization, RunMode.DELTA, Selection.NONE, AskedBy.SCHEDULE);
        IntStream.range(0, 2).forEach(minute -> skip(skipped, delta, clock, minute));
        assertThat(watch.look()).isEmpty();

        skip(skipped, delta, clock, 2);
        assertThat(watch.look()).singleElement().satisfies(it -> {
            assertThat(it.kind()).isEqualTo("overrun");
            assertThat(it.job()).isEqualTo("bills");
            assertThat(it.sentence()).contains("3 times in a row", "run 2 was in the way");
        });

        jdbc.sql("""
                        insert into etl.runs (job, organization_id, mode, asked_by, asked_kind, asked_at, until, node_id, started_at, outcome,
                          finished_at)
                        values ('bills', ?, 'DELTA', 'schedule', 'SCHEDULE', ?, now(), 0, now(), 'COMPLETED', now())
                        """)
                .params(organization, java.sql.Timestamp.from(clock.instant().plus(5, ChronoUnit.MINUTES)))
                .update();
        assertThat(watch.look()).isEmpty();
    }

    private static void skip(SkippedFires skipped, LaunchRequest delta, Clock clock, int minute) {
        skipped.add(delta, clock.instant().plus(minute, ChronoUnit.MINUTES), "run " + minute + " was in the way");
    }

    private static List<String> found(Clock clock) {
        return watch(clock).look().stream().map(Finding::kind).toList();
    }

    /** By a clock that goes ahead, the process has still shown a sign of life just now. */
    private static SchedulesWatch watch(Clock clock) {
        serving.jdbc()
                .sql("update etl.nodes set seen_at = ?")
                .param(java.sql.Timestamp.from(clock.instant()))
                .update();
        return watchAsItIs(clock);
    }

    private static SchedulesWatch watchAsItIs(Clock clock) {
        return new SchedulesWatch(
                serving.bean(Schedules.class),
                serving.bean(JobDefinitions.class),
                serving.bean(Organizations.class),
                serving.bean(Launcher.class),
                serving.bean(Nodes.class),
                serving.bean(Looks.class),
                serving.bean(Rules.class),
                clock);
    }
}
