package app.tds.launch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.ArgumentMatchers.anyBoolean;
import static org.mockito.ArgumentMatchers.anyLong;
import static org.mockito.Mockito.CALLS_REAL_METHODS;
import static org.mockito.Mockito.doAnswer;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.withSettings;

import app.tds.TdsApplication;
import app.tds.TestDatabase;
import app.tds.pipeline.AskedBy;
import app.tds.pipeline.Run;
import app.tds.pipeline.RunFinished;
import app.tds.pipeline.RunFinished.Outcome;
import app.tds.pipeline.RunMode;
import app.tds.source.SourceFailure;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.config.BeanPostProcessor;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.support.GenericApplicationContext;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Processes that serve, one or several on one database: who executes what, and what becomes of it when they go. */
@Timeout(120)
class RunQueueIntegrationTests {

    private static final String JOB = """
            name: %s
            source:
              integration: fake
              api: books
              path: /things
              records: things
              key: id
              translation: fake-level
              page-size: 10
              incremental: filter
            schedule: {full: "0 0 2 1 1 ?", delta: "0 0 2 1 1 ?"}
            limits: {chunk-size: 10, pages-ahead: 0, quarantine: 5, overlap: 5m}
            freshness: 1h
            priority: %d
            """;

    @TempDir
    private Path jobs;

    private final FakeSource source = new FakeSource();
    private final TestDatabase database = TestDatabase.create();
    private final List<ConfigurableApplicationContext> nodes = new ArrayList<>();
    private final List<Boolean> taken = new CopyOnWriteArrayList<>();

    @BeforeEach
    void threeJobs() throws IOException {
        Files.writeString(jobs.resolve("first.yaml"), JOB.formatted("first", 10));
        Files.writeString(jobs.resolve("second.yaml"), JOB.formatted("second", 20));
        Files.writeString(jobs.resolve("third.yaml"), JOB.formatted("third", 30));
    }

    @AfterEach
    void stop() {
        nodes.forEach(ConfigurableApplicationContext::close);
    }

    private ConfigurableApplicationContext node(String... more) {
        return node(source, jobs, more);
    }

    private ConfigurableApplicationContext node(FakeSource source, Path jobs, String... more) {
        List<String> arguments = new ArrayList<>(List.of(
                "--tds.jobs.location=" + jobs,
                "--tds.schedule.enabled=true",
                "--spring.datasource.url=" + database.url(),
                "--tds.zoho.client-id=none",
                "--tds.zoho.client-secret=none",
                "--tds.zoho.refresh-token=none",
                "--tds.zoho.organizations=1",
                "--tds.secret-key=" + Base64.getEncoder().encodeToString(new byte[32])));
        arguments.addAll(List.of(more));
        var node = new SpringApplicationBuilder(TdsApplication.class)
                .web(WebApplicationType.NONE)
                .initializers(it -> {
                    var beans = (GenericApplicationContext) it;
                    beans.registerBean("fakeSource", FakeSource.class, () -> source);
                    beans.registerBean("fakeLevels", FakeSource.Levels.class);
                    beans.registerBean("watchedRuns", WatchedRuns.class, () -> new WatchedRuns(beans, taken));
                })
                .run(arguments.toArray(String[]::new));
        nodes.add(node);
        return node;
    }

    private void organization(String id, int things) {
        jdbc().sql("insert into tds.organizations values (?, 'fake', 'A', 'UTC', null, null, null, now(), now())")
                .param(id)
                .update();
        source.fill(id, things);
    }

    private JdbcClient jdbc() {
        return JdbcClient.create(database.dataSource());
    }

    private static Launched launch(ConfigurableApplicationContext node, String job, String organization, RunMode mode) {
        return node.getBean(Launcher.class).launch(new LaunchRequest(job, organization, mode, AskedBy.person("test")));
    }

