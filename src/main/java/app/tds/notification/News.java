package app.tds.notification;

import java.util.Locale;

/** What a receiver is told of an alarm. */
enum News {
    /** It begins. */
    FIRING,
    /** It is worse than it was. */
    RAISED,
    /** It goes on. */
    REPEATED,
    /** Nobody has seen to it in time, so that more people are told. */
    ESCALATED,
    /** It begins and ends so often that each time is not told. */
    FLAPPING,
    /** A person sees to it. */
    ACKNOWLEDGED,
    /** It is over. */
    RESOLVED,
    /** Nothing is wrong: it is tried whether messages arrive. */
    TEST;

    /** As programs read it, such as {@code alert.firing}. */
    String type() {
        return "alert." + name().toLowerCase(Locale.ROOT);
    }

    /** Whether whoever was told before is told of this, and nobody else. */
    boolean concernsThoseWhoKnow() {
        return this == ACKNOWLEDGED || this == RESOLVED;
    }
}
