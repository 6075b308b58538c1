package app.tds.webhook;

import app.tds.Sha256;
import app.tds.source.WebhookDelivery;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/** The rows of {@code etl.inbox}. */
@Component
class Inbox {

    /**
     * The same delivery may come again. Without a modification time, the row is worked off once more. With one, the row is
     * only counted; if the row waits for another attempt, that attempt is due now. A delivery that comes a while after the
     * row was done is no echo, because a deletion is told with the last document.
     */
    private static final String IS_NEWS = "(kept.source_modified_at is null or kept.done_at is not null"
            + " and excluded.last_received_at > kept.last_received_at + interval '1 minute')";

    private static final String STORE = """
            insert into etl.inbox as kept (source, organization_id, job, entity, source_ids, source_modified_at,
              content_type, query, body, body_hash, problem, received_at, last_received_at, due_at, done_at,
              deliveries)
            values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
            on conflict on constraint inbox_same do update set deliveries = kept.deliveries + excluded.deliveries,
              last_received_at = greatest(kept.last_received_at, excluded.last_received_at),
              due_at = case when kept.done_at is null or %1$s then excluded.due_at end,
              done_at = case when %1$s and excluded.due_at is not null then null else kept.done_at end,
              run_id = case when %1$s then null else kept.run_id end
            """.formatted(IS_NEWS);

    private static final Comparator<InboxRow> ONE_ORDER = Comparator.comparing(InboxRow::organizationId)
            .thenComparing(InboxRow::job)
            .thenComparing(InboxRow::entity)
            .thenComparing(InboxRow::modifiedAt, Comparator.nullsFirst(Comparator.naturalOrder()))
            .thenComparing(InboxRow::bodyHash, Arrays::compareUnsigned);

    private final JdbcTemplate jdbc;
    private final JdbcClient client;
    private final DeliveryCounts counts;
    private final TransactionTemplate transaction;
    private final Clock clock;

    Inbox(JdbcTemplate jdbc, JdbcClient client, DeliveryCounts counts, TransactionTemplate transaction, Clock clock) {
        this.jdbc = jdbc;
        this.client = client;
        this.counts = counts;
        this.transaction = transaction;
        this.clock = clock;
    }

    /** Keeps all rows or none. When this method returns, the rows are committed. */
    void store(Collection<InboxRow> rows) {
        // In one order, or two nodes with the same deliveries would wait for each other for ever; and each once, since
        // a
        // driver may make one statement of them.
        Map<InboxRow, Long> ordered = new TreeMap<>(ONE_ORDER);
        rows.forEach(row -> ordered.merge(row, 1L, Long::sum));
        Instant now = clock.instant();
        transaction.executeWithoutResult(status -> {
            jdbc.batchUpdate(
                    STORE,
                    ordered.entrySet(),
                    ordered.size(),
                    (statement, row) -> set(statement, row.getKey(), row.getValue(), Timestamp.from(now)));
            counts.accepted(ordered, now);
        });
    }

    private static void set(PreparedStatement statement, InboxRow row, long deliveries, Timestamp now)
            throws SQLException {
        statement.setString(1, row.source());
        statement.setString(2, row.organizationId());
        statement.setString(3, row.job());
        statement.setString(4, row.entity());
        statement.setArray(
                5,
                statement.getConnection().createArrayOf("text", row.sourceIds().toArray()));
        statement.setTimestamp(6, row.modifiedAt() == null ? null : Timestamp.from(row.modifiedAt()));
        statement.setString(7, row.contentType());
        statement.setString(8, row.query());
        statement.setBytes(9, row.body());
        statement.setBytes(10, row.bodyHash());
        statement.setString(11, row.problem());
        statement.setTimestamp(12, now);
        statement.setTimestamp(13, now);
        statement.setTimestamp(14, row.problem() == null && !row.isProbe() ? now : null);
        statement.setTimestamp(15, row.isProbe() ? now : null);
        statement.setLong(16, deliveries);
    }

    /** Whether this probe is committed and recognized as a probe. */
    boolean holds(Probe probe, String organizationId) {
        return client.sql("""
                        select exists (select from etl.inbox where organization_id = ? and job = '' and entity = ?
                          and body_hash = ? and problem is null)
                        """)
                .params(organizationId, Probe.NAME, Sha256.of(probe.body()))
                .query(Boolean.class)
                .single();
    }

    /** A job and organization whose rows wait. */
    record Group(String organizationId, String job) {}

    /**
     * A row that is being worked off.
     *
     * @param deliveries how often the delivery had come when the row was taken
     * @param attempts how often earlier attempts failed
     */
    record Taken(long id, List<String> sourceIds, long deliveries, int attempts) {}

    /** The jobs and organizations that have rows due. */
    List<Group> due() {
        return client.sql("select distinct organization_id, job from etl.inbox where due_at <= ?")
                .param(now())
                .query((row, number) -> new Group(row.getString(1), row.getString(2)))
                .list();
    }

    /** Takes rows that are due, the oldest first. No other process takes these rows before the given time. */
    List<Taken> take(Group group, int most, Instant until) {
        return client.sql("""
                        update etl.inbox as taken set due_at = :until from (
                          select inbox_id from etl.inbox where organization_id = :organization and job = :job
                            and due_at <= :now order by due_at, inbox_id limit :most for update skip locked) as due
                        where taken.inbox_id = due.inbox_id
                        returning taken.inbox_id, taken.source_ids, taken.deliveries, taken.attempts
                        """)
                .param("until", Timestamp.from(until))
                .param("organization", group.organizationId())
                .param("job", group.job())
                .param("now", now())
                .param("most", most)
                .query((row, number) -> taken(row))
                .list();
    }