    @Test
    void deltasGoBeforeFullImportsAndJobsInTheOrderOfTheirPriority() {
        var node = node("--tds.launch.concurrency=1");
        organization("1", 5);
        var busy = new CountDownLatch(1);
        source.before("1", page -> awaitLatch(busy));
        List<String> order = new CopyOnWriteArrayList<>();
        List<CompletableFuture<?>> ends = new ArrayList<>();
        ends.add(launch(node, "first", "1", RunMode.FULL).finished());
        await().until(() -> executing() == 1);
        for (String job : List.of("third", "second")) {
            var launched = launch(node, job, "1", RunMode.FULL);
            ends.add(launched.finished().thenAccept(end -> order.add(job)));
        }
        assertThat(executing()).as("one at a time for one organization").isEqualTo(1);
        busy.countDown();
        CompletableFuture.allOf(ends.toArray(CompletableFuture[]::new)).join();
        assertThat(order).containsExactly("second", "third");
    }

    @Test
    void whatOneProcessAskedForAnotherMayExecuteAndBothKnowTheEnd() {
        var asking = node("--tds.launch.runs-at-once=0");
        var executing = node();
        organization("1", 25);

        RunFinished finished = launch(asking, "first", "1", RunMode.FULL)
                .finished()
                .orTimeout(30, TimeUnit.SECONDS)
                .join();

        assertThat(finished.outcome()).isEqualTo(Outcome.COMPLETED);
        assertThat(finished.counts().inserted()).isEqualTo(25);
        assertThat(value("select node_id = ? from etl.runs", Boolean.class, lease(executing)))
                .isTrue();
    }

    @ParameterizedTest
    @ValueSource(ints = {2, 3})
    void theWorkOfManyOrganizationsSpreadsAndEachRunIsExecutedOnce(int processes) {
        for (int i = 0; i < processes; i++) {
            node("--tds.launch.runs-at-once=2");
        }
        Map<String, AtomicInteger> firstPages = new ConcurrentHashMap<>();
        var allBusy = new CountDownLatch(2 * processes);
        List<Launched> launched = new ArrayList<>();
        for (int i = 1; i <= 12; i++) {
            String organization = "" + i;
            organization(organization, 15);
            firstPages.put(organization, new AtomicInteger());
            source.before(organization, page -> {
                if (page == 1) {
                    firstPages.get(organization).incrementAndGet();
                    allBusy.countDown();
                    awaitLatch(allBusy);
                }
            });
        }
        for (int i = 1; i <= 12; i++) {
            launched.add(launch(nodes.get(i % processes), "first", "" + i, RunMode.FULL));
        }
        launched.forEach(run -> assertThat(
                        run.finished().orTimeout(30, TimeUnit.SECONDS).join().outcome())
                .isEqualTo(Outcome.COMPLETED));
        assertThat(firstPages.values()).allMatch(count -> count.get() == 1);
        assertThat(value("select count(distinct node_id) from etl.runs", Long.class))
                .isEqualTo(processes);
        assertThat(value("select count(*) from etl.runs where executions = 1 and inserted = 15", Long.class))
                .isEqualTo(12);
    }

    @Test
    void aRunOfAProcessThatStopsGoesOnInAnotherWithoutBeingAskedFor() {
        var leaving = node();
        organization("1", 45);
        var reached = new CountDownLatch(1);
        var goOn = new CountDownLatch(1);
        source.before("1", page -> {
            if (page == 3) {
                reached.countDown();
                awaitLatch(goOn);
            }
        });
        var launched = launch(leaving, "first", "1", RunMode.FULL);
        awaitLatch(reached);
        var closing = CompletableFuture.runAsync(leaving::close);
        await().until(() -> !leaving.getBean(RunQueue.class).isRunning());
        goOn.countDown();
        closing.join();
        nodes.remove(leaving);
        assertThat(launched.finished().orTimeout(30, TimeUnit.SECONDS).join().outcome())
                .isEqualTo(Outcome.STOPPED);
        source.before("1", page -> {});
        source.asked("1");

        node();

        await().until(() -> "COMPLETED".equals(value("select outcome from etl.runs", String.class)));
        assertThat(source.asked("1")).as("from its last commit").doesNotContain(1);
        assertThat(value("select inserted || ' ' || executions from etl.runs", String.class))
                .isEqualTo("45 2");
    }

