package app.tds;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;

/**
 * Repeats every {@link Repeated} work while this process serves, each on a thread of its own.
 *
 * <p>The log says once when work begins to fail, once when the reason changes, and once when the work succeeds again.
 */
@Component
class Repetition implements SmartLifecycle {

    /** A round that is under way may end by itself, such as the answer to a request for a token. */
    private static final int PATIENCE_SECONDS = 2;

    private static final Logger log = LoggerFactory.getLogger(Repetition.class);

    private final List<Repeated> work;
    private final ThisProcess process;
    private final Map<String, String> failures = new HashMap<>();
    private @Nullable ScheduledExecutorService threads;

    Repetition(List<Repeated> work, ThisProcess process) {
        this.work = List.copyOf(work);
        this.process = process;
    }

    @Override
    public synchronized void start() {
        if (process.serves() && threads == null && !work.isEmpty()) {
            ScheduledExecutorService started =
                    Executors.newScheduledThreadPool(work.size(), task -> new Thread(task, "repeated"));
            threads = started;
            work.forEach(it -> started.scheduleWithFixedDelay(
                    () -> round(it), it.firstAfter().toMillis(), it.pause().toMillis(), TimeUnit.MILLISECONDS));
        }
    }

    /** One round; whatever is thrown is said, and the next round comes all the same. */
    void round(Repeated it) {
        try {
            it.round();
            succeeded(it);
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        } catch (RuntimeException | LinkageError failure) {
            failed(it, String.valueOf(failure.getMessage()));
            log.debug("{} failed", it.subject(), failure);
        }
    }

    private synchronized void succeeded(Repeated it) {
        if (failures.remove(it.subject()) != null) {
            log.info("{}: works again", it.subject());
        }
    }

    private synchronized void failed(Repeated it, String reason) {
        if (!reason.equals(failures.put(it.subject(), reason)) && isRunning()) {
            log.warn("{}: failed and is tried again every {} s: {}", it.subject(), seconds(it), reason);
        }
    }

    private static String seconds(Repeated it) {
        return it.pause().toMillis() < 1_000
                ? "0." + it.pause().toMillis() / 100
                : Long.toString(it.pause().toSeconds());
    }

    @Override
    public void stop() {
        ScheduledExecutorService stopped;
        synchronized (this) {
            stopped = threads;
            threads = null;
        }
        if (stopped != null) {
            stopped.shutdown();
            try {
                stopped.awaitTermination(PATIENCE_SECONDS, TimeUnit.SECONDS);
            } catch (InterruptedException told) {
                Thread.currentThread().interrupt();
            }
            stopped.shutdownNow();
        }
    }

    @Override
    public synchronized boolean isRunning() {
        return threads != null;
    }
}
