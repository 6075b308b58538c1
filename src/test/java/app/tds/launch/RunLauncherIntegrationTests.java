package app.tds.launch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import app.tds.TdsApplication;
import app.tds.TestDatabase;
import app.tds.pipeline.AskedBy;
import app.tds.pipeline.PipelineAssembly;
import app.tds.pipeline.Run;
import app.tds.pipeline.RunFinished;
import app.tds.pipeline.RunFinished.Outcome;
import app.tds.pipeline.RunMode;
import app.tds.pipeline.Selection;
import app.tds.pipeline.StopFlags;
import app.tds.source.SourceFailure;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.function.IntConsumer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.batch.core.BatchStatus;
import org.springframework.batch.core.job.parameters.JobParametersBuilder;
import org.springframework.batch.core.repository.JobRepository;
import org.springframework.batch.infrastructure.item.ExecutionContext;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.support.GenericApplicationContext;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Pages of ten, chunks of ten, and at most five records in quarantine. */
@Timeout(60)
class RunLauncherIntegrationTests {

    private static final String JOB = """
            name: things
            source:
              integration: fake
              api: books
              path: /things
              records: things
              key: id
              translation: fake-level
              page-size: 10
              incremental: filter
            schedule: {full: "0 0 2 * * ?", delta: "0 */5 * * * ?"}
            limits: {chunk-size: 10, pages-ahead: 1, quarantine: 5, overlap: 5m}
            freshness: 1h
            priority: 50
            """;

    private static final FakeSource source = new FakeSource();
    private static ConfigurableApplicationContext context;
    private static JdbcClient jdbc;
    private static int organizations;

    private String organization;

    @BeforeAll
    static void start(@TempDir Path jobs) throws IOException {
        Files.writeString(jobs.resolve("things.yaml"), JOB);
        context = new SpringApplicationBuilder(TdsApplication.class)
                .web(WebApplicationType.NONE)
                .initializers(it -> {
                    var beans = (GenericApplicationContext) it;
                    beans.registerBean("fakeSource", FakeSource.class, () -> source);
                    beans.registerBean("fakeLevels", FakeSource.Levels.class);
                })
                .run(
                        "--tds.jobs.location=" + jobs,
                        "--spring.datasource.url=" + TestDatabase.create().url(),
                        "--tds.zoho.client-id=none",
                        "--tds.zoho.client-secret=none",
                        "--tds.zoho.refresh-token=none",
                        "--tds.zoho.organizations=1",
                        "--tds.secret-key=" + Base64.getEncoder().encodeToString(new byte[32]));
        jdbc = context.getBean(JdbcClient.class);
    }

    @AfterAll
    static void stop() {
        context.close();
    }

    @BeforeEach
    void anOrganizationWith25Things() {
        organization = "" + ++organizations;
        jdbc.sql("insert into tds.organizations values (?, 'fake', 'A', 'UTC', null, null, null, now(), now())")
                .param(organization)
                .update();
        source.fill(organization, 25);
    }

    @Test
    void everythingIsWrittenAndTheSecondTimeNothingIsTouched() {
        var first = run(RunMode.FULL);
        assertThat(first.outcome()).isEqualTo(Outcome.COMPLETED);
        assertThat(first.counts().read()).isEqualTo(25);
        assertThat(first.counts().inserted()).isEqualTo(25);
        assertThat(first.counts().pages()).isEqualTo(3);
        assertThat(first.counts().calls()).isEqualTo(3);
        assertThat(watermark()).isEqualTo(first.run().until());
        var before = versions();
        assertThat(before).hasSize(25);

        var second = run(RunMode.FULL);
        assertThat(second.outcome()).isEqualTo(Outcome.COMPLETED);
        assertThat(second.counts().unchanged()).isEqualTo(25);
        assertThat(second.counts().written()).isZero();
        assertThat(versions()).isEqualTo(before);
        assertThat(watermark())
                .isEqualTo(second.run().until())
                .isAfter(first.run().until());
        assertThat(count("select count(*) from etl.payloads where organization_id = ?"))
                .isEqualTo(25);
    }

