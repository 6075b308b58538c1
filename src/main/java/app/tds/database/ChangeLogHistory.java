package app.tds.database;

import java.sql.Connection;
import java.sql.SQLException;
import liquibase.changelog.StandardChangeLogHistoryService;
import liquibase.database.Database;
import liquibase.database.core.PostgresDatabase;
import liquibase.database.jvm.JdbcConnection;
import liquibase.exception.DatabaseException;

/**
 * One process at a time makes the table of the changes: Liquibase makes that table before it takes its lock, and of two
 * processes that start at the same moment in an empty database the second one would fail.
 */
public final class ChangeLogHistory extends StandardChangeLogHistoryService {

    /** The letters "tds hist", so that a person finds it in pg_locks. */
    private static final long KEY = 0x7464732068697374L;

    private boolean asked;

    @Override
    public int getPriority() {
        return PRIORITY_DATABASE;
    }

    @Override
    public boolean supports(Database candidate) {
        return candidate instanceof PostgresDatabase;
    }

    /** Asks for the table only once nobody else can be making it. A start that fails here ends its session and so the lock. */
    @Override
    public void init() throws DatabaseException {
        if (asked || !(getDatabase().getConnection() instanceof JdbcConnection connection)) {
            super.init();
            return;
        }
        call(connection.getUnderlyingConnection(), "select pg_advisory_lock(" + KEY + ")");
        super.init();
        call(connection.getUnderlyingConnection(), "select pg_advisory_unlock(" + KEY + ")");
        asked = true;
    }

    private static void call(Connection connection, String sql) throws DatabaseException {
        try (var statement = connection.createStatement()) {
            statement.execute(sql);
        } catch (SQLException cause) {
            throw new DatabaseException(cause);
        }
    }
}
