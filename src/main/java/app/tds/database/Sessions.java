package app.tds.database;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.HashSet;
import java.util.Properties;
import java.util.Set;

/**
 * Whether each connection has a session of PostgreSQL to itself for as long as it lives. Behind a pool that hands out
 * sessions for one transaction, locks that say that a process lives would belong to nobody.
 */
final class Sessions {

    private static final int ROUNDS = 3;

    private Sessions() {}

    /** Two connections at once take turns. A session that both have, or a second session of one, gives a pool away. */
    static boolean areShared(Connection one, Connection other) throws SQLException {
        try {
            Set<Integer> ofOne = new HashSet<>();
            Set<Integer> ofOther = new HashSet<>();
            for (int round = 0; round < ROUNDS; round++) {
                ofOne.add(session(one));
                one.commit();
                // The other's transaction is still open while the first one begins another.
                ofOther.add(session(other));
                ofOne.add(session(one));
                one.commit();
                other.commit();
            }
            return ofOne.size() > 1 || ofOther.size() > 1 || ofOne.equals(ofOther);
        } catch (SQLException refused) {
            // What PgBouncer says to a transaction where a session is handed out for one statement.
            if (String.valueOf(refused.getMessage()).contains("statement pooling")) {
                return true;
            }
            throw refused;
        }
    }

    /** A connection that prepares no statement: prepared statements are what such a pool breaks first. */
    static Connection connection(String url, Properties properties) throws SQLException {
        var simple = new Properties();
        simple.putAll(properties);
        simple.setProperty("preferQueryMode", "simple");
        Connection connection = DriverManager.getConnection(url, simple);
        connection.setAutoCommit(false);
        return connection;
    }

    private static int session(Connection connection) throws SQLException {
        try (var statement = connection.createStatement();
                var rows = statement.executeQuery("select pg_backend_pid()")) {
            rows.next();
            return rows.getInt(1);
        }
    }
}
