package app.tds.launch;

import app.tds.pipeline.Run;
import org.jspecify.annotations.Nullable;

/** The request cannot be run now; the message says why. */
public final class LaunchRefused extends RuntimeException {

    private final Reason reason;
    private final @Nullable Run inTheWay;

    /** Tells whether to ask for something else, or to ask later. */
    public enum Reason {
        /** There is no such job, organization or run. */
        UNKNOWN,
        /** The job cannot do what is asked. */
        IMPOSSIBLE,
        /** A run is in the way. */
        CONFLICT
    }

    private LaunchRefused(Reason reason, String message, @Nullable Run inTheWay) {
        super(message);
        this.reason = reason;
        this.inTheWay = inTheWay;
    }

    /** A refusal of what cannot be asked of the job, in a sentence for a person. */
    public LaunchRefused(String message) {
        this(Reason.IMPOSSIBLE, message, null);
    }

    static LaunchRefused unknown(String message) {
        return new LaunchRefused(Reason.UNKNOWN, message, null);
    }

    /** A refusal because of a run that is in the way. */
    public static LaunchRefused conflict(String message, @Nullable Run inTheWay) {
        return new LaunchRefused(Reason.CONFLICT, message, inTheWay);
    }

    /** What kind of refusal this is. */
    public Reason reason() {
        return reason;
    }

    /** The run that is in the way, if one is. */
    public @Nullable Run inTheWay() {
        return inTheWay;
    }

    /** The number of that run. */
    public @Nullable Long runId() {
        return inTheWay == null ? null : inTheWay.id();
    }
}
