package app.tds.pipeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import app.tds.SettableClock;
import app.tds.TestDatabase;
import app.tds.jobs.JobDefinition;
import app.tds.jobs.JobDefinition.Incremental;
import app.tds.launch.TestQueue;
import app.tds.pipeline.RunFinished.Outcome;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.springframework.dao.DataIntegrityViolationException;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.jdbc.core.simple.JdbcClient;

class RunsIntegrationTests {

    private static final Instant NOON = Instant.parse("2026-01-01T12:00:00Z");
    private static final Duration DAY = Duration.ofHours(24);

    private final JdbcClient jdbc = JdbcClient.create(TestDatabase.create().dataSource());
    private final SettableClock clock = new SettableClock(NOON);
    private final Watermarks watermarks = new Watermarks(jdbc, clock);
    private final Runs runs = new Runs(jdbc, clock, new LimitWaits(clock));
    private final TestQueue queue = new TestQueue(jdbc, clock, watermarks);

    @Test
    void ofOneJobAndOrganizationOneRunIsLive() {
        var run = begin("things", "10", RunMode.FULL);

        assertThatThrownBy(() -> begin("things", "10", RunMode.DELTA)).isInstanceOf(DuplicateKeyException.class);
        begin("things", "20", RunMode.FULL);
        begin("others", "10", RunMode.FULL);
        assertThat(queue.live("10", "things")).contains(Map.entry(run, 7L));
        assertThat(queue.live("30", "things")).isEmpty();

        runs.finish(run, Outcome.COMPLETED, null, null, null);
        assertThat(queue.live("10", "things")).isEmpty();
        assertThat(begin("things", "10", RunMode.DELTA).id()).isGreaterThan(run.id());
    }

    @Test
    void aDeltaBeginsAtTheWatermarkLessTheOverlap() {
        assertThat(begin("things", "10", RunMode.DELTA).since())
                .as("nothing was seen yet, so everything is read")
                .isNull();
        complete(begin("others", "10", RunMode.FULL));
        clock.advance(Duration.ofHours(1));

        var delta = begin("others", "10", RunMode.DELTA);
        assertThat(delta.since()).isEqualTo(NOON.minus(Duration.ofMinutes(5)));
        assertThat(delta.until()).isEqualTo(NOON.plus(Duration.ofHours(1)));
        runs.finish(delta, Outcome.COMPLETED, null, null, null);
        assertThat(begin("others", "10", RunMode.FULL).since()).isNull();
        assertThat(begin("others", "20", RunMode.DELTA).since()).isNull();
    }

    @Test
    void theWatermarkMovesToTheFrozenBoundAndNeverBack() {
        var early = begin("things", "10", RunMode.FULL);
        runs.finish(early, Outcome.FAILED, null, "x", null);
        assertThat(watermarks.seenUntil("10", "things")).isEmpty();

        clock.advance(Duration.ofHours(1));
        var late = begin("things", "10", RunMode.DELTA);
        clock.advance(Duration.ofHours(1));
        watermarks.advance(late);
        assertThat(watermarks.seenUntil("10", "things")).contains(NOON.plus(Duration.ofHours(1)));

        watermarks.advance(early);
        assertThat(watermarks.seenUntil("10", "things")).contains(NOON.plus(Duration.ofHours(1)));
        assertThat(jdbc.sql("select run_id from etl.watermarks")
                        .query(Long.class)
                        .single())
                .isEqualTo(late.id());
    }

    @Test
    void asManyAreExpectedAsTheLastCompleteReadingFound() {
        var first = begin("things", "10", RunMode.FULL);
        assertThat(runs.expected(first)).isZero();
        runs.add(first, counts(120));
        complete(first);
        var failed = begin("things", "10", RunMode.FULL);
        assertThat(runs.expected(failed)).isEqualTo(120);
        runs.add(failed, counts(7));
        runs.finish(failed, Outcome.FAILED, null, "x", null);
        var delta = begin("things", "10", RunMode.DELTA);
        assertThat(runs.expected(delta)).as("nobody knows how much has changed").isZero();
        runs.add(delta, counts(3));
        complete(delta);

        assertThat(runs.expected(begin("things", "10", RunMode.FULL))).isEqualTo(120);
        assertThat(runs.expected(begin("things", "20", RunMode.FULL))).isZero();
    }

    @Test
    void countsAddUpOverCommits() {
        var run = begin("things", "10", RunMode.FULL);
        var other = begin("things", "20", RunMode.FULL);

        assertThat(runs.add(run, new RunCounts(10, 1, 2, 3, 4, 5, 6, 7, 8)))
                .isEqualTo(new RunCounts(10, 1, 2, 3, 4, 5, 6, 7, 8));
        assertThat(runs.add(run, new RunCounts(5, 1, 1, 1, 1, 1, 1, 1, 1)))
                .isEqualTo(new RunCounts(15, 2, 3, 4, 5, 6, 7, 8, 9));
        assertThat(runs.counts(run)).isEqualTo(new RunCounts(15, 2, 3, 4, 5, 6, 7, 8, 9));
        assertThat(runs.counts(other)).isEqualTo(RunCounts.NONE);
    }