    @Test
    void onlyWhatChangedIsWritten() {
        run(RunMode.FULL);
        var before = versions();
        source.set(organization, 7, "t7", "42");

        var finished = run(RunMode.DELTA);

        assertThat(finished.counts().updated()).isEqualTo(1);
        assertThat(finished.counts().unchanged()).isEqualTo(24);
        assertThat(finished.run().since()).isNotNull();
        var after = versions();
        assertThat(after.get("t7")).isNotEqualTo(before.get("t7"));
        after.put("t7", before.get("t7"));
        assertThat(after).isEqualTo(before);
        assertThat(count("select count(*) from etl.remarks where organization_id = ? and source_id = 't7'"))
                .isEqualTo(1);
    }

    @Test
    void anEmptyListIsACompleteRun() {
        source.fill(organization, 0);

        var finished = run(RunMode.FULL);

        assertThat(finished.outcome()).isEqualTo(Outcome.COMPLETED);
        assertThat(finished.counts().pages()).isEqualTo(1);
        assertThat(watermark()).isEqualTo(finished.run().until());
    }

    @Test
    void aFailureSaysWhyAndTheNextLaunchGoesOnBehindTheLastCommit() {
        source.before(organization, failingAt(3));

        var failed = run(RunMode.FULL);

        assertThat(failed.outcome()).isEqualTo(Outcome.FAILED);
        assertThat(failed.cause()).isEqualTo("GET books/things page 3: Zoho answered 500");
        assertThat(failed.counts().inserted()).isEqualTo(20);
        assertThat(source.asked(organization)).containsExactly(1, 2, 3);
        assertThat(watermark()).isNull();
        assertThat(runs())
                .singleElement()
                .satisfies(row -> assertThat(row)
                        .containsEntry("outcome", "FAILED")
                        .containsEntry("cause", failed.cause())
                        .containsEntry("read", 20L));

        source.before(organization, page -> {});
        var resumed = run(RunMode.FULL);

        assertThat(resumed.outcome()).isEqualTo(Outcome.COMPLETED);
        assertThat(resumed.run()).isEqualTo(failed.run());
        assertThat(source.asked(organization)).containsExactly(3);
        assertThat(resumed.counts().inserted()).isEqualTo(25);
        assertThat(watermark()).isEqualTo(failed.run().until());
        assertThat(runs())
                .singleElement()
                .satisfies(row -> assertThat(row)
                        .containsEntry("outcome", "COMPLETED")
                        .containsEntry("cause", null)
                        .containsEntry("executions", 2));
    }

    @Test
    void anotherModeDoesNotResumeWhatFailed() {
        source.before(organization, failingAt(2));
        var failed = run(RunMode.FULL);
        source.before(organization, page -> {});

        var delta = run(RunMode.DELTA);

        assertThat(delta.run().id()).isNotEqualTo(failed.run().id());
        assertThat(delta.counts().read()).isEqualTo(25);
        assertThat(delta.outcome()).isEqualTo(Outcome.COMPLETED);
    }

    @Test
    void aProgrammingErrorFailsTheRunAndNothingMore() {
        source.before(organization, page -> {
            throw new IllegalStateException("nobody foresaw this");
        });

        var failed = run(RunMode.FULL);
        assertThat(failed.outcome()).isEqualTo(Outcome.FAILED);
        assertThat(failed.cause()).isEqualTo("nobody foresaw this");
        assertThat(source.asked(organization)).as("a reader is never repeated").containsExactly(1);

        source.before(organization, page -> {});
        assertThat(run(RunMode.FULL).outcome()).isEqualTo(Outcome.COMPLETED);
    }

