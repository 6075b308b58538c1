package app.tds.pipeline;

import java.util.List;
import org.springframework.batch.infrastructure.item.ExecutionContext;
import org.springframework.batch.infrastructure.item.ItemStream;
import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/**
 * Commits the tally of a run together with the position of its step, so that a restart goes on behind both. An empty page
 * and a chunk without one usable record count as well.
 */
final class TallyStream implements ItemStream {

    private final Run run;
    private final RunTally tally;
    private final boolean keepsIds;
    private final long expected;
    private final PipelineParts parts;

    /** @param keepsIds whether the ids that were read are kept until the run is over */
    TallyStream(Run run, RunTally tally, boolean keepsIds, PipelineParts parts) {
        this.run = run;
        this.tally = tally;
        this.keepsIds = keepsIds;
        this.expected = parts.runs().expected(run);
        this.parts = parts;
    }

    @Override
    public void update(ExecutionContext position) {
        List<String> ids = tally.drainListed();
        if (keepsIds) {
            parts.listed().add(run, ids);
        }
        RunCounts some = tally.drain();
        if (!some.equals(RunCounts.NONE)) {
            tellOnceCommitted(parts.runs().add(run, some));
        }
    }

    private void tellOnceCommitted(RunCounts sum) {
        TransactionSynchronizationManager.registerSynchronization(new TransactionSynchronization() {
            @Override
            public void afterCommit() {
                parts.events().publishEvent(new RunProgressed(run, sum, expected));
            }
        });
    }
}
