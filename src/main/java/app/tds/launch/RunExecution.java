package app.tds.launch;

import app.tds.jobs.JobDefinition;
import app.tds.jobs.JobDefinitions;
import app.tds.pipeline.FirstLook;
import app.tds.pipeline.FirstLooks;
import app.tds.pipeline.PipelineAssembly;
import app.tds.pipeline.Run;
import app.tds.pipeline.RunFinished;
import app.tds.pipeline.RunReporter;
import java.time.Clock;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.List;
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

/** Executes a run's batch job on the calling thread, from the last commit of the run if there is one. */
@Component
class RunExecution {

    private static final Logger log = LoggerFactory.getLogger(RunExecution.class);

    private final JobDefinitions jobs;
    private final FirstLooks looks;
    private final PipelineAssembly assembly;
    private final RunReporter reporter;
    private final JobOperator operator;
    private final JobRepository repository;
    private final Clock clock;

    RunExecution(
            JobDefinitions jobs,
            FirstLooks looks,
            PipelineAssembly assembly,
            RunReporter reporter,
            JobOperator operator,
            JobRepository repository,
            Clock clock) {
        this.jobs = jobs;
        this.looks = looks;
        this.assembly = assembly;
        this.reporter = reporter;
        this.operator = operator;
        this.repository = repository;
        this.clock = clock;
    }

    /**
     * Executes the run to its end.
     *
     * @param first whether the run was never executed before
     * @throws app.tds.pipeline.LostDatabase if the database is lost and the run is not over
     */
    RunFinished execute(Run run, boolean first) {
        JobExecution execution = null;
        try (FirstLook look = first ? looks.at(run) : FirstLook.NONE) {
            RunFinished over = look.finished();
            if (over != null) {
                return over;
            }
            if (!look.isLost()) {
                execution = executed(run, look);
            }
        } catch (JobExecutionException | RuntimeException failure) {
            log.error("run {} could not be executed", run.id(), failure);
            return reporter.finished(run, failure);
        }
        if (execution == null || isTakenOver(execution)) {
            throw new IllegalStateException("another process has taken it over");
        }
        return reporter.finished(run, execution);
    }

    /** Another process took this one for gone, and has the run now: the other process notes how the run ends. */
    private boolean isTakenOver(JobExecution execution) {
        JobExecution last = repository.getLastJobExecution(execution.getJobInstance());
        return last != null && last.getId() != execution.getId();
    }

    private JobExecution executed(Run run, FirstLook look) throws JobExecutionException {
        JobDefinition job = jobs.find(run.job())
                .orElseThrow(() -> new LaunchRefused("there is no job \"" + run.job() + "\" any more"));
        JobParameters parameters = PipelineAssembly.parameters(run);
        JobInstance begun = repository.getJobInstance(job.name(), parameters);
        JobExecution last = begun == null ? null : repository.getLastJobExecution(begun);
        reporter.started(run, last != null);
        if (last != null && last.getStatus() == BatchStatus.COMPLETED) {
            // The process ended before the end was noted.
            return last;
        }
        if (last != null) {
            close(last);
        } else if (begun != null) {
            // The process ended before the first execution, so Spring Batch can never start that one.
            repository.deleteJobInstance(begun);
        }
        return operator.start(assembly.job(job, run, look), parameters);
    }

    /**
     * Spring Batch takes an execution whose process is gone for running, and never restarts an execution that lost the
     * database. Here either goes on from its last commit.
     */
    private void close(JobExecution last) {
        for (StepExecution step : List.copyOf(last.getStepExecutions())) {
            if (isOpen(step.getStatus()) && step.getExecutionContext().isEmpty()) {
                // This step has committed nothing, and would hide the progress of the step before.
                repository.deleteStepExecution(step);
            } else if (isOpen(step.getStatus())) {
                step.setStatus(BatchStatus.FAILED);
                step.setEndTime(now());
                repository.update(step);
            }
        }
        if (isOpen(last.getStatus())) {
            last.setStatus(BatchStatus.FAILED);
            last.setEndTime(now());
            repository.update(last);
        }
    }

    /** In the zone of this machine, as Spring Batch keeps times. */
    private LocalDateTime now() {
        return LocalDateTime.ofInstant(clock.instant(), ZoneId.systemDefault());
    }

    private static boolean isOpen(BatchStatus status) {
        return status.isRunning() || status == BatchStatus.UNKNOWN;
    }
}
