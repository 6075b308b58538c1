package app.tds.pipeline;

import app.tds.mirror.TdsRow;
import java.sql.Timestamp;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Counts rows at the end of a full import, so that nobody who asks how many there are has to. */
@Component
class RowCounts {

    private final JdbcClient jdbc;
    private final PipelineParts parts;

    RowCounts(JdbcClient jdbc, PipelineParts parts) {
        this.jdbc = jdbc;
        this.parts = parts;
    }

    /** Inside the caller's transaction, as long as the ids that the list has shown are at hand. */
    void keep(JobRun run) {
        Set<Class<? extends TdsRow>> kinds = run.translation().rows();
        String organizationId = run.run().organizationId();
        jdbc.sql("""
                        update etl.job_state set counted_at = :now, tables = :tables, rows_alive = :alive,
                          documents_complete = :complete, listed = :listed
                        where organization_id = :organization and job = :job
                        """)
                .param("now", Timestamp.from(parts.clock().instant()))
                .param("tables", parts.tables().names(kinds).toArray(String[]::new))
                .param("alive", parts.tables().alive(kinds, organizationId))
                .param("complete", complete(run, kinds))
                .param("listed", listed(run))
                .param("organization", organizationId)
                .param("job", run.run().job())
                .update();
    }

    private @Nullable Long complete(JobRun run, Set<Class<? extends TdsRow>> kinds) {
        return run.hasDocuments()
                ? parts.ages().complete(kinds, run.run().organizationId()).orElse(null)
                : null;
    }

    /** A record may be listed more than once while the list shifts. */
    private long listed(JobRun run) {
        if (run.isAskedById()) {
            return parts.listed().different(run.run());
        }
        RunCounts counts = parts.runs().counts(run.run());
        return counts.read() - counts.duplicates();
    }
}
