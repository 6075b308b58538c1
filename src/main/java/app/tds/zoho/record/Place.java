package app.tds.zoho.record;

import app.tds.mirror.TdsRow;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Where a part stands.
 *
 * @param document the row that it is part of
 * @param number from 1
 * @param name the same in a word, where the document has a field of its own for it
 */
record Place(TdsRow document, int number, @Nullable String name) {

    /** The id of a part that has none of its own. */
    String id() {
        return id(null);
    }

    /** The id of a part that tells of another record and has no id of its own. */
    String id(@Nullable String other) {
        String place = Objects.requireNonNullElse(name, String.valueOf(number));
        return document.sourceId() + "/" + Objects.requireNonNullElse(other, place);
    }

    /** The id of a part that is known by the record it names, or else by its place. */
    String idWith(@Nullable String named) {
        return named == null ? id() : document.sourceId() + "/" + named;
    }
}