    @Test
    void whatSomebodyStoppedStaysStoppedUntilSomebodyRestartsIt() {
        var executing = node();
        organization("1", 45);
        var reached = new CountDownLatch(1);
        var goOn = new CountDownLatch(1);
        source.before("1", page -> {
            if (page == 3) {
                reached.countDown();
                awaitLatch(goOn);
            }
        });
        var launched = launch(executing, "first", "1", RunMode.FULL);
        awaitLatch(reached);
        var asking = node("--tds.launch.runs-at-once=0");
        asking.getBean(Launcher.class).stop(launched.run().id(), "somebody");
        executing.getBean(RunQueue.class).look();
        goOn.countDown();

        assertThat(launched.finished().orTimeout(30, TimeUnit.SECONDS).join().outcome())
                .isEqualTo(Outcome.STOPPED);
        executing.getBean(RunQueue.class).look();
        assertThat(value("select outcome from etl.runs", String.class)).isEqualTo("STOPPED");
        assertThat(value("select count(*) from tds.stock", Long.class)).isLessThan(45);

        var again = asking.getBean(Launcher.class).restart(launched.run().id());
        assertThat(again.run()).isEqualTo(launched.run());
        assertThat(again.finished().orTimeout(30, TimeUnit.SECONDS).join().outcome())
                .isEqualTo(Outcome.COMPLETED);
        assertThat(value("select count(*) from tds.stock", Long.class)).isEqualTo(45);
        assertThatThrownBy(() ->
                        asking.getBean(Launcher.class).restart(launched.run().id()))
                .isInstanceOf(LaunchRefused.class)
                .hasMessageContaining("is over");
    }

    @Test
    void aWaitingRunStopsAtOnceAndAnAbandonedOneIsNeverResumed() {
        var node = node("--tds.launch.runs-at-once=0");
        organization("1", 5);
        var launched = launch(node, "first", "1", RunMode.FULL);
        assertThatThrownBy(() -> launch(node, "first", "1", RunMode.DELTA))
                .isInstanceOf(LaunchRefused.class)
                .hasMessageContaining("run " + launched.run().id())
                .hasMessageContaining("still waiting");
        assertThatThrownBy(() ->
                        node.getBean(Launcher.class).abandon(launched.run().id()))
                .isInstanceOf(LaunchRefused.class);

        node.getBean(Launcher.class).stop(launched.run().id(), "somebody");
        assertThat(value("select outcome from etl.runs", String.class)).isEqualTo("STOPPED");
        node.getBean(Launcher.class).abandon(launched.run().id());

        assertThat(value("select outcome from etl.runs", String.class)).isEqualTo("ABANDONED");
        assertThat(launch(node, "first", "1", RunMode.FULL).run().id())
                .isNotEqualTo(launched.run().id());
        assertThatThrownBy(() ->
                        node.getBean(Launcher.class).restart(launched.run().id()))
                .isInstanceOf(LaunchRefused.class);
    }

    @Test
    void theRunsOfAProcessThatIsGoneAreFoundAndResumed() {
        var dying = node();
        organization("1", 45);
        var reached = new CountDownLatch(1);
        var never = new CountDownLatch(1);
        source.before("1", page -> {
            if (page == 3 && reached.getCount() > 0) {
                reached.countDown();
                awaitLatch(never);
            }
        });
        var launched = launch(dying, "first", "1", RunMode.FULL);
        awaitLatch(reached);
        // As after kill -9: nothing ends, but the lease is gone.
        jdbc().sql("update etl.runs set node_id = 4711").update();
        source.asked("1");

        node();

        await().atMost(Duration.ofSeconds(30))
                .until(() -> "COMPLETED".equals(value("select outcome from etl.runs", String.class)));
        assertThat(source.asked("1")).as("from its last commit").doesNotContain(1);
        assertThat(value("select count(*) from tds.stock", Long.class)).isEqualTo(45);
        assertThat(launched.finished()).isNotDone();
        never.countDown();
    }

