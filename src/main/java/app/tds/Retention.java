package app.tds;

/** Something that is kept for a while only. A bean of this type is all that the nightly purge needs. */
public interface Retention {

    /** What is kept, as in "removed old events". */
    String what();

    /** Removes what is old enough now, a little in each transaction; returns how much that was. */
    long purge();
}
