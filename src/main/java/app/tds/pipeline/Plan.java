package app.tds.pipeline;

import app.tds.mirror.Organization;
import app.tds.source.Allowance;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What an organization's jobs cost in calls, and when the complete documents that wait will be there.
 *
 * @param organization whose
 * @param lists calls that lists may make; null if there is no limit, or if the limit is not known yet
 * @param documents the same for the fetching of documents
 * @param proofCallsPerDay calls a day that proofs take which ask the source, see {@code COMPARE}
 * @param jobs by priority
 */
public record Plan(
        Organization organization,
        @Nullable Allowance lists,
        @Nullable Allowance documents,
        long proofCallsPerDay,
        List<JobPlan> jobs) {

    /**
     * What one job costs.
     *
     * @param job the job's name
     * @param records that its list has, by the last full import; null before the first one
     * @param listCalls calls that list everything once
     * @param listCallsPerDay calls a day that the job's schedule takes for lists
     * @param documents complete documents there are
     * @param documentCalls calls that fetch all of them
     * @param waiting documents that have still to be fetched
     * @param waitingCalls calls that takes
     * @param completeBy when they will be there; null if none waits, or never at this pace
     * @param afreshBy when all documents would be there, if everything were imported afresh now; null if never
     */
    public record JobPlan(
            String job,
            @Nullable Long records,
            long listCalls,
            long listCallsPerDay,
            long documents,
            long documentCalls,
            long waiting,
            long waitingCalls,
            @Nullable Instant completeBy,
            @Nullable Instant afreshBy) {}

    /** Calls a day that lists take. */
    public long listCallsPerDay() {
        return jobs.stream().mapToLong(JobPlan::listCallsPerDay).sum();
    }

    /** Whether the schedule's lists alone take more calls than there are. */
    public boolean tooMuch() {
        return lists != null && listCallsPerDay() > lists.perDay() - lists.kept();
    }

    /** The least minutes that so many calls of lists take; null if there is no limit. */
    public @Nullable Long minutes(long calls) {
        int perMinute = lists == null ? 0 : lists.perMinute();
        return perMinute == 0 ? null : (calls + perMinute - 1) / perMinute;
    }
}
