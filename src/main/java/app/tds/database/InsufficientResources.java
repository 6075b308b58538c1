package app.tds.database;

import com.zaxxer.hikari.SQLExceptionOverride;
import java.sql.SQLException;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Hears each error of the database, and keeps what the database lacks: room on its disk, memory, a connection, or the server
 * itself. The log says so once, and once when the lack is over.
 */
public final class InsufficientResources implements SQLExceptionOverride {

    private static final Logger log = LoggerFactory.getLogger(InsufficientResources.class);

    private final AtomicReference<@Nullable Lack> lack = new AtomicReference<>();

    /** What is lacking, and what to do. */
    record Lack(String kind, String sentence, String cure) {}

    /** Whether the database lacks anything, so that work cannot be noted and had better wait. */
    public boolean areShort() {
        return lack.get() != null;
    }

    Optional<Lack> lack() {
        return Optional.ofNullable(lack.get());
    }

    /** Called by the pool for each error of a statement. Which connections are given up stays the pool's to say. */
    // The pool's interface has an Override of its own.
    @java.lang.Override
    public Override adjudicate(SQLException error) {
        heard(error, String.valueOf(error.getSQLState()));
        return Override.CONTINUE_EVICT;
    }

    /** The pool could give no connection: the reason that it was given itself is the cause. */
    void noConnection(SQLException failure) {
        if (failure.getCause() instanceof SQLException reason) {
            String state = String.valueOf(reason.getSQLState());
            if (state.startsWith("08") || state.startsWith("57P")) {
                begin(new Lack(
                        state.substring(0, 2),
                        "PostgreSQL lets nobody in (" + reason.getMessage() + ").",
                        "See whether the server runs and what its log says; start a server of the application's own by"
                                + " starting the application again."));
            } else {
                heard(reason, state);
            }
        }
    }

    private void heard(SQLException error, String state) {
        String said = String.valueOf(error.getMessage());
        switch (state) {
            case "53100" ->
                begin(new Lack(
                        state,
                        "The disk of PostgreSQL is full, and nothing can be written (" + said + ").",
                        "Make room on that disk; work goes on by itself."));
            case "53200" ->
                begin(new Lack(
                        state,
                        "PostgreSQL has no memory left (" + said + ").",
                        "Give its machine more memory, or lower its work_mem and max_connections."));
            case "53300" ->
                begin(new Lack(
                        state,
                        "PostgreSQL has no connection left (" + said + ").",
                        "End other programs, or raise its max_connections."));
            default -> {
                if (state.startsWith("53") || state.startsWith("58") || state.startsWith("XX00")) {
                    begin(new Lack(
                            state,
                            "PostgreSQL cannot read or write as it must (" + said + ").",
                            "See the log of PostgreSQL, and look at its disk and its limits."));
                }
            }
        }
    }

    private void begin(Lack found) {
        Lack before = lack.getAndSet(found);
        if (before == null || !before.kind().equals(found.kind())) {
            log.error("{} {}", found.sentence(), found.cure());
        }
    }

    /** The database has taken rows again. */
    void over() {
        Lack before = lack.getAndSet(null);
        if (before != null) {
            log.info("The database takes rows again.");
        }
    }
}
