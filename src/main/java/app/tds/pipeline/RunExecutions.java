package app.tds.pipeline;

import app.tds.pipeline.RunHistory.State;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.batch.core.job.JobInstance;
import org.springframework.batch.core.repository.JobRepository;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** How a run went: each time that the run was started, and the steps of each time, as Spring Batch keeps them for a while. */
@Component
public class RunExecutions {

    private final JobRepository repository;
    private final JdbcClient jdbc;

    RunExecutions(JobRepository repository, JdbcClient jdbc) {
        this.repository = repository;
        this.jdbc = jdbc;
    }

    /**
     * One time that a run was started, or went on.
     *
     * @param ended null while this goes on
     * @param steps in the order in which they began
     */
    public record Execution(Instant began, @Nullable Instant ended, State state, List<Step> steps) {}

    /**
     * A step of an execution.
     *
     * @param began when it began; null if it never did
     * @param ended null while it goes on
     * @param took up to its end, or up to now
     */
    public record Step(
            String name, @Nullable Instant began, @Nullable Instant ended, State state, Duration took) {}

    private record Row(
            long execution,
            Instant began,
            @Nullable Instant ended,
            State state,
            @Nullable Step step) {}

    /** The earliest first; none if the run was never started or that is not kept any more. */
    public List<Execution> of(RunHistory.Entry entry, Instant now) {
        Run run = entry.run();
        JobInstance begun = repository.getJobInstance(run.job(), PipelineAssembly.parameters(run));
        if (begun == null) {
            return List.of();
        }
        State open = entry.state() == State.RUNNING ? State.RUNNING : State.WAITING;
        List<Row> rows = jdbc.sql("""
                        select execution.job_execution_id, execution.start_time, execution.end_time, execution.status,
                          step.step_name, step.start_time as step_began, step.end_time as step_ended, step.status as step_status
                        from batch.batch_job_execution as execution
                        left join batch.batch_step_execution as step using (job_execution_id)
                        where execution.job_instance_id = ? and execution.start_time is not null
                        order by execution.job_execution_id, step.step_execution_id
                        """)
                .param(begun.getInstanceId())
                .query((row, number) -> row(row, open, now))
                .list();
        return rows.stream().collect(Collectors.groupingBy(Row::execution)).values().stream()
                .sorted(Comparator.comparing(it -> it.get(0).execution()))
                .map(RunExecutions::execution)
                .toList();
    }

    private static Execution execution(List<Row> rows) {
        Row first = rows.get(0);
        List<Step> steps = new ArrayList<>();
        rows.stream().map(Row::step).filter(Objects::nonNull).forEach(steps::add);
        return new Execution(first.began(), first.ended(), first.state(), steps);
    }

    private static Row row(ResultSet row, State open, Instant now) throws SQLException {
        return new Row(
                row.getLong("job_execution_id"),
                Objects.requireNonNull(instant(row, "start_time")),
                instant(row, "end_time"),
                state(row.getString("status"), open),
                row.getString("step_name") == null ? null : step(row, open, now));
    }

    private static Step step(ResultSet row, State open, Instant now) throws SQLException {
        Instant began = instant(row, "step_began");
        Instant ended = instant(row, "step_ended");
        Duration took = began == null ? Duration.ZERO : Duration.between(began, ended == null ? now : ended);
        return new Step(row.getString("step_name"), began, ended, state(row.getString("step_status"), open), took);
    }

    /** What Spring Batch calls open is open only while a process executes the run. */
    private static State state(String status, State open) {
        return switch (status) {
            case "COMPLETED" -> State.COMPLETED;
            case "STOPPED" -> State.STOPPED;
            case "STARTING", "STARTED", "STOPPING" -> open;
            default -> State.FAILED;
        };
    }

    /** Spring Batch keeps times in the zone of the machine, as JDBC reads them. */
    private static @Nullable Instant instant(ResultSet row, String column) throws SQLException {
        Timestamp time = row.getTimestamp(column);
        return time == null ? null : time.toInstant();
    }
}
