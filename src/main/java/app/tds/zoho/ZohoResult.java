package app.tds.zoho;

/** What Zoho says to a call that it has understood; everything else is a failure. */
sealed interface ZohoResult<T> {

    /** An answer. */
    record Found<T>(T value) implements ZohoResult<T> {}

    /** There is no such record, or no more; the reason is Zoho's. */
    record Gone<T>(String reason) implements ZohoResult<T> {}

    /** Nothing there (204), or nothing new since the time that was asked for (304). */
    record Nothing<T>() implements ZohoResult<T> {}
}
