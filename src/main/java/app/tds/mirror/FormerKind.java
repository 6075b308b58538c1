package app.tds.mirror;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.postgresql.PGStatement;

/** A table that may hold records that are of another kind now, such as a customer that has become a vendor. */
final class FormerKind {

    private final String entity;
    private final String find;
    private final String mark;

    FormerKind(TdsTable former) {
        String table = former.name();
        entity = former.entity();
        // Id by id through the primary key, see TdsTables.fingerprints.
        find = """
                select sent.ordinal, %2$s
                from unnest(?::text[], ?::timestamptz[]) with ordinality as sent (source_id, source_modified_at, ordinal)
                cross join lateral (
                  select source_modified_at from tds.%1$s
                  where organization_id = ? and source_id = sent.source_id limit 1) as kept
                """.formatted(table, Versions.replaces("kept", "sent"));
        mark = """
                update tds.%1$s as kept set deleted_at = ?, run_id = ?, source_modified_at = %2$s
                from (
                  select source_id, max(source_modified_at) as source_modified_at
                  from unnest(?::text[], ?::timestamptz[]) as sent (source_id, source_modified_at) group by source_id
                ) as sent
                where kept.organization_id = ? and kept.source_id = sent.source_id and kept.deleted_at is null
                returning kept.source_id
                """.formatted(table, Versions.time("kept", "sent"));
    }

    /**
     * Marks the records as deleted in this table, inside the connection's transaction. The rows keep the time from
     * which on the records are not of this kind, so that no older version brings the rows back.
     *
     * @param moved the ids of records that were of this kind are added to it
     * @param changes those of them that have been alive are added as deleted
     * @return the positions of the records of which the table has, or had, a newer version
     */
    Set<Integer> replace(Connection connection, Stamp stamp, List<TdsRow> rows, List<String> moved, Changes changes)
            throws SQLException {
        List<TdsRow> newer = new ArrayList<>();
        Set<Integer> older = new TreeSet<>();
        try (PreparedStatement statement = connection.prepareStatement(find)) {
            statement.unwrap(PGStatement.class).setPrepareThreshold(0);
            set(statement, 1, rows);
            statement.setString(3, stamp.organizationId());
            try (ResultSet found = statement.executeQuery()) {
                while (found.next()) {
                    int position = found.getInt(1) - 1;
                    if (found.getBoolean(2)) {
                        newer.add(rows.get(position));
                    } else {
                        older.add(position);
                    }
                }
            }
        }
        if (!newer.isEmpty()) {
            mark(connection, stamp, newer, changes);
            newer.forEach(row -> moved.add(row.sourceId()));
        }
        return older;
    }

    private void mark(Connection connection, Stamp stamp, List<TdsRow> rows, Changes changes) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(mark)) {
            statement.setTimestamp(1, Timestamp.from(stamp.at()));
            statement.setLong(2, stamp.runId());
            set(statement, 3, rows);
            statement.setString(5, stamp.organizationId());
            try (ResultSet marked = statement.executeQuery()) {
                while (marked.next()) {
                    changes.deleted(entity, List.of(marked.getString(1)));
                }
            }
        }
    }

    private static void set(PreparedStatement statement, int at, List<TdsRow> rows) throws SQLException {
        statement.setObject(at, rows.stream().map(TdsRow::sourceId).toArray(String[]::new));
        statement.setObject(at + 1, rows.stream().map(FormerKind::time).toArray(Timestamp[]::new));
    }

    private static @Nullable Timestamp time(TdsRow row) {
        Instant modified = row.sourceModifiedAt();
        return modified == null ? null : Timestamp.from(modified);
    }
}
