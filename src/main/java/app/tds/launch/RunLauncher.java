package app.tds.launch;

import app.tds.jobs.JobDefinition;
import app.tds.jobs.JobDefinitions;
import app.tds.mirror.Organization;
import app.tds.mirror.Organizations;
import app.tds.pipeline.PipelineAssembly;
import app.tds.pipeline.Run;
import app.tds.pipeline.RunFinished;
import app.tds.pipeline.RunFinished.Outcome;
import app.tds.pipeline.RunReporter;
import app.tds.pipeline.Runs;
import app.tds.pipeline.StopFlags;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.batch.core.BatchStatus;
import org.springframework.batch.core.job.JobExecution;
import org.springframework.batch.core.job.JobExecutionException;
import org.springframework.batch.core.job.parameters.JobParameters;
import org.springframework.batch.core.launch.JobOperator;
import org.springframework.batch.core.repository.JobRepository;
import org.springframework.batch.core.step.StepExecution;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.context.SmartLifecycle;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/** Claims a run in the database, then executes its batch job on a thread of its own. */
@Component
class RunLauncher implements Launcher, SmartLifecycle {

    private static final Logger log = LoggerFactory.getLogger(RunLauncher.class);

    /** An older list has shifted too far to go on in the middle of it. */
    private static final Duration RESUMABLE = Duration.ofHours(24);

    private static final long STOP_SECONDS = 20;

    private final JobDefinitions jobs;
    private final Organizations organizations;
    private final Runs runs;
    private final PipelineAssembly assembly;
    private final RunReporter reporter;
    private final StopFlags stopFlags;
    private final NodeLease lease;
    private final JobOperator operator;
    private final JobRepository repository;
    private final TransactionTemplate transaction;
    private final int concurrency;
    private final Map<String, ExecutorService> executors = new ConcurrentHashMap<>();
    private final Map<Long, Run> here = new ConcurrentHashMap<>();
    private volatile boolean running;

    RunLauncher(
            JobDefinitions jobs,
            Organizations organizations,
            Runs runs,
            PipelineAssembly assembly,
            RunReporter reporter,
            StopFlags stopFlags,
            NodeLease lease,
            JobOperator operator,
            JobRepository repository,
            TransactionTemplate transaction,
            @Value("${tds.launch.concurrency:3}") int concurrency) {
        this.jobs = jobs;
        this.organizations = organizations;
        this.runs = runs;
        this.assembly = assembly;
        this.reporter = reporter;
        this.stopFlags = stopFlags;
        this.lease = lease;
        this.operator = operator;
        this.repository = repository;
        this.transaction = transaction;
        this.concurrency = concurrency;
    }

    /** A run this process may execute. */
    private record Claim(Run run, boolean resumed) {}

    @Override
    public CompletableFuture<RunFinished> launch(LaunchRequest request) {
        JobDefinition job = jobs.find(request.job())
                .orElseThrow(() -> new LaunchRefused(
                        "there is no job \"" + request.job() + "\"; there are " + String.join(", ", jobs.names())));
        if (organizations.all().stream()
                .map(Organization::organizationId)
                .noneMatch(request.organizationId()::equals)) {
            throw new LaunchRefused("there is no organization " + request.organizationId() + " in tds.organizations");
        }
        LaunchRules.check(job, request);
        Claim claim = claim(job, request);
        return submit(job, claim);
    }

    /** A parked run goes on, whoever parked it, unless somebody else was faster or another of its kind is live. */
    void resume(Run run) {
        Optional<JobDefinition> job = jobs.find(run.job());
        if (job.isEmpty()) {
            log.warn("run {} stays parked: there is no job {} any more", run.id(), run.job());
            return;
        }
        long node = lease.nodeId();
        try {
            boolean ours = Boolean.TRUE.equals(transaction.execute(status -> {
                boolean resumed = runs.live(run.organizationId(), run.job()).isEmpty() && runs.resume(run, node);
                if (resumed) {
                    here.put(run.id(), run);
                }
                return resumed;
            }));
            if (ours) {
                submit(job.get(), new Claim(run, true));
            }
        } catch (DuplicateKeyException race) {
            log.debug("run {} waits for another of its kind", run.id());
        }
    }

    private CompletableFuture<RunFinished> submit(JobDefinition job, Claim claim) {
        return CompletableFuture.supplyAsync(
                () -> execute(job, claim), executor(claim.run().organizationId()));
    }

    /** One for each organization: where one has to wait for its turn, the others go on. */
    private ExecutorService executor(String organizationId) {
        return executors.computeIfAbsent(
                organizationId, id -> Executors.newFixedThreadPool(concurrency, task -> new Thread(task, "run-" + id)));
    }

