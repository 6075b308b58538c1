package app.tds.pipeline;

import java.util.Collections;
import java.util.Iterator;
import org.jspecify.annotations.Nullable;
import org.springframework.batch.infrastructure.item.ExecutionContext;
import org.springframework.batch.infrastructure.item.ItemStreamReader;

/**
 * Reads a list record by record; a restart begins with the page of the first record that was not committed.
 *
 * <p>That page is read whole: after a shift its records need not be where they were, and reading one twice is harmless.
 */
final class SourceReader implements ItemStreamReader<ListedRecord> {

    private static final String PAGE = "page";

    private final String name;
    private final PagePrefetch.Pages pages;
    private final int pagesAhead;
    private final RunTally tally;

    private @Nullable PagePrefetch prefetch;
    private Iterator<ListedRecord> records = Collections.emptyIterator();
    private int page;
    private boolean last;

    SourceReader(String name, PagePrefetch.Pages pages, int pagesAhead, RunTally tally) {
        this.name = name;
        this.pages = pages;
        this.pagesAhead = pagesAhead;
        this.tally = tally;
    }

    @Override
    public void open(ExecutionContext context) {
        int first = context.getInt(PAGE, 1);
        page = first - 1;
        prefetch = new PagePrefetch(name, pages, first, pagesAhead);
    }

    @Override
    public @Nullable ListedRecord read() throws InterruptedException {
        while (!records.hasNext()) {
            if (last || prefetch == null) {
                return null;
            }
            ListedPage next = prefetch.take();
            page = next.number();
            last = next.last();
            records = next.records().iterator();
            tally.page(next.calls());
        }
        ListedRecord next = records.next();
        tally.read(next.record().sourceId());
        return next;
    }

    @Override
    public void update(ExecutionContext context) {
        context.putInt(PAGE, Math.max(1, records.hasNext() ? page : page + 1));
    }

    @Override
    public void close() {
        if (prefetch != null) {
            prefetch.close();
        }
    }
}
