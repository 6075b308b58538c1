package app.tds.mirror;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** One table of schema {@code tds}: its statements are derived from the record whose components are its columns. */
final class TdsTable {

    private static final List<String> TECHNICAL =
            List.of("organization_id", "first_seen_at", "synced_at", "run_id", "payload_hash", "fingerprint");
    private final String name;
    private final RowColumns columns;
    private final String stage;
    private final String copy;
    private final String copyNew;
    private final String merge;
    private final Absence absence;

    private TdsTable(RowColumns columns) {
        name = columns.table();
        this.columns = columns;
        String target = "tds." + name;
        String staged = "pg_temp.stage_" + name;
        List<String> names = new ArrayList<>(TECHNICAL);
        names.addAll(columns.names());
        String list = String.join(", ", names);
        stage = "create temp table if not exists stage_%s (like %s, ordinal integer) on commit delete rows"
                .formatted(name, target);
        copy = "copy %s (ordinal, %s) from stdin (format binary)".formatted(staged, list);
        copyNew = "copy %s (%s) from stdin (format binary)".formatted(target, list);
        absence = new Absence(target);
        String assignments = Stream.concat(
                        Stream.of("synced_at", "run_id", "payload_hash", "fingerprint")
                                .map(column -> column + " = excluded." + column),
                        columns.assignments().stream())
                .collect(Collectors.joining(", "));
        // The newest version by the source's own time wins whatever the order of arrival; of equal times, the one
        // observed later. A row that says the same already is not touched.
        merge = """
                with latest as (
                  select distinct on (source_id) %1$s from %2$s
                  order by source_id, source_modified_at desc nulls last, ordinal desc),
                merged as (
                  insert into %3$s as kept (%1$s) select %1$s from latest
                  on conflict (organization_id, source_id) do update set %4$s, deleted_at = null
                  where (kept.fingerprint is distinct from excluded.fingerprint or kept.deleted_at is not null)
                    and (kept.source_modified_at <= excluded.source_modified_at
                      or kept.source_modified_at is null or excluded.source_modified_at is null)
                  returning xmax = 0 as fresh)
                select count(*) filter (where fresh), count(*) filter (where not fresh),
                  (select count(*) from latest), (select count(*) from %2$s)
                from merged
                """.formatted(list, staged, target, assignments);
    }

    /** The table that a kind of row belongs to. */
    static TdsTable of(Class<? extends TdsRow> rows) {
        return new TdsTable(RowColumns.of(rows));
    }

    String name() {
        return name;
    }

    /** Merges these records inside the connection's transaction. */
    Written write(Connection connection, Stamp stamp, List<TdsRecord> records) throws SQLException {
        List<String> ids =
                records.stream().map(record -> record.row().sourceId()).toList();
        // Rows of which there is no version yet need no merging, and a first import has nothing else.
        return absence.worthWhile(ids) && absence.ofAll(connection, stamp.organizationId(), ids)
                ? new Written(insert(connection, stamp, records), 0, 0, 0)
                : merge(connection, stamp, records);
    }

    private long insert(Connection connection, Stamp stamp, List<TdsRecord> records) throws SQLException {
        return BinaryCopy.run(connection, copyNew, rows -> {
            for (TdsRecord record : records) {
                rows.row(TECHNICAL.size() + columns.count());
                append(rows, stamp, record);
            }
        });
    }

    private Written merge(Connection connection, Stamp stamp, List<TdsRecord> records) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(stage);
            BinaryCopy.run(connection, copy, rows -> {
                int ordinal = 0;
                for (TdsRecord record : records) {
                    rows.row(1 + TECHNICAL.size() + columns.count());
                    rows.integer(ordinal++);
                    append(rows, stamp, record);
                }
            });
            Written written = merged(statement);
            // Not after a refusal: a failed transaction accepts no statement, and forgets what was staged.
            statement.execute("truncate pg_temp.stage_" + name);
            return written;
        }
    }

    private Written merged(Statement statement) throws SQLException {
        try (ResultSet counts = statement.executeQuery(merge)) {
            counts.next();
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
