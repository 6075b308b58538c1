package app.tds.pipeline;

import java.util.List;
import org.springframework.batch.core.scope.context.ChunkContext;
import org.springframework.batch.core.step.StepContribution;
import org.springframework.batch.core.step.tasklet.Tasklet;
import org.springframework.batch.infrastructure.repeat.RepeatStatus;

/** Writes the complete documents of a job that are in quarantine and can be used now, some with each transaction. */
final class RetryDetails implements Tasklet {

    private static final int SOME = 100;

    private final Run run;
    private final DetailWriter writer;
    private final PipelineParts parts;

    private String after = "";

    RetryDetails(Run run, DetailWriter writer, PipelineParts parts) {
        this.run = run;
        this.writer = writer;
        this.parts = parts;
    }

    @Override
    public RepeatStatus execute(StepContribution contribution, ChunkContext context) {
        List<Quarantine.Entry> some = parts.quarantine().after(run, Quarantine.details(run), after, SOME);
        if (some.isEmpty()) {
            return RepeatStatus.FINISHED;
        }
        DetailWriter.Landed landed =
                writer.write(some.stream().map(Quarantine.Entry::record).toList());
        parts.hydration().settle(run, List.of(), landed);
        RunCounts counts = landed.counts();
        parts.steps()
                .add(
                        run,
                        RunSteps.DOCUMENTS,
                        new DocumentCounts(
                                some.size(),
                                counts.written(),
                                counts.unchanged() + counts.duplicates(),
                                counts.quarantined(),
                                0,
                                0,
                                0));
        after = some.get(some.size() - 1).id();
        return RepeatStatus.CONTINUABLE;
    }
}
