package app.tds.pipeline;

import java.util.List;

/**
 * A page whose records were compared with the mirror.
 *
 * @param number from 1
 * @param records in the list's order
 * @param last whether the reading ends with it
 * @param calls requests it took
 */
record ListedPage(int number, List<ListedRecord> records, boolean last, int calls) {}
