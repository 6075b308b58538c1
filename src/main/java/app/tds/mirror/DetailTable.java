package app.tds.mirror;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The part of a table of schema {@code tds} that details fill, and the rows of other tables that come with them. */
final class DetailTable {

    /** A fingerprint no list row has, so that the next one is written whatever it says. */
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
    private final String stage;
    private final String copy;
    private final String merge;
    private final String clear;
    private final Map<Class<? extends TdsChild>, ChildTable> children = new ConcurrentHashMap<>();

    private DetailTable(RowColumns columns) {
        this.columns = columns;
        String target = "tds." + columns.table();
        String staged = "pg_temp.stage_" + columns.table();
        String list =
                Stream.concat(TECHNICAL.stream(), columns.names().stream()).collect(Collectors.joining(", "));
        stage = "create temp table if not exists stage_%s (like %s, ordinal integer) on commit delete rows"
                .formatted(columns.table(), target);
        copy = "copy %s (ordinal, %s) from stdin (format binary)".formatted(staged, list);
        // Cheaper than truncate for a few rows; the commit gives the space back.
        clear = "delete from " + staged;
        String assignments = Stream.concat(
                        MOVED.stream().map(column -> column + " = excluded." + column), columns.assignments().stream())
                .collect(Collectors.joining(", "));
        // Details of a version older than what is there, be it from the list or from details, change nothing; of equal
        // times, those observed later win. Details that say the same as the last are not written.
        merge = """
                with latest as (
                  select distinct on (source_id) %1$s, ordinal from %2$s
                  order by source_id, source_modified_at desc nulls last, ordinal desc),
                merged as (
                  insert into %3$s as kept (%1$s) select %1$s from latest
                  on conflict (organization_id, source_id) do update set %4$s, deleted_at = null
                  where (kept.detail_hash is distinct from excluded.detail_hash or kept.deleted_at is not null)
                    and coalesce(
                      greatest(kept.source_modified_at, kept.detail_modified_at) <= excluded.source_modified_at, true)
                  returning source_id, xmax = 0 as fresh)
                select ordinal, fresh from merged join latest using (source_id) order by ordinal
                """.formatted(list, staged, target, assignments);
    }

    static DetailTable of(Class<? extends TdsRow> rows) {
        return new DetailTable(RowColumns.of(rows));
    }

    /** Merges these details, and the rows that are part of those applied, inside the connection's transaction. */
    Written write(Connection connection, Stamp stamp, List<TdsDetail> details) throws SQLException {
        Set<String> ids =
                details.stream().map(detail -> detail.row().sourceId()).collect(Collectors.toSet());
        List<TdsDetail> applied = new ArrayList<>();
        long inserted = merge(connection, stamp, details, applied);
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
            children.computeIfAbsent(entry.getKey(), ChildTable::of).replace(connection, stamp, entry.getValue());
        }
        return new Written(
                inserted, applied.size() - inserted, ids.size() - applied.size(), details.size() - ids.size());
    }

    /** Adds those that were applied to {@code applied}; how many of them are new. */
    private long merge(Connection connection, Stamp stamp, List<TdsDetail> details, List<TdsDetail> applied)
            throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(stage);
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
                    applied.add(details.get(result.getInt(1)));
                    inserted += result.getBoolean(2) ? 1 : 0;
                }
            }
            statement.execute(clear);
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
