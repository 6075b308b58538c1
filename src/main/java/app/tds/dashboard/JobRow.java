package app.tds.dashboard;

import app.tds.mirror.Organization;
import app.tds.monitoring.Figures.Cost;
import app.tds.monitoring.Figures.OfJob;
import app.tds.monitoring.JobStatus;
import app.tds.monitoring.JobStatus.Freshness;
import app.tds.pipeline.FailureKind;
import app.tds.pipeline.RunHistory.Entry;
import app.tds.pipeline.RunHistory.State;
import app.tds.schedule.ScheduledJob;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A job of an organization, as pages show it.
 *
 * @param status how it is
 * @param figures what its last full import left; null if nothing is known
 * @param costs what its runs are likely to cost
 */
public record JobRow(JobStatus status, @Nullable OfJob figures, List<Cost> costs) {

    /** How a job is, the best first. */
    public enum Condition {
        /** What was seen is as new as it should be. */
        FRESH,
        /** Fresh, but the last run failed. */
        FAILING,
        /** It was never read completely. */
        UNKNOWN,
        /** Older than it should be. */
        LATE
    }

    /** How it is. */
    public Condition condition() {
        if (status.freshness() == Freshness.UNKNOWN) {
            return Condition.UNKNOWN;
        }
        if (status.freshness() == Freshness.STALE) {
            return Condition.LATE;
        }
        return status.kept().failedInARow() > 0 ? Condition.FAILING : Condition.FRESH;
    }

    /** The job's name. */
    public String job() {
        return status.job().name();
    }

    /** Whose. */
    public Organization organization() {
        return status.organization();
    }

    /** Where its page is. */
    public String path() {
        return "/entities/" + organization().organizationId() + "/" + job();
    }

    /** Everything modified until then was seen. */
    public @Nullable Instant completeThrough() {
        return status.kept().seenUntil();
    }

    /** How old it may be. */
    public Duration limit() {
        return status.job().freshness();
    }

    /** Until when rows have been compared with the source. */
    public @Nullable Instant verifiedThrough() {
        return figures == null ? null : figures.verifiedThrough();
    }

    /** Rows that are alive. */
    public @Nullable Long rows() {
        return figures == null ? null : figures.rows();
    }

    /** Whether it has complete documents beside its list. */
    public boolean hasDocuments() {
        return status.job().hasDocuments();
    }

    /** Whether records can be asked for by their ids. */
    public boolean canBeReadById() {
        return status.job().details() != null;
    }

    /** Whether records of some days can be asked for. */
    public boolean canBeReadByDay() {
        return status.job().source().range() != null;
    }

    /** Documents that have still to be fetched. */
    public long waiting() {
        return status.kept().waiting();
    }

    /** Records that could not be used. */
    public long quarantined() {
        return status.quarantined();
    }

    /** The run that goes on now; null if none does. */
    public @Nullable Entry live() {
        Entry last = status.last();
        return last != null && last.finishedAt() == null && last.state() != State.PARKED ? last : null;
    }

    /** The next time it is due. */
    public @Nullable Instant next() {
        return nextScheduled().map(ScheduledJob::nextFire).orElse(null);
    }

    /** What that is likely to cost. */
    public @Nullable Cost nextCost() {
        return nextScheduled().map(it -> cost(it.mode().name())).orElse(null);
    }

    private Optional<ScheduledJob> nextScheduled() {
        return status.schedules().stream()
                .filter(it -> it.nextFire() != null)
                .min(Comparator.comparing(it -> Objects.requireNonNull(it.nextFire())));
    }

    /** What a run of this mode is likely to cost; null if that is not known. */
    public @Nullable Cost cost(String mode) {
        return costs.stream()
                .filter(it -> it.mode().equals(mode) && it.calls() != null)
                .findFirst()
                .orElse(null);
    }

    /** How far a running import is, from 0 to 1; null if that cannot be said. */
    public @Nullable Double progress() {
        Entry live = live();
        return live == null || live.expected() == 0
                ? null
                : Math.min(0.99, (double) live.counts().read() / live.expected());
    }

    /** Why it is not as it should be; null if nobody has said. */
    public @Nullable String cause() {
        Entry last = status.last();
        if (last != null && last.cause() != null) {
            return last.cause();
        }
        return condition() == Condition.FRESH ? null : status.kept().lastCause();
    }

    /** Of what kind that is; null if nobody has said. */
    public @Nullable FailureKind failure() {
        Entry last = status.last();
        return last != null && last.cause() != null
                ? last.failure()
                : status.kept().lastFailure();
    }
}
