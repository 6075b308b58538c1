package app.tds.pipeline;

import app.tds.mirror.Written;
import app.tds.source.Unusable;
import java.sql.SQLException;
import java.util.List;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.function.Function;
import org.springframework.dao.DataAccessException;

/**
 * Writes records together; if the database refuses one of them, they are halved until it is found, and its siblings
 * are written.
 */
final class Halving<T> {

    private final Transactions transactions;
    private final Function<List<T>, Written> writing;
    private final BiConsumer<T, Unusable> refused;

    Halving(Transactions transactions, Function<List<T>, Written> writing, BiConsumer<T, Unusable> refused) {
        this.transactions = transactions;
        this.writing = writing;
        this.refused = refused;
    }

    /** In the caller's transaction. */
    Written write(List<T> records) {
        if (records.isEmpty()) {
            return Written.NONE;
        }
        try {
            return transactions.tried(() -> writing.apply(records));
        } catch (DataAccessException refusal) {
            String cause = refusedData(refusal);
            if (records.size() > 1) {
                int half = records.size() / 2;
                Written first = write(records.subList(0, half));
                return first.plus(write(records.subList(half, records.size())));
            }
            refused.accept(records.get(0), new Unusable("database", cause));
            return Written.NONE;
        }
    }

    /** What PostgreSQL says about a value (SQLSTATE classes 22, 23 and 54); anything else is no fault of a record. */
    private static String refusedData(DataAccessException refusal) {
        if (refusal.getMostSpecificCause() instanceof SQLException sql
                && sql.getSQLState() != null
                && Set.of("22", "23", "54").contains(sql.getSQLState().substring(0, 2))) {
            return "PostgreSQL refuses the row: " + sql.getMessage()
                    + ". Correct the record at its source, or the table.";
        }
        throw refusal;
    }
}
