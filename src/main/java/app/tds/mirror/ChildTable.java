package app.tds.mirror;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.sql.Timestamp;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.postgresql.PGStatement;

/** A table of schema {@code tds}, or some rows of it, whose rows are parts of others and are replaced with them. */
final class ChildTable {

    private static final List<String> TECHNICAL =
            List.of("organization_id", "first_seen_at", "synced_at", "run_id", "payload_hash");
    private static final List<String> MOVED = List.of("synced_at", "run_id", "payload_hash");
    /** The document's time says nothing about a line: alone it makes no new version of the line. */
    private static final Set<String> NOT_COMPARED = Set.of("source_id", "source_modified_at");

    private final RowColumns columns;
    private final String stage;
    private final String copy;
    private final String delete;
    private final String merge;
    private final String clear;
    private final String mark;
    private final String unmark;

    private ChildTable(RowColumns columns, PartOf part) {
        this.columns = columns;
        String target = "tds." + columns.table();
        String staged = "pg_temp.stage_parts_" + columns.table();
        String list =
                Stream.concat(TECHNICAL.stream(), columns.names().stream()).collect(Collectors.joining(", "));
        stage =
                "create temp table if not exists stage_parts_%s (like %s including defaults, ordinal integer) on commit delete rows"
                        .formatted(columns.table(), target);
        copy = "copy %s (ordinal, %s) from stdin (format binary)".formatted(staged, list);
        // Cheaper than truncate for a few rows; the commit gives the space back.
        clear = "delete from " + staged;
        // Parent by parent through the index ("offset 0" keeps it so), see TdsTables.fingerprints.
        delete = """
                delete from %1$s as gone using (
                  select kept.source_id from unnest(?::text[]) as parent (id) cross join lateral (
                    select source_id from %1$s where organization_id = ? and %2$s = parent.id and (%3$s) offset 0
                  ) as kept
                  where not exists (select from %4$s as sent where sent.source_id = kept.source_id)) as missing
                where gone.organization_id = ? and gone.source_id = missing.source_id
                """.formatted(target, part.value(), part.where(), staged);
        String assignments = Stream.concat(
                        MOVED.stream().map(column -> column + " = excluded." + column), columns.assignments().stream())
                .collect(Collectors.joining(", "));
        merge = """
                insert into %1$s as kept (%2$s)
                select distinct on (source_id) %2$s from %3$s order by source_id, ordinal desc
                on conflict (organization_id, source_id) do update set %4$s, deleted_at = null
                where kept.deleted_at is not null or (%5$s) is distinct from (%6$s)
                """.formatted(target, list, staged, assignments, of("kept"), of("excluded"));
        mark = """
                update %s set deleted_at = ?, run_id = ?
                where organization_id = ? and %s = any(?) and (%s) and deleted_at is null
                """.formatted(target, part.value(), part.where());
        unmark = """
                update %s set deleted_at = null, synced_at = ?, run_id = ?
                where organization_id = ? and %s = any(?) and (%s) and deleted_at is not null
                """.formatted(target, part.value(), part.where());
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
        PartOf part = rows.getAnnotation(PartOf.class);
        if (part == null) {
            throw new IllegalArgumentException(rows.getName() + " must say with @PartOf what it is part of");
        }
        return new ChildTable(RowColumns.of(rows), part);
    }

    private String of(String row) {
        return columns.names().stream()
                .filter(column -> !NOT_COMPARED.contains(column))
                .map(column -> row + "." + column)
                .collect(Collectors.joining(", "));
    }

    /** Makes these the only rows of their parents, inside the connection's transaction. */
    void replace(Connection connection, Stamp stamp, List<Part> parts) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(stage);
            copy(connection, stamp, parts);
            delete(connection, stamp, parts);
            statement.execute(merge);
            statement.execute(clear);
        }
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
                    if (!row.parentId().equals(part.parentId())) {
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

    private void delete(Connection connection, Stamp stamp, List<Part> parts) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(delete)) {
            // Planned each time: a plan made for an empty table would be kept while it grows.
            statement.unwrap(PGStatement.class).setPrepareThreshold(0);
            statement.setObject(1, parts.stream().map(Part::parentId).toArray(String[]::new));
            statement.setString(2, stamp.organizationId());
            statement.setString(3, stamp.organizationId());
            statement.executeUpdate();
        }
    }
}
