package app.tds.pipeline;

import app.tds.pipeline.RunReporter.NotAccountedFor;
import java.util.Objects;
import org.springframework.batch.core.listener.StepExecutionListener;
import org.springframework.batch.core.repository.JobRepository;
import org.springframework.batch.core.step.Step;
import org.springframework.batch.core.step.StepExecution;
import org.springframework.batch.core.step.builder.StepBuilder;
import org.springframework.batch.core.step.tasklet.Tasklet;
import org.springframework.batch.core.step.tasklet.TaskletStep;
import org.springframework.batch.infrastructure.repeat.RepeatStatus;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.interceptor.DefaultTransactionAttribute;

/**
 * Makes the steps of runs. Each step says that the run has reached the step, and stops at a commit when the run is to
 * stop.
 */
@Component
class Steps {

    private final PipelineParts parts;
    private final StopFlags stopFlags;
    private final JobRepository repository;
    private final PlatformTransactionManager transactions;

    Steps(PipelineParts parts, StopFlags stopFlags, JobRepository repository, PlatformTransactionManager transactions) {
        this.parts = parts;
        this.stopFlags = stopFlags;
        this.repository = repository;
        this.transactions = transactions;
    }

    /** A step that calls the source, and holds no connection to the database while it waits for the source. */
    Step calling(String name, Tasklet tasklet) {
        TaskletStep step = named(name)
                .tasklet(tasklet, transactions)
                .transactionAttribute(new DefaultTransactionAttribute(TransactionDefinition.PROPAGATION_NOT_SUPPORTED))
                .build();
        step.setInterruptionPolicy(stopFlags);
        return step;
    }

    /** A step whose parts are a transaction each. */
    Step writing(String name, Tasklet tasklet) {
        TaskletStep step = named(name).tasklet(tasklet, transactions).build();
        step.setInterruptionPolicy(stopFlags);
        return step;
    }

    /** What ends a step at a commit. */
    StopFlags stopFlags() {
        return stopFlags;
    }

    /** A step that says that the run is in it. */
    StepBuilder named(String name) {
        return new StepBuilder(name, repository).listener(new StepExecutionListener() {
            @Override
            public void beforeStep(StepExecution execution) {
                Long run = execution.getJobExecution().getJobParameters().getLong(PipelineAssembly.RUN);
                parts.runs().enter(Objects.requireNonNull(run), execution.getStepName());
            }
        });
    }

    /** The last step: every record that was read is accounted for, and then something is done, all in one transaction. */
    Step last(String name, Run run, Runnable then) {
        return named(name)
                .tasklet(
                        (contribution, context) -> {
                            account(run);
                            then.run();
                            return RepeatStatus.FINISHED;
                        },
                        transactions)
                .build();
    }

    private void account(Run run) {
        RunCounts records = parts.runs().counts(run);
        if (!records.addUp()) {
            throw new NotAccountedFor(run, records);
        }
        for (String step : RunSteps.ACCOUNTED) {
            DocumentCounts documents = parts.steps().of(run, step);
            if (!documents.addUp()) {
                throw new NotAccountedFor(run, documents);
            }
        }
    }
}
