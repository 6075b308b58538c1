package app.tds.mirror;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.HashSet;
import java.util.List;
import org.postgresql.PGStatement;

/** Whether records are so new to a table that they can be copied straight into it. */
final class Absence {

    /**
     * Fewer records are merged: a merge is cheap, and never fails because another process has just inserted one of
     * these records. An insert of many records fails as a whole then, and the writer tries again in halves.
     */
    private static final int LEAST = 100;

    private final String sql;

    Absence(String table) {
        // Id by id through the primary key, see TdsTables.fingerprints.
        sql = """
                select 1 from unnest(?::text[]) as wanted (id) cross join lateral (
                  select 1 from %s where organization_id = ? and source_id = wanted.id limit 1) as kept limit 1
                """.formatted(table);
    }

    /** Whether there are many records, and no two are versions of one record. */
    boolean worthWhile(List<String> ids) {
        return ids.size() >= LEAST && new HashSet<>(ids).size() == ids.size();
    }

    /** Whether the table has no row of any of them. */
    boolean ofAll(Connection connection, String organizationId, List<String> ids) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            statement.unwrap(PGStatement.class).setPrepareThreshold(0);
            statement.setObject(1, ids.toArray(String[]::new));
            statement.setString(2, organizationId);
            try (ResultSet found = statement.executeQuery()) {
                return !found.next();
            }
        }
    }
}
