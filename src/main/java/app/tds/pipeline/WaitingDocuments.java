package app.tds.pipeline;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Complete documents that were asked for in vain, for a person to look at and, if need be, to give up. */
@Component
public class WaitingDocuments {

    private final JdbcClient jdbc;
    private final Clock clock;

    WaitingDocuments(JdbcClient jdbc, Clock clock) {
        this.jdbc = jdbc;
        this.clock = clock;
    }

    /**
     * A document that was asked for in vain.
     *
     * @param since when it was first asked for in vain
     * @param due when it is asked for again; null if at once
     * @param attempts how often it was asked for
     * @param cause what the source said last
     */
    public record InVain(
            String organizationId,
            String job,
            String sourceId,
            Instant since,
            @Nullable Instant due,
            int attempts,
            String cause) {}

    /** Those of these jobs, the oldest trouble first. */
    public List<InVain> inVain(Collection<String> jobs, int most) {
        return jdbc.sql("""
                        select * from etl.hydration where trouble is not null and job = any(?)
                        order by trouble_since, organization_id, job, source_id limit ?
                        """)
                .params(jobs.toArray(String[]::new), most)
                .query((row, number) -> inVain(row))
                .list();
    }

    private static InVain inVain(ResultSet row) throws SQLException {
        Timestamp due = row.getTimestamp("due_at");
        return new InVain(
                row.getString("organization_id"),
                row.getString("job"),
                row.getString("source_id"),
                row.getTimestamp("trouble_since").toInstant(),
                due == null ? null : due.toInstant(),
                row.getInt("attempts"),
                row.getString("cause"));
    }

    /** A person says that nobody waits for these any more, until their records change again; returns how many waited. */
    public int giveUp(String organizationId, String job, Collection<String> ids, String who) {
        return jdbc.sql("""
                        with waited as (
                          delete from etl.hydration where organization_id = :organization and job = :job
                            and source_id = any(:ids) and trouble is not null
                          returning source_id, source_modified_at)
                        insert into etl.given_up
                          (organization_id, job, source_id, source_modified_at, given_up_at, given_up_by)
                        select :organization, :job, source_id, source_modified_at, :now, :who from waited
                        on conflict (organization_id, job, source_id) do update
                        set source_modified_at = excluded.source_modified_at, given_up_at = excluded.given_up_at,
                          given_up_by = excluded.given_up_by
                        """)
                .param("organization", organizationId)
                .param("job", job)
                .param("ids", ids.toArray(String[]::new))
                .param("now", Timestamp.from(clock.instant()))
                .param("who", who)
                .update();
    }
}
