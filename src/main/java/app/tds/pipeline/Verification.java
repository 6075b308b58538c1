package app.tds.pipeline;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What was read back from the tables and compared with what the source had said; a row of {@code etl.verifications}.
 *
 * @param runId the run that compared
 * @param compared records
 * @param equal those whose row and parts say what the source had said
 * @param differing those that do not
 * @param repaired differences that were open before and are gone
 * @param verifiedThrough up to which modifications the job was verified afterwards; null if never
 * @param heldBy why that is not later; null if nothing is in the way
 */
public record Verification(
        long runId,
        String organizationId,
        String job,
        Kind kind,
        long compared,
        long equal,
        long differing,
        long repaired,
        @Nullable Instant verifiedThrough,
        @Nullable String heldBy) {

    /** What is compared. */
    public enum Kind {
        /** Every row, after a full import. */
        LIST,
        /** The rows that a delta has listed, and the rows that were written since the last comparison. */
        WINDOW,
        /** Every row, without asking the source. */
        DOCUMENTS,
        /** The rows that differed before. */
        REPAIR,
        /** Count and sums that the source says itself, narrowed to records where they differ. */
        SOURCE,
        /** Documents that were chosen by chance and fetched again. */
        SAMPLE
    }
}
