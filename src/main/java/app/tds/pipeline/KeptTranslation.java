package app.tds.pipeline;

import app.tds.mirror.KeptRow;
import app.tds.mirror.KeptRow.Document;
import app.tds.mirror.RemadeRow;
import app.tds.mirror.Table;
import app.tds.mirror.TdsDetail;
import app.tds.mirror.TdsRecord;
import app.tds.mirror.TdsRow;
import app.tds.source.DetailTranslation.Detailed;
import app.tds.source.SourceRecord;
import app.tds.source.Translation;
import app.tds.source.Translation.Remark;
import app.tds.source.Translation.Translated;
import app.tds.source.Unusable;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** What the documents of rows mean now. */
final class KeptTranslation {

    private final Translation translation;

    KeptTranslation(Translation translation) {
        this.translation = translation;
    }

    /** A document of a row cannot be used any more. */
    static final class NotUsable extends Exception {

        private static final long serialVersionUID = 1;

        final boolean listed;
        final transient SourceRecord record;
        final Unusable reason;

        private NotUsable(boolean listed, SourceRecord record, Unusable reason) {
            super(reason.getMessage(), reason);
            this.listed = listed;
            this.record = record;
            this.reason = reason;
        }
    }

    /** @param remarks what was changed on the way in is added */
    RemadeRow translate(Class<? extends TdsRow> kind, KeptRow kept, List<Remark> remarks) throws NotUsable {
        return new RemadeRow(list(kind, kept, remarks), details(kind, kept, remarks));
    }

    private @Nullable TdsRecord list(Class<? extends TdsRow> kind, KeptRow kept, List<Remark> remarks)
            throws NotUsable {
        Document listed = kept.list();
        if (listed == null) {
            return null;
        }
        var record = new SourceRecord(kept.sourceId(), null, listed.json(), kept.fingerprint());
        try {
            Translated translated = translation.translate(record);
            remarks.addAll(translated.remarks());
            return new TdsRecord(ofKind(kind, translated.row()), listed.hash(), kept.fingerprint());
        } catch (Unusable reason) {
            throw new NotUsable(true, record, reason);
        }
    }

    private @Nullable TdsDetail details(Class<? extends TdsRow> kind, KeptRow kept, List<Remark> remarks)
            throws NotUsable {
        Document document = kept.details();
        if (document == null) {
            return null;
        }
        var record = new SourceRecord(kept.sourceId(), null, document.json(), document.hash());
        try {
            Detailed detailed = translation.details().orElseThrow().translate(record);
            remarks.addAll(detailed.remarks());
            return new TdsDetail(ofKind(kind, detailed.row()), document.hash(), detailed.children());
        } catch (Unusable reason) {
            throw new NotUsable(false, record, reason);
        }
    }

    /** A record that has become something else is another row, which the source has to tell of. */
    private static TdsRow ofKind(Class<? extends TdsRow> kind, TdsRow row) {
        if (!table(kind).equals(table(row.getClass()))) {
            throw new Unusable(
                    "translation",
                    "makes a row of " + table(row.getClass()) + " of what is one of " + table(kind)
                            + ": run a full import, which knows what it is now");
        }
        return row;
    }

    /** The name of the table of schema {@code tds} that rows of this kind are in. */
    static String table(Class<? extends TdsRow> kind) {
        return Objects.requireNonNull(kind.getAnnotation(Table.class)).value();
    }
}
