package app.tds.pipeline;

import app.tds.jobs.JobDefinition;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.springframework.batch.core.job.Job;
import org.springframework.batch.core.job.builder.JobBuilder;
import org.springframework.batch.core.job.builder.SimpleJobBuilder;
import org.springframework.batch.core.job.parameters.JobParameters;
import org.springframework.batch.core.job.parameters.JobParametersBuilder;
import org.springframework.batch.core.repository.JobRepository;
import org.springframework.batch.core.step.Step;
import org.springframework.stereotype.Component;

/** Builds the batch job of a run from its definition and its {@link RunKind}. Knows no entity and no kind by name. */
@Component
public class PipelineAssembly {

    static final String RUN = "run";

    private final Integrations integrations;
    private final JobRepository repository;
    private final Map<RunMode, RunKind> kinds = new EnumMap<>(RunMode.class);

    /** Refuses the start if two kinds want the runs of one mode, or no kind does. */
    PipelineAssembly(Integrations integrations, JobRepository repository, List<RunKind> kinds) {
        this.integrations = integrations;
        this.repository = repository;
        for (RunKind kind : kinds) {
            for (RunMode mode : kind.modes()) {
                RunKind other = this.kinds.put(mode, kind);
                if (other != null) {
                    throw new IllegalStateException(mode + " is the mode of two kinds of run: " + other + ", " + kind);
                }
            }
        }
        for (RunMode mode : RunMode.values()) {
            if (!this.kinds.containsKey(mode)) {
                throw new IllegalStateException(mode + " is the mode of no kind of run");
            }
        }
    }

    /** A run and its batch job instance have the same identity. */
    public static JobParameters parameters(Run run) {
        return new JobParametersBuilder()
                .addLong(RUN, run.id())
                .addString("organization", run.organizationId(), false)
                .addString("mode", run.mode().name(), false)
                .toJobParameters();
    }

    /** The batch job of this run, which goes on with what was looked at. */
    public Job job(JobDefinition definition, Run run, FirstLook look) {
        List<Step> steps = Objects.requireNonNull(kinds.get(run.mode()))
                .steps(integrations.of(definition, run).with(look.pages()));
        SimpleJobBuilder job = new JobBuilder(definition.name(), repository).start(steps.get(0));
        steps.stream().skip(1).forEach(job::next);
        return job.build();
    }
}