    @Test
    void sixtyStopsUnderTinyChunksAllEndAsStoppedAndGoOn() {
        var node = node("--tds.launch.concurrency=10");
        var launcher = node.getBean(Launcher.class);
        int stopped = 0;
        for (int i = 0; stopped < 60; i++) {
            String organization = "" + (1 + i % 20);
            if (i < 20) {
                organization(organization, 400);
            }
            var reached = new CountDownLatch(1);
            int at = 2 + i % 7;
            source.before(organization, page -> {
                if (page >= at) {
                    reached.countDown();
                }
            });
            var launched = launch(node, "first", organization, RunMode.FULL);
            awaitLatch(reached);
            launcher.stop(launched.run().id(), "test");
            var end = launched.finished().orTimeout(30, TimeUnit.SECONDS).join();
            assertThat(end.outcome()).as("%s", end.cause()).isEqualTo(Outcome.STOPPED);
            stopped++;
        }
        for (int i = 1; i <= 20; i++) {
            assertThat(launch(node, "first", "" + i, RunMode.FULL)
                            .finished()
                            .join()
                            .outcome())
                    .isEqualTo(Outcome.COMPLETED);
        }
        assertThat(value("select count(*) from tds.stock", Long.class)).isEqualTo(20 * 400);
        assertThat(value("select count(*) from etl.runs where inserted = 400 and executions > 1", Long.class))
                .isEqualTo(20);
    }

    @Test
    void ofSixtyFourLaunchesAtOnceOneRunsForEachKeyAndTheOthersAreRefusedInWords() throws Exception {
        var one = node();
        var two = node();
        for (int i = 1; i <= 4; i++) {
            organization("" + i, 5);
        }
        var asked = new CountDownLatch(64);
        for (int i = 1; i <= 4; i++) {
            // None is over before the last one has asked.
            source.before("" + i, page -> awaitLatch(asked));
        }
        var threads = Executors.newFixedThreadPool(64);
        List<Future<Launched>> launches = new ArrayList<>();
        for (int i = 0; i < 64; i++) {
            var node = i % 2 == 0 ? one : two;
            String organization = "" + (1 + i / 2 % 4);
            launches.add(threads.submit(() -> {
                try {
                    return launch(node, "first", organization, RunMode.FULL);
                } finally {
                    asked.countDown();
                }
            }));
        }
        int refused = 0;
        List<Launched> launched = new ArrayList<>();
        for (var launch : launches) {
            try {
                launched.add(launch.get());
            } catch (java.util.concurrent.ExecutionException failure) {
                assertThat(failure.getCause())
                        .isInstanceOf(LaunchRefused.class)
                        .hasMessageMatching(".*(run \\d+ of first|another run of first).*");
                refused++;
            }
        }
        threads.shutdown();
        for (var run : launched) {
            var end = run.finished().orTimeout(30, TimeUnit.SECONDS).join();
            assertThat(end.outcome()).as("%s", end.cause()).isEqualTo(Outcome.COMPLETED);
        }
        assertThat(launched).hasSize(4);
        assertThat(refused).isEqualTo(60);
        assertThat(value("select count(*) from etl.runs where executions = 1 and inserted = 5", Long.class))
                .isEqualTo(4);
    }

    @Test
    void aRunIsAttendedFromTheMomentThatTheDatabaseNamesItsProcess() throws IOException {
        var asking = node();
        var executing = node();
        organization("1", 5);
        asking.getBean(RunQueue.class).stop();
        launch(asking, "first", "1", RunMode.FULL);
        executing.getBean(RunQueue.class).look();
        await().until(() -> "COMPLETED".equals(value("select outcome from etl.runs", String.class)));
        assertThat(taken).containsExactly(true);
    }