    @Test
    void anInterruptedRunHasStoppedAndGoesOnWhenAsked() {
        source.before(organization, page -> {
            if (page == 2) {
                throw new IllegalStateException(new InterruptedException());
            }
        });

        var interrupted = run(RunMode.FULL);
        assertThat(interrupted.outcome()).isEqualTo(Outcome.STOPPED);

        source.before(organization, page -> {});
        var again = run(RunMode.FULL);
        assertThat(again.run().id()).isEqualTo(interrupted.run().id());
        assertThat(again.outcome()).isEqualTo(Outcome.COMPLETED);
        assertThat(again.counts().inserted()).isEqualTo(25);
    }

    @Test
    void whatCannotBeUsedIsPutAsideAndItsSiblingsCommit() {
        source.set(organization, 3, "t3", "many");
        source.set(organization, 12, "t12", "few");

        var finished = run(RunMode.FULL);

        assertThat(finished.outcome()).isEqualTo(Outcome.COMPLETED);
        assertThat(finished.counts().quarantined()).isEqualTo(2);
        assertThat(finished.counts().inserted()).isEqualTo(23);
        assertThat(quarantine()).containsExactly("t12 level \"few\"", "t3 level \"many\"");

        source.set(organization, 3, "t3", "4");
        var later = run(RunMode.FULL);

        assertThat(later.counts().inserted()).isEqualTo(1);
        assertThat(later.counts().quarantined()).isEqualTo(1);
        assertThat(quarantine()).containsExactly("t12 level \"few\"");
    }

    @Test
    void whatPostgresRefusesIsFoundAndPutAside() {
        source.set(organization, 4, "t4", "13");
        source.set(organization, 24, "t24", "13");

        var finished = refusing13(() -> run(RunMode.FULL));

        assertThat(finished.outcome()).as("cause: %s", finished.cause()).isEqualTo(Outcome.COMPLETED);
        assertThat(finished.counts().quarantined()).isEqualTo(2);
        assertThat(finished.counts().inserted()).isEqualTo(23);
        assertThat(quarantine()).containsExactly("t24 database \"13\"", "t4 database \"13\"");
        assertThat(jdbc.sql("select cause from etl.quarantine where organization_id = ?")
                        .param(organization)
                        .query(String.class)
                        .list())
                .allSatisfy(cause -> assertThat(cause).contains("PostgreSQL refuses the row", "planted"));

        var later = run(RunMode.FULL);
        assertThat(later.counts().inserted()).isEqualTo(2);
        assertThat(quarantine()).isEmpty();
    }

    @Test
    void aCopyThatIsRefusedDoesNotWaitForOneThatIsReleased() {
        source.set(organization, 2, "t2", "bad");
        run(RunMode.FULL);
        assertThat(quarantine()).containsExactly("t2 level \"bad\"");
        source.set(organization, 2, "t2", "5");
        source.set(organization, 8, "t2", "13");

        var finished = refusing13(() -> run(RunMode.FULL));

        assertThat(finished.outcome()).isEqualTo(Outcome.COMPLETED);
        assertThat(quarantine()).containsExactly("t2 database \"13\"");
        assertThat(jdbc.sql("select stock_on_hand::text from tds.stock where organization_id = ? and source_id = 't2'")
                        .param(organization)
                        .query(String.class)
                        .single())
                .isEqualTo("5");
    }

    @Test
    void moreThanTheLimitInQuarantineFailsTheRun() {
        for (int i = 0; i < 5; i++) {
            source.set(organization, i * 4, "t" + i * 4, "bad");
        }
        assertThat(run(RunMode.FULL).outcome()).as("five are allowed").isEqualTo(Outcome.COMPLETED);

        source.set(organization, 24, "t24", "worse");
        var failed = run(RunMode.FULL);

        assertThat(failed.outcome()).isEqualTo(Outcome.FAILED);
        assertThat(failed.cause())
                .startsWith("More than 5 records of this run could not be used (limits.quarantine of jobs/things.yaml)")
                .contains("\"worse\" is not a number");
        assertThat(watermark()).isBefore(failed.run().until());
    }

