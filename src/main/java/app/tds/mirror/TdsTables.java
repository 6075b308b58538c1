package app.tds.mirror;

import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.postgresql.PGStatement;
import org.springframework.jdbc.core.ConnectionCallback;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Component;

/** The tables of schema {@code tds}, and the way in: rows of lists, and details. */
@Component
public class TdsTables {

    /** Every writer goes through the tables in one order, so that no two writers wait for each other. */
    private static final Comparator<Class<?>> ALWAYS_ALIKE = Comparator.comparing(Class::getName);

    private final JdbcTemplate jdbc;
    private final Map<Class<? extends TdsRow>, TdsTable> tables = new ConcurrentHashMap<>();
    private final Map<Class<? extends TdsRow>, DetailTable> detailTables = new ConcurrentHashMap<>();
    private final Map<Class<? extends TdsChild>, ChildTable> childTables = new ConcurrentHashMap<>();
    private final Map<String, FormerKind> formerKinds = new ConcurrentHashMap<>();

    TdsTables(JdbcTemplate jdbc) {
        this.jdbc = jdbc;
    }

    /** The fingerprints of these records, by source id; only of records that are alive in a table of these kinds. */
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
     * Merges records into their tables inside the caller's transaction: the newest version wins, and a row that says the
     * same already is not touched. A record that was of another of these kinds before is marked as deleted there; one
     * that was deleted comes back with its parts.
     *
     * @param changes what a reader sees to have changed is added
     * @throws org.springframework.dao.DataAccessException if the database refuses one of them; nothing was written then
     */
    public Written write(Stamp stamp, Kinds kinds, List<TdsRecord> records, Changes changes) {
        Written written = Written.NONE;
        for (var entry : byKind(records, TdsRecord::row).entrySet()) {
            TdsTable table = table(entry.getKey());
            written = written.plus(inside(connection -> {
                List<String> moved = new ArrayList<>();
                List<TdsRecord> newest = withoutOlder(
                        connection,
                        stamp,
                        others(kinds, table.name()),
                        entry.getValue(),
                        TdsRecord::row,
                        moved,
                        changes);
                List<String> returned = new ArrayList<>();
                Written some = table.write(connection, stamp, newest, returned, changes);
                returned.addAll(alive(entry.getKey(), stamp.organizationId(), moved));
                bringBack(connection, stamp, kinds, returned);
                return some.plus(new Written(0, 0, entry.getValue().size() - newest.size(), 0));
            }));
        }
        return written;
    }

    /** Rows of these kinds that live and that a full run has not listed; parts are left out. */
    public List<String> unlisted(Set<Class<? extends TdsRow>> kinds, String organizationId, long runId) {
        List<String> unlisted = new ArrayList<>();
        // Sets, not a join: without statistics, as after a first import, a join compares every row with every other.
        for (Class<? extends TdsRow> kind : kinds) {
            TdsTable table = table(kind);
            unlisted.addAll(
                    jdbc.queryForList("""
                            select source_id from tds.%s
                            where organization_id = ? and deleted_at is null and (%s)
                            except select unnest(source_ids) from etl.listed where run_id = ?
                            order by source_id
                            """.formatted(table.name(), table.where()), String.class, organizationId, runId));
        }
        return unlisted;
    }

    /** How many rows of these kinds live, without parts. */
    public long alive(Set<Class<? extends TdsRow>> kinds, String organizationId) {
        long alive = 0;
        for (Class<? extends TdsRow> kind : kinds) {
            TdsTable table = table(kind);
            Long some = jdbc.queryForObject("""
                            select count(*) from tds.%s
                            where organization_id = ? and deleted_at is null and (%s)
                            """.formatted(table.name(), table.where()), Long.class, organizationId);
            alive += some == null ? 0 : some;
        }
        return alive;
    }

    /** The tables of schema {@code tds} of these kinds, each once. */
    public List<String> names(Set<Class<? extends TdsRow>> kinds) {
        return kinds.stream()
                .map(kind -> table(kind).name())
                .distinct()
                .sorted()
                .toList();
    }

    /**
     * When these records were marked as deleted in a table of these kinds, by source id; only of records that are
     * marked.
     */
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