    @Test
    void onlyTheLastRunOfAModeIsUnfinished() {
        var failed = begin("things", "10", RunMode.FULL);
        assertThat(queue.unfinished("10", "things", RunMode.FULL, Selection.NONE, DAY))
                .isEmpty();
        runs.finish(failed, Outcome.FAILED, null, "x", null);

        assertThat(queue.unfinished("10", "things", RunMode.FULL, Selection.NONE, DAY))
                .contains(failed);
        assertThat(queue.unfinished("10", "things", RunMode.DELTA, Selection.NONE, DAY))
                .isEmpty();
        assertThat(queue.unfinished("20", "things", RunMode.FULL, Selection.NONE, DAY))
                .isEmpty();

        clock.advance(DAY);
        assertThat(queue.unfinished("10", "things", RunMode.FULL, Selection.NONE, DAY))
                .contains(failed);
        clock.advance(Duration.ofSeconds(1));
        assertThat(queue.unfinished("10", "things", RunMode.FULL, Selection.NONE, DAY))
                .isEmpty();

        var stopped = begin("things", "10", RunMode.FULL);
        runs.finish(stopped, Outcome.STOPPED, null, null, null);
        assertThat(queue.unfinished("10", "things", RunMode.FULL, Selection.NONE, DAY))
                .contains(stopped);
        complete(begin("things", "10", RunMode.FULL));
        assertThat(queue.unfinished("10", "things", RunMode.FULL, Selection.NONE, DAY))
                .isEmpty();
    }

    @Test
    void aRunThatReadWhatWasWrongNeverGoesOn() {
        for (FailureKind kind : FailureKind.values()) {
            var run = begin("things", "10", RunMode.FULL);
            runs.finish(run, Outcome.FAILED, kind, "x", null);

            assertThat(queue.unfinished("10", "things", RunMode.FULL, Selection.NONE, DAY)
                            .isEmpty())
                    .as("%s begins again", kind)
                    .isEqualTo(Set.of(FailureKind.UNUSABLE, FailureKind.DELETIONS, FailureKind.COUNTS)
                            .contains(kind));
        }
    }

    @Test
    void theNameOfAPersonDecidesNothing() {
        var run = queue.begin(job("things"), "10", RunMode.FULL, Selection.NONE, AskedBy.person("webhook"), 7L);

        assertThat(run.askedBy()).hasToString("webhook");
        assertThat(runs.find(run.id()).orElseThrow().askedBy().isWebhook()).isFalse();
        assertThat(queue.begin(job("things"), "20", RunMode.FULL, Selection.NONE, AskedBy.WEBHOOK, 7L)
                        .askedBy())
                .isEqualTo(AskedBy.WEBHOOK);
    }

    @Test
    void onlyWhatNamesTheSameRecordsIsTheSame() {
        var some = Selection.of(List.of("2", "10", "1", "2"));
        var run = begin("things", "10", RunMode.BY_ID, some);
        assertThat(run.selection()).isEqualTo(Selection.of(List.of("1", "10", "2")));
        assertThat(runs.left(run)).containsExactly("1", "10", "2");
        runs.had(run, List.of("10", "7"));
        assertThat(runs.left(run)).containsExactly("1", "2");
        runs.finish(run, Outcome.FAILED, null, "x", null);
        runs.finish(begin("things", "10", RunMode.BY_ID, Selection.of(List.of("3"))), Outcome.FAILED, null, "x", null);

        assertThat(queue.unfinished("10", "things", RunMode.BY_ID, Selection.of(List.of("10", "2", "1")), DAY))
                .contains(run);
        assertThat(queue.unfinished("10", "things", RunMode.BY_ID, Selection.of(List.of("1", "2")), DAY))
                .isEmpty();
        assertThat(queue.unfinished("10", "things", RunMode.FULL, Selection.NONE, DAY))
                .isEmpty();
        assertThat(runs.expected(begin("things", "10", RunMode.FULL))).isZero();
    }

    @Test
    void onlyTheSameDaysAreTheSame() {
        var march = Selection.between(LocalDate.parse("2026-03-01"), LocalDate.parse("2026-03-31"));
        var open = Selection.between(LocalDate.parse("2026-03-01"), null);
        var run = begin("things", "10", RunMode.RANGE, march);
        assertThat(run.selection()).isEqualTo(march);
        assertThat(run.since()).isNull();
        runs.add(run, counts(50));
        runs.finish(run, Outcome.STOPPED, null, null, null);
        var other = begin("things", "10", RunMode.RANGE, open);
        assertThat(runs.expected(other)).isZero();
        runs.finish(other, Outcome.FAILED, null, "x", null);

        assertThat(queue.unfinished("10", "things", RunMode.RANGE, march, DAY)).contains(run);
        assertThat(queue.unfinished("10", "things", RunMode.RANGE, open, DAY)).contains(other);
        assertThat(queue.unfinished(
                        "10", "things", RunMode.RANGE, Selection.between(null, LocalDate.parse("2026-03-31")), DAY))
                .isEmpty();
    }

