package app.tds.pipeline;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
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
                .param("modified", times(entries))
                .update();
    }

    /**
     * Queues everything that the run has listed, in the caller's transaction, behind what is known to have changed. What
     * waits already keeps its place, but a document that is being fetched for it now may be older than the list.
     */
    void addListed(Run run) {
        jdbc.sql("""
                        insert into etl.hydration (organization_id, job, source_id, queued_at)
                        select distinct :organization, :job, unnest(source_ids), :now::timestamptz
                        from etl.listed where run_id = :run
                        on conflict (organization_id, job, source_id) do update set queued_at = excluded.queued_at
                        """)
                .param("organization", run.organizationId())
                .param("job", run.job())
                .param("now", Timestamp.from(clock.instant()))
                .param("run", run.id())
                .update();
    }

    /** Queues records that somebody names, in the caller's transaction; nobody has seen their list row. */
    void addNamed(Run run, Collection<String> ids) {
        jdbc.sql("""
                        insert into etl.hydration (organization_id, job, source_id, queued_at)
                        select :organization, :job, id, :now from unnest(:ids::text[]) as named (id)
                        on conflict (organization_id, job, source_id) do update set queued_at = excluded.queued_at
                        """)
                .param("organization", run.organizationId())
                .param("job", run.job())
                .param("now", Timestamp.from(clock.instant()))
                .param("ids", ids.toArray(String[]::new))
                .update();
    }

    /**
     * A place in the queue as it was seen.
     *
     * @param version changes with the place: a record that is queued again meanwhile is not the one that was fetched
     */
    record Place(String job, String sourceId, String version) {}

    /**
     * The next ones, the newest first, with their places in the queues of other jobs that want the same documents; those
     * that failed often enough are left for a run to come.
     */
    List<Place> next(Run run, Collection<String> jobs, int most, int attempts) {
        return jdbc.sql("""
                        with chosen as (
                          select source_id, row_number() over () as position from (
                            select source_id from etl.hydration
                            where organization_id = :organization and job = :job and attempts < :attempts
                            order by attempts, source_modified_at desc nulls last, source_id limit :most) as newest)
                        select place.job, source_id, place.xmin::text as version
                        from chosen join etl.hydration as place using (source_id)
                        where place.organization_id = :organization and place.job = any(:jobs)
                        order by position, place.job
                        """)
                .param("organization", run.organizationId())
                .param("job", run.job())
                .param("attempts", attempts)
                .param("most", most)
                .param("jobs", jobs.toArray(String[]::new))
                .query((row, number) -> place(row))
                .list();
    }

    /** Those of them that the run itself has listed. */
    List<Place> nextListed(Run run, int most, int attempts) {
        return jdbc.sql("""
                        select job, source_id, xmin::text as version from etl.hydration
                        where organization_id = ? and job = ? and attempts < ?
                          and source_id in (select unnest(source_ids) from etl.listed where run_id = ?)
                        order by attempts, source_modified_at desc nulls last, source_id limit ?
                        """)
                .param(run.organizationId())
                .param(run.job())
                .param(attempts)
                .param(run.id())
                .param(most)
                .query((row, number) -> place(row))
                .list();
    }

    /** The places of these. */
    List<Place> places(Run run, Collection<String> ids) {
        return jdbc.sql("""
                        select job, source_id, xmin::text as version from etl.hydration
                        where organization_id = ? and job = ? and source_id = any(?)
                        """)
                .param(run.organizationId())
                .param(run.job())
                .param(ids.toArray(String[]::new))
                .query((row, number) -> place(row))
                .list();
    }

    /** These have their document, or there is none; whoever was queued again since then stays. */
    void remove(Run run, List<Place> places) {
        jdbc.sql("""
                        delete from etl.hydration as place
                        using unnest(:jobs::text[], :ids::text[], :versions::text[]) as done (job, id, version)
                        where place.organization_id = :organization and place.job = done.job
                          and place.source_id = done.id and place.xmin::text = done.version
                        """)
                .param("organization", run.organizationId())
                .param("jobs", places.stream().map(Place::job).toArray(String[]::new))
                .param("ids", places.stream().map(Place::sourceId).toArray(String[]::new))
                .param("versions", places.stream().map(Place::version).toArray(String[]::new))
                .update();
    }

    /** These have their document in the version of their entry; whoever waits for a newer one stays. */
    void removeUpTo(Run run, List<Entry> entries) {
        jdbc.sql("""
                        delete from etl.hydration as place
                        using unnest(:ids::text[], :modified::timestamptz[]) as done (id, modified)
                        where place.organization_id = :organization and place.job = :job
                          and place.source_id = done.id and place.source_modified_at <= done.modified
                        """)
                .param("organization", run.organizationId())
                .param("job", run.job())
                .param("ids", entries.stream().map(Entry::sourceId).toArray(String[]::new))
                .param("modified", times(entries))
                .update();
    }

    private static @Nullable Timestamp[] times(List<Entry> entries) {
        return entries.stream()
                .map(entry -> entry.modifiedAt() == null ? null : Timestamp.from(entry.modifiedAt()))
                .toArray(Timestamp[]::new);
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

    /** How many wait, by job; a job for which none waits is left out. */
    Map<String, Long> sizes(String organizationId) {
        Map<String, Long> sizes = new HashMap<>();
        jdbc.sql("select job, count(*) from etl.hydration where organization_id = ? group by job")
                .param(organizationId)
                .query(row -> {
                    sizes.put(row.getString(1), row.getLong(2));
                });
        return sizes;
    }

    private static Place place(ResultSet row) throws SQLException {
        return new Place(row.getString("job"), row.getString("source_id"), row.getString("version"));
    }
}
