package app.tds.launch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import app.tds.TdsApplication;
import app.tds.TestDatabase;
import app.tds.launch.LaunchRefused.Reason;
import app.tds.pipeline.AskedBy;
import app.tds.pipeline.Run;
import app.tds.pipeline.RunFinished;
import app.tds.pipeline.RunFinished.Outcome;
import app.tds.pipeline.RunMode;
import app.tds.source.SourceFailure;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.support.GenericApplicationContext;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** Pages of ten, every record a commit of its own, and one run of an organization at a time. */
@Timeout(120)
class StopAndRestartIntegrationTests {

    private static final String JOB = """
            name: NAME
            source:
              integration: fake
              api: books
              path: /NAME
              records: things
              key: id
              translation: fake-level
              page-size: 10
              incremental: filter
            schedule: {full: "0 0 0 29 2 ?", delta: "0 0 0 29 2 ?"}
            limits: {chunk-size: 1, pages-ahead: 1, quarantine: 5, overlap: 5m}
            freshness: 1h
            priority: 50
            """;

    private static final int THINGS = 40;
    private static final FakeSource source = new FakeSource();
    private static final TestDatabase database = TestDatabase.create();
    private static Path jobs;
    private static ConfigurableApplicationContext context;
    private static JdbcClient jdbc;
    private static Launcher launcher;
    private static int organizations;

    private String organization;

    @BeforeAll
    static void start(@TempDir Path folder) throws IOException {
        jobs = folder;
        for (var name : List.of("things", "others")) {
            Files.writeString(folder.resolve(name + ".yaml"), JOB.replace("NAME", name));
        }
        context = node();
        jdbc = context.getBean(JdbcClient.class);
        launcher = context.getBean(Launcher.class);
    }

    private static ConfigurableApplicationContext node() {
        return new SpringApplicationBuilder(TdsApplication.class)
                .web(WebApplicationType.NONE)
                .initializers(it -> {
                    var beans = (GenericApplicationContext) it;
                    beans.registerBean("fakeSource", FakeSource.class, () -> source);
                    beans.registerBean("fakeLevels", FakeSource.Levels.class);
                })
                .run(
                        "--tds.jobs.location=" + jobs,
                        "--tds.launch.concurrency=1",
                        "--tds.launch.runs-at-once=60",
                        "--tds.schedule.enabled=true",
                        "--spring.datasource.url=" + database.url(),
                        "--tds.zoho.client-id=none",
                        "--tds.zoho.client-secret=none",
                        "--tds.zoho.refresh-token=none",
                        "--tds.zoho.organizations=1",
                        "--tds.secret-key=" + Base64.getEncoder().encodeToString(new byte[32]));
    }

    @AfterAll
    static void stop() {
        context.close();
    }

    @BeforeEach
    void anOrganization() {
        organization = organizationWithThings();
    }

    private static String organizationWithThings() {
        var id = "" + ++organizations;
        jdbc.sql("insert into tds.organizations values (?, 'fake', 'A', 'UTC', null, null, null, now(), now())")
                .param(id)
                .update();
        source.fill(id, THINGS);
        return id;
    }

    @Test
    void sixtyStopsAmongTinyCommitsLeaveSixtyRunsThatCanBeRestarted() throws Exception {
        var stoppers = Executors.newFixedThreadPool(15);
        try {
            for (int wave = 0; wave < 4; wave++) {
                List<Launched> launched = new ArrayList<>();
                List<Future<?>> stops = new ArrayList<>();
                for (int i = 0; i < 15; i++) {
                    var reached = new CountDownLatch(1);
                    var asking = new CountDownLatch(1);
                    var each = organizationWithThings();
                    source.before(each, waitingAt(2, reached, asking));
                    var run = launcher.launch(new LaunchRequest("things", each, RunMode.FULL, AskedBy.person("test")));
                    launched.add(run);
                    // The stop meets the commits of the run: neither waits for the other.
                    stops.add(stoppers.submit(() -> {
                        await(reached);
                        asking.countDown();
                        launcher.stop(run.run().id(), "stopper");
                    }));
                }
                for (var stop : stops) {
                    stop.get(60, TimeUnit.SECONDS);
                }
                launched.forEach(this::isStopped);
                launched.forEach(run -> source.before(run.run().organizationId(), page -> {}));
                launched.stream()
                        .map(run -> launcher.restart(run.run().id()))
                        .toList()
                        .forEach(this::isComplete);
            }
        } finally {
            stoppers.shutdownNow();
        }
    }

