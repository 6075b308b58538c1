package app.tds.source;

import app.tds.mirror.ChildSet;
import app.tds.mirror.TdsChild;
import app.tds.mirror.TdsRow;
import app.tds.source.Translation.Remark;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The details of one kind of source record as rows of TDS: a pure function. */
public interface DetailTranslation {

    /** The kinds of part that are deleted with their row and come back with it. */
    Set<Class<? extends TdsChild>> parts();

    /**
     * The row that these details describe, and the rows that are part of it.
     *
     * @param detail the document itself, without the answer around it
     * @throws Unusable if a field cannot be read or a required one is missing
     */
    Detailed translate(SourceRecord detail);

    /** What a document holds, and what of it is read; empty if that is not known. */
    default List<SourceField> fields(SourceRecord detail) {
        return List.of();
    }

    /**
     * Whether a document that came with a webhook says all that a fetched document says. A person may have composed the
     * body of the webhook.
     *
     * @param kept the details at hand, which it must not fall short of; null if there are none
     */
    default boolean isComplete(SourceRecord document, byte @Nullable [] kept) {
        return false;
    }

    /**
     * A row with its parts, and what was changed on the way in.
     *
     * @param row the row
     * @param children the kinds of part that the document tells of
     * @param remarks usually none
     */
    record Detailed(TdsRow row, List<ChildSet<?>> children, List<Remark> remarks) {}
}
