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
 * Many requests, few commits, few connections: whoever finds a connection free writes for all who wait, and the others
 * find themselves served. Nobody goes on before the commit that holds what they brought.
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

    /** It could not be kept. */
    static final class NotStored extends RuntimeException {
        NotStored(String message, @Nullable Throwable cause) {
            super(message, cause);
        }
    }

    /** Somebody who waits. */
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
     * @throws NotStored if they are not, as far as one can know
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

    /** Until its rows are written, or it is its turn to write. */
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

    /** Whoever waits longest goes on. */
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

    /** One that cannot be stored takes no other with it. */
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
