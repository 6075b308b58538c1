package app.tds.pipeline;

import java.util.List;

/**
 * A page whose records were compared with the mirror.
 *
 * @param number from 1
 * @param records in the list's order
 * @param next the page that is read after it; 0 if the reading ends with it
 * @param calls requests it took
 */
record ListedPage(int number, List<ListedRecord> records, int next, int calls) {

    /** Whether the reading ends with it. */
    boolean last() {
        return next == 0;
    }
}
