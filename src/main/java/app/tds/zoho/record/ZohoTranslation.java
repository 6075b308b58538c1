package app.tds.zoho.record;

import app.tds.mirror.Answer;
import app.tds.mirror.TdsRow;
import app.tds.source.DetailTranslation;
import app.tds.source.SourceField;
import app.tds.source.SourceRecord;
import app.tds.source.Translation;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** What Zoho's records of one kind mean, as their rows say. */
abstract class ZohoTranslation implements Translation {

    private final String name;
    private final Rows rows;
    private final DetailTranslation documents;

    /**
     * @param rows what list rows become
     * @param documents what complete documents become
     */
    ZohoTranslation(String name, Rows rows, DetailTranslation documents) {
        this.name = name;
        this.rows = rows;
        this.documents = documents;
    }

    /**
     * Lists and documents become rows of the same kind.
     *
     * @param parts what documents tell of besides
     * @param whole see {@link ZohoDocument}
     */
    ZohoTranslation(String name, Rows rows, List<Parts<?>> parts, String... whole) {
        this(name, rows, new ZohoDocument(rows, parts, whole));
    }

    @Override
    public final String name() {
        return name;
    }

    @Override
    public final Set<Class<? extends TdsRow>> rows() {
        return rows.kinds();
    }

    @Override
    public final Translated translate(SourceRecord record) {
        ZohoRecord zoho = listed(record);
        return new Translated(rows.read(zoho, Answer.LIST), zoho.remarks());
    }

    @Override
    public final List<SourceField> fields(SourceRecord record) {
        ZohoRecord traced = listed(record).traced();
        return traced.fieldsOf(record, () -> rows.read(traced, Answer.LIST));
    }

    /** A list row, read as far as its columns need. */
    ZohoRecord listed(SourceRecord record) {
        return new ZohoRecord(record);
    }

    @Override
    public final Optional<DetailTranslation> details() {
        return Optional.of(documents);
    }
}