    /**
     * What is kept of a record.
     *
     * @param modifiedAt its version, or null if the source does not say
     * @param deleted whether it is marked as deleted
     * @param detailsModifiedAt the version of its details, or null
     * @param details the details themselves; null if there are none
     */
    public record Kept(
            @Nullable Instant modifiedAt,
            boolean deleted,
            @Nullable Instant detailsModifiedAt,
            byte @Nullable [] details) {}

    /** What is kept of these records in tables of these kinds that have details, by source id. */
    public Map<String, Kept> kept(Kinds kinds, String organizationId, Collection<String> sourceIds) {
        Map<String, Kept> kept = new HashMap<>();
        for (Class<? extends TdsRow> kind : kinds.rows()) {
            jdbc.query(
                    """
                    select source_id, source_modified_at, deleted_at is not null as deleted, detail_modified_at, (
                      select payload::text from etl.payloads as details
                      where details.organization_id = kept.organization_id and details.source_id = kept.source_id
                        and details.payload_hash = kept.detail_hash) as details
                    from tds.%s as kept where organization_id = ? and source_id = any(?)
                    """.formatted(table(kind).name()),
                    row -> {
                        // Of a record that has changed its kind, the row that lives.
                        kept.merge(row.getString("source_id"), kept(row), (one, other) -> one.deleted() ? other : one);
                    },
                    organizationId,
                    sourceIds.toArray(String[]::new));
        }
        return kept;
    }

    /** Whether a row of a list says the same as one of details, wherever both do. */
    public boolean agree(TdsRow listed, TdsRow detailed) {
        TdsTable table = table(listed.getClass());
        DetailTable details = detailTable(detailed.getClass());
        return table.name().equals(details.name()) && table.columns().agree(listed, details.columns(), detailed);
    }

    private static Kept kept(ResultSet row) throws SQLException {
        String details = row.getString("details");
        return new Kept(
                instant(row.getTimestamp("source_modified_at")),
                row.getBoolean("deleted"),
                instant(row.getTimestamp("detail_modified_at")),
                details == null ? null : details.getBytes(StandardCharsets.UTF_8));
    }

    private static @Nullable Instant instant(@Nullable Timestamp timestamp) {
        return timestamp == null ? null : timestamp.toInstant();
    }

    /**
     * Marks rows and their parts as deleted inside the caller's transaction; a later version of one brings it back.
     *
     * @param sides kinds that show the same records under the same ids; they are marked along
     * @param changes those that are marked are added
     * @return how many, without their sides and parts
     */
    public long markDeleted(Kinds kinds, Kinds sides, Stamp stamp, List<String> sourceIds, Changes changes) {
        Kinds all = kinds.plus(sides);
        long count = 0;
        for (Class<? extends TdsRow> kind :
                all.rows().stream().sorted(ALWAYS_ALIKE).toList()) {
            TdsTable table = table(kind);
            List<String> marked = jdbc.query(
                    """
                    update tds.%s set deleted_at = ?, run_id = ?
                    where organization_id = ? and source_id = any(?) and deleted_at is null
                    returning source_id
                    """.formatted(table.name()),
                    (row, number) -> row.getString(1),
                    Timestamp.from(stamp.at()),
                    stamp.runId(),
                    stamp.organizationId(),
                    sourceIds.toArray(String[]::new));
            changes.deleted(table.entity(), marked);
            count += kinds.rows().contains(kind) ? marked.size() : 0;
        }
        inside(connection -> {
            for (ChildTable parts : parts(all)) {
                parts.markDeleted(connection, stamp, sourceIds);
            }
            return sourceIds;
        });
        return count;
    }

    /**
     * Merges details into their tables inside the caller's transaction, by the same rules as {@link #write}. Parts are
     * replaced together with their document.
     *
     * @param changes what a reader sees to have changed is added
     * @return what became of the documents, without their parts
     * @throws org.springframework.dao.DataAccessException if the database refuses one of them; nothing was written then
     */
    public Written writeDetails(Stamp stamp, Kinds kinds, List<TdsDetail> details, Changes changes) {
        Written written = Written.NONE;
        for (var entry : byKind(details, TdsDetail::row).entrySet()) {
            DetailTable table = detailTable(entry.getKey());
            written = written.plus(inside(connection -> {
                List<String> moved = new ArrayList<>();
                List<TdsDetail> newest = withoutOlder(
                        connection,
                        stamp,
                        others(kinds, table.name()),
                        entry.getValue(),
                        TdsDetail::row,
                        moved,
                        changes);
                List<TdsDetail> applied = new ArrayList<>();
                List<String> returned = new ArrayList<>();
                Written some = table.write(connection, stamp, newest, applied, returned, changes);
                returned.addAll(alive(entry.getKey(), stamp.organizationId(), moved));
                bringBack(connection, stamp, kinds, returned);
                replaceParts(connection, stamp, table.entity(), applied, changes);
                return some.plus(new Written(0, 0, entry.getValue().size() - newest.size(), 0));
            }));
        }
        return written;
    }

