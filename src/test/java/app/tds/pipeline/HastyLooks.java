package app.tds.pipeline;

import app.tds.jobs.JobDefinitions;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Can be told to make a mistake: to end scheduled deltas whatever their first page shows. */
public final class HastyLooks extends FirstLooks {

    private volatile boolean hasty;

    HastyLooks(
            JobDefinitions jobs,
            Integrations integrations,
            DeltaRuns deltas,
            RunReporter reporter,
            PipelineParts parts,
            JdbcClient jdbc) {
        super(jobs, integrations, deltas, reporter, parts, jdbc);
    }

    /** From now on this mistake is made, or not. */
    public void beHasty(boolean now) {
        hasty = now;
    }

    @Override
    boolean showsNothingNew(ListedPage page) {
        return hasty || super.showsNothingNew(page);
    }
}
