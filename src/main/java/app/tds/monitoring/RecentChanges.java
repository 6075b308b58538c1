package app.tds.monitoring;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** What has changed lately, and the versions of a record that are kept. */
@Component
public class RecentChanges {

    private static final int SHOWN_IDS = 10;
    private static final int LAST_DELETIONS = 1_000;

    private final JdbcClient jdbc;

    RecentChanges(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /**
     * Records that were changed together; a row of {@code reporting.events}.
     *
     * @param sequence number of the event
     * @param records how many there are
     * @param ids of the first of them
     * @param job of the run that wrote them; empty if that is not known any more
     */
    public record Change(
            long sequence,
            String organizationId,
            String job,
            boolean deleted,
            long records,
            List<String> ids,
            Instant at,
            long runId) {}

    /** What was deleted of a job's records, the newest first, among the last deletions of the organization. */
    public List<Change> deleted(String organizationId, String job, int most) {
        return jdbc.sql("""
                        select event.sequence, event.organization_id, run.job, true as deleted,
                          cardinality(event.source_ids) as records, event.source_ids[1:?] as ids, event.changed_at, event.run_id
                        from (select * from reporting.events where name = 'RecordDeleted' and organization_id = ?
                          order by sequence desc limit ?) as event
                        join etl.runs as run on run.run_id = event.run_id and run.job = ?
                        order by event.sequence desc limit ?
                        """)
                .params(SHOWN_IDS, organizationId, LAST_DELETIONS, job, most)
                .query((row, number) -> change(row))
                .list();
    }

    private static Change change(ResultSet row) throws SQLException {
        return new Change(
                row.getLong("sequence"),
                row.getString("organization_id"),
                row.getString("job"),
                row.getBoolean("deleted"),
                row.getLong("records"),
                List.of((String[]) row.getArray("ids").getArray()),
                row.getTimestamp("changed_at").toInstant(),
                row.getLong("run_id"));
    }

    /** The newest first, of those with a smaller number than {@code before}. */
    public List<Change> latest(long before, int most) {
        return jdbc.sql("""
                        select event.sequence, event.organization_id, coalesce(run.job, '') as job,
                          event.name = 'RecordDeleted' as deleted, cardinality(event.source_ids) as records,
                          event.source_ids[1:?] as ids, event.changed_at, event.run_id
                        from reporting.events as event left join etl.runs as run on run.run_id = event.run_id
                        where event.sequence < ? order by event.sequence desc limit ?
                        """)
                .params(SHOWN_IDS, before, most)
                .query((row, number) -> change(row))
                .list();
    }

    /**
     * A document that the source sent for a record.
     *
     * @param hash tells the versions of a record apart
     * @param resource the list or call it came from; versions of the same can be compared
     * @param seenAt when it was first seen
     */
    public record Version(String hash, String resource, Instant seenAt, long runId) {}

    /** The versions of a record that are kept, the newest first. */
    public List<Version> versions(String organizationId, String id, int most) {
        return jdbc.sql("""
                        select encode(payload_hash, 'hex') as hash, resource, first_seen_at, run_id from etl.payloads
                        where organization_id = ? and source_id = ? order by first_seen_at desc, resource limit ?
                        """)
                .params(organizationId, id, most)
                .query((row, number) -> new Version(
                        row.getString("hash"),
                        row.getString("resource"),
                        row.getTimestamp("first_seen_at").toInstant(),
                        row.getLong("run_id")))
                .list();
    }

    /** What a version says, as JSON. */
    public String document(String organizationId, String id, Version version) {
        return jdbc.sql("""
                        select etl.readable(payload)::text from etl.payloads
                        where organization_id = ? and source_id = ? and payload_hash = decode(?, 'hex')
                        """)
                .params(organizationId, id, version.hash())
                .query(String.class)
                .single();
    }
}