    @Test
    void refusedRowsCountAgainstTheLimitToo() {
        for (int i = 0; i < 6; i++) {
            source.set(organization, i * 4, "t" + i * 4, "13");
        }

        var failed = refusing13(() -> run(RunMode.FULL));

        assertThat(failed.outcome()).isEqualTo(Outcome.FAILED);
        assertThat(failed.cause()).contains("limits.quarantine", "PostgreSQL refuses the row");
        assertThat(count("select count(*) from etl.quarantine where organization_id = ?"))
                .isEqualTo(5);
    }

    @Test
    void whatIsListedTwiceIsCountedAndKeptOnce() {
        source.set(organization, 1, "t0", "2");
        source.set(organization, 20, "t3", "1");

        var finished = run(RunMode.FULL);

        assertThat(finished.outcome()).isEqualTo(Outcome.COMPLETED);
        assertThat(finished.counts().duplicates()).isEqualTo(1);
        assertThat(finished.counts().unchanged()).isEqualTo(1);
        assertThat(finished.counts().inserted()).isEqualTo(23);
    }

    @Test
    void whileARunIsLiveAnotherIsRefusedByName() throws InterruptedException {
        var reached = new CountDownLatch(1);
        var goOn = new CountDownLatch(1);
        source.before(organization, waitingAt(2, reached, goOn));
        var live = launch(RunMode.FULL);
        reached.await();

        assertThatThrownBy(() -> launch(RunMode.DELTA))
                .isInstanceOf(LaunchRefused.class)
                .hasMessageMatching("run [0-9]+ of things of organization " + organization
                        + " \\(FULL, asked by test at .*\\) is still running");

        goOn.countDown();
        var finished = live.join();
        assertThat(finished.outcome()).isEqualTo(Outcome.COMPLETED);
        assertThat(runs()).hasSize(1);
    }

    @Test
    void unknownJobsAndOrganizationsAreRefused() {
        var launcher = context.getBean(Launcher.class);

        assertThatThrownBy(() ->
                        launcher.launch(new LaunchRequest("thing", organization, RunMode.FULL, AskedBy.person("test"))))
                .isInstanceOf(LaunchRefused.class)
                .hasMessage("there is no job \"thing\"; there are things");
        assertThatThrownBy(() ->
                        launcher.launch(new LaunchRequest("things", "none", RunMode.FULL, AskedBy.person("test"))))
                .isInstanceOf(LaunchRefused.class)
                .hasMessageContaining("no organization none");
    }

    @Test
    void aJobWithoutDocumentsCannotBeReadById() {
        var request = new LaunchRequest(
                "things", organization, RunMode.BY_ID, Selection.of(List.of("t1")), AskedBy.person("test"));

        assertThatThrownBy(() -> context.getBean(Launcher.class).launch(request))
                .isInstanceOf(LaunchRefused.class)
                .hasMessageContaining("things cannot be read by id: jobs/things.yaml names no documents");
        assertThat(runs()).isEmpty();
    }

    @Test
    void theRunOfAProcessThatIsGoneIsTakenOverAtOnce() {
        var gone = liveRunOfAGoneProcess("FULL");

        var finished = run(RunMode.FULL);

        assertThat(finished.run().id()).isEqualTo(gone);
        assertThat(finished.outcome()).as("cause: %s", finished.cause()).isEqualTo(Outcome.COMPLETED);
        assertThat(finished.counts().inserted()).isEqualTo(25);
        assertThat(runs()).hasSize(1);
    }

    @Test
    void theRunOfAnotherModeOfAProcessThatIsGoneIsPutAside() {
        var gone = liveRunOfAGoneProcess("FULL");

        var finished = run(RunMode.DELTA);

        assertThat(finished.run().id()).isNotEqualTo(gone);
        assertThat(finished.outcome()).isEqualTo(Outcome.COMPLETED);
        assertThat(runs()).extracting("outcome").containsExactly("STOPPED", "COMPLETED");
    }

