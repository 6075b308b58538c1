package app.tds.zoho.record;

import app.tds.mirror.TdsChild;
import app.tds.source.Unusable;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/** The {@code line_items} of a document; headings are lines too. */
final class DocumentLines {

    private static final String FIELD = "line_items";

    private DocumentLines() {}

    /** Makes a line of what Zoho sent for it and its place in the document. */
    interface Reading<C extends TdsChild> {
        C read(ZohoRecord line, Place place);
    }

    /**
     * Where a line stands.
     *
     * @param document the document's id
     * @param id the line's
     * @param number from 1
     */
    record Place(String document, String id, int number) {}

    /**
     * All lines, in Zoho's order.
     *
     * @throws Unusable if the document does not say what its lines are
     */
    static <C extends TdsChild> List<C> of(ZohoRecord document, String documentId, Reading<C> reading) {
        List<ZohoRecord> sent = document.list(FIELD);
        if (sent == null) {
            throw new Unusable(FIELD, "missing; these are not the details of a document: fetch them again");
        }
        List<C> lines = new ArrayList<>(sent.size());
        for (ZohoRecord line : sent) {
            int position = lines.size() + 1;
            String id = line.optionalId("line_item_id");
            lines.add(reading.read(
                    line,
                    new Place(
                            documentId,
                            // A heading may lack an id.
                            id == null ? documentId + "/" + position : id,
                            Objects.requireNonNullElse(line.integer("item_order"), position))));
        }
        return lines;
    }
}