    private Claim claim(JobDefinition job, LaunchRequest request) {
        long node = lease.nodeId();
        try {
            return Objects.requireNonNull(transaction.execute(status -> {
                Claim claim = claim(job, request, node);
                // Before the commit: whoever sees the run as live sees it here as well.
                here.put(claim.run().id(), claim.run());
                return claim;
            }));
        } catch (DuplicateKeyException race) {
            throw justBegun(request);
        }
    }

    private Claim claim(JobDefinition job, LaunchRequest request, long node) {
        Optional<Run> orphan = orphan(request, node);
        if (orphan.isPresent()) {
            runs.takeOver(orphan.get(), node);
            return new Claim(orphan.get(), true);
        }
        Optional<Run> unfinished = runs.unfinished(
                request.organizationId(), request.job(), request.mode(), request.selection(), RESUMABLE);
        if (unfinished.isEmpty()) {
            return new Claim(
                    runs.begin(
                            job,
                            request.organizationId(),
                            request.mode(),
                            request.selection(),
                            request.askedBy(),
                            node),
                    false);
        }
        runs.parkedUntil(unfinished.get()).ifPresent(until -> {
            throw new LaunchRefused("run " + unfinished.get().id() + " of " + request.job() + " of organization "
                    + request.organizationId() + " is parked and goes on by itself at " + until);
        });
        if (!runs.resume(unfinished.get(), node)) {
            throw justBegun(request);
        }
        return new Claim(unfinished.get(), true);
    }

    private static LaunchRefused justBegun(LaunchRequest request) {
        return new LaunchRefused(
                "another run of " + request.job() + " of organization " + request.organizationId() + " has just begun");
    }

    /** The run whose process is gone, if the same was asked then; another is put aside. */
    private Optional<Run> orphan(LaunchRequest request, long node) {
        Optional<Runs.Live> live = runs.live(request.organizationId(), request.job());
        if (live.isEmpty()) {
            return Optional.empty();
        }
        Run run = live.get().run();
        if (isExecuted(live.get(), node)) {
            throw new LaunchRefused("run " + run.id() + " of " + run.job() + " of organization " + run.organizationId()
                    + " (" + run.mode() + ", asked by " + run.askedBy() + " at " + run.askedAt()
                    + ") is still running");
        }
        if (request.asksTheSameAs(run)) {
            return Optional.of(run);
        }
        runs.finish(run, Outcome.FAILED, "The process that executed it is gone.", null);
        return Optional.empty();
    }

    /** A run of this process that it does not execute has lost the database before its end could be noted. */
    private boolean isExecuted(Runs.Live live, long node) {
        return live.nodeId() == node ? here.containsKey(live.run().id()) : lease.lives(live.nodeId());
    }

    private RunFinished execute(JobDefinition job, Claim claim) {
        Run run = claim.run();
        try {
            reporter.started(run, claim.resumed());
            JobParameters parameters = PipelineAssembly.parameters(run);
            JobExecution last = repository.getLastJobExecution(job.name(), parameters);
            if (last != null && last.getStatus() == BatchStatus.COMPLETED) {
                // Its process ended before it could say so.
                return reporter.finished(run, last);
            }
            if (last != null) {
                recover(last);
            }
            return reporter.finished(run, operator.start(assembly.job(job, run), parameters));
        } catch (JobExecutionException | RuntimeException failure) {
            log.error("run {} could not be executed", run.id(), failure);
            return reporter.finished(run, failure);
        } finally {
            here.remove(run.id());
        }
    }

    /**
     * Spring Batch believes an execution whose process is gone to be running, until it is told otherwise, and never
     * restarts one that lost the database; here either goes on from its last commit.
     */
    private void recover(JobExecution last) {
        if (last.isRunning()) {
            operator.recover(last);
        } else if (last.getStatus() == BatchStatus.UNKNOWN) {
            for (StepExecution step : last.getStepExecutions()) {
                if (step.getStatus() == BatchStatus.UNKNOWN) {
                    step.setStatus(BatchStatus.FAILED);
                    repository.update(step);
                }
            }
            last.setStatus(BatchStatus.FAILED);
            repository.update(last);
        }
    }

    @Override
    public void start() {
        running = true;
    }

    /** Runs stop at their next commit and can be resumed. */
    @Override
    public void stop() {
        running = false;
        here.keySet().forEach(stopFlags::request);
        executors.values().forEach(ExecutorService::shutdown);
        if (!ended()) {
            executors.values().forEach(ExecutorService::shutdownNow);
            ended();
        }
    }

    private boolean ended() {
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(STOP_SECONDS);
        try {
            for (ExecutorService executor : executors.values()) {
                if (!executor.awaitTermination(Math.max(0, deadline - System.nanoTime()), TimeUnit.NANOSECONDS)) {
                    return false;
                }
            }
            return true;
        } catch (InterruptedException cause) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    @Override
    public boolean isRunning() {
        return running;
    }
}