    @Test
    void aRunWhoseEndCouldNotBeNotedIsTakenOverByItsOwnProcess() {
        jdbc.sql("alter table etl.runs add constraint planted check (outcome is null or organization_id <> '"
                        + organization + "') not valid")
                .update();
        var lost = launch(RunMode.FULL);
        assertThat(catchThrowable(lost::join)).hasMessageContaining("planted");
        jdbc.sql("alter table etl.runs drop constraint planted").update();

        var finished = run(RunMode.FULL);

        assertThat(finished.outcome()).as("cause: %s", finished.cause()).isEqualTo(Outcome.COMPLETED);
        assertThat(finished.run().until()).isEqualTo(watermark());
        assertThat(runs()).singleElement().satisfies(row -> assertThat(row).containsEntry("outcome", "COMPLETED"));
        assertThat(run(RunMode.FULL).run().id()).isNotEqualTo(finished.run().id());
    }

    @Test
    void aRunThatLostTheDatabaseInTheMiddleGoesOn() {
        source.before(organization, failingAt(2));
        var failed = run(RunMode.FULL);
        source.before(organization, page -> {});
        source.asked(organization);
        var repository = context.getBean(JobRepository.class);
        var execution = repository.getLastJobExecution("things", PipelineAssembly.parameters(failed.run()));
        execution.getStepExecutions().forEach(step -> {
            step.setStatus(BatchStatus.UNKNOWN);
            repository.update(step);
        });
        execution.setStatus(BatchStatus.UNKNOWN);
        repository.update(execution);

        var finished = run(RunMode.FULL);

        assertThat(finished.outcome()).as("cause: %s", finished.cause()).isEqualTo(Outcome.COMPLETED);
        assertThat(finished.run()).isEqualTo(failed.run());
        assertThat(source.asked(organization)).containsExactly(2, 3);
    }

    @Test
    void aRunWhoseProcessDiesTwiceGoesOnFromItsLastCommitAllTheSame() throws Exception {
        source.before(organization, failingAt(2));
        var failed = run(RunMode.FULL);
        source.before(organization, page -> {});
        source.asked(organization);
        // The next process dies before it commits anything.
        var repository = context.getBean(JobRepository.class);
        var parameters = PipelineAssembly.parameters(failed.run());
        var execution = repository.createJobExecution(
                repository.getJobInstance("things", parameters), parameters, new ExecutionContext());
        execution.setStatus(BatchStatus.STARTED);
        repository.update(execution);
        var step = repository.createStepExecution("list", execution);
        step.setStatus(BatchStatus.STARTED);
        repository.update(step);

        var finished = run(RunMode.FULL);

        assertThat(finished.outcome()).as("cause: %s", finished.cause()).isEqualTo(Outcome.COMPLETED);
        assertThat(finished.run()).isEqualTo(failed.run());
        assertThat(source.asked(organization)).containsExactly(2, 3);
    }

    @Test
    void whoeverIsTakenForGoneLeavesTheEndToTheProcessThatHasTakenOver() throws Exception {
        var reached = new CountDownLatch(1);
        var goOn = new CountDownLatch(1);
        source.before(organization, page -> {
            if (page == 2) {
                reached.countDown();
                await(goOn);
                throw new SourceFailure.Unavailable("nothing there", null);
            }
        });
        var slow = launch(RunMode.FULL);
        await(reached);
        var run = jdbc.sql("select run_id from etl.runs where organization_id = ?")
                .param(organization)
                .query(Long.class)
                .single();
        var parameters = new JobParametersBuilder().addLong("run", run).toJobParameters();
        var repository = context.getBean(JobRepository.class);
        repository.createJobExecution(
                repository.getJobInstance("things", parameters), parameters, new ExecutionContext());

        goOn.countDown();

        assertThat(catchThrowable(slow::join)).hasMessageContaining("taken it over");
        assertThat(runs()).singleElement().satisfies(row -> assertThat(row).containsEntry("outcome", null));
    }

    @Test
    void eightLaunchesAtTheSameMomentAreOneRun() throws Exception {
        assertThat(launchTogether(8)).hasSize(1);

        assertThat(runs())
                .singleElement()
                .satisfies(row -> assertThat(row)
                        .containsEntry("outcome", "COMPLETED")
                        .containsEntry("inserted", 25L)
                        .containsEntry("executions", 1));
    }

