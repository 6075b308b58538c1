package app.tds.pipeline;

import java.sql.Timestamp;
import java.time.Clock;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Records whose complete document has still to be fetched. */
@Component
class HydrationQueue {

    private final JdbcClient jdbc;
    private final Clock clock;

    HydrationQueue(JdbcClient jdbc, Clock clock) {
        this.jdbc = jdbc;
        this.clock = clock;
    }

    /** A record and the time of its list row. */
    record Entry(String sourceId, @Nullable Instant modifiedAt) {}

    /** Queues records, in the caller's transaction; one that waits already waits for its newest version. */
    void add(Run run, List<Entry> entries) {
        if (entries.isEmpty()) {
            return;
        }
        jdbc.sql("""
                        insert into etl.hydration (organization_id, job, source_id, source_modified_at, queued_at)
                        select :organization, :job, entry.id, entry.modified, :now
                        from (select distinct on (id) * from unnest(:ids::text[], :modified::timestamptz[])
                          as entry (id, modified) order by id, modified desc nulls last) as entry
                        on conflict (organization_id, job, source_id) do update
                        set source_modified_at = excluded.source_modified_at, queued_at = excluded.queued_at, attempts = 0
                        """)
                .param("organization", run.organizationId())
                .param("job", run.job())
                .param("now", Timestamp.from(clock.instant()))
                .param("ids", entries.stream().map(Entry::sourceId).toArray(String[]::new))
                .param(
                        "modified",
                        entries.stream()
                                .map(entry -> entry.modifiedAt() == null ? null : Timestamp.from(entry.modifiedAt()))
                                .toArray(Timestamp[]::new))
                .update();
    }

    /** The next ones, the newest first; those that failed often enough are left for a run to come. */
    List<String> next(Run run, int most, int attempts) {
        return jdbc.sql("""
                        select source_id from etl.hydration
                        where organization_id = ? and job = ? and attempts < ?
                        order by attempts, source_modified_at desc nulls last, source_id limit ?
                        """)
                .param(run.organizationId())
                .param(run.job())
                .param(attempts)
                .param(most)
                .query((row, number) -> row.getString("source_id"))
                .list();
    }

    /** The same of those that the run itself has listed. */
    List<String> nextListed(Run run, int most, int attempts) {
        return jdbc.sql("""
                        select source_id from etl.hydration
                        where organization_id = ? and job = ? and attempts < ?
                          and source_id in (select unnest(source_ids) from etl.listed where run_id = ?)
                        order by attempts, source_modified_at desc nulls last, source_id limit ?
                        """)
                .param(run.organizationId())
                .param(run.job())
                .param(attempts)
                .param(run.id())
                .param(most)
                .query((row, number) -> row.getString("source_id"))
                .list();
    }

    /** These have their document, or there is none. */
    void remove(Run run, Collection<String> ids) {
        jdbc.sql("delete from etl.hydration where organization_id = ? and job = ? and source_id = any(?)")
                .param(run.organizationId())
                .param(run.job())
                .param(ids.toArray(String[]::new))
                .update();
    }

    /** These could not be had this time. */
    void failed(Run run, Collection<String> ids) {
        jdbc.sql("""
                        update etl.hydration set attempts = attempts + 1
                        where organization_id = ? and job = ? and source_id = any(?)
                        """)
                .param(run.organizationId())
                .param(run.job())
                .param(ids.toArray(String[]::new))
                .update();
    }

    /** A new run tries again what failed in an earlier one. */
    void forgive(Run run) {
        jdbc.sql("update etl.hydration set attempts = 0 where organization_id = ? and job = ? and attempts > 0")
                .param(run.organizationId())
                .param(run.job())
                .update();
    }

    /** How many wait. */
    long size(Run run) {
        return jdbc.sql("select count(*) from etl.hydration where organization_id = ? and job = ?")
                .param(run.organizationId())
                .param(run.job())
                .query(Long.class)
                .single();
    }
}
