package app.tds.mirror;

import app.tds.mirror.KeptRow.Document;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.postgresql.PGStatement;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Component;

/** Rows and the documents they were made from, to be translated once more. */
@Component
public class Replays {

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

    /** The next rows of this kind by their ids, deleted ones included. */
    public List<KeptRow> after(Class<? extends TdsRow> kind, String organizationId, String sourceId, int most) {
        String table = RowColumns.of(kind, Answer.LIST).table();
        // Row by row through the primary keys, see TdsTables.fingerprints.
        String sql = """
                select kept.source_id, kept.fingerprint, length(kept.fingerprint) > 0 as listed, %2$s as detailed,
                  list.payload_hash, list.payload, details.payload_hash, details.payload
                from (select * from tds.%1$s as kept where organization_id = ? and source_id > ? and (%3$s)
                  order by source_id limit ?) as kept
                left join lateral (
                  select payload_hash, payload from etl.payloads as made
                  where made.organization_id = kept.organization_id and made.source_id = kept.source_id
                    and made.payload_hash = kept.payload_hash and length(kept.fingerprint) > 0 limit 1) as list on true
                left join lateral (
                  select payload_hash, payload from etl.payloads as made
                  where made.organization_id = kept.organization_id and made.source_id = kept.source_id
                    and made.payload_hash = %4$s limit 1) as details on true
                order by kept.source_id
                """.formatted(
                        table,
                        isDetailed(table) ? "kept.detail_hash is not null" : "false",
                        documented(table),
                        isDetailed(table) ? "kept.detail_hash" : "null::bytea");
        return jdbc.query(
                sql,
                statement -> {
                    statement.unwrap(PGStatement.class).setPrepareThreshold(0);
                    statement.setString(1, organizationId);
                    statement.setString(2, sourceId);
                    statement.setInt(3, most);
                },
                (row, number) -> row(row));
    }

    private static KeptRow row(ResultSet row) throws SQLException {
        Document list = document(row, 5);
        Document details = document(row, 7);
        return new KeptRow(
                row.getString(1),
                row.getBytes(2),
                list,
                details,
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

    /** A replay whose rows take their places with the transaction that brings them. */
    public Replay live() {
        return new Replay(jdbc, ReplayStage.temporary(), this::isDetailed);
    }

    /** A replay whose rows wait in schema {@code shadow} until all of them take their places in one transaction. */
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