    @Test
    void eightLaunchesAtTheSameMomentResumeOnce() throws Exception {
        source.before(organization, failingAt(2));
        run(RunMode.FULL);
        source.before(organization, page -> {});

        assertThat(launchTogether(8)).hasSize(1);

        assertThat(runs())
                .singleElement()
                .satisfies(row -> assertThat(row)
                        .containsEntry("outcome", "COMPLETED")
                        .containsEntry("inserted", 25L)
                        .containsEntry("executions", 2));
    }

    @Test
    void aRunStopsAtACommitAndGoesOnFromThere() throws InterruptedException {
        var reached = new CountDownLatch(1);
        var goOn = new CountDownLatch(1);
        source.before(organization, waitingAt(3, reached, goOn));
        var live = launch(RunMode.FULL);
        reached.await();
        context.getBean(StopFlags.class).request(((Number) runs().get(0).get("run_id")).longValue());
        goOn.countDown();

        var stopped = live.join();
        assertThat(stopped.outcome()).isEqualTo(Outcome.STOPPED);
        assertThat(stopped.cause()).isNull();
        assertThat(watermark()).isNull();
        assertThat(count("select count(*) from tds.stock where organization_id = ?"))
                .isEqualTo(stopped.counts().inserted());

        var finished = run(RunMode.FULL);
        assertThat(finished.run()).isEqualTo(stopped.run());
        assertThat(finished.outcome()).isEqualTo(Outcome.COMPLETED);
        assertThat(count("select count(*) from tds.stock where organization_id = ?"))
                .isEqualTo(25);
        assertThat(watermark()).isEqualTo(stopped.run().until());
    }

    @Test
    void aRunThatBrokeOffBehindAnEmptyListStillShowsItsPagesAndCalls() {
        source.fill(organization, 0);
        var broken = brokenBehindItsList(() -> run(RunMode.FULL));

        assertThat(broken.counts().pages()).isEqualTo(1);
        var finished = run(RunMode.FULL);
        assertThat(finished.run()).isEqualTo(broken.run());
        assertThat(finished.outcome()).isEqualTo(Outcome.COMPLETED);
        assertThat(finished.counts().pages()).isEqualTo(1);
        assertThat(finished.counts().calls()).isEqualTo(1);
        assertThat(source.asked(organization)).containsExactly(1);
    }

    @Test
    void aRunThatBrokeOffBehindRecordsThatCannotBeUsedStillCountsThem() {
        source.fill(organization, 3);
        for (int i = 0; i < 3; i++) {
            source.set(organization, i, "t" + i, "much");
        }
        var broken = brokenBehindItsList(() -> run(RunMode.FULL));

        assertThat(broken.counts().quarantined()).isEqualTo(3);
        var finished = run(RunMode.FULL);
        assertThat(finished.counts().read()).isEqualTo(3);
        assertThat(finished.counts().quarantined()).isEqualTo(3);
        assertThat(quarantine()).hasSize(3);
    }

    /** As a process that was killed leaves it behind: a live row of a node that nobody is, and a started execution. */
    private long liveRunOfAGoneProcess(String mode) {
        long id =
                jdbc.sql("""
                        insert into etl.runs (job, organization_id, mode, asked_by, asked_at, until, node_id, started_at)
                        values ('things', ?, ?, 'test', now(), now(), 4711, now()) returning run_id
                        """).param(organization).param(mode).query(Long.class).single();
        var parameters = PipelineAssembly.parameters(new Run(
                id,
                "things",
                organization,
                RunMode.valueOf(mode),
                Selection.NONE,
                AskedBy.person("test"),
                Instant.now(),
                null,
                Instant.now()));
        var repository = context.getBean(JobRepository.class);
        var instance = repository.createJobInstance("things", parameters);
        var execution = repository.createJobExecution(instance, parameters, new ExecutionContext());
        execution.setStatus(BatchStatus.STARTED);
        execution.setStartTime(java.time.LocalDateTime.now());
        repository.update(execution);
        return id;
    }

