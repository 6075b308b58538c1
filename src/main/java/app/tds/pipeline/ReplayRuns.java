package app.tds.pipeline;

import app.tds.mirror.TdsRow;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import org.springframework.batch.core.step.Step;
import org.springframework.stereotype.Component;

/** Makes rows once more from the payloads that are kept. Nothing is asked of the source. */
@Component
class ReplayRuns implements RunKind {

    private final Steps steps;
    private final PipelineParts parts;

    ReplayRuns(Steps steps, PipelineParts parts) {
        this.steps = steps;
        this.parts = parts;
    }

    @Override
    public Set<RunMode> modes() {
        return Set.of(RunMode.REPLAY, RunMode.SHADOW);
    }

    @Override
    public List<Step> steps(JobRun run) {
        RunTally tally = new RunTally();
        List<Class<? extends TdsRow>> kinds = run.translation().rows().stream()
                .sorted(Comparator.comparing(Class::getName))
                .toList();
        var limit = QuarantineLimit.of(run.run(), run.job().limits().quarantine(), tally, parts);
        var remaking = new Remaking(run.run(), run.translation(), parts.quarantine(), limit);
        var replaying = new Replaying(run.run(), kinds, run.job().limits().chunkSize(), remaking, tally, parts);
        return List.of(steps.writing("replay", replaying), steps.last("account", run.run(), () -> {}));
    }
}
