package app.tds.launch;

import app.tds.jobs.JobDefinition;
import app.tds.jobs.JobDefinitions;
import app.tds.pipeline.PipelineAssembly;
import app.tds.pipeline.Run;
import app.tds.pipeline.RunFinished;
import app.tds.pipeline.RunReporter;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.batch.core.BatchStatus;
import org.springframework.batch.core.job.JobExecution;
import org.springframework.batch.core.job.JobExecutionException;
import org.springframework.batch.core.job.JobInstance;
import org.springframework.batch.core.job.parameters.JobParameters;
import org.springframework.batch.core.launch.JobOperator;
import org.springframework.batch.core.repository.JobRepository;
import org.springframework.batch.core.step.StepExecution;
import org.springframework.stereotype.Component;

/** Executes a run's batch job on the calling thread, from its last commit if there was one. */
@Component
class RunExecution {

    private static final Logger log = LoggerFactory.getLogger(RunExecution.class);

    private final JobDefinitions jobs;
    private final PipelineAssembly assembly;
    private final RunReporter reporter;
    private final JobOperator operator;
    private final JobRepository repository;

    RunExecution(
            JobDefinitions jobs,
            PipelineAssembly assembly,
            RunReporter reporter,
            JobOperator operator,
            JobRepository repository) {
        this.jobs = jobs;
        this.assembly = assembly;
        this.reporter = reporter;
        this.operator = operator;
        this.repository = repository;
    }

    RunFinished execute(Run run) {
        try {
            JobDefinition job = jobs.find(run.job())
                    .orElseThrow(() -> new LaunchRefused("there is no job \"" + run.job() + "\" any more"));
            JobParameters parameters = PipelineAssembly.parameters(run);
            JobExecution last = repository.getLastJobExecution(job.name(), parameters);
            reporter.started(run, last != null);
            if (last != null && last.getStatus() == BatchStatus.COMPLETED) {
                // Its process ended before it could say so.
                return reporter.finished(run, last);
            }
            if (last != null) {
                recover(last);
            } else {
                forgetInstance(job, parameters);
            }
            return reporter.finished(run, operator.start(assembly.job(job, run), parameters));
        } catch (JobExecutionException | RuntimeException failure) {
            log.error("run {} could not be executed", run.id(), failure);
            return reporter.finished(run, failure);
        }
    }

    /** A process that ended between the instance and its first execution leaves one that can never be started. */
    private void forgetInstance(JobDefinition job, JobParameters parameters) {
        JobInstance begun = repository.getJobInstance(job.name(), parameters);
        if (begun != null) {
            repository.deleteJobInstance(begun);
        }
    }

    /**
     * Spring Batch believes an execution whose process is gone to be running, until it is told otherwise, and never
     * restarts one that lost the database; here either goes on from its last commit.
     */
    private void recover(JobExecution last) {
        if (last.isRunning()) {
            operator.recover(last);
        } else if (last.getStatus() == BatchStatus.UNKNOWN) {
            for (StepExecution step : last.getStepExecutions()) {
                if (step.getStatus() == BatchStatus.UNKNOWN) {
                    step.setStatus(BatchStatus.FAILED);
                    repository.update(step);
                }
            }
            last.setStatus(BatchStatus.FAILED);
            repository.update(last);
        }
    }
}