    private List<RunFinished> launchTogether(int number) throws InterruptedException, ExecutionException {
        var threads = Executors.newFixedThreadPool(number);
        try {
            var start = new CountDownLatch(1);
            // The run must not be over before the last one has asked.
            var asked = new CountDownLatch(number);
            source.before(organization, page -> await(asked));
            List<Future<CompletableFuture<RunFinished>>> launches = new ArrayList<>();
            for (int i = 0; i < number; i++) {
                launches.add(threads.submit(() -> {
                    start.await();
                    try {
                        return launch(RunMode.FULL);
                    } finally {
                        asked.countDown();
                    }
                }));
            }
            start.countDown();
            List<RunFinished> finished = new ArrayList<>();
            for (var launch : launches) {
                try {
                    finished.add(launch.get().orTimeout(30, TimeUnit.SECONDS).join());
                } catch (ExecutionException refused) {
                    assertThat(refused).hasCauseInstanceOf(LaunchRefused.class);
                }
            }
            return finished;
        } finally {
            threads.shutdownNow();
        }
    }

    private interface Action {
        RunFinished run();
    }

    private static RunFinished refusing13(Action action) {
        jdbc.sql("alter table tds.stock add constraint planted check (stock_on_hand <> 13)")
                .update();
        try {
            return action.run();
        } finally {
            jdbc.sql("alter table tds.stock drop constraint planted").update();
        }
    }

    /** The watermark cannot be moved. */
    private RunFinished brokenBehindItsList(Action action) {
        jdbc.sql("alter table etl.watermarks add constraint planted check (organization_id <> '" + organization
                        + "') not valid")
                .update();
        try {
            var broken = action.run();
            assertThat(broken.outcome()).isEqualTo(Outcome.FAILED);
            return broken;
        } finally {
            jdbc.sql("alter table etl.watermarks drop constraint planted").update();
        }
    }

    private static IntConsumer failingAt(int failing) {
        return page -> {
            if (page == failing) {
                throw new SourceFailure.Unavailable("GET books/things page " + page + ": Zoho answered 500", null);
            }
        };
    }

    private static IntConsumer waitingAt(int waiting, CountDownLatch reached, CountDownLatch goOn) {
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

    private RunFinished run(RunMode mode) {
        var finished = launch(mode).orTimeout(30, TimeUnit.SECONDS).join();
        if (finished.outcome() == Outcome.COMPLETED) {
            assertThat(finished.counts().addUp()).as("%s", finished.counts()).isTrue();
        }
        return finished;
    }

    private CompletableFuture<RunFinished> launch(RunMode mode) {
        return context.getBean(Launcher.class)
                .launch(new LaunchRequest("things", organization, mode, AskedBy.person("test")))
                .finished();
    }

    private Instant watermark() {
        return jdbc.sql("select seen_until from etl.watermarks where organization_id = ?")
                .param(organization)
                .query((row, number) -> row.getTimestamp(1).toInstant())
                .optional()
                .orElse(null);
    }

    private List<Map<String, Object>> runs() {
        return jdbc.sql("select * from etl.runs where organization_id = ? order by run_id")
                .param(organization)
                .query()
                .listOfRows();
    }

    /** Where each row's tuple lies and which transaction wrote it: any touch would change that. */
    private Map<String, String> versions() {
        Map<String, String> versions = new HashMap<>();
        jdbc.sql("select source_id, xmin::text || ' ' || ctid::text from tds.stock where organization_id = ?")
                .param(organization)
                .query(row -> {
                    versions.put(row.getString(1), row.getString(2));
                });
        return versions;
    }

    private List<String> quarantine() {
        return jdbc.sql("""
                        select source_id || ' ' || field || ' "' || (payload::json ->> 'level') || '"'
                        from etl.quarantine where organization_id = ? order by 1
                        """).param(organization).query(String.class).list();
    }

    private long count(String sql) {
        return jdbc.sql(sql).param(organization).query(Long.class).single();
    }
}
