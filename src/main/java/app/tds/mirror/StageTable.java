package app.tds.mirror;

import java.sql.SQLException;
import java.sql.Statement;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * A table of the session in which rows wait until they are merged, in one transaction. The transaction empties the table
 * itself. A commit that is told to do so truncates every such table of the session, and each takes half a millisecond.
 */
final class StageTable {

    private static final int FEW = 100;
    /** Rows that were deleted take space until a truncate gives the space back. */
    private static final int DELETES = 100;

    private final String name;
    private final String open;
    private final AtomicInteger uses = new AtomicInteger();

    /** With the columns of another table, and more. */
    StageTable(String name, String columns) {
        this.name = "pg_temp." + name;
        this.open = "create temp table if not exists " + name + " (" + columns + "); delete from " + this.name;
    }

    /** The name that SQL reads it by. */
    String name() {
        return name;
    }

    /** Makes sure that the table is there, and empty. */
    void open(Statement statement) throws SQLException {
        statement.execute(open);
    }

    /** Empties the table of so many rows. Not after a refusal: a failed transaction accepts no statement, and forgets what was staged. */
    void clear(Statement statement, int rows) throws SQLException {
        // A truncate is cheaper for many rows, a delete for a few.
        boolean many = rows > FEW || uses.incrementAndGet() % DELETES == 0;
        statement.execute((many ? "truncate " : "delete from ") + name);
    }
}
