package app.tds.pipeline;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** The rows of {@code etl.run_steps}: what became of the documents that a run's steps asked for. */
@Component
public class RunSteps {

    static final String HYDRATE = "hydrate";
    static final String DOCUMENTS = "documents";
    static final String SWEEP = "sweep";
    static final String CHECK = "check";
    static final String PROVE = "prove";

    /** In these steps, each document that was asked for has become something. */
    static final List<String> ACCOUNTED = List.of(HYDRATE, SWEEP);

    private final JdbcClient jdbc;

    RunSteps(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** Adds to what the step has done, in the caller's transaction. */
    void add(Run run, String step, DocumentCounts more) {
        jdbc.sql("""
                        insert into etl.run_steps as kept
                          (run_id, step, asked, written, unchanged, quarantined, gone, postponed, calls)
                        values (:run, :step, :asked, :written, :unchanged, :quarantined, :gone, :postponed, :calls)
                        on conflict (run_id, step) do update set asked = kept.asked + excluded.asked,
                          written = kept.written + excluded.written, unchanged = kept.unchanged + excluded.unchanged,
                          quarantined = kept.quarantined + excluded.quarantined, gone = kept.gone + excluded.gone,
                          postponed = kept.postponed + excluded.postponed, calls = kept.calls + excluded.calls
                        """)
                .param("run", run.id())
                .param("step", step)
                .param("asked", more.asked())
                .param("written", more.written())
                .param("unchanged", more.unchanged())
                .param("quarantined", more.quarantined())
                .param("gone", more.gone())
                .param("postponed", more.postponed())
                .param("calls", more.calls())
                .update();
    }

    /**
     * What a step asked of the source, and what became of that.
     *
     * @param name of the step
     */
    public record Did(String name, DocumentCounts counts) {}

    /** What each step did, the list first: what is not any other step's is the list's. */
    public List<Did> all(long runId) {
        return jdbc.sql("""
                        select 'list' as step, run.read as asked, run.inserted + run.updated as written,
                          run.unchanged + run.duplicates as unchanged, run.quarantined, 0 as gone, 0 as postponed,
                          run.calls - coalesce((select sum(step.calls) from etl.run_steps as step
                            where step.run_id = run.run_id), 0) as calls
                        from etl.runs as run where run.run_id = :run
                        union all
                        (select step, asked, written, unchanged, quarantined, gone, postponed, calls from etl.run_steps
                          where run_id = :run order by step)
                        """)
                .param("run", runId)
                .query((row, number) -> new Did(row.getString("step"), counts(row)))
                .list();
    }

    /** What the step has done so far. */
    DocumentCounts of(Run run, String step) {
        return jdbc.sql("select * from etl.run_steps where run_id = ? and step = ?")
                .param(run.id())
                .param(step)
                .query((row, number) -> counts(row))
                .optional()
                .orElse(DocumentCounts.NONE);
    }

    private static DocumentCounts counts(ResultSet row) throws SQLException {
        return new DocumentCounts(
                row.getLong("asked"),
                row.getLong("written"),
                row.getLong("unchanged"),
                row.getLong("quarantined"),
                row.getLong("gone"),
                row.getLong("postponed"),
                row.getLong("calls"));
    }
}
