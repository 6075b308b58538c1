package app.tds.pipeline;

import app.tds.mirror.Changes;
import app.tds.mirror.Stamp;
import app.tds.mirror.Written;
import app.tds.source.Unusable;
import java.sql.SQLException;
import java.util.List;
import java.util.Set;
import java.util.function.BiConsumer;
import org.springframework.dao.DataAccessException;

/**
 * Writes records together. If the database refuses one of the records, they are halved until that one is found, and its
 * siblings are written. Whoever listens is told what readers of the tables see differently now.
 */
final class Writing<T> {

    private final Run run;
    private final PipelineParts parts;
    private final Together<T> together;
    private final BiConsumer<T, Unusable> refused;

    Writing(Run run, PipelineParts parts, Together<T> together, BiConsumer<T, Unusable> refused) {
        this.run = run;
        this.parts = parts;
        this.together = together;
        this.refused = refused;
    }

    /** Writes some records, and says what changes for readers. */
    interface Together<T> {
        Written write(Stamp stamp, List<T> records, Changes changes);
    }

    /** In the caller's transaction. */
    Written write(List<T> records) {
        var stamp = parts.stamps().next(run);
        var changes = new Changes();
        Written written = records.isEmpty() ? Written.NONE : write(stamp, records, changes);
        tell(stamp, changes);
        return written;
    }

    private Written write(Stamp stamp, List<T> records, Changes changes) {
        try {
            var some = new Changes();
            Written written = parts.transactions().tried(() -> together.write(stamp, records, some));
            changes.add(some);
            return written;
        } catch (DataAccessException refusal) {
            String cause = refusedData(refusal);
            if (records.size() > 1) {
                int half = records.size() / 2;
                Written first = write(stamp, records.subList(0, half), changes);
                return first.plus(write(stamp, records.subList(half, records.size()), changes));
            }
            refused.accept(records.get(0), new Unusable("database", cause));
            return Written.NONE;
        }
    }

    /** Tells what readers see differently, in the caller's transaction. */
    void tell(Stamp stamp, Changes changes) {
        RecordsChanged.of(run, changes, stamp.at()).forEach(parts.events()::publishEvent);
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
