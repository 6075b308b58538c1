package app.tds.mirror;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.sql.Timestamp;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.postgresql.PGStatement;

/**
 * A table of schema {@code tds}, or some rows of a table, whose rows are parts of other rows and are replaced together
 * with those.
 */
final class ChildTable {

    private static final List<String> TECHNICAL =
            List.of("organization_id", "first_seen_at", "synced_at", "run_id", "payload_hash");

    private final RowColumns columns;
    private final Function<TdsRow, @Nullable Object> parent;
    private final StageTable stage;
    private final String copy;
    private final String delete;
    private final String merge;
    private final String mark;
    private final String unmark;

    private ChildTable(RowColumns columns, PartOf part) {
        this.columns = columns;
        this.parent = columns.value(part.value());
        String target = "tds." + columns.table();
        stage = new StageTable(
                "stage_parts_" + columns.table(), "like " + target + " including defaults, ordinal integer");
        String staged = stage.name();
        String list =
                Stream.concat(TECHNICAL.stream(), columns.names().stream()).collect(Collectors.joining(", "));
        copy = "copy %s (ordinal, %s) from stdin (format binary)".formatted(staged, list);
        // Parent by parent through the index ("offset 0" keeps it so), see TdsTables.fingerprints.
        delete = """
                delete from %1$s as gone using (
                  select kept.source_id from unnest(?::text[]) as parent (id) cross join lateral (
                    select source_id from %1$s where organization_id = ? and %2$s = parent.id and (%3$s) offset 0
                  ) as kept
                  where not exists (select from %4$s as sent where sent.source_id = kept.source_id)) as missing
                where gone.organization_id = ? and gone.source_id = missing.source_id
                returning gone.%2$s
                """.formatted(target, part.value(), part.where(), staged);
        String assignments = assignments(columns, part);
        merge = """
                insert into %1$s as kept (%2$s)
                select distinct on (source_id) %2$s from %3$s order by source_id, ordinal desc
                on conflict (organization_id, source_id) do update set %4$s, deleted_at = null
                where kept.deleted_at is not null or (%5$s) is distinct from (%6$s)
                returning kept.%7$s
                """.formatted(
                        target,
                        list,
                        staged,
                        assignments,
                        columns.compared("kept"),
                        columns.compared("excluded"),
                        part.value());
        mark = """
                update %s set deleted_at = ?, run_id = ?
                where organization_id = ? and %s = any(?) and (%s) and deleted_at is null
                """.formatted(target, part.value(), part.where());
        unmark = """
                update %s set deleted_at = null, synced_at = ?, run_id = ?
                where organization_id = ? and %s = any(?) and (%s) and deleted_at is not null
                """.formatted(target, part.value(), part.where());
    }

    /** What has changed when a part has. */
    String entity(String parents) {
        return columns.entity(parents);
    }

    /** What a part that has changed sets. */
    static String assignments(RowColumns columns, PartOf part) {
        Stream<String> moved =
                part.listed() ? Stream.of("synced_at", "run_id") : Stream.of("synced_at", "run_id", "payload_hash");
        return Stream.concat(moved.map(column -> column + " = excluded." + column), columns.assignments().stream())
                .collect(Collectors.joining(", "));
    }

    /**
     * What is part of one row.
     *
     * @param parentId that row's id
     * @param payloadHash SHA-256 of the details that say so
     * @param rows all of them
     */
    record Part(String parentId, byte[] payloadHash, List<? extends TdsChild> rows) {}

    static ChildTable of(Class<? extends TdsChild> rows) {
        return new ChildTable(RowColumns.of(rows, Answer.DOCUMENT), partOf(rows));
    }

    static PartOf partOf(Class<? extends TdsChild> rows) {
        PartOf part = rows.getAnnotation(PartOf.class);
        if (part == null) {
            throw new IllegalArgumentException(rows.getName() + " must say with @PartOf what it is part of");
        }
        return part;
    }

    /** Makes these the only rows of their parents, inside the connection's transaction; the parents' ids whose parts changed. */
    Set<String> replace(Connection connection, Stamp stamp, List<Part> parts) throws SQLException {
        Set<String> changed = new LinkedHashSet<>();
        try (Statement statement = connection.createStatement()) {
            stage.open(statement);
            copy(connection, stamp, parts);
            delete(connection, stamp, parts, changed);
            try (ResultSet merged = statement.executeQuery(merge)) {
                while (merged.next()) {
                    changed.add(merged.getString(1));
                }
            }
            stage.clear(
                    statement,
                    parts.stream().mapToInt(part -> part.rows().size()).sum());
        }
        return changed;
    }

    /** The parts of these rows are deleted with them. */
    void markDeleted(Connection connection, Stamp stamp, List<String> parentIds) throws SQLException {
        update(connection, mark, stamp, parentIds);
    }

    /** The parts of these rows have come back with them. */
    void bringBack(Connection connection, Stamp stamp, List<String> parentIds) throws SQLException {
        update(connection, unmark, stamp, parentIds);
    }

    private static void update(Connection connection, String sql, Stamp stamp, List<String> parentIds)
            throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            statement.setTimestamp(1, Timestamp.from(stamp.at()));
            statement.setLong(2, stamp.runId());
            statement.setString(3, stamp.organizationId());
            statement.setObject(4, parentIds.toArray(String[]::new));
            statement.executeUpdate();
        }
    }

    private void copy(Connection connection, Stamp stamp, List<Part> parts) throws SQLException {
        BinaryCopy.run(connection, copy, rows -> {
            int ordinal = 0;
            for (Part part : parts) {
                for (TdsChild row : part.rows()) {
                    if (!part.parentId().equals(parent.apply(row))) {
                        throw new IllegalArgumentException(row.sourceId() + " is not part of " + part.parentId());
                    }
                    rows.row(1 + TECHNICAL.size() + columns.count());
                    rows.integer(ordinal++);
                    rows.text(stamp.organizationId());
                    rows.timestamptz(stamp.at());
                    rows.timestamptz(stamp.at());
                    rows.bigint(stamp.runId());
                    rows.raw(part.payloadHash());
                    columns.append(rows, row);
                }
            }
        });
    }

    private void delete(Connection connection, Stamp stamp, List<Part> parts, Set<String> changed) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(delete)) {
            // Planned each time: a plan made for an empty table would be kept while it grows.
            statement.unwrap(PGStatement.class).setPrepareThreshold(0);
            statement.setObject(1, parts.stream().map(Part::parentId).toArray(String[]::new));
            statement.setString(2, stamp.organizationId());
            statement.setString(3, stamp.organizationId());
            try (ResultSet gone = statement.executeQuery()) {
                while (gone.next()) {
                    changed.add(gone.getString(1));
                }
            }
        }
    }
}
