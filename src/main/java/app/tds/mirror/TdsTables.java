package app.tds.mirror;

import java.sql.Connection;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import org.postgresql.PGStatement;
import org.springframework.jdbc.core.ConnectionCallback;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Component;

/** The tables of schema {@code tds}, and the way in: rows of lists, and details. */
@Component
public class TdsTables {

    /** Whoever writes goes through the tables in one order, so that no two wait for each other. */
    private static final Comparator<Class<?>> ALWAYS_ALIKE = Comparator.comparing(Class::getName);

    private final JdbcTemplate jdbc;
    private final Map<Class<? extends TdsRow>, TdsTable> tables = new ConcurrentHashMap<>();
    private final Map<Class<? extends TdsRow>, DetailTable> detailTables = new ConcurrentHashMap<>();

    TdsTables(JdbcTemplate jdbc) {
        this.jdbc = jdbc;
    }

    /** The fingerprints of those of these records that are alive in a table of these kinds, by source id. */
    public Map<String, byte[]> fingerprints(
            Set<Class<? extends TdsRow>> kinds, String organizationId, Collection<String> sourceIds) {
        Map<String, byte[]> fingerprints = new HashMap<>();
        if (sourceIds.isEmpty()) {
            return fingerprints;
        }
        String[] ids = sourceIds.toArray(String[]::new);
        for (Class<? extends TdsRow> kind : kinds) {
            // Id by id through the primary key. Left to choose, the planner may walk through every row of the
            // organization instead, and while a table fills up for the first time it knows nothing about it.
            String sql = """
                    select wanted.id, kept.fingerprint from unnest(?::text[]) as wanted (id)
                    cross join lateral (
                      select fingerprint from tds.%s
                      where organization_id = ? and source_id = wanted.id and deleted_at is null limit 1) as kept
                    """.formatted(table(kind).name());
            jdbc.query(
                    sql,
                    statement -> {
                        // Planned each time: a plan made for an empty table would be kept while it grows.
                        statement.unwrap(PGStatement.class).setPrepareThreshold(0);
                        statement.setObject(1, ids);
                        statement.setString(2, organizationId);
                    },
                    rows -> {
                        fingerprints.put(rows.getString(1), rows.getBytes(2));
                    });
        }
        return fingerprints;
    }

    /**
     * Merges records of any kinds into their tables inside the caller's transaction: the newest version wins, and a row
     * that says the same already is not touched.
     *
     * @throws org.springframework.dao.DataAccessException if the database refuses one of them; nothing was written then
     */
    public Written write(Stamp stamp, List<TdsRecord> records) {
        Map<Class<? extends TdsRow>, List<TdsRecord>> byKind = new TreeMap<>(ALWAYS_ALIKE);
        for (TdsRecord record : records) {
            byKind.computeIfAbsent(record.row().getClass(), kind -> new ArrayList<>())
                    .add(record);
        }
        Written written = Written.NONE;
        for (var entry : byKind.entrySet()) {
            TdsTable table = table(entry.getKey());
            Written some = jdbc.execute((ConnectionCallback<Written>)
                    (Connection connection) -> table.write(connection, stamp, entry.getValue()));
            written = written.plus(java.util.Objects.requireNonNull(some));
        }
        return written;
    }

    /** Rows of these kinds that live and that a full run has not listed; only such as come from list rows. */
    public List<String> unlisted(Set<Class<? extends TdsRow>> kinds, String organizationId, long runId) {
        List<String> unlisted = new ArrayList<>();
        // Sets, not a join: without statistics, as after a first import, a join compares every row with every other.
        for (Class<? extends TdsRow> kind : kinds) {
            unlisted.addAll(jdbc.queryForList("""
                            select source_id from tds.%s
                            where organization_id = ? and deleted_at is null and length(fingerprint) > 0
                            except select unnest(source_ids) from etl.listed where run_id = ?
                            order by source_id
                            """.formatted(table(kind).name()), String.class, organizationId, runId));
        }
        return unlisted;
    }

    /** How many rows of these kinds live; only such as come from list rows. */
    public long alive(Set<Class<? extends TdsRow>> kinds, String organizationId) {
        long alive = 0;
        for (Class<? extends TdsRow> kind : kinds) {
            Long some = jdbc.queryForObject("""
                            select count(*) from tds.%s
                            where organization_id = ? and deleted_at is null and length(fingerprint) > 0
                            """.formatted(table(kind).name()), Long.class, organizationId);
            alive += some == null ? 0 : some;
        }
        return alive;
    }

    /** When those of these records that are marked as deleted in a table of these kinds were, by source id. */
    public Map<String, Instant> deletedAt(
            Set<Class<? extends TdsRow>> kinds, String organizationId, Collection<String> sourceIds) {
        Map<String, Instant> deletedAt = new HashMap<>();
        for (Class<? extends TdsRow> kind : kinds) {
            jdbc.query(
                    """
                    select source_id, deleted_at from tds.%s
                    where organization_id = ? and source_id = any(?) and deleted_at is not null
                    """.formatted(table(kind).name()),
                    row -> {
                        deletedAt.put(row.getString(1), row.getTimestamp(2).toInstant());
                    },
                    organizationId,
                    sourceIds.toArray(String[]::new));
        }
        return deletedAt;
    }

    /** Marks rows as deleted inside the caller's transaction; a later version of one brings it back. */
    public long markDeleted(Set<Class<? extends TdsRow>> kinds, Stamp stamp, List<String> sourceIds) {
        long marked = 0;
        for (Class<? extends TdsRow> kind : kinds) {
            marked += jdbc.update(
                    """
                    update tds.%s set deleted_at = ?, run_id = ?
                    where organization_id = ? and source_id = any(?) and deleted_at is null
                    """.formatted(table(kind).name()),
                    Timestamp.from(stamp.at()),
                    stamp.runId(),
                    stamp.organizationId(),
                    sourceIds.toArray(String[]::new));
        }
        return marked;
    }

    /**
     * Merges details of any kinds into their tables inside the caller's transaction: the newest version wins, and what
     * is part of a document is replaced with it. Details that say the same as the last, or are older than what is
     * there, change nothing.
     *
     * @return what became of the documents, without their parts
     * @throws org.springframework.dao.DataAccessException if the database refuses one of them; nothing was written then
     */
    public Written writeDetails(Stamp stamp, List<TdsDetail> details) {
        Map<Class<? extends TdsRow>, List<TdsDetail>> byKind = new TreeMap<>(ALWAYS_ALIKE);
        for (TdsDetail detail : details) {
            byKind.computeIfAbsent(detail.row().getClass(), kind -> new ArrayList<>())
                    .add(detail);
        }
        Written written = Written.NONE;
        for (var entry : byKind.entrySet()) {
            DetailTable table = detailTables.computeIfAbsent(entry.getKey(), DetailTable::of);
            Written some = jdbc.execute((ConnectionCallback<Written>)
                    (Connection connection) -> table.write(connection, stamp, entry.getValue()));
            written = written.plus(java.util.Objects.requireNonNull(some));
        }
        return written;
    }

    private TdsTable table(Class<? extends TdsRow> kind) {
        return tables.computeIfAbsent(kind, TdsTable::of);
    }
}
