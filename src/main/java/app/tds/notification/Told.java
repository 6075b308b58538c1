package app.tds.notification;

import app.tds.alarm.Severity;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * An alarm as it was when people were to be told.
 *
 * @param alarm its id; 0 for a self-test
 * @param kind of what is wrong
 * @param severity how much it matters
 * @param organization whose; empty if it is about none in particular
 * @param job empty if it is about none in particular
 * @param subject what exactly; empty if organization and job say it
 * @param sentence what is wrong, in the words of whoever found it
 * @param cure what to do, in the same words
 * @param began when it was first found
 * @param ended when it was over; null while it goes on
 * @param group alarms of the same group are told in one message
 * @param by the person who acknowledged it; empty if nobody did
 */
record Told(
        long alarm,
        String kind,
        Severity severity,
        String organization,
        String job,
        String subject,
        String sentence,
        String cure,
        Instant began,
        @Nullable Instant ended,
        String group,
        String by) {

    static final String SELF_TEST = "self-test";
    static final String CANNOT_NOTIFY = "cannot-notify";

    /** Nothing is wrong. */
    static Told selfTest(Instant now) {
        return new Told(0, SELF_TEST, Severity.INFO, "", "", "", "", "", now, null, SELF_TEST, "");
    }

    boolean isSelfTest() {
        return alarm == 0;
    }

    /** How long it lasted; until now, if it goes on. */
    Duration lasted(Instant now) {
        return Duration.between(began, ended == null ? now : ended);
    }
}
