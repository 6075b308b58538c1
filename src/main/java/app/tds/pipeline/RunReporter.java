package app.tds.pipeline;

import app.tds.pipeline.RunFinished.Outcome;
import app.tds.source.SourceFailure;
import app.tds.source.Unusable;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.batch.core.job.JobExecution;
import org.springframework.batch.core.job.JobInterruptedException;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.stereotype.Component;

/** Notes in the database how a run begins and ends, and tells listeners in this process. */
@Component
public class RunReporter {

    private static final Logger log = LoggerFactory.getLogger(RunReporter.class);

    private final Runs runs;
    private final RunSteps steps;
    private final HydrationQueue waiting;
    private final ProvisionalVersions provisional;
    private final StopFlags stopFlags;
    private final RunLog lines;
    private final Transactions transactions;
    private final ApplicationEventPublisher events;

    RunReporter(
            Runs runs,
            RunSteps steps,
            HydrationQueue waiting,
            ProvisionalVersions provisional,
            StopFlags stopFlags,
            RunLog lines,
            Transactions transactions,
            ApplicationEventPublisher events) {
        this.runs = runs;
        this.steps = steps;
        this.waiting = waiting;
        this.provisional = provisional;
        this.stopFlags = stopFlags;
        this.lines = lines;
        this.transactions = transactions;
        this.events = events;
    }

    /** The run begins, or goes on. */
    public void started(Run run, boolean resumed) {
        runs.start(run, resumed);
        lines.begins(run, resumed);
        events.publishEvent(new RunStarted(run, resumed, runs.counts(run)));
    }

    /**
     * The batch job of the run has ended.
     *
     * @throws LostDatabase if the run is not over
     */
    public RunFinished finished(Run run, JobExecution execution) {
        execution.getAllFailureExceptions().forEach(LostDatabase::throwIfCauseOf);
        execution.getAllFailureExceptions().stream()
                .filter(failure -> !isUnderstood(failure) && !isStop(failure))
                .forEach(failure -> log.error("run {} failed in an unforeseen way", run.id(), failure));
        return execution.getAllFailureExceptions().stream()
                .map(RunReporter::throttled)
                .flatMap(Optional::stream)
                .findFirst()
                .map(throttled -> parked(run, throttled))
                .orElseGet(() -> finished(run, outcome(execution), failure(execution), cause(execution), null));
    }

    /**
     * The batch job of the run could not be started.
     *
     * @throws LostDatabase if the run is not over
     */
    public RunFinished finished(Run run, Throwable failure) {
        LostDatabase.throwIfCauseOf(failure);
        return throttled(failure)
                .map(throttled -> parked(run, throttled))
                .orElseGet(() -> finished(run, Outcome.FAILED, FailureKind.of(failure), sentence(failure), null));
    }

    private RunFinished parked(Run run, SourceFailure.Throttled throttled) {
        return finished(run, Outcome.PARKED, FailureKind.THROTTLED, throttled.getMessage(), throttled.until());
    }

    private RunFinished finished(
            Run run,
            Outcome outcome,
            @Nullable FailureKind failure,
            @Nullable String cause,
            @Nullable Instant resumeAt) {
        stopFlags.clear(run.id());
        RunFinished finished = transactions.within(() -> noted(run, outcome, failure, cause, resumeAt));
        lines.ended(finished, resumeAt);
        tell(finished);
        return finished;
    }

    /** Tells listeners in this process. The end of the run has been noted before, so nothing can be lost. */
    public void tell(RunFinished finished) {
        events.publishEvent(finished);
    }

    /** All that is to be said of the end, in the transaction that notes the end: either both are there or neither. */
    private RunFinished noted(
            Run run,
            Outcome outcome,
            @Nullable FailureKind failure,
            @Nullable String cause,
            @Nullable Instant resumeAt) {
        String refuted = outcome == Outcome.COMPLETED ? provisional.sentence(run) : null;
        if (refuted != null) {
            runs.note(run, refuted);
        }
        String troubles = waiting.troubles(run.organizationId(), run.job()).sentence();
        if (outcome == Outcome.COMPLETED && asksForDocuments(run) && troubles != null) {
            runs.note(run, troubles);
        }
        var took = runs.finish(run, outcome, failure, cause, resumeAt);
        return finished(
                run,
                new Runs.End(
                        outcome,
                        took,
                        failure,
                        cause,
                        runs.end(run).map(Runs.End::notice).orElse(null)));
    }

