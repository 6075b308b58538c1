package app.tds.mirror;

import app.tds.mirror.KeptRow.Document;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.postgresql.PGStatement;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.RowCallbackHandler;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/** Rows and the documents they were made from, to be translated once more. */
@Component
public class Replays {

    private static final int FETCHED = 100;

    /** Rows and their documents, row by row through the primary keys, see TdsTables.fingerprints. */
    private static final String WITH_DOCUMENTS = """
            select kept.source_id, kept.fingerprint, length(kept.fingerprint) > 0 as listed, %2$s as detailed,
              list.payload_hash, list.payload, details.payload_hash, details.payload, kept.deleted_at is not null as deleted
            from (%1$s) as kept
            left join lateral (
              select payload_hash, payload from etl.payloads as made
              where made.organization_id = kept.organization_id and made.source_id = kept.source_id
                and made.payload_hash = kept.payload_hash and length(kept.fingerprint) > 0 limit 1) as list on true
            left join lateral (
              select payload_hash, payload from etl.payloads as made
              where made.organization_id = kept.organization_id and made.source_id = kept.source_id
                and made.payload_hash = %3$s limit 1) as details on true
            """;

    private final JdbcTemplate jdbc;
    private final Map<String, Boolean> detailed = new ConcurrentHashMap<>();

    Replays(JdbcTemplate jdbc) {
        this.jdbc = jdbc;
    }

    /** How many rows of this kind an organization has, deleted ones included. */
    public long count(Class<? extends TdsRow> kind, String organizationId) {
        String table = RowColumns.of(kind, Answer.LIST).table();
        Long count = jdbc.queryForObject(
                "select count(*) from tds.%s as kept where organization_id = ? and (%s)"
                        .formatted(table, documented(table)),
                Long.class,
                organizationId);
        return count == null ? 0 : count;
    }

    /**
     * The next rows of this kind by their ids, deleted ones included; in a transaction. They come through the primary key,
     * which has them in order. Left to choose, the planner may sort the whole table for each thousand of rows: without
     * statistics, as after a first import, it does.
     */
    public List<KeptRow> after(Class<? extends TdsRow> kind, String organizationId, String sourceId, int most) {
        jdbc.execute("set local enable_sort = off");
        List<KeptRow> next = rows(kind, "source_id > ?", "order by source_id limit ?", organizationId, sourceId, most);
        jdbc.execute("set local enable_sort to default");
        return next;
    }

    /** The rows of this kind with these ids, deleted rows included. */
    public List<KeptRow> these(Class<? extends TdsRow> kind, String organizationId, Collection<String> sourceIds) {
        return rows(kind, "source_id = any(?)", "", organizationId, sourceIds.toArray(String[]::new));
    }

    /** Of these records, those that have a row of this kind, deleted ones included. */
    public List<String> there(Class<? extends TdsRow> kind, String organizationId, Collection<String> sourceIds) {
        return jdbc.queryForList(
                "select source_id from tds." + RowColumns.of(kind, Answer.LIST).table()
                        + " where organization_id = ? and source_id = any(?)",
                String.class,
                organizationId,
                sourceIds.toArray(String[]::new));
    }

    private List<KeptRow> rows(Class<? extends TdsRow> kind, String which, String most, Object... parameters) {
        String table = RowColumns.of(kind, Answer.LIST).table();
        return jdbc.query(
                withDocuments(
                        table,
                        "select * from tds." + table + " as kept where organization_id = ? and " + which + " and ("
                                + documented(table) + ") " + most,
                        "source_id"),
                statement -> {
                    statement.unwrap(PGStatement.class).setPrepareThreshold(0);
                    for (int i = 0; i < parameters.length; i++) {
                        statement.setObject(i + 1, parameters[i]);
                    }
                },
                (row, number) -> row(row));
    }

    private String withDocuments(String table, String rows, String order) {
        return (WITH_DOCUMENTS + "order by kept." + order)
                .formatted(
                        rows,
                        isDetailed(table) ? "kept.detail_hash is not null" : "false",
                        isDetailed(table) ? "kept.detail_hash" : "null::bytea");
    }

    /** The rows of these kinds that were written then or later. */
    public List<String> writtenSince(Collection<Class<? extends TdsRow>> kinds, String organizationId, Instant since) {
        List<String> written = new ArrayList<>();
        kinds.forEach(kind -> written.addAll(jdbc.queryForList(
                "select source_id from tds." + RowColumns.of(kind, Answer.LIST).table()
                        + " where organization_id = ? and synced_at >= ?",
                String.class,
                organizationId,
                Timestamp.from(since))));
        return written;
    }

