package app.tds.pipeline;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What is kept of a job of an organization; a row of {@code reporting.sync_jobs}.
 *
 * @param scheduledSince when the job was first due or asked for; null if the job never was
 * @param seenUntil everything modified until then has been seen; null before the first complete run
 * @param completeThrough everything modified until then is in the tables with its documents, and nothing of it in quarantine
 * @param succeeded when the last full or delta run completed
 * @param failedInARow full and delta runs that failed since then
 * @param failingSince when the first of the failed runs ended
 * @param lastRun the last run that asked the source and ended
 * @param lastFailure why it did not complete
 * @param lastCause the same for a person
 * @param waiting documents that have still to be fetched
 * @param verifiedThrough everything modified until then was read back and compared, and was equal; null if nothing was
 * @param heldBy why that is not later; null if nothing is in the way
 */
public record JobState(
        String organizationId,
        String job,
        @Nullable Instant scheduledSince,
        @Nullable Instant seenUntil,
        @Nullable Instant completeThrough,
        @Nullable Instant succeeded,
        int failedInARow,
        @Nullable Instant failingSince,
        @Nullable Long lastRun,
        @Nullable FailureKind lastFailure,
        @Nullable String lastCause,
        long waiting,
        @Nullable Instant verifiedThrough,
        @Nullable String heldBy) {

    /**
     * Whether the organization cannot have the job: the list was never read, and the source does not allow the call.
     * Its deltas rest, and each full import asks again.
     */
    public boolean isOff() {
        return lastFailure == FailureKind.NOT_ALLOWED && succeeded == null;
    }

    /** Of a job that was never due nor asked for. */
    public static JobState unknown(String organizationId, String job) {
        return new JobState(organizationId, job, null, null, null, null, 0, null, null, null, null, 0, null, null);
    }
}
