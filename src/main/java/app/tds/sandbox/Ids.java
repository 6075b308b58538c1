package app.tds.sandbox;

/** Gives out ids: 19 digits, each greater than all before. */
final class Ids {

    private long last;

    Ids(int company) {
        last = 5107440000000100000L + company * 10_000_000_000L;
    }

    /** A new id, and room for what hangs on it: ids up to that many more stay free. */
    long next(int room) {
        long id = last + 1;
        last += room;
        return id;
    }
}
