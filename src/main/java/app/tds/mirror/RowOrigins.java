package app.tds.mirror;

import app.tds.mirror.KeptRow.Document;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.postgresql.PGStatement;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.PreparedStatementSetter;
import org.springframework.jdbc.core.RowCallbackHandler;
import org.springframework.stereotype.Component;

/** Finds rows that are not what runs have left: a row set back to an earlier version, marked as deleted, or revived. */
@Component
public class RowOrigins {

    /** Clocks of processes may differ. */
    private static final String DRIFT = "interval '5 minutes'";

    private final JdbcTemplate jdbc;

    RowOrigins(JdbcTemplate jdbc) {
        this.jdbc = jdbc;
    }

    /**
     * List rows that are newer than those that living rows were made from, by source id. Of equal times, a list row is newer
     * if a run of the job saw it later.
     *
     * @param resource what the list rows are kept under
     * @param job whose rows these are; another job may keep list rows of the same list
     * @param seenUntil the job has seen everything that was modified until then
     */
    public Map<String, Document> newer(
            Class<? extends TdsRow> kind,
            String organizationId,
            Collection<String> sourceIds,
            String resource,
            String job,
            Instant seenUntil) {
        Map<String, Document> newer = new HashMap<>();
        query(
                """
                select kept.source_id, newer.payload_hash, newer.payload
                from unnest(?::text[]) as wanted (id)
                cross join lateral (
                  select * from tds.%1$s as one where one.organization_id = ? and one.source_id = wanted.id
                    and one.deleted_at is null and length(one.fingerprint) > 0
                    -- Most records have one list row, and nothing more is looked up for them.
                    and exists (
                      select from etl.payloads as other
                      where other.organization_id = one.organization_id and other.source_id = one.source_id
                        and other.payload_hash <> one.payload_hash and other.resource = ?)
                  offset 0) as kept
                cross join lateral (
                  select %3$s as at from etl.payloads as made
                  where made.organization_id = kept.organization_id and made.source_id = kept.source_id
                    and made.payload_hash = kept.payload_hash offset 0) as made
                cross join lateral (
                  select version.payload_hash, version.payload from etl.payloads as version
                  cross join lateral (
                    select version.first_seen_at as at, version.run_id
                    union all
                    select again.seen_at, again.run_id from etl.sightings as again
                    where again.organization_id = version.organization_id and again.source_id = version.source_id
                      and again.payload_hash = version.payload_hash) as seen
                  where version.organization_id = kept.organization_id and version.source_id = kept.source_id
                    and version.payload_hash <> kept.payload_hash and version.resource = ?
                    and coalesce(version.source_modified_at >= kept.source_modified_at, true)
                    and (version.source_modified_at > kept.source_modified_at or seen.at > made.at + %2$s)
                    and (version.source_modified_at > kept.source_modified_at and version.source_modified_at <= ?
                      or exists (select from etl.runs as run where run.run_id = seen.run_id and run.job = ?))
                  order by version.source_modified_at desc nulls last, seen.at desc limit 1) as newer
                """.formatted(table(kind), DRIFT, Payloads.lastSeen("made")),
                statement -> {
                    statement.setObject(1, sourceIds.toArray(String[]::new));
                    statement.setString(2, organizationId);
                    statement.setString(3, resource);
                    statement.setString(4, resource);
                    statement.setTimestamp(5, Timestamp.from(seenUntil));
                    statement.setString(6, job);
                },
                row -> newer.put(row.getString(1), new Document(row.getBytes(2), row.getBytes(3))));
        return newer;
    }

    /**
     * Rows that no run has left as they are, by source id: true for a row that is marked as deleted, though the run that
     * touched the row last was not at work then; false for a row that lives, though that run has marked the row as deleted.
     */
    public Map<String, Boolean> marks(
            Class<? extends TdsRow> kind, String organizationId, Collection<String> sourceIds) {
        Map<String, Boolean> wrong = new HashMap<>();
        query(
                """
                select kept.source_id, kept.deleted_at is not null as marked
                from unnest(?::text[]) as wanted (id)
                cross join lateral (
                  select * from tds.%1$s as one where one.organization_id = ? and one.source_id = wanted.id offset 0) as kept
                cross join lateral (select * from etl.runs as run where run.run_id = kept.run_id offset 0) as last
                where case when kept.deleted_at is null
                  then last.deleted > 0 and kept.synced_at < last.started_at - %2$s
                  else kept.deleted_at < last.started_at - %2$s or kept.deleted_at > last.finished_at + %2$s end
                """.formatted(table(kind), DRIFT),
                statement -> {
                    statement.setObject(1, sourceIds.toArray(String[]::new));
                    statement.setString(2, organizationId);
                },
                row -> wrong.put(row.getString(1), row.getBoolean(2)));
        return wrong;
    }

    /** Of these rows, those that were made from the list row of another record: no source has ever told of them. */
    public List<String> copies(
            Class<? extends TdsRow> kind, String organizationId, String resource, Collection<String> sourceIds) {
        return sourceIds.isEmpty()
                ? List.of()
                : jdbc.queryForList(
                        """
                        select distinct kept.source_id from tds.%s as kept join etl.payloads as other
                          on other.organization_id = kept.organization_id and other.payload_hash = kept.payload_hash
                            and other.source_id <> kept.source_id
                        where kept.organization_id = ? and other.resource = ? and kept.source_id = any(?)
                        """.formatted(table(kind)),
                        String.class,
                        organizationId,
                        resource,
                        sourceIds.toArray(String[]::new));
    }

    /** Takes marks back that no run has made. */
    public void unmark(Class<? extends TdsRow> kind, String organizationId, Collection<String> sourceIds) {
        jdbc.update(
                "update tds." + table(kind) + " set deleted_at = null"
                        + " where organization_id = ? and source_id = any(?) and deleted_at is not null",
                organizationId,
                sourceIds.toArray(String[]::new));
    }

    /** Planned each time, see {@link TdsTables#fingerprints}. */
    private void query(String sql, PreparedStatementSetter parameters, RowCallbackHandler row) {
        jdbc.query(
                sql,
                statement -> {
                    statement.unwrap(PGStatement.class).setPrepareThreshold(0);
                    parameters.setValues(statement);
                },
                row);
    }

    private static String table(Class<? extends TdsRow> kind) {
        return Objects.requireNonNull(kind.getAnnotation(Table.class)).value();
    }
}
