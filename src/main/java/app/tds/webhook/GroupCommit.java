package app.tds.webhook;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.DataIntegrityViolationException;
import org.springframework.stereotype.Component;

/**
 * Many requests share few commits and few connections. A request that finds a connection free writes the rows of all
 * waiting requests. No request is answered before the commit that holds its rows.
 */
@Component
class GroupCommit {

    private static final int AT_ONCE = 3;
    private static final int TOGETHER = 256;
    private static final long PATIENCE_SECONDS = 10;

    private final Inbox inbox;
    private final ConcurrentLinkedQueue<Waiting> waiting = new ConcurrentLinkedQueue<>();
    private final Semaphore writers = new Semaphore(AT_ONCE);

    GroupCommit(Inbox inbox) {
        this.inbox = inbox;
    }

    /** The rows could not be kept. */
    static final class NotStored extends RuntimeException {
        NotStored(String message, @Nullable Throwable cause) {
            super(message, cause);
        }
    }

    /** A request that waits for its commit. */
    private static final class Waiting {

        private final List<InboxRow> rows;
        private final Semaphore called = new Semaphore(0);
        private volatile boolean taken;
        private volatile boolean over;
        private @Nullable RuntimeException failure;

        Waiting(List<InboxRow> rows) {
            this.rows = rows;
        }
    }

    /**
     * Returns when the rows are committed.
     *
     * @throws NotStored if the rows are not committed, as far as can be known
     */
    void store(List<InboxRow> rows) {
        Waiting mine = new Waiting(rows);
        waiting.add(mine);
        while (!mine.over) {
            if (!mine.taken && writers.tryAcquire()) {
                try {
                    writeNext();
                } finally {
                    writers.release();
                    callNext();
                }
            } else {
                awaitCall(mine);
            }
        }
        if (mine.failure != null) {
            throw new NotStored("the database did not take it: " + mine.failure.getMessage(), mine.failure);
        }
    }

    /** Waits until another request has written these rows, or until it is this request's turn to write. */
    private void awaitCall(Waiting mine) {
        try {
            if (mine.called.tryAcquire(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
                return;
            }
        } catch (InterruptedException cause) {
            Thread.currentThread().interrupt();
        }
        if (waiting.remove(mine) && mine.called.tryAcquire()) {
            callNext();
        }
        throw new NotStored("the database takes too long, or the application is about to end", null);
    }

    /** Wakes the request that has waited longest. */
    private void callNext() {
        Waiting next = waiting.peek();
        if (next != null) {
            next.called.release();
        }
    }

    private void writeNext() {
        List<Waiting> together = new ArrayList<>();
        for (Waiting next = waiting.poll(); next != null; next = waiting.poll()) {
            next.taken = true;
            together.add(next);
            if (together.size() == TOGETHER) {
                break;
            }
        }
        if (!together.isEmpty()) {
            write(together);
        }
    }

    /** A delivery that cannot be stored does not keep the others from being stored. */
    private void write(List<Waiting> together) {
        try {
            inbox.store(together.stream().flatMap(one -> one.rows.stream()).toList());
        } catch (DataIntegrityViolationException failure) {
            if (together.size() > 1) {
                together.forEach(one -> write(List.of(one)));
            } else {
                together.forEach(one -> one.failure = failure);
            }
        } catch (RuntimeException failure) {
            together.forEach(one -> one.failure = failure);
        }
        for (Waiting one : together) {
            one.over = true;
            one.called.release();
        }
    }
}
