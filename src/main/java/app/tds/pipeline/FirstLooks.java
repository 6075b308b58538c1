package app.tds.pipeline;

import app.tds.jobs.JobDefinitions;
import java.sql.Timestamp;
import java.time.Duration;
import java.time.Instant;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * Looks at the first page of a scheduled delta's list. Most deltas find that nothing has changed: such a run moves its
 * watermark and is counted, and neither a batch job is made for it nor its row kept. All other runs go on with that page.
 */
@Component
public class FirstLooks {

    private final JobDefinitions jobs;
    private final Integrations integrations;
    private final DeltaRuns deltas;
    private final RunReporter reporter;
    private final PipelineParts parts;
    private final JdbcClient jdbc;

    FirstLooks(
            JobDefinitions jobs,
            Integrations integrations,
            DeltaRuns deltas,
            RunReporter reporter,
            PipelineParts parts,
            JdbcClient jdbc) {
        this.jobs = jobs;
        this.integrations = integrations;
        this.deltas = deltas;
        this.reporter = reporter;
        this.parts = parts;
        this.jdbc = jdbc;
    }

    /** Looks, if the run may end with that. A failure to read the page is the batch job's to report. */
    public FirstLook at(Run run) {
        boolean routine = run.mode() == RunMode.DELTA && run.askedBy().kind() == AskedBy.Kind.SCHEDULE;
        return jobs.find(run.job())
                .filter(job -> routine && run.since() != null)
                .map(job -> integrations.of(job, run))
                // A list of deleted records is read in any case, and says more than the first page.
                .filter(whole -> !DeltaRuns.hasDeletions(whole))
                .map(whole -> look(whole, run))
                .orElse(FirstLook.NONE);
    }

    private FirstLook look(JobRun whole, Run run) {
        Instant began = parts.clock().instant();
        PagePrefetch pages = deltas.begin(whole);
        ListedPage first;
        try {
            first = pages.peek();
        } catch (InterruptedException stopped) {
            pages.close();
            return FirstLook.over(reporter.stopped(run));
        } catch (RuntimeException failure) {
            return FirstLook.at(pages);
        }
        RunCounts counts = counts(first);
        if (!showsNothingNew(first) || !parts.transactions().within(() -> end(whole, first, counts, began))) {
            return parts.runs().isExecutedFirst(run) ? FirstLook.at(pages) : FirstLook.lost(pages);
        }
        pages.close();
        return FirstLook.over(reporter.unchanged(
                run, counts, Duration.between(began, parts.clock().instant())));
    }

    /** Whether this is the whole list, and each of its rows says what the mirror's says. */
    boolean showsNothingNew(ListedPage page) {
        return page.last() && page.records().stream().allMatch(ListedRecord::unchanged);
    }

    /** All that the end of such a run says, in one transaction; false if there is something to do. */
    private boolean end(JobRun run, ListedPage page, RunCounts counts, Instant began) {
        if (!isQuiet(run, page) || !parts.runs().endUnchanged(run.run(), counts, began)) {
            return false;
        }
        parts.watermarks().advance(run.run());
        parts.verifications().concludeUnchanged(run.run());
        return true;
    }

    /** Whether a batch job would find nothing to fetch, to release from quarantine or to compare. */
    private boolean isQuiet(JobRun run, ListedPage page) {
        return nothingWaits(run.run(), page)
                && parts.replays()
                        .writtenSince(
                                run.translation().rows(),
                                run.run().organizationId(),
                                parts.verifications().comparedSince(run.run()))
                        .isEmpty();
    }

    private boolean nothingWaits(Run run, ListedPage page) {
        String[] ids = page.records().stream()
                .map(listed -> listed.record().sourceId())
                .toArray(String[]::new);
        return jdbc.sql("""
                        select not exists (select from etl.hydration where organization_id = :organization and job = :job)
                          and not exists (select from etl.provisional
                            where organization_id = :organization and job = :job and delivered_at <= :overdue)
                          and not exists (select from etl.quarantine
                            where organization_id = :organization and job = :job and source_id = any(:ids))
                        """)
                .param("organization", run.organizationId())
                .param("job", run.job())
                .param("overdue", Timestamp.from(parts.clock().instant().minus(ProvisionalVersions.PATIENCE)))
                .param("ids", ids)
                .query(Boolean.class)
                .single();
    }

    private static RunCounts counts(ListedPage page) {
        long read = page.records().size();
        return new RunCounts(read, 0, 0, read, 0, 0, 0, 1, page.calls());
    }
}
