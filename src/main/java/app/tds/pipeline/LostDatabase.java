package app.tds.pipeline;

import java.sql.SQLException;
import java.sql.SQLTransientConnectionException;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** Tells a database that has gone away, whose runs go on once it is back, from one that says no. */
final class LostDatabase {

    static final String CAUSE = "The connection to the database was lost.";

    /** Before a run that lost it tries again. */
    static final Duration PAUSE = Duration.ofSeconds(5);

    private static final String CONNECTION = "08";
    private static final String OPERATOR_INTERVENTION = "57P";

    private LostDatabase() {}

    static boolean isCauseOf(Throwable failure) {
        return RunReporter.causes(failure)
                .anyMatch(cause -> cause instanceof SQLTransientConnectionException
                        || cause instanceof SQLException sql && isAboutTheConnection(sql.getSQLState()));
    }

    private static boolean isAboutTheConnection(@Nullable String state) {
        return state != null && (state.startsWith(CONNECTION) || state.startsWith(OPERATOR_INTERVENTION));
    }
}
