package app.tds.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import app.tds.SettableClock;
import app.tds.TestDatabase;
import app.tds.launch.TestQueue;
import app.tds.pipeline.RunFinished.Outcome;
import app.tds.pipeline.RunHistory.Entry;
import app.tds.pipeline.RunHistory.Filter;
import app.tds.pipeline.RunHistory.State;
import app.tds.source.WaitedForLimit;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;

/** What is said of a run while it runs. */
class RunHistoryIntegrationTests {

    private static final Instant NOON = Instant.parse("2026-01-01T12:00:00Z");

    private final TestDatabase database = TestDatabase.create();
    private final JdbcClient jdbc = JdbcClient.create(database.dataSource());
    private final SettableClock clock = new SettableClock(NOON);
    private final LimitWaits waits = new LimitWaits(clock);
    private final Runs runs = new Runs(jdbc, clock, waits);
    private final TestQueue queue = new TestQueue(jdbc, clock, new Watermarks(jdbc, clock));
    private final RunHistory history = new RunHistory(jdbc);

    private Connection process;

    /** The process that executes the runs lives as long as it holds this lock. */
    @BeforeEach
    void live() throws SQLException {
        process = database.dataSource().getConnection();
        process.createStatement().execute("select pg_advisory_lock(1)");
    }

    @AfterEach
    void end() throws SQLException {
        process.close();
    }

    @Test
    void aRunThatNoLivingProcessExecutesWaits() throws SQLException {
        var run = begin();
        assertThat(entry(run).state()).as("taken, not begun").isEqualTo(State.WAITING);
        runs.start(run, false);
        assertThat(entry(run).state()).isEqualTo(State.RUNNING);
        assertThat(page(State.RUNNING)).hasSize(1);
        assertThat(page(State.WAITING)).isEmpty();

        process.close();
        assertThat(entry(run).state()).as("its process is gone").isEqualTo(State.WAITING);
        assertThat(page(State.RUNNING)).isEmpty();
        live();
        queue.release(1);
        assertThat(entry(run).state()).as("released").isEqualTo(State.WAITING);
        queue.take(run, 1, "here:1");
        assertThat(entry(run).state()).as("taken again, not gone on").isEqualTo(State.WAITING);
        runs.start(run, true);
        assertThat(entry(run).state()).isEqualTo(State.RUNNING);
        runs.finish(run, Outcome.FAILED, FailureKind.DENIED, "no scope", null);
        assertThat(entry(run).state()).isEqualTo(State.FAILED);
        assertThat(entry(run).failure()).isEqualTo(FailureKind.DENIED);
        queue.resume(run, 1L);
        assertThat(entry(run).state()).as("asked for again").isEqualTo(State.WAITING);
        assertThat(entry(run).failure()).isNull();
    }

    private List<Entry> page(State state) {
        return history.page(new Filter(null, null, null, state, null, null), Long.MAX_VALUE, 9);
    }

    @Test
    void whatIsKnownWhileItRuns() {
        var run = begin();
        assertThat(entry(run).perSecond()).isNull();
        assertThat(entry(run).estimatedEnd()).as("it waits").isNull();

        runs.start(run, false);
        runs.enter(run.id(), "list");
        waits.on(new WaitedForLimit(run.id(), Duration.ofMillis(700)));
        waits.on(new WaitedForLimit(run.id() + 1, Duration.ofMillis(9_000)));
        clock.advance(Duration.ofSeconds(20));
        runs.add(run, read(100));
        waits.on(new WaitedForLimit(run.id(), Duration.ofMillis(800)));
        runs.add(run, read(0));
        clock.advance(Duration.ofSeconds(20));

        var entry = entry(run);
        assertThat(entry.phase()).isEqualTo("list");
        assertThat(entry.node()).isEqualTo("here:1");
        assertThat(entry.executions()).isOne();
        assertThat(entry.perSecond()).as("up to the last commit").isEqualTo(5);
        assertThat(entry.waited()).isEqualTo(Duration.ofMillis(1_500));
        assertThat(entry.estimatedEnd()).as("there was none before").isNull();
        assertThat(entry(run)).as("nothing has happened meanwhile").isEqualTo(entry);
    }

    @Test
    void itEndsAsUsualUnlessItGoesOnOrTakesLonger() {
        complete(100);
        complete(80);
        complete(130);
        var run = begin();
        var began = clock.instant();
        runs.start(run, false);
        assertThat(entry(run).estimatedEnd()).isEqualTo(new EstimatedEnd(began.plusSeconds(100), 0.2));

        clock.advance(Duration.ofSeconds(150));
        runs.add(run, read(300));
        assertThat(entry(run).estimatedEnd())
                .as("later than usual; at two a second, 700 of 1000 are left")
                .isEqualTo(new EstimatedEnd(began.plusSeconds(150 + 350), null));

        runs.finish(run, Outcome.STOPPED, null, null, null);
        assertThat(entry(run).estimatedEnd()).isNull();
        queue.resume(run, 1L);
        queue.take(run, 1, "here:1");
        runs.start(run, true);
        clock.advance(Duration.ofSeconds(10));
        runs.add(run, read(100));
        assertThat(entry(run).perSecond()).as("since it went on").isEqualTo(10);
        assertThat(entry(run).estimatedEnd())
                .as("600 are left")
                .isEqualTo(new EstimatedEnd(clock.instant().plusSeconds(60), null));
    }

    private void complete(int seconds) {
        var run = begin();
        runs.start(run, false);
        clock.advance(Duration.ofSeconds(seconds));
        runs.add(run, read(1_000));
        runs.finish(run, Outcome.COMPLETED, null, null, null);
    }

    private Run begin() {
        long id = jdbc.sql("""
                        insert into etl.runs (job, organization_id, mode, asked_by, asked_at, until, started_at)
                        values ('things', '10', 'FULL', 'test', now(), now(), now()) returning run_id
                        """).query(Long.class).single();
        var run = runs.find(id).orElseThrow();
        assertThat(queue.take(run, 1, "here:1")).isTrue();
        return run;
    }

    private Entry entry(Run run) {
        return history.find(run.id()).orElseThrow();
    }

    private static RunCounts read(long records) {
        return new RunCounts(records, records, 0, 0, 0, 0, 0, 1, 1);
    }
}