    /** The records of which a document is kept, but no row of these kinds is there, deleted ones included. */
    public List<String> rowless(
            Collection<Class<? extends TdsRow>> kinds, String organizationId, Collection<String> resources) {
        String none = kinds.stream()
                .map(kind -> " except select source_id from tds."
                        + RowColumns.of(kind, Answer.LIST).table() + " where organization_id = ?")
                .collect(Collectors.joining());
        List<Object> parameters = new ArrayList<>(List.of(organizationId, resources.toArray(String[]::new)));
        kinds.forEach(kind -> parameters.add(organizationId));
        return jdbc.query(
                "select source_id from etl.payloads where organization_id = ? and resource = any(?)" + none
                        + " order by 1",
                (row, number) -> row.getString(1),
                parameters.toArray());
    }

    /** The records that the run has listed, but of which no row of these kinds is there, deleted ones included. */
    public List<String> unwritten(Collection<Class<? extends TdsRow>> kinds, String organizationId, long runId) {
        String none = kinds.stream()
                .map(kind -> " except select source_id from tds."
                        + RowColumns.of(kind, Answer.LIST).table() + " where organization_id = ?")
                .collect(Collectors.joining());
        List<Object> parameters = new ArrayList<>(List.of(runId));
        kinds.forEach(kind -> parameters.add(organizationId));
        return jdbc.query(
                "select unnest(source_ids) from etl.listed where run_id = ?" + none + " order by 1",
                (row, number) -> row.getString(1),
                parameters.toArray());
    }

    /** The rows of this kind that the source modified last, deleted ones left out, as a stream from the database. */
    public void newest(Class<? extends TdsRow> kind, String organizationId, int most, Consumer<KeptRow> consumer) {
        String table = RowColumns.of(kind, Answer.LIST).table();
        String sql = withDocuments(
                table,
                "select *, row_number() over (order by source_modified_at desc nulls last, source_id) as place"
                        + " from tds." + table + " as kept where organization_id = ? and deleted_at is null and ("
                        + documented(table) + ") order by place limit ?",
                "place");
        DataSource database = Objects.requireNonNull(jdbc.getDataSource());
        var streaming = new JdbcTemplate(database);
        streaming.setFetchSize(FETCHED);
        // Without a transaction the driver would fetch all of them at once.
        new TransactionTemplate(new JdbcTransactionManager(database))
                .executeWithoutResult(status -> streaming.query(
                        sql, (RowCallbackHandler) row -> consumer.accept(row(row)), organizationId, most));
    }

    private static KeptRow row(ResultSet row) throws SQLException {
        Document list = document(row, 5);
        Document details = document(row, 7);
        return new KeptRow(
                row.getString(1),
                row.getBytes(2),
                list,
                details,
                row.getBoolean("deleted"),
                row.getBoolean("listed") == (list != null) && row.getBoolean("detailed") == (details != null));
    }

    private static @Nullable Document document(ResultSet row, int column) throws SQLException {
        byte[] hash = row.getBytes(column);
        return hash == null ? null : new Document(hash, row.getBytes(column + 1));
    }

    /** Rows that come from a list or from details; the others are parts of a document. */
    private String documented(String table) {
        return "length(kept.fingerprint) > 0" + (isDetailed(table) ? " or kept.detail_hash is not null" : "");
    }

    private boolean isDetailed(String table) {
        return detailed.computeIfAbsent(
                table,
                name -> Boolean.TRUE.equals(jdbc.queryForObject(
                        "select exists (select from information_schema.columns where table_schema = 'tds'"
                                + " and table_name = ? and column_name = 'detail_hash')",
                        Boolean.class,
                        name)));
    }

    /** A replay whose rows take their places with the transaction that writes them. */
    public Replay live() {
        return new Replay(jdbc, ReplayStage.temporary(), this::isDetailed);
    }

    /** A replay whose rows wait in schema {@code shadow} until all rows take their places in one transaction. */
    public Replay shadow(long runId) {
        return new Replay(jdbc, ReplayStage.shadow(runId), this::isDetailed);
    }

    /** The runs that have tables in schema {@code shadow}. */
    public Set<Long> shadows() {
        return Set.copyOf(jdbc.queryForList(
                "select distinct substring(tablename from '[0-9]+$')::bigint from pg_tables where schemaname = 'shadow'",
                Long.class));
    }

    /** Removes what a run has left in schema {@code shadow}. */
    public void discard(long runId) {
        jdbc.queryForList(
                        "select quote_ident(tablename) from pg_tables where schemaname = 'shadow'"
                                + " and substring(tablename from '[0-9]+$')::bigint = ?",
                        String.class,
                        runId)
                .forEach(table -> jdbc.execute("drop table if exists shadow." + table));
    }
}
