package app.tds.source;

import java.util.List;

/**
 * One page of a list.
 *
 * @param number from 1; the one that was asked for, or an earlier one from which the list is read again
 * @param records in the list's order; may be fewer than a page holds, or none, without the list being at its end
 * @param more the source's own word on whether another page follows
 * @param inOrder false if the source says that it ignored the order it was asked for
 * @param calls requests to the API this page took, repeats included
 */
public record SourcePage(int number, List<SourceRecord> records, boolean more, boolean inOrder, int calls) {

    /** A page of a source that says nothing of its order. */
    public SourcePage(int number, List<SourceRecord> records, boolean more, int calls) {
        this(number, records, more, true, calls);
    }
}
