package app.tds.pipeline;

import org.jspecify.annotations.Nullable;

/** What the first page of a delta's list has shown, before a batch job is made for the run. */
public final class FirstLook implements AutoCloseable {

    /** Of a run whose batch job looks itself. */
    public static final FirstLook NONE = new FirstLook(null, null, false);

    private final @Nullable PagePrefetch pages;
    private final @Nullable RunFinished finished;
    private final boolean lost;

    private FirstLook(@Nullable PagePrefetch pages, @Nullable RunFinished finished, boolean lost) {
        this.pages = pages;
        this.finished = finished;
        this.lost = lost;
    }

    /** The batch job goes on with these pages. */
    static FirstLook at(PagePrefetch pages) {
        return new FirstLook(pages, null, false);
    }

    /** Another process took this one for gone while it waited for the page, and has the run now. */
    static FirstLook lost(PagePrefetch pages) {
        return new FirstLook(pages, null, true);
    }

    /** The run needs no batch job. */
    static FirstLook over(RunFinished finished) {
        return new FirstLook(null, finished, false);
    }

    /** The pages that are being read; null if none are. */
    @Nullable
    PagePrefetch pages() {
        return pages;
    }

    /** How the run ended, if it needs no batch job; else null. */
    public @Nullable RunFinished finished() {
        return finished;
    }

    /** Whether the run is another process's now. */
    public boolean isLost() {
        return lost;
    }

    @Override
    public void close() {
        if (pages != null) {
            pages.close();
        }
    }
}
