package app.tds.pipeline;

import app.tds.source.SourceFailure;
import app.tds.source.Unusable;
import java.util.stream.Stream;

/** Why a run did not complete, as a word that programs can decide by; the sentence beside it is for people. */
public enum FailureKind {
    /** The source asks for a pause, or most calls brought no answer; the run goes on by itself. */
    THROTTLED,
    /** The source is down, cannot be reached, or answers what cannot be read. */
    UNAVAILABLE,
    /** The source refuses the connection or the organization; a person has to act. */
    DENIED,
    /** The source accepts the connection, but not for this: a scope, a role or the product is missing. */
    NOT_ALLOWED,
    /** The source does not know what was asked for. */
    GONE,
    /** The source does not accept the request. */
    REFUSED,
    /** Too many records could not be used. */
    UNUSABLE,
    /** A full import would have marked too many rows as deleted. */
    DELETIONS,
    /** Documents that were asked for by id could not be had. */
    NOT_HAD,
    /** Some records that were read are neither in the mirror nor in quarantine. */
    COUNTS,
    /** The process that executed the run is gone. */
    PROCESS_GONE,
    /** Nobody foresaw this. */
    UNFORESEEN;

    /**
     * After a failure of one of these kinds, the same request begins from the start. What the run has read is wrong,
     * and to go on from there would fail again.
     */
    private boolean beginsAgain() {
        return this == UNUSABLE || this == DELETIONS || this == COUNTS;
    }

    /** The names of the kinds after which a run never goes on. */
    public static String[] beginningAgain() {
        return Stream.of(values())
                .filter(FailureKind::beginsAgain)
                .map(Enum::name)
                .toArray(String[]::new);
    }

    /** The kind of the most telling exception among a failure and its causes. */
    static FailureKind of(Throwable failure) {
        return RunReporter.causes(failure)
                .map(FailureKind::known)
                .filter(kind -> kind != UNFORESEEN)
                .findFirst()
                .orElse(UNFORESEEN);
    }

    private static FailureKind known(Throwable failure) {
        if (failure instanceof SourceFailure source) {
            return known(source);
        }
        if (failure instanceof QuarantineLimit.TooMany || failure instanceof Unusable) {
            return UNUSABLE;
        }
        if (failure instanceof Sweep.TooMuch) {
            return DELETIONS;
        }
        if (failure instanceof FetchById.NotHad) {
            return NOT_HAD;
        }
        return failure instanceof RunReporter.NotAccountedFor ? COUNTS : UNFORESEEN;
    }

    private static FailureKind known(SourceFailure failure) {
        if (failure instanceof SourceFailure.Throttled) {
            return THROTTLED;
        }
        if (failure instanceof SourceFailure.Denied) {
            return failure instanceof SourceFailure.NotAllowed ? NOT_ALLOWED : DENIED;
        }
        if (failure instanceof SourceFailure.Gone) {
            return GONE;
        }
        return failure instanceof SourceFailure.Refused ? REFUSED : UNAVAILABLE;
    }
}
