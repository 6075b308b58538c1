package app.tds.mirror;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.ConnectionCallback;
import org.springframework.jdbc.core.JdbcTemplate;

/**
 * Replaces rows by rows that were made anew from the same documents. No version wins here, since both are of the same
 * one: what the documents mean now counts.
 *
 * <p>Rows that say the same already are not touched; deletion marks, fingerprints and the first time a row was seen
 * stay.
 */
public final class Replay {

    private final JdbcTemplate jdbc;
    private final ReplayStage stage;
    private final Predicate<String> detailed;
    private final Map<String, Kinds> staged = new TreeMap<>();

    /** What is staged for one table. */
    private static final class Kinds {
        private @Nullable RowColumns list;
        private @Nullable RowColumns details;
        private final Map<Class<?>, ReplayedParts> parts = new LinkedHashMap<>();
    }

    Replay(JdbcTemplate jdbc, ReplayStage stage, Predicate<String> detailed) {
        this.jdbc = jdbc;
        this.stage = stage;
        this.detailed = detailed;
    }

    /** Sends rows of one table there, inside the caller's transaction. */
    public void stage(List<RemadeRow> rows) {
        jdbc.execute((ConnectionCallback<@Nullable Void>) connection -> {
            stage(connection, rows);
            return null;
        });
    }

    private void stage(Connection connection, List<RemadeRow> rows) throws SQLException {
        List<TdsRecord> listed = new ArrayList<>();
        List<TdsDetail> details = new ArrayList<>();
        for (RemadeRow row : rows) {
            if (row.list() != null) {
                listed.add(row.list());
            }
            if (row.details() != null) {
                details.add(row.details());
            }
        }
        if (!listed.isEmpty()) {
            list(connection, listed);
        }
        if (!details.isEmpty()) {
            details(connection, details);
            parts(connection, details);
        }
    }

    private void list(Connection connection, List<TdsRecord> listed) throws SQLException {
        var columns = RowColumns.of(listed.get(0).row().getClass(), Answer.LIST);
        Kinds kinds = staged.computeIfAbsent(columns.table(), table -> new Kinds());
        kinds.list = columns;
        ReplayedTable table = table(columns.table(), kinds);
        jdbc.execute(table.createList());
        BinaryCopy.run(connection, ReplayedTable.copy(stage.table(table.listStage()), columns), copy -> {
            for (TdsRecord record : listed) {
                copy.row(1 + columns.count());
                copy.raw(record.payloadHash());
                columns.append(copy, record.row());
            }
        });
    }

    private void details(Connection connection, List<TdsDetail> details) throws SQLException {
        var columns = RowColumns.of(details.get(0).row().getClass(), Answer.DOCUMENT);
        Kinds kinds = staged.computeIfAbsent(columns.table(), table -> new Kinds());
        kinds.details = columns;
        ReplayedTable table = table(columns.table(), kinds);
        jdbc.execute(table.createDetails());
        BinaryCopy.run(connection, ReplayedTable.copy(stage.table(table.detailsStage()), columns), copy -> {
            for (TdsDetail detail : details) {
                copy.row(1 + columns.count());
                copy.raw(detail.payloadHash());
                columns.append(copy, detail.row());
            }
        });
    }

    private void parts(Connection connection, List<TdsDetail> details) throws SQLException {
        var columns = RowColumns.of(details.get(0).row().getClass(), Answer.DOCUMENT);
        Set<Class<? extends TdsChild>> kinds = new LinkedHashSet<>();
        details.forEach(detail -> detail.children().forEach(set -> kinds.add(set.kind())));
        for (Class<? extends TdsChild> kind : kinds) {
            ReplayedParts parts = staged.computeIfAbsent(columns.table(), table -> new Kinds())
                    .parts
                    .computeIfAbsent(kind, it -> new ReplayedParts(kind, columns, stage));
            jdbc.execute(parts.createDocuments());
            jdbc.execute(parts.createParts());
            BinaryCopy.run(connection, parts.copyDocuments(), copy -> {
                for (TdsDetail detail : having(details, kind)) {
                    copy.row(2);
                    copy.text(detail.row().sourceId());
                    copy.raw(detail.payloadHash());
                }
            });
            BinaryCopy.run(connection, parts.copyParts(), copy -> {
                int ordinal = 0;
                for (TdsDetail detail : having(details, kind)) {
                    for (TdsChild child : rows(detail, kind)) {
                        copy.row(2 + parts.columns().count());
                        copy.integer(ordinal++);
                        copy.raw(detail.payloadHash());
                        parts.columns().append(copy, child);
                    }
                }
            });
        }
    }

    private static List<TdsDetail> having(List<TdsDetail> details, Class<?> kind) {
        return details.stream()
                .filter(detail ->
                        detail.children().stream().anyMatch(set -> set.kind().equals(kind)))
                .toList();
    }

