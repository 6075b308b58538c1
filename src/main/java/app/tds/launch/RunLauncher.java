package app.tds.launch;

import app.tds.PlainTime;
import app.tds.jobs.JobDefinition;
import app.tds.jobs.JobDefinitions;
import app.tds.mirror.Organizations;
import app.tds.pipeline.FailureKind;
import app.tds.pipeline.Run;
import app.tds.pipeline.RunFinished.Outcome;
import app.tds.pipeline.RunMode;
import app.tds.pipeline.Runs;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/** Writes a run into the database, where the run waits for a process. */
@Component
class RunLauncher implements Launcher {

    private final JobDefinitions jobs;
    private final Organizations organizations;
    private final LiveRuns liveRuns;
    private final Runs runs;
    private final RunQueue queue;
    private final TransactionTemplate transaction;

    RunLauncher(
            JobDefinitions jobs,
            Organizations organizations,
            LiveRuns liveRuns,
            Runs runs,
            RunQueue queue,
            TransactionTemplate transaction) {
        this.jobs = jobs;
        this.organizations = organizations;
        this.liveRuns = liveRuns;
        this.runs = runs;
        this.queue = queue;
        this.transaction = transaction;
    }

    @Override
    public Launched launch(LaunchRequest request) {
        JobDefinition job = jobs.find(request.job())
                .orElseThrow(() -> LaunchRefused.unknown(
                        "there is no job \"" + request.job() + "\"; there are " + String.join(", ", jobs.names())));
        if (isExecutedByNobody(request.job(), request.organizationId(), request.mode(), queue.executor())) {
            refuseWrong(job, request);
            throw executedByNobody(request.job(), request.organizationId());
        }
        return claimed(request.job(), request.organizationId(), () -> {
            refuseWrong(job, request);
            return claim(job, request);
        });
    }

    private void refuseWrong(JobDefinition job, LaunchRequest request) {
        refuseUnknown(request.organizationId());
        LaunchRules.check(job, request);
    }

    private void refuseUnknown(String organizationId) {
        if (!organizations.isMirrored(organizationId)) {
            throw LaunchRefused.unknown("there is no organization " + organizationId + " in tds.organizations");
        }
    }

    @Override
    public void stop(long runId, String askedBy) {
        Run run = known(runId);
        if (!liveRuns.askToStop(runId, askedBy)) {
            throw LaunchRefused.conflict(
                    "run " + runId + " of " + run.job() + " of organization " + run.organizationId()
                            + " is not running",
                    run);
        }
        liveRuns.live(run.organizationId(), run.job())
                .filter(live -> live.run().id() == runId && !queue.attended(live))
                .ifPresent(unattended -> liveRuns.stopWaiting(run));
        queue.stopWhatShallStop();
    }

    @Override
    public Launched restart(long runId) {
        Run run = known(runId);
        if (isExecutedByNobody(run.job(), run.organizationId(), run.mode(), queue.executorOfRestart())) {
            throw executedByNobody(run.job(), run.organizationId());
        }
        return claimed(run.job(), run.organizationId(), () -> {
            Optional<LiveRuns.Live> live = liveRuns.live(run.organizationId(), run.job());
            if (live.isPresent()) {
                if (live.get().run().id() != runId || queue.attended(live.get())) {
                    refuse(live.get());
                }
                liveRuns.takeOver(run, queue.executorOfRestart());
                return run;
            }
            if (!canGoOn(run) || !liveRuns.resume(run, queue.executorOfRestart())) {
                throw LaunchRefused.conflict(
                        "run " + runId
                                + " cannot go on: the run is over, the same has been asked for since, what the run has read is wrong,"
                                + " or the run is older than " + RunQueue.RESUMABLE.toHours()
                                + " hours and its list has moved on; ask for a new run",
                        run);
            }
            return run;
        });
    }

    private boolean isExecutedByNobody(String job, String organizationId, RunMode mode, @Nullable Long executor) {
        return executor != null && !queue.canExecute(job, organizationId, mode);
    }

    private static LaunchRefused executedByNobody(String job, String organizationId) {
        return new LaunchRefused("this process cannot execute " + job + " of organization " + organizationId
                + ", and no process that serves is running: configure the job and the organization here, or start"
                + " the process that has them configured");
    }