    private void isStopped(Launched run) {
        var stopped = end(run);
        assertThat(stopped.outcome()).as("%s", stopped).isEqualTo(Outcome.STOPPED);
        assertThat(row(run.run().id()))
                .containsEntry("outcome", "STOPPED")
                .containsEntry("cause", null)
                .containsEntry("stop_asked_by", "stopper");
        assertThat(things(run.run().organizationId()))
                .isEqualTo(stopped.counts().inserted())
                .isLessThan(THINGS);
        assertThat(batchStatus(run.run().id())).containsExactly("STOPPED");
    }

    private void isComplete(Launched run) {
        var finished = end(run);
        assertThat(finished.outcome()).as("%s", finished).isEqualTo(Outcome.COMPLETED);
        assertThat(finished.counts().inserted()).isEqualTo(THINGS);
        assertThat(things(run.run().organizationId())).isEqualTo(THINGS);
        assertThat(row(run.run().id())).containsEntry("executions", 2).containsEntry("stop_asked_by", null);
        assertThat(batchStatus(run.run().id())).containsExactly("STOPPED", "COMPLETED");
    }

    @Test
    void anotherNodeStopsItJustAsWell() throws Exception {
        try (var other = node()) {
            var reached = new CountDownLatch(1);
            var goOn = new CountDownLatch(1);
            source.before(organization, waitingAt(3, reached, goOn));
            var run = launch("things");
            reached.await();

            other.getBean(Launcher.class).stop(run.run().id(), "somebody");
            goOn.countDown();

            assertThat(end(run).outcome()).isEqualTo(Outcome.STOPPED);
            assertThat(things(organization)).isLessThan(THINGS);
        }
    }

    @Test
    void aRunThatWaitsForItsTurnStopsBeforeItReadsAnything() throws Exception {
        var reached = new CountDownLatch(1);
        var goOn = new CountDownLatch(1);
        source.before(organization, waitingAt(1, reached, goOn));
        var first = launch("things");
        reached.await();
        var second = launch("others");

        launcher.stop(second.run().id(), "somebody");
        goOn.countDown();

        assertThat(end(first).outcome()).isEqualTo(Outcome.COMPLETED);
        var stopped = end(second);
        assertThat(stopped.outcome()).isEqualTo(Outcome.STOPPED);
        assertThat(stopped.counts().read()).isZero();
        assertThat(end(launcher.restart(second.run().id())).outcome()).isEqualTo(Outcome.COMPLETED);
    }

    @Test
    void whatDoesNotRunCannotBeStopped() {
        var run = launch("things");
        end(run);

        assertThatThrownBy(() -> launcher.stop(run.run().id(), "test"))
                .isInstanceOfSatisfying(LaunchRefused.class, refused -> {
                    assertThat(refused.reason()).isEqualTo(Reason.CONFLICT);
                    assertThat(refused.runId()).isEqualTo(run.run().id());
                })
                .hasMessageContaining("is not running");
        assertThatThrownBy(() -> launcher.stop(4711_4711, "test"))
                .isInstanceOfSatisfying(
                        LaunchRefused.class,
                        refused -> assertThat(refused.reason()).isEqualTo(Reason.UNKNOWN));
    }

    @Test
    void aFailedRunIsRestartedByItsNumberWhereItFailed() {
        var failed = failed();
        assertThat(source.asked(organization)).containsExactly(1, 2, 3);

        var finished = end(launcher.restart(failed.run().id()));

        assertThat(finished.outcome()).isEqualTo(Outcome.COMPLETED);
        assertThat(finished.run()).isEqualTo(failed.run());
        assertThat(source.asked(organization)).startsWith(3).doesNotContain(1, 2);
        assertThat(things(organization)).isEqualTo(THINGS);
        assertThatThrownBy(() -> launcher.restart(failed.run().id()))
                .isInstanceOf(LaunchRefused.class)
                .hasMessageContaining("run " + failed.run().id() + " cannot go on: the run is over");
        assertThat(runs()).hasSize(1);
    }

    /** Whoever looks at the runs between the request and its commit still sees how the run ended before. */
    @Test
    void whoRestartsARunIsNotToldHowItEndedBefore() {
        Run run = failed().run();
        var queue = context.getBean(RunQueue.class);
        var transaction = new TransactionTemplate(context.getBean(PlatformTransactionManager.class));

        Launched restarted = Objects.requireNonNull(transaction.execute(status -> {
            assertThat(context.getBean(LiveRuns.class).resume(run, null)).isTrue();
            Launched promised = queue.promise(run, queue.node());
            CompletableFuture.runAsync(queue::look).join();
            assertThat(promised.finished()).isNotDone();
            return promised;
        }));
        queue.keep(restarted);

        assertThat(end(restarted).outcome()).isEqualTo(Outcome.COMPLETED);
    }