    @Test
    void aProcessTakesOnlyRunsOfItsOrganizationsItsJobsAndTheModesThatItKnows() throws IOException {
        organization("1", 25);
        organization("2", 25);
        var fewOrganizations = new FakeSource();
        fewOrganizations.fill("1", 25);
        Path fewJobs = Files.createDirectory(jobs.resolve("few"));
        Files.copy(jobs.resolve("first.yaml"), fewJobs.resolve("first.yaml"));
        var old = node(fewOrganizations, fewJobs);
        var waiting = launch(old, "first", "2", RunMode.FULL);
        jdbc().sql("alter table etl.runs drop constraint runs_mode_check").update();
        jdbc().sql("""
                        insert into etl.runs (job, organization_id, mode, asked_by, asked_at, until, started_at)
                        values ('second', '1', 'DELTA', 'test', now(), now(), now()),
                          ('third', '1', 'UNHEARD_OF', 'test', now(), now(), now())
                        """).update();

        old.getBean(RunQueue.class).look();
        assertThat(launch(old, "first", "1", RunMode.FULL).finished().join().outcome())
                .as("what this process has configured")
                .isEqualTo(Outcome.COMPLETED);

        assertThat(value("select count(*) from etl.runs where outcome is null and executions = 0", Long.class))
                .as("what only another process can execute")
                .isEqualTo(3);
        node();
        assertThat(waiting.finished().orTimeout(30, TimeUnit.SECONDS).join().outcome())
                .isEqualTo(Outcome.COMPLETED);
        await().atMost(Duration.ofSeconds(30))
                .until(() -> value("select count(*) from etl.runs where outcome = 'COMPLETED'", Long.class) == 3);
        assertThat(value("select count(*) from tds.stock where organization_id = '2'", Long.class))
                .isEqualTo(25);
    }

    @Test
    void aFailedRunIsNotResumedByItself() {
        var node = node();
        organization("1", 25);
        source.before("1", page -> {
            throw new SourceFailure.Refused("no");
        });
        assertThat(launch(node, "first", "1", RunMode.FULL)
                        .finished()
                        .orTimeout(30, TimeUnit.SECONDS)
                        .join()
                        .outcome())
                .isEqualTo(Outcome.FAILED);
        node.getBean(RunQueue.class).look();
        assertThat(value("select outcome || ' ' || executions from etl.runs", String.class))
                .isEqualTo("FAILED 1");
    }

    private long executing() {
        return value("select count(*) from etl.runs where outcome is null and executions > 0", Long.class);
    }

    private long lease(ConfigurableApplicationContext node) {
        return node.getBean(NodeLease.class).nodeId();
    }

    private <T> T value(String sql, Class<T> type, Object... parameters) {
        return jdbc().sql(sql).params(parameters).query(type).optional().orElse(null);
    }

    private static void awaitLatch(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Asks, right after the database has given a run to this process, whether somebody may take it for abandoned. */
    private record WatchedRuns(GenericApplicationContext beans, List<Boolean> taken) implements BeanPostProcessor {

        @Override
        public Object postProcessAfterInitialization(Object bean, String name) {
            if (!(bean instanceof LiveRuns)) {
                return bean;
            }
            var runs = mock(LiveRuns.class, withSettings().spiedInstance(bean).defaultAnswer(CALLS_REAL_METHODS));
            doAnswer(call -> {
                        Optional<?> mine = (Optional<?>) call.callRealMethod();
                        if (mine.isPresent()) {
                            Run run = call.getArgument(0);
                            long node = call.getArgument(1);
                            taken.add(beans.getBean(RunQueue.class).attended(new LiveRuns.Live(run, node)));
                        }
                        return mine;
                    })
                    .when(runs)
                    .take(any(), anyLong(), any(), anyBoolean());
            return runs;
        }
    }
}
