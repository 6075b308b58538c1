package app.tds.source;

import app.tds.mirror.Kinds;
import app.tds.mirror.TdsRow;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** One kind of source record as rows of TDS: a pure function. */
public interface Translation {

    /** The name job files use for it. */
    String name();

    /** The kinds of row that records become; each record becomes a row of one kind. */
    Set<Class<? extends TdsRow>> rows();

    /**
     * The row that this record is.
     *
     * @throws Unusable if a field cannot be read or a required one is missing
     */
    Translated translate(SourceRecord record);

    /** What a record of the list holds, and what of it is read; empty if that is not known. */
    default List<SourceField> fields(SourceRecord record) {
        return List.of();
    }

    /** What the details of these records mean, where they say more than the list does. */
    default Optional<DetailTranslation> details() {
        return Optional.empty();
    }

    /**
     * The name of the translation whose records these are another side of, under the same ids: what is deleted there is
     * deleted here too.
     */
    default Optional<String> sideOf() {
        return Optional.empty();
    }

    /** What these records become. */
    default Kinds kinds() {
        return new Kinds(rows(), details().map(DetailTranslation::parts).orElse(Set.of()));
    }

    /**
     * A row, and what was changed on the way in.
     *
     * @param row the row
     * @param remarks usually none
     */
    record Translated(TdsRow row, List<Remark> remarks) {}

    /**
     * Something that was changed to make a value storable.
     *
     * @param field in the source's name
     * @param text what was changed
     */
    record Remark(String field, String text) {}
}
