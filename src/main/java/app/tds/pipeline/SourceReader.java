package app.tds.pipeline;

import java.util.Collections;
import java.util.Iterator;
import org.jspecify.annotations.Nullable;
import org.springframework.batch.infrastructure.item.ExecutionContext;
import org.springframework.batch.infrastructure.item.ItemStreamReader;

/**
 * Reads a list record by record. A restart begins with the page of the first record that was not committed. Where a list
 * cannot be resumed, a restart begins with the first page.
 *
 * <p>That page is read whole: after a shift its records need not be where they were, and reading one twice is harmless.
 */
final class SourceReader implements ItemStreamReader<ListedRecord> {

    /** Where a restart goes on; runs of versions that read all lists forwards had {@code page}, and begin again. */
    private static final String NEXT = "next page";

    /** The list was read to its end. */
    private static final int NONE = -1;

    private final String name;
    private final PagePrefetch.Pages pages;
    private final int pagesAhead;
    private final RunTally tally;
    private final @Nullable PagePrefetch begun;

    private @Nullable PagePrefetch prefetch;
    private Iterator<ListedRecord> records = Collections.emptyIterator();
    private int page;
    private int next;
    private boolean last;

    SourceReader(String name, PagePrefetch.Pages pages, int pagesAhead, RunTally tally) {
        this(name, pages, pagesAhead, tally, null);
    }

    /** @param begun the pages from the first one on, if they are being read already */
    SourceReader(String name, PagePrefetch.Pages pages, int pagesAhead, RunTally tally, @Nullable PagePrefetch begun) {
        this.begun = begun;
        this.name = name;
        this.pages = pages;
        this.pagesAhead = pagesAhead;
        this.tally = tally;
    }

    @Override
    public void open(ExecutionContext context) {
        int before = context.getInt(NEXT, 0);
        last = before == NONE;
        next = last || pages.canGoOn() ? before : 0;
        if (!last) {
            prefetch = next == 0 && begun != null ? begun : new PagePrefetch(name, pages, next, pagesAhead);
        }
    }

    @Override
    public @Nullable ListedRecord read() throws InterruptedException {
        while (!records.hasNext()) {
            if (last || prefetch == null) {
                return null;
            }
            ListedPage taken = prefetch.take();
            page = taken.number();
            next = taken.next();
            last = taken.last();
            records = taken.records().iterator();
            tally.page(taken.calls());
        }
        ListedRecord record = records.next();
        tally.read(record.record().sourceId());
        return record;
    }

    @Override
    public void update(ExecutionContext context) {
        context.putInt(NEXT, records.hasNext() ? page : last ? NONE : next);
    }

    @Override
    public void close() {
        if (prefetch != null) {
            prefetch.close();
        }
    }
}
