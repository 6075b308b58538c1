package app.tds.alarm;

/** What can happen to an alarm. */
public enum Change {
    /** The alarm was found, and does not yet last as long as its rule allows. */
    PENDING,
    /** It is to be told. */
    FIRED,
    /** The alarm is worse than when people were told, or than when a person acknowledged the alarm. */
    RAISED,
    /** The alarm was over, and is found again within minutes: it is the same alarm. */
    RETURNED,
    /** It goes on, and nobody has acknowledged it. */
    REPEATED,
    /** A person sees to it. */
    ACKNOWLEDGED,
    /** Nobody sees to it any more: a person said so, or too much time has passed. */
    UNACKNOWLEDGED,
    /** A silence covers it. */
    SILENCED,
    /** No silence covers it any more, and it goes on. */
    SILENCE_ENDED,
    /** Another alarm explains it. */
    INHIBITED,
    /** No other alarm explains it any more, and it goes on. */
    INHIBITION_ENDED,
    /** The alarm begins and ends too often. People are told so once, and not of what follows. */
    FLAPS,
    /** It flaps no more: what it is now is told. */
    SETTLED,
    /** It is over. */
    RESOLVED
}
