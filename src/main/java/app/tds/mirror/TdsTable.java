package app.tds.mirror;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;

/** One table of schema {@code tds}. The statements are derived from the record whose components are the columns. */
final class TdsTable {

    private static final List<String> TECHNICAL =
            List.of("organization_id", "first_seen_at", "synced_at", "run_id", "payload_hash", "fingerprint");
    /**
     * Each version of a row is later than the one before, even if two clocks differ or one stands still: where list and
     * document say the same column, equal times mean that the document wrote last.
     */
    private static final List<String> MOVED = List.of(
            "synced_at = greatest(excluded.synced_at, kept.synced_at + interval '1 microsecond')",
            "run_id = excluded.run_id",
            "payload_hash = excluded.payload_hash",
            "fingerprint = excluded.fingerprint");

    private final String name;
    private final RowColumns columns;
    private final StageTable stage;
    private final String copy;
    private final String copyNew;
    private final String merge;
    private final Absence absence;

    private TdsTable(RowColumns columns) {
        name = columns.table();
        this.columns = columns;
        String target = "tds." + name;
        stage = new StageTable("stage_" + name, "like " + target + ", ordinal integer");
        String staged = stage.name();
        List<String> names = new ArrayList<>(TECHNICAL);
        names.addAll(columns.names());
        String list = String.join(", ", names);
        copy = "copy %s (ordinal, %s) from stdin (format binary)".formatted(staged, list);
        copyNew = "copy %s (%s) from stdin (format binary)".formatted(target, list);
        absence = new Absence(target);
        merge = Versions.merge(target, staged, list, MOVED.stream(), columns, "fingerprint") + """
                select count(*) filter (where fresh), count(*) filter (where not fresh),
                  (select count(*) from latest), (select count(*) from %s),
                  array(select source_id from merged where returned), array(select source_id from merged where changed)
                from merged
                """.formatted(staged);
    }

    /** The table that a kind of row belongs to. */
    static TdsTable of(Class<? extends TdsRow> rows) {
        return new TdsTable(RowColumns.of(rows, Answer.LIST));
    }

    /** What its records are called where changes are told. */
    String entity() {
        return columns.entity();
    }

    String name() {
        return name;
    }

    RowColumns columns() {
        return columns;
    }

    /** In SQL, which rows of the table are of its kind. */
    String where() {
        return columns.where();
    }

    /**
     * Merges these records inside the connection's transaction. The ids of records that came back, or changed, are
     * added.
     */
    Written write(Connection connection, Stamp stamp, List<TdsRecord> records, List<String> returned, Changes changes)
            throws SQLException {
        List<String> ids =
                records.stream().map(record -> record.row().sourceId()).toList();
        // Rows of which there is no version yet need no merging, and a first import has nothing else.
        if (absence.worthWhile(ids) && absence.ofAll(connection, stamp.organizationId(), ids)) {
            changes.changed(entity(), ids);
            return new Written(insert(connection, stamp, records), 0, 0, 0);
        }
        return merge(connection, stamp, records, returned, changes);
    }

    private long insert(Connection connection, Stamp stamp, List<TdsRecord> records) throws SQLException {
        return BinaryCopy.run(connection, copyNew, rows -> {
            for (TdsRecord record : records) {
                rows.row(TECHNICAL.size() + columns.count());
                append(rows, stamp, record);
            }
        });
    }

    private Written merge(
            Connection connection, Stamp stamp, List<TdsRecord> records, List<String> returned, Changes changes)
            throws SQLException {
        try (Statement statement = connection.createStatement()) {
            stage.open(statement);
            BinaryCopy.run(connection, copy, rows -> {
                int ordinal = 0;
                for (TdsRecord record : records) {
                    rows.row(1 + TECHNICAL.size() + columns.count());
                    rows.integer(ordinal++);
                    append(rows, stamp, record);
                }
            });
            Written written = merged(statement, returned, changes);
            stage.clear(statement, records.size());
            return written;
        }
    }

    private Written merged(Statement statement, List<String> returned, Changes changes) throws SQLException {
        try (ResultSet counts = statement.executeQuery(merge)) {
            counts.next();
            returned.addAll(List.of((String[]) counts.getArray(5).getArray()));
            changes.changed(entity(), List.of((String[]) counts.getArray(6).getArray()));
            long inserted = counts.getLong(1);
            long updated = counts.getLong(2);
            long distinct = counts.getLong(3);
            return new Written(inserted, updated, distinct - inserted - updated, counts.getLong(4) - distinct);
        }
    }

    private void append(BinaryCopy rows, Stamp stamp, TdsRecord record) {
        rows.text(stamp.organizationId());
        rows.timestamptz(stamp.at());
        rows.timestamptz(stamp.at());
        rows.bigint(stamp.runId());
        rows.raw(record.payloadHash());
        rows.raw(record.fingerprint());
        columns.append(rows, record.row());
    }
}
