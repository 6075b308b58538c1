package app.tds.pipeline;

import java.sql.SQLException;
import java.sql.SQLTransientConnectionException;
import java.util.Arrays;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.transaction.TransactionSystemException;

/** A run has lost the database: it is not over, and goes on from its last commit once the database is back. */
public final class LostDatabase extends RuntimeException {

    private static final String CONNECTION = "08";
    private static final String OPERATOR_INTERVENTION = "57P";

    private LostDatabase(Throwable cause) {
        super("the connection to the database was lost (" + cause.getMessage() + ")", cause);
    }

    /**
     * Nothing happens if the database itself said no, or has nothing to do with it.
     *
     * @throws LostDatabase if that is what the failure comes from
     */
    static void throwIfCauseOf(Throwable failure) {
        causes(failure).filter(LostDatabase::isLoss).findFirst().ifPresent(loss -> {
            throw new LostDatabase(loss);
        });
    }

    /** Also what went wrong before a transaction could not be rolled back, and while something was being cleaned up. */
    private static Stream<Throwable> causes(Throwable failure) {
        return RunReporter.causes(failure)
                .flatMap(cause -> Stream.concat(
                        Stream.of(cause),
                        Stream.concat(Arrays.stream(cause.getSuppressed()), before(cause))
                                .flatMap(LostDatabase::causes)));
    }

    private static Stream<Throwable> before(Throwable cause) {
        return cause instanceof TransactionSystemException rollback
                ? Stream.ofNullable(rollback.getApplicationException())
                : Stream.empty();
    }

    private static boolean isLoss(Throwable cause) {
        return cause instanceof SQLTransientConnectionException
                || cause instanceof SQLException sql && isAboutTheConnection(sql.getSQLState());
    }

    private static boolean isAboutTheConnection(@Nullable String state) {
        return state != null && (state.startsWith(CONNECTION) || state.startsWith(OPERATOR_INTERVENTION));
    }
}
