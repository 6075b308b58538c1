package app.tds.pipeline;

import app.tds.source.SourceRecord;
import app.tds.source.Translation;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** What a record means, found out before the step needs it: a row, or the failure to make one. */
final class TranslatedAhead {

    private final @Nullable TranslatedRecord translated;
    private final @Nullable RuntimeException failure;

    private TranslatedAhead(@Nullable TranslatedRecord translated, @Nullable RuntimeException failure) {
        this.translated = translated;
        this.failure = failure;
    }

    /** Translates; a failure is kept for the step, which puts the record into quarantine or ends the run. */
    static TranslatedAhead of(Translation translation, SourceRecord record) {
        try {
            return new TranslatedAhead(TranslatedRecord.of(translation, record), null);
        } catch (RuntimeException failure) {
            return new TranslatedAhead(null, failure);
        }
    }

    /** The row; fails as the translation did. */
    TranslatedRecord get() {
        if (translated == null) {
            throw Objects.requireNonNull(failure);
        }
        return translated;
    }

    /** Pages whose changed records are translated by the thread that reads them, while the step writes earlier pages. */
    record Pages(PagePrefetch.Pages pages, Translation translation) implements PagePrefetch.Pages {

        @Override
        public ListedPage first() {
            return translated(pages.first());
        }

        @Override
        public ListedPage get(int number) {
            return translated(pages.get(number));
        }

        private ListedPage translated(ListedPage page) {
            return new ListedPage(
                    page.number(), page.records().stream().map(this::translated).toList(), page.next(), page.calls());
        }

        private ListedRecord translated(ListedRecord listed) {
            return listed.unchanged()
                    ? listed
                    : new ListedRecord(listed.record(), false, TranslatedAhead.of(translation, listed.record()));
        }

        @Override
        public boolean canGoOn() {
            return pages.canGoOn();
        }

        @Override
        public void close() {
            pages.close();
        }
    }
}