    private static List<? extends TdsChild> rows(TdsDetail detail, Class<?> kind) {
        return detail.children().stream()
                .filter(set -> set.kind().equals(kind))
                .flatMap(set -> set.rows().stream())
                .toList();
    }

    /**
     * What is staged takes its place, inside the caller's transaction.
     *
     * @param changes what a reader sees to have changed is added
     * @return how many rows changed, or had a part that did
     */
    public long apply(Stamp stamp, Changes changes) {
        jdbc.execute("create temp table if not exists replay_changed (source_id text, entity text)");
        long changed = 0;
        for (var entry : staged.entrySet()) {
            changed += apply(stamp, entry.getKey(), entry.getValue(), changes);
        }
        staged.clear();
        return changed;
    }

    /** What is staged is compared with what is there, inside the caller's transaction. The tables stay as they are. */
    public List<Difference> compare(String organizationId) {
        List<Difference> differences = new ArrayList<>();
        staged.forEach((name, kinds) -> {
            ReplayedTable table = table(name, kinds);
            differences.addAll(found(name, table.differing(), organizationId));
            kinds.parts.values().forEach(parts -> {
                jdbc.update(parts.forgetDocuments(), organizationId);
                jdbc.update(parts.forgetParts());
                differences.addAll(found(
                        parts.columns().table(), parts.differing(), organizationId, organizationId, organizationId));
                jdbc.execute(stage.clear(parts.documentsStage()));
                jdbc.execute(stage.clear(parts.partsStage()));
            });
            clear(table, kinds);
        });
        staged.clear();
        return differences;
    }

    /**
     * What is staged beside what is there, field by field, inside the caller's transaction, whatever the rows are made from.
     * The tables stay as they are.
     */
    public List<ComparedField> sideBySide(String organizationId) {
        List<ComparedField> fields = new ArrayList<>();
        staged.forEach((name, kinds) -> {
            ReplayedTable table = table(name, kinds);
            fields.addAll(beside(name, table.sideBySide(), organizationId));
            kinds.parts.values().forEach(parts -> {
                fields.addAll(beside(
                        parts.columns().table(), parts.sideBySide(), organizationId, organizationId, organizationId));
                jdbc.execute(stage.clear(parts.documentsStage()));
                jdbc.execute(stage.clear(parts.partsStage()));
            });
            clear(table, kinds);
        });
        staged.clear();
        return fields;
    }

    private List<ComparedField> beside(String table, String sql, Object... parameters) {
        return jdbc.query(
                sql,
                (row, number) -> new ComparedField(
                        table,
                        row.getString(2),
                        row.getString(3),
                        row.getString(4),
                        row.getString(5),
                        !row.getBoolean(6)),
                parameters);
    }

    private List<Difference> found(String table, String sql, Object... parameters) {
        return jdbc.query(
                sql,
                (row, number) -> new Difference(
                        table,
                        row.getString(1),
                        row.getString(2),
                        row.getString(3),
                        row.getString(4),
                        row.getString(5)),
                parameters);
    }

    private long apply(Stamp stamp, String name, Kinds kinds, Changes changes) {
        ReplayedTable table = table(name, kinds);
        Timestamp at = Timestamp.from(stamp.at());
        if (kinds.details != null) {
            jdbc.query(table.lock(), row -> {}, stamp.organizationId());
        }
        List<Object> parameters = new ArrayList<>(List.of(stamp.organizationId(), at, stamp.runId()));
        if (detailed.test(name)) {
            parameters.add(at);
        }
        parameters.add(stamp.organizationId());
        // The parts first: they belong to the documents that the rows are still made from.
        kinds.parts.values().forEach(parts -> apply(stamp, parts));
        jdbc.update(table.replace(), parameters.toArray());
        Set<String> changed = new HashSet<>();
        jdbc.query("select distinct entity, source_id from pg_temp.replay_changed", row -> {
            changed.add(row.getString(2));
            changes.changed(row.getString(1), List.of(row.getString(2)));
        });
        jdbc.execute("truncate pg_temp.replay_changed");
        clear(table, kinds);
        return changed.size();
    }

    private void clear(ReplayedTable table, Kinds kinds) {
        if (kinds.list != null) {
            jdbc.execute(stage.clear(table.listStage()));
        }
        if (kinds.details != null) {
            jdbc.execute(stage.clear(table.detailsStage()));
        }
    }

    private void apply(Stamp stamp, ReplayedParts parts) {
        Timestamp at = Timestamp.from(stamp.at());
        String organization = stamp.organizationId();
        jdbc.update(parts.forgetDocuments(), organization);
        jdbc.update(parts.forgetParts());
        jdbc.update(parts.delete(), organization, organization);
        jdbc.update(parts.merge(), organization, at, at, stamp.runId());
        jdbc.execute(stage.clear(parts.documentsStage()));
        jdbc.execute(stage.clear(parts.partsStage()));
    }

    private ReplayedTable table(String name, Kinds kinds) {
        return new ReplayedTable(name, detailed.test(name), kinds.list, kinds.details, stage);
    }
}