    @Test
    void aPartIsNeverTakenForTheWhole() {
        var range = begin("things", "10", RunMode.RANGE, Selection.between(LocalDate.parse("2026-03-01"), null));
        runs.add(range, counts(50));
        runs.finish(range, Outcome.COMPLETED, null, null, null);

        assertThat(runs.expected(begin("things", "10", RunMode.FULL))).isZero();
    }

    @Test
    void theDatabaseRefusesAModeWithoutWhatItNeeds() {
        assertThatThrownBy(() -> begin("things", "10", RunMode.BY_ID))
                .isInstanceOf(DataIntegrityViolationException.class);
        assertThatThrownBy(() -> begin("things", "10", RunMode.RANGE))
                .isInstanceOf(DataIntegrityViolationException.class);
        assertThatThrownBy(() -> begin("things", "10", RunMode.FULL, Selection.of(List.of("1"))))
                .isInstanceOf(DataIntegrityViolationException.class);
        assertThatThrownBy(() -> begin("things", "10", RunMode.DELTA, Selection.between(LocalDate.EPOCH, null)))
                .isInstanceOf(DataIntegrityViolationException.class);
    }

    @Test
    void anUnfinishedRunGoesOnOnce() {
        var run = begin("things", "10", RunMode.FULL);
        assertThat(queue.resume(run, 8L)).isFalse();
        assertThat(queue.take(run, 7L, "host:7")).isTrue();
        runs.finish(run, Outcome.FAILED, null, "x", null);

        assertThat(queue.resume(run, 8L)).isTrue();
        assertThat(queue.resume(run, 9L)).isFalse();
        assertThat(queue.live("10", "things")).contains(Map.entry(run, 8L));
        assertThat(queue.take(run, 9L, "host:9")).isFalse();
        assertThat(queue.take(run, 8L, "host:8")).isTrue();
        assertThat(jdbc.sql("select executions, cause, finished_at from etl.runs")
                        .query()
                        .singleRow())
                .containsEntry("executions", 2)
                .containsEntry("cause", null)
                .containsEntry("finished_at", null);

        queue.takeOver(run, 9L);
        assertThat(queue.live("10", "things")).contains(Map.entry(run, 9L));
    }

    @Test
    void aFailureWithoutACauseIsRefused() {
        var run = begin("things", "10", RunMode.FULL);

        assertThatThrownBy(() -> runs.finish(run, Outcome.FAILED, null, null, null))
                .isInstanceOf(DataIntegrityViolationException.class);
    }

    @Test
    void aRunTakesTimeFromItsFirstStart() {
        var run = begin("things", "10", RunMode.FULL);
        clock.advance(Duration.ofMinutes(1));
        runs.start(run, false);
        clock.advance(Duration.ofMinutes(2));

        assertThat(runs.finish(run, Outcome.FAILED, null, "x", null)).isEqualTo(Duration.ofMinutes(2));
        queue.resume(run, 7L);
        clock.advance(Duration.ofMinutes(3));
        assertThat(runs.finish(run, Outcome.COMPLETED, null, null, null)).isEqualTo(Duration.ofMinutes(5));
    }

    private void complete(Run run) {
        watermarks.advance(run);
        runs.finish(run, Outcome.COMPLETED, null, null, null);
    }

    private static RunCounts counts(long read) {
        return new RunCounts(read, read, 0, 0, 0, 0, 0, 1, 1);
    }

    private Run begin(String name, String organization, RunMode mode) {
        return begin(name, organization, mode, Selection.NONE);
    }

    private Run begin(String name, String organization, RunMode mode, Selection selection) {
        return queue.begin(job(name), organization, mode, selection, AskedBy.person("test"), 7L);
    }

    private static JobDefinition job(String name) {
        var listing = new JobDefinition.Listing(
                "fake",
                "books",
                "/things",
                "things",
                "id",
                "fake",
                200,
                JobDefinition.Pages.NUMBERED,
                Map.of(),
                Incremental.FILTER,
                List.of(),
                List.of(),
                null,
                null);
        return new JobDefinition(
                name,
                listing,
                new JobDefinition.Schedule("0 0 2 * * ?", "0 0/5 * * * ?"),
                new JobDefinition.Limits(1000, 3, 500, Duration.ofMinutes(5)),
                Duration.ofHours(1),
                50,
                null,
                null,
                null);
    }
}
