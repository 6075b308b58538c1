package app.tds.webhook;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Something that is wrong with an organization's webhooks.
 *
 * @param job empty if it is about no job in particular
 * @param since when it was noticed
 * @param sentence for a person
 * @param recovery the run that was last asked for because of it, or null if none was
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Alarm(
        String organizationId,
        String job,
        Cause cause,
        Instant since,
        String sentence,
        @Nullable Long recovery) {

    /** What is wrong. */
    public enum Cause {
        /** None has come for longer than chance explains. */
        SILENT,
        /** At least half of those that come are not taken. */
        REFUSED,
        /** What they tell of cannot be had. */
        FAILING,
        /** The source will soon make no more of them today. */
        NEAR_LIMIT
    }

    /** Whether it is the same that is wrong. */
    boolean isSameAs(Alarm other) {
        return organizationId.equals(other.organizationId) && job.equals(other.job) && cause == other.cause;
    }

    /** Whether reading what has changed makes up for it: else nobody knows what to read, or nothing is lost yet. */
    boolean isMendedByDelta() {
        return cause != Cause.NEAR_LIMIT && !job.isEmpty();
    }

    @Override
    public String toString() {
        return "webhooks" + (job.isEmpty() ? "" : " about " + job) + " of organization " + organizationId + ": "
                + sentence;
    }
}