    private static boolean asksForDocuments(Run run) {
        return run.mode() == RunMode.DELTA || run.mode() == RunMode.RANGE || run.mode() == RunMode.BY_ID;
    }

    /** How this run ended, in whichever process; empty while the run is live. */
    public Optional<RunFinished> finished(Run run) {
        return runs.end(run)
                .map(end -> finished(run, end))
                .or(() -> runs.isGone(run)
                        ? Optional.of(RunFinished.unchanged(run, RunCounts.NONE, Duration.ZERO))
                        : Optional.empty());
    }

    /** A delta has found nothing, and that has been noted. */
    RunFinished unchanged(Run run, RunCounts counts, Duration took) {
        stopFlags.clear(run.id());
        RunFinished finished = RunFinished.unchanged(run, counts, took);
        lines.ended(finished, null);
        tell(finished);
        return finished;
    }

    /** The run stops before a batch job was made for it. */
    RunFinished stopped(Run run) {
        return finished(run, Outcome.STOPPED, null, null, null);
    }

    private RunFinished finished(Run run, Runs.End end) {
        return new RunFinished(
                run,
                end.outcome(),
                runs.counts(run),
                steps.of(run, RunSteps.HYDRATE),
                waiting.sizes(run.organizationId()).getOrDefault(run.job(), 0L),
                end.took(),
                end.failure(),
                end.cause(),
                end.notice());
    }

    private static Optional<SourceFailure.Throttled> throttled(Throwable failure) {
        return causes(failure)
                .filter(SourceFailure.Throttled.class::isInstance)
                .map(SourceFailure.Throttled.class::cast)
                .findFirst();
    }

    /** The failure, what caused it, and so on. */
    static Stream<Throwable> causes(Throwable failure) {
        return Stream.iterate(failure, Objects::nonNull, Throwable::getCause);
    }

    private static Outcome outcome(JobExecution execution) {
        return switch (execution.getStatus()) {
            case COMPLETED -> Outcome.COMPLETED;
            case STOPPED -> Outcome.STOPPED;
            default -> isStopped(execution) ? Outcome.STOPPED : Outcome.FAILED;
        };
    }

    /** A step that was interrupted while it waited for the source has failed in Spring Batch's eyes. */
    private static boolean isStopped(JobExecution execution) {
        List<Throwable> failures = execution.getAllFailureExceptions();
        return !failures.isEmpty() && failures.stream().allMatch(RunReporter::isStop);
    }

    private static @Nullable FailureKind failure(JobExecution execution) {
        if (outcome(execution) != Outcome.FAILED) {
            return null;
        }
        return execution.getAllFailureExceptions().stream()
                .findFirst()
                .map(FailureKind::of)
                .orElse(FailureKind.UNFORESEEN);
    }

    private static @Nullable String cause(JobExecution execution) {
        Outcome outcome = outcome(execution);
        if (outcome == Outcome.COMPLETED || outcome == Outcome.STOPPED) {
            return null;
        }
        List<Throwable> failures = execution.getAllFailureExceptions();
        return failures.isEmpty()
                ? "The batch job ended as " + execution.getStatus() + " without a cause."
                : sentence(failures.get(0));
    }

    /** The message of the most telling cause, else of the first one. */
    static String sentence(Throwable failure) {
        Throwable best = causes(failure)
                .filter(RunReporter::speaksToPeople)
                .findFirst()
                .orElseGet(() -> causes(failure).reduce(failure, (before, cause) -> cause));
        return best.getMessage() == null ? best.getClass().getSimpleName() : best.getMessage();
    }

    private static boolean isUnderstood(Throwable failure) {
        return causes(failure).anyMatch(RunReporter::speaksToPeople);
    }

    private static boolean isStop(Throwable failure) {
        return causes(failure)
                .anyMatch(cause -> cause instanceof JobInterruptedException || cause instanceof InterruptedException);
    }

    private static boolean speaksToPeople(Throwable failure) {
        return failure instanceof SourceFailure
                || failure instanceof QuarantineLimit.TooMany
                || failure instanceof Sweep.TooMuch
                || failure instanceof FetchById.NotHad
                || failure instanceof Unusable
                || failure instanceof NotAccountedFor;
    }

    /** Some records a run has read are neither in the mirror nor in quarantine. */
    static final class NotAccountedFor extends RuntimeException {
        NotAccountedFor(Run run, Record counts) {
            super("The counts of run " + run.id() + " do not add up: " + counts
                    + ". The watermark stays where it was; run a full import and report this.");
        }
    }
}