    private <T> T inside(ConnectionCallback<T> work) {
        return Objects.requireNonNull(jdbc.execute(work));
    }

    private static <T> Map<Class<? extends TdsRow>, List<T>> byKind(List<T> sent, Function<T, TdsRow> row) {
        Map<Class<? extends TdsRow>, List<T>> byKind = new TreeMap<>(ALWAYS_ALIKE);
        for (T one : sent) {
            byKind.computeIfAbsent(row.apply(one).getClass(), kind -> new ArrayList<>())
                    .add(one);
        }
        return byKind;
    }

    /** The tables of the other kinds, if the named table belongs to one of these kinds. */
    private List<FormerKind> others(Kinds kinds, String name) {
        Map<String, TdsTable> others = new TreeMap<>();
        kinds.rows().forEach(kind -> others.put(table(kind).name(), table(kind)));
        return others.remove(name) == null
                ? List.of()
                : others.values().stream()
                        .map(other -> formerKinds.computeIfAbsent(other.name(), first -> new FormerKind(other)))
                        .toList();
    }

    /**
     * Leaves out records that only an older version says to be of this kind. The other records are of no other kind any
     * more.
     */
    private static <T> List<T> withoutOlder(
            Connection connection,
            Stamp stamp,
            List<FormerKind> others,
            List<T> sent,
            Function<T, TdsRow> row,
            List<String> moved,
            Changes changes)
            throws SQLException {
        List<T> newest = sent;
        for (FormerKind other : others) {
            List<T> some = newest;
            Set<Integer> older =
                    other.replace(connection, stamp, some.stream().map(row).toList(), moved, changes);
            newest = IntStream.range(0, some.size())
                    .filter(position -> !older.contains(position))
                    .mapToObj(some::get)
                    .toList();
        }
        return newest;
    }

    private Set<String> alive(Class<? extends TdsRow> kind, String organizationId, List<String> sourceIds) {
        return fingerprints(Set.of(kind), organizationId, sourceIds).keySet();
    }

    private void bringBack(Connection connection, Stamp stamp, Kinds kinds, List<String> returned) throws SQLException {
        if (!returned.isEmpty()) {
            for (ChildTable parts : parts(kinds)) {
                parts.bringBack(connection, stamp, returned);
            }
        }
    }

    private void replaceParts(
            Connection connection, Stamp stamp, String entity, List<TdsDetail> applied, Changes changes)
            throws SQLException {
        Map<Class<? extends TdsChild>, List<ChildTable.Part>> parts = new LinkedHashMap<>();
        for (TdsDetail detail : applied) {
            Set<Class<? extends TdsChild>> kinds = new HashSet<>();
            for (ChildSet<?> set : detail.children()) {
                if (!kinds.add(set.kind())) {
                    throw new IllegalArgumentException(
                            "two sets of " + set.kind().getSimpleName());
                }
                parts.computeIfAbsent(set.kind(), kind -> new ArrayList<>())
                        .add(new ChildTable.Part(detail.row().sourceId(), detail.payloadHash(), set.rows()));
            }
        }
        for (var entry : parts.entrySet()) {
            ChildTable table = childTable(entry.getKey());
            changes.changed(table.entity(entity), table.replace(connection, stamp, entry.getValue()));
        }
    }

    private List<ChildTable> parts(Kinds kinds) {
        return kinds.parts().stream().sorted(ALWAYS_ALIKE).map(this::childTable).toList();
    }

    private ChildTable childTable(Class<? extends TdsChild> kind) {
        return childTables.computeIfAbsent(kind, ChildTable::of);
    }

    private DetailTable detailTable(Class<? extends TdsRow> kind) {
        return detailTables.computeIfAbsent(kind, DetailTable::of);
    }

    private TdsTable table(Class<? extends TdsRow> kind) {
        return tables.computeIfAbsent(kind, TdsTable::of);
    }
}