    private boolean canGoOn(Run run) {
        return liveRuns.unfinished(run.organizationId(), run.job(), run.mode(), run.selection(), RunQueue.RESUMABLE)
                .filter(last -> last.id() == run.id())
                .isPresent();
    }

    @Override
    public void abandon(long runId) {
        Run run = known(runId);
        if (!liveRuns.abandon(run)) {
            throw LaunchRefused.conflict(
                    "run " + runId + " of " + run.job() + " of organization " + run.organizationId()
                            + " cannot be given up: it is live or over",
                    run);
        }
    }

    @Override
    public boolean isServed() {
        return queue.isServed();
    }

    private Run known(long runId) {
        return runs.find(runId).orElseThrow(() -> LaunchRefused.unknown("there is no run " + runId));
    }

    private interface Claim {
        Run run();
    }

    private Launched claimed(String job, String organizationId, Claim claim) {
        var claimed = new AtomicReference<@Nullable Launched>();
        long node = queue.node();
        try {
            transaction.executeWithoutResult(status -> claimed.set(queue.promise(claim.run(), node)));
            Launched launched = Objects.requireNonNull(claimed.get());
            queue.keep(launched);
            return launched;
        } catch (RuntimeException failure) {
            if (claimed.get() != null) {
                queue.forget(claimed.get());
            }
            throw failure instanceof DuplicateKeyException ? justBegun(job, organizationId) : failure;
        }
    }

    private Run claim(JobDefinition job, LaunchRequest request) {
        Optional<Run> orphan = orphan(request);
        if (orphan.isPresent()) {
            liveRuns.takeOver(orphan.get(), queue.executor());
            return orphan.get();
        }
        Optional<Long> accepted = Optional.ofNullable(request.acceptDeletions());
        Optional<Run> unfinished = liveRuns.unfinished(
                        request.organizationId(),
                        request.job(),
                        request.mode(),
                        request.selection(),
                        RunQueue.RESUMABLE)
                .filter(last -> runs.acceptedDeletions(last).equals(accepted));
        if (unfinished.isEmpty()) {
            Run run = liveRuns.begin(
                    job,
                    request.organizationId(),
                    request.mode(),
                    request.selection(),
                    request.askedBy(),
                    queue.executor());
            accepted.ifPresent(rows -> liveRuns.acceptDeletions(run, rows));
            return run;
        }
        liveRuns.parkedUntil(unfinished.get()).ifPresent(until -> {
            throw LaunchRefused.conflict(
                    "run " + unfinished.get().id() + " of " + request.job() + " of organization "
                            + request.organizationId() + " is parked and goes on by itself at " + PlainTime.utc(until),
                    unfinished.get());
        });
        if (!liveRuns.resume(unfinished.get(), queue.executor())) {
            throw justBegun(request.job(), request.organizationId());
        }
        return unfinished.get();
    }

    private LaunchRefused justBegun(String job, String organizationId) {
        return LaunchRefused.conflict(
                "another run of " + job + " of organization " + organizationId + " has just begun",
                liveRuns.live(organizationId, job).map(LiveRuns.Live::run).orElse(null));
    }

    /** A run whose process is gone goes on if the same is asked now. Another run is put aside, and goes on afterwards. */
    private Optional<Run> orphan(LaunchRequest request) {
        Optional<LiveRuns.Live> live = liveRuns.live(request.organizationId(), request.job());
        if (live.isEmpty()) {
            return Optional.empty();
        }
        Run run = live.get().run();
        if (queue.attended(live.get())) {
            refuse(live.get());
        }
        if (request.asksTheSameAs(run)) {
            return Optional.of(run);
        }
        runs.finish(
                run,
                Outcome.STOPPED,
                FailureKind.PROCESS_GONE,
                "The process that executed the run is gone. The run goes on by itself.",
                null);
        return Optional.empty();
    }

    private static void refuse(LiveRuns.Live live) {
        Run run = live.run();
        throw LaunchRefused.conflict(
                "run " + run.id() + " of " + run.job() + " of organization " + run.organizationId() + " (" + run.mode()
                        + ", asked by " + run.askedBy() + " at " + PlainTime.utc(run.askedAt()) + ") is still "
                        + (live.nodeId() == null ? "waiting" : "running"),
                run);
    }
}