    /**
     * A row that a process has taken.
     *
     * @param ids the records that the row names
     * @param body null if the row follows from another delivery
     */
    record Content(
            List<String> ids,
            @Nullable Instant modifiedAt,
            String source,
            String contentType,
            String query,
            byte @Nullable [] body) {

        /** The delivery as received, without its signature; only for rows with a body. */
        WebhookDelivery delivery() {
            return new WebhookDelivery(query, contentType, Objects.requireNonNull(body), null);
        }
    }

    /** Rows that were taken, or wait for another attempt, and name any of these records. */
    List<Content> taken(Group group, Collection<String> ids) {
        return client.sql("""
                        select source_ids, source_modified_at, source, content_type, query, body from etl.inbox
                        where organization_id = ? and job = ? and due_at > ?
                          and exists (select from unnest(source_ids) as id where id = any(?::text[]))
                        order by inbox_id
                        """)
                .param(group.organizationId())
                .param(group.job())
                .param(now())
                .param(ids.toArray(String[]::new))
                .query((row, number) -> content(row))
                .list();
    }

    private static Content content(ResultSet row) throws SQLException {
        Timestamp modifiedAt = row.getTimestamp("source_modified_at");
        return new Content(
                ids(row),
                modifiedAt == null ? null : modifiedAt.toInstant(),
                row.getString("source"),
                row.getString("content_type"),
                row.getString("query"),
                row.getBytes("body"));
    }

    private static List<String> ids(ResultSet row) throws SQLException {
        return List.of((String[]) row.getArray("source_ids").getArray());
    }

    /** Rows that wait for the end of a parked run. */
    List<Taken> waitingFor(long runId) {
        return client.sql("""
                        select inbox_id, source_ids, deliveries, attempts from etl.inbox
                        where run_id = ? and due_at is not null
                        """).param(runId).query((row, number) -> taken(row)).list();
    }

    private static Taken taken(ResultSet row) throws SQLException {
        return new Taken(row.getLong("inbox_id"), ids(row), row.getLong("deliveries"), row.getInt("attempts"));
    }

    /** Retries these rows at that time. */
    void postpone(Collection<Taken> rows, Instant until) {
        client.sql("update etl.inbox set due_at = ? where inbox_id = any(?) and due_at is not null")
                .param(Timestamp.from(until))
                .param(ids(rows))
                .update();
    }

    /** Retries these rows at that time, unless the run has finished them by then. */
    void await(long runId, Collection<Taken> rows, Instant until) {
        client.sql("update etl.inbox set run_id = ?, due_at = ? where inbox_id = any(?) and due_at is not null")
                .param(runId)
                .param(Timestamp.from(until))
                .param(ids(rows))
                .update();
    }

    /** Notes that the records of these rows could not be fetched. */
    void fail(Collection<Taken> rows, String cause, Instant until) {
        client.sql("""
                        update etl.inbox set attempts = attempts + 1, cause = ?, due_at = ?, run_id = null
                        where inbox_id = any(?) and due_at is not null
                        """)
                .param(cause)
                .param(Timestamp.from(until))
                .param(ids(rows))
                .update();
    }

    /** Notes that the records have been fetched. A row whose delivery came again since the row was taken goes on waiting. */
    List<Duration> done(long runId, Collection<Taken> rows) {
        return client.sql("""
                        update etl.inbox as kept set run_id = :run, done_at = :now, due_at = null, cause = null
                        from unnest(:ids::bigint[], :deliveries::bigint[]) as taken (inbox_id, deliveries)
                        where kept.inbox_id = taken.inbox_id and kept.due_at is not null
                          and (kept.source_modified_at is not null or kept.deliveries = taken.deliveries)
                        returning extract(epoch from kept.done_at - kept.received_at) * 1000
                        """)
                .param("run", runId)
                .param("now", now())
                .param("ids", ids(rows))
                .param("deliveries", rows.stream().map(Taken::deliveries).toArray(Long[]::new))
                .query((row, number) -> Duration.ofMillis(row.getLong(1)))
                .list();
    }

    private static Long[] ids(Collection<Taken> rows) {
        return rows.stream().map(Taken::id).toArray(Long[]::new);
    }

    private Timestamp now() {
        return Timestamp.from(clock.instant());
    }

    /**
     * A row that no job recognized.
     *
     * @param entity the name of the document, as far as it is known
     */
    record Unrecognized(long id, String organizationId, String entity, Content content) {}

    /** The unrecognized rows behind this one whose organization is known. */
    List<Unrecognized> unrecognized(long after, int most) {
        return client.sql("""
                        select * from etl.inbox where problem is not null and organization_id <> '' and inbox_id > ?
                        order by inbox_id limit ?
                        """)
                .params(after, most)
                .query((row, number) -> new Unrecognized(
                        row.getLong("inbox_id"),
                        row.getString("organization_id"),
                        row.getString("entity"),
                        content(row)))
                .list();
    }

    /** Puts these rows in the place of the old row, unless another process was faster. */
    void replace(long id, List<InboxRow> rows) {
        transaction.executeWithoutResult(status -> {
            if (client.sql("delete from etl.inbox where inbox_id = ?").param(id).update() == 1) {
                store(rows);
            }
        });
    }

    /** Deletes rows that were worked off before that time, and unrecognized rows that came before. @return how many */
    int purge(Instant before) {
        return client.sql("""
                        delete from etl.inbox where done_at < :before or problem is not null and last_received_at < :before
                        """).param("before", Timestamp.from(before)).update();
    }
}