    @Test
    void whatRunsIsNotRestarted() throws Exception {
        var reached = new CountDownLatch(1);
        var goOn = new CountDownLatch(1);
        source.before(organization, waitingAt(3, reached, goOn));
        var run = launch("things");
        reached.await();

        assertThatThrownBy(() -> launcher.restart(run.run().id()))
                .isInstanceOfSatisfying(
                        LaunchRefused.class,
                        refused ->
                                assertThat(refused.runId()).isEqualTo(run.run().id()))
                .hasMessageContaining("is still running");
        assertThatThrownBy(() -> launcher.abandon(run.run().id()))
                .isInstanceOf(LaunchRefused.class)
                .hasMessageContaining("cannot be given up");

        goOn.countDown();
        assertThat(end(run).outcome()).isEqualTo(Outcome.COMPLETED);
        assertThat(row(run.run().id())).containsEntry("executions", 1);
    }

    @Test
    void whatIsTooOldIsNotRestarted() {
        var failed = failed();
        jdbc.sql("update etl.runs set asked_at = asked_at - interval '25 hours' where run_id = ?")
                .param(failed.run().id())
                .update();

        assertThatThrownBy(() -> launcher.restart(failed.run().id()))
                .isInstanceOf(LaunchRefused.class)
                .hasMessageContaining("older than 24 hours");
        assertThat(runs()).hasSize(1);
    }

    @Test
    void anAbandonedRunNeverGoesOnAndTheNextBeginsAnew() {
        var failed = failed();
        source.asked(organization);

        launcher.abandon(failed.run().id());

        assertThat(row(failed.run().id())).containsEntry("outcome", "ABANDONED");
        assertThatThrownBy(() -> launcher.abandon(failed.run().id()))
                .isInstanceOf(LaunchRefused.class)
                .hasMessageContaining("over");
        assertThatThrownBy(() -> launcher.restart(failed.run().id()))
                .isInstanceOf(LaunchRefused.class)
                .hasMessageContaining("over");
        var next = end(launch("things"));
        assertThat(next.run().id()).isNotEqualTo(failed.run().id());
        assertThat(source.asked(organization)).startsWith(1);
        assertThat(next.outcome()).isEqualTo(Outcome.COMPLETED);
        assertThat(runs()).extracting("outcome").containsExactly("ABANDONED", "COMPLETED");
    }

    private RunFinished failed() {
        source.before(organization, page -> {
            if (page == 3) {
                throw new SourceFailure.Unavailable("GET books/things page 3: Zoho answered 500", null);
            }
        });
        var failed = end(launch("things"));
        assertThat(failed.outcome()).isEqualTo(Outcome.FAILED);
        source.before(organization, page -> {});
        return failed;
    }

    private Launched launch(String job) {
        return launcher.launch(new LaunchRequest(job, organization, RunMode.FULL, AskedBy.person("test")));
    }

    private static RunFinished end(Launched run) {
        return run.finished().orTimeout(60, TimeUnit.SECONDS).join();
    }

    private static java.util.function.IntConsumer waitingAt(int waiting, CountDownLatch reached, CountDownLatch goOn) {
        return page -> {
            if (page == waiting) {
                reached.countDown();
                await(goOn);
            }
        };
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private static Map<String, Object> row(long run) {
        return jdbc.sql("select * from etl.runs where run_id = ?")
                .param(run)
                .query()
                .singleRow();
    }

    private List<Map<String, Object>> runs() {
        return jdbc.sql("select * from etl.runs where organization_id = ? order by run_id")
                .param(organization)
                .query()
                .listOfRows();
    }

    private static long things(String organization) {
        return jdbc.sql("select count(*) from tds.stock where organization_id = ?")
                .param(organization)
                .query(Long.class)
                .single();
    }

    private static List<String> batchStatus(long run) {
        return jdbc.sql("""
                        select e.status from batch.batch_job_execution e
                        join batch.batch_job_execution_params p on p.job_execution_id = e.job_execution_id
                        where p.parameter_name = 'run' and p.parameter_value = ? order by e.job_execution_id
                        """).param("" + run).query(String.class).list();
    }
}
