package app.tds.pipeline;

import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import org.jspecify.annotations.Nullable;

/**
 * Fetches pages in order, a few ahead of the step that writes the rows.
 *
 * <p>A failure takes its place in the order: what was fetched before it is handed out first, and then the failure.
 */
final class PagePrefetch implements AutoCloseable {

    private final BlockingQueue<Fetched> ahead;
    private final Pages pages;
    private final Thread thread;
    /** What was looked at and not taken yet. */
    private @Nullable Fetched peeked;

    /** Gets pages, in order. */
    interface Pages {
        ListedPage get(int number);

        /** The page with which the reading begins. */
        default ListedPage first() {
            return get(1);
        }

        /** Whether a page still begins with the record at which the reading broke off, or a few records later. */
        default boolean canGoOn() {
            return true;
        }

        /** Nobody asks for more. */
        default void close() {}
    }

    private record Fetched(
            @Nullable ListedPage page, @Nullable Throwable failure) {}

    /**
     * Begins at once.
     *
     * @param firstPage the page to go on with; 0 to begin
     */
    PagePrefetch(String name, Pages pages, int firstPage, int pagesAhead) {
        this.pages = pages;
        this.ahead = new ArrayBlockingQueue<>(Math.max(1, pagesAhead));
        this.thread = new Thread(() -> fetch(firstPage), name);
        this.thread.setDaemon(true);
        this.thread.start();
    }

    private void fetch(int firstPage) {
        try {
            ListedPage page = firstPage == 0 ? pages.first() : pages.get(firstPage);
            ahead.put(new Fetched(page, null));
            while (!page.last()) {
                page = pages.get(page.next());
                ahead.put(new Fetched(page, null));
            }
        } catch (InterruptedException closed) {
            // Nobody waits for more.
        } catch (RuntimeException | Error failure) {
            fail(failure);
        }
    }

    private void fail(Throwable failure) {
        try {
            ahead.put(new Fetched(null, failure));
        } catch (InterruptedException closed) {
            // Nobody waits for it.
        }
    }

    /** The page that {@link #take} hands out next, or the failure in its place. */
    ListedPage peek() throws InterruptedException {
        peeked = peeked == null ? ahead.take() : peeked;
        return page(peeked);
    }

    /** The next page; must not be called again after the last one or a failure. */
    ListedPage take() throws InterruptedException {
        Fetched fetched = peeked == null ? ahead.take() : peeked;
        peeked = null;
        return page(fetched);
    }

    private static ListedPage page(Fetched fetched) {
        if (fetched.failure() instanceof RuntimeException failure) {
            throw failure;
        }
        if (fetched.failure() instanceof Error error) {
            throw error;
        }
        return java.util.Objects.requireNonNull(fetched.page());
    }

    @Override
    public void close() {
        pages.close();
        thread.interrupt();
    }
}
