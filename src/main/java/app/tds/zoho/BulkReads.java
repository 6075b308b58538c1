package app.tds.zoho;

import java.sql.Timestamp;
import java.time.Clock;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** The rows of {@code etl.bulk_reads}: which modules of CRM were asked for as one file, and by which run. */
@Component
class BulkReads {

    private final JdbcClient jdbc;
    private final Clock clock;

    BulkReads(JdbcClient jdbc, Clock clock) {
        this.jdbc = jdbc;
        this.clock = clock;
    }

    /** How far one of them is. */
    enum State {
        READING,
        LOST,
        DONE
    }

    /** One of them. */
    record Kept(long runId, String jobId, State state) {

        boolean isOf(long run) {
            return runId == run;
        }
    }

    Optional<Kept> of(String organizationId, String module) {
        return jdbc.sql("select run_id, job_id, state from etl.bulk_reads where organization_id = ? and module = ?")
                .params(organizationId, module)
                .query((row, number) ->
                        new Kept(row.getLong("run_id"), row.getString("job_id"), State.valueOf(row.getString("state"))))
                .optional();
    }

    void keep(String organizationId, String module, Kept kept) {
        jdbc.sql("""
                        insert into etl.bulk_reads (organization_id, module, run_id, job_id, state, asked_at)
                        values (:organization, :module, :run, :job, :state, :now)
                        on conflict (organization_id, module) do update set run_id = excluded.run_id,
                          job_id = excluded.job_id, state = excluded.state
                        """)
                .param("organization", organizationId)
                .param("module", module)
                .param("run", kept.runId())
                .param("job", kept.jobId())
                .param("state", kept.state().name())
                .param("now", Timestamp.from(clock.instant()))
                .update();
    }
}
