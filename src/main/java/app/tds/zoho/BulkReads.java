package app.tds.zoho;

import java.sql.Timestamp;
import java.time.Clock;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** The rows of {@code etl.bulk_reads}: which modules of CRM were asked for as files, and by which run. */
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

    /**
     * One file.
     *
     * @param number from 1
     * @param jobId CRM's id of what was asked for; empty if CRM refused
     * @param rows how many records CRM says are in the file; null as long as CRM makes it
     */
    record Part(
            long runId,
            int number,
            String jobId,
            State state,
            @Nullable Long rows) {

        boolean isOf(long run) {
            return runId == run;
        }
    }

    /** The files of a module, in their order. */
    List<Part> of(String organizationId, String module) {
        return jdbc.sql("""
                        select run_id, part, job_id, state, row_count from etl.bulk_reads
                        where organization_id = ? and module = ? order by part
                        """)
                .params(organizationId, module)
                .query((row, number) -> new Part(
                        row.getLong("run_id"),
                        row.getInt("part"),
                        row.getString("job_id"),
                        State.valueOf(row.getString("state")),
                        row.getObject("row_count", Long.class)))
                .list();
    }

    /** Keeps a file; the first file of a reading ends what an earlier reading has left. */
    void keep(String organizationId, String module, Part part) {
        jdbc.sql("""
                        with earlier as (delete from etl.bulk_reads where organization_id = :organization
                          and module = :module and part > 1 and :part = 1)
                        insert into etl.bulk_reads (organization_id, module, part, run_id, job_id, state, row_count, asked_at)
                        values (:organization, :module, :part, :run, :job, :state, :rows, :now)
                        on conflict (organization_id, module, part) do update set run_id = excluded.run_id,
                          job_id = excluded.job_id, state = excluded.state, row_count = excluded.row_count,
                          asked_at = excluded.asked_at
                        """)
                .param("organization", organizationId)
                .param("module", module)
                .param("part", part.number())
                .param("run", part.runId())
                .param("job", part.jobId())
                .param("state", part.state().name())
                .param("rows", part.rows())
                .param("now", Timestamp.from(clock.instant()))
                .update();
    }

    /** Says how many records are in a file that CRM has made. */
    void made(String organizationId, String module, int part, long rows) {
        jdbc.sql("update etl.bulk_reads set row_count = ? where organization_id = ? and module = ? and part = ?")
                .params(rows, organizationId, module, part)
                .update();
    }

    /** All files of the module have been read. */
    void done(String organizationId, String module) {
        jdbc.sql("update etl.bulk_reads set state = 'DONE' where organization_id = ? and module = ?")
                .params(organizationId, module)
                .update();
    }
}
