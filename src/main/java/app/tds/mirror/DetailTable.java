package app.tds.mirror;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The part of a table of schema {@code tds} that details fill. */
final class DetailTable {

    /** A fingerprint that no list row has, so that the next list row is written in any case. */
    private static final byte[] NOT_LISTED = {};

    private static final List<String> TECHNICAL = List.of(
            "organization_id",
            "first_seen_at",
            "synced_at",
            "run_id",
            "payload_hash",
            "fingerprint",
            "detail_hash",
            "detailed_at",
            "detail_modified_at");
    /** Payload and fingerprint stay those of the list row. */
    private static final List<String> MOVED =
            List.of("synced_at", "run_id", "detail_hash", "detailed_at", "detail_modified_at");

    private final RowColumns columns;
    private final StageTable stage;
    private final String copy;
    private final String merge;

    private DetailTable(RowColumns columns) {
        this.columns = columns;
        String target = "tds." + columns.table();
        stage = new StageTable("stage_" + columns.table(), "like " + target + ", ordinal integer");
        String staged = stage.name();
        String list =
                Stream.concat(TECHNICAL.stream(), columns.names().stream()).collect(Collectors.joining(", "));
        copy = "copy %s (ordinal, %s) from stdin (format binary)".formatted(staged, list);
        merge = Versions.merge(
                        target,
                        staged,
                        list,
                        MOVED.stream().map(column -> column + " = excluded." + column),
                        columns,
                        "detail_hash")
                + """
                select ordinal, fresh, returned, changed
                from merged join latest using (source_id) order by ordinal
                """;
    }

    static DetailTable of(Class<? extends TdsRow> rows) {
        return new DetailTable(RowColumns.of(rows, Answer.DOCUMENT));
    }

    /** What its records are called where changes are told. */
    String entity() {
        return columns.entity();
    }

    String name() {
        return columns.table();
    }

    RowColumns columns() {
        return columns;
    }

    /** Merges these details inside the connection's transaction; what was applied is added, what came back, and what changed. */
    Written write(
            Connection connection,
            Stamp stamp,
            List<TdsDetail> details,
            List<TdsDetail> applied,
            List<String> returned,
            Changes changes)
            throws SQLException {
        Set<String> ids =
                details.stream().map(detail -> detail.row().sourceId()).collect(Collectors.toSet());
        long inserted = merge(connection, stamp, details, applied, returned, changes);
        return new Written(
                inserted, applied.size() - inserted, ids.size() - applied.size(), details.size() - ids.size());
    }

    /** How many of those that were applied are new. */
    private long merge(
            Connection connection,
            Stamp stamp,
            List<TdsDetail> details,
            List<TdsDetail> applied,
            List<String> returned,
            Changes changes)
            throws SQLException {
        try (Statement statement = connection.createStatement()) {
            stage.open(statement);
            BinaryCopy.run(connection, copy, rows -> {
                int ordinal = 0;
                for (TdsDetail detail : details) {
                    rows.row(1 + TECHNICAL.size() + columns.count());
                    rows.integer(ordinal++);
                    append(rows, stamp, detail);
                }
            });
            long inserted = 0;
            try (ResultSet result = statement.executeQuery(merge)) {
                while (result.next()) {
                    TdsDetail detail = details.get(result.getInt(1));
                    applied.add(detail);
                    inserted += result.getBoolean(2) ? 1 : 0;
                    if (result.getBoolean(3)) {
                        returned.add(detail.row().sourceId());
                    }
                    if (result.getBoolean(4)) {
                        changes.changed(entity(), List.of(detail.row().sourceId()));
                    }
                }
            }
            stage.clear(statement, details.size());
            return inserted;
        }
    }

    private void append(BinaryCopy rows, Stamp stamp, TdsDetail detail) {
        rows.text(stamp.organizationId());
        rows.timestamptz(stamp.at());
        rows.timestamptz(stamp.at());
        rows.bigint(stamp.runId());
        rows.raw(detail.payloadHash());
        rows.raw(NOT_LISTED);
        rows.raw(detail.payloadHash());
        rows.timestamptz(stamp.at());
        rows.timestamptz(detail.row().sourceModifiedAt());
        columns.append(rows, detail.row());
    }
}
