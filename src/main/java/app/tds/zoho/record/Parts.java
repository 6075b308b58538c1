package app.tds.zoho.record;

import app.tds.mirror.ChildSet;
import app.tds.mirror.TdsChild;
import app.tds.mirror.TdsRow;
import app.tds.source.Unusable;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Parts of one kind that a document tells of.
 *
 * @param kind what they are
 * @param array the array that holds the parts, as {@link #ifSaid} names the array; empty if the parts are read in a way
 *     of their own
 * @param reading all parts; null if the document says nothing of such parts, and the known parts stay
 */
record Parts<C extends TdsChild>(Class<C> kind, String array, Reading<C> reading) {

    /** Parts that no single array holds. */
    Parts(Class<C> kind, Reading<C> reading) {
        this(kind, "", reading);
    }

    /** Reads all parts of one kind that a document tells of. */
    interface Reading<C extends TdsChild> {
        @Nullable
        List<C> of(ZohoRecord document, TdsRow row);
    }

    /**
     * The members of an array. Of several names for it, separated by {@code |}, the first with members counts. An array
     * within the members of another is named {@code outer/inner}. The inner members have the fields of their outer
     * member too.
     */
    static <C extends TdsChild> Parts<C> ifSaid(String array, Class<C> kind) {
        RowReading<C> reading = RowReading.of(kind);
        return new Parts<>(kind, array, (document, row) -> members(document.members(array.split("/")), row, reading));
    }

    /** The members of an array without which it is no document. */
    static <C extends TdsChild> Parts<C> always(String array, Class<C> kind) {
        RowReading<C> reading = RowReading.of(kind);
        return new Parts<>(kind, array, (document, row) -> {
            List<ZohoRecord> members = document.list(array);
            if (members == null) {
                throw new Unusable(array, "missing; these are not the details of a document: fetch them again");
            }
            return members(members, row, reading);
        });
    }

    /** Null if the document says nothing of them. */
    @Nullable
    ChildSet<C> of(ZohoRecord document, TdsRow row) {
        List<C> all = reading.of(document, row);
        return all == null ? null : new ChildSet<>(kind, all);
    }

    static <C extends TdsChild> @Nullable List<C> members(
            @Nullable List<ZohoRecord> members, TdsRow row, RowReading<C> reading) {
        if (members == null) {
            return null;
        }
        List<C> parts = new ArrayList<>(members.size());
        for (ZohoRecord member : members) {
            parts.add(reading.read(member, new Place(row, parts.size() + 1, null)));
        }
        return parts;
    }
}
