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
     * @param apart whether its calls count apart from the organization's other calls, as those to CRM do
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
            @Nullable Instant afreshBy,
            boolean apart) {

        /** One whose calls are the organization's. */
        public JobPlan(
                String job,
                @Nullable Long records,
                long listCalls,
                long listCallsPerDay,
                long documents,
                long documentCalls,
                long waiting,
                long waitingCalls,
                @Nullable Instant completeBy,
                @Nullable Instant afreshBy) {
            this(
                    job,
                    records,
                    listCalls,
                    listCallsPerDay,
                    documents,
                    documentCalls,
                    waiting,
                    waitingCalls,
                    completeBy,
                    afreshBy,
                    false);
        }
    }

    /** Calls a day that lists take, but those that count apart. */
    public long listCallsPerDay() {
        return jobs.stream()
                .filter(job -> !job.apart())
                .mapToLong(JobPlan::listCallsPerDay)
                .sum();
    }

    /** Calls a day that lists take and that count apart, as those to CRM do. */
    public long callsApartPerDay() {
        return jobs.stream()
                .filter(JobPlan::apart)
                .mapToLong(JobPlan::listCallsPerDay)
                .sum();
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
