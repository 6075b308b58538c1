package app.tds.source;

import app.tds.PlainText;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** A call that brought no usable answer. The kind of failure decides what happens next. */
public abstract sealed class SourceFailure extends RuntimeException {

    private SourceFailure(String message, @Nullable Throwable cause) {
        super(PlainText.line(message), cause);
    }

    /** Asked too often: nothing is asked before {@link #until()}. */
    public static final class Throttled extends SourceFailure {

        private final transient Instant until;

        /** Asked too often; ask again at {@code until}. */
        public Throttled(String message, Instant until) {
            super(message, null);
            this.until = until;
        }

        /** When asking is allowed again. */
        public Instant until() {
            return until;
        }
    }

    /** Down, unreachable, or its answer could not be read: asking again may help. */
    public static final class Unavailable extends SourceFailure {
        public Unavailable(String message, @Nullable Throwable cause) {
            super(message, cause);
        }
    }

    /** Credentials, scope or organization refused: a person has to act. */
    public static sealed class Denied extends SourceFailure permits NotAllowed {
        public Denied(String message) {
            super(message, null);
        }
    }

    /** The connection is good, but not for this: a scope, a role or the whole product is missing. */
    public static final class NotAllowed extends Denied {
        public NotAllowed(String message) {
            super(message);
        }
    }

    /** The source does not know the thing asked for. */
    public static final class Gone extends SourceFailure {
        public Gone(String message) {
            super(message, null);
        }
    }

    /** The source refused the request as it stands, or answered something nobody foresaw. */
    public static final class Refused extends SourceFailure {
        public Refused(String message) {
            super(message, null);
        }
    }
}
