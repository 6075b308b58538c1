package app.tds.api;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.http.HttpStatus;
import org.springframework.web.server.ResponseStatusException;
import org.springframework.web.servlet.mvc.method.annotation.SseEmitter;
import org.springframework.web.servlet.mvc.method.annotation.SseEmitter.SseEventBuilder;

/**
 * Streams of server-sent events, looked after once a second until their readers leave or the process ends.
 *
 * <p>What is sent comes from the database, so that it does not matter which node a reader is connected to.
 */
abstract class Streams<S extends Streams.Stream> implements SmartLifecycle {

    private static final Logger log = LoggerFactory.getLogger(Streams.class);
    private static final Duration LONGEST = Duration.ofMinutes(30);
    private static final int MOST = 200;
    private static final int SIGN_OF_LIFE_EVERY = 15;

    private final List<S> open = new CopyOnWriteArrayList<>();
    private final ScheduledExecutorService timer;
    private volatile boolean running;
    private int rounds;

    Streams(String name) {
        timer = Executors.newSingleThreadScheduledExecutor(task -> new Thread(task, name));
    }

    /** What goes to one reader. */
    abstract static class Stream {

        private final SseEmitter emitter = new SseEmitter(LONGEST.toMillis());

        SseEmitter emitter() {
            return emitter;
        }

        void send(SseEventBuilder event) {
            try {
                emitter.send(event);
            } catch (IOException cause) {
                throw new UncheckedIOException(cause);
            }
        }

        /** Shows that the connection lives. */
        void signOfLife() {
            send(SseEmitter.event().comment("still there"));
        }
    }

    /** Refuses one stream too many. */
    void refuseTooMany() {
        if (open.size() >= MOST || !running) {
            throw new ResponseStatusException(
                    HttpStatus.SERVICE_UNAVAILABLE, "Too many are listening; try again later.");
        }
    }

    /** Looks after this one too, from now on. */
    void open(S stream) {
        stream.emitter().onCompletion(() -> open.remove(stream));
        stream.emitter().onTimeout(stream.emitter()::complete);
        stream.emitter().onError(gone -> open.remove(stream));
        open.add(stream);
    }

    /** Whoever is not there any more needs nothing. */
    void send(S stream, Runnable sending) {
        try {
            sending.run();
        } catch (UncheckedIOException | IllegalStateException gone) {
            open.remove(stream);
        } catch (RuntimeException failure) {
            log.warn("Somebody who listens could not be told: {}", failure.getMessage());
        }
    }

    /** Sends what there is to these, or a sign of life if it is time for that. */
    abstract void look(List<S> open, boolean signOfLife);

    private void look() {
        if (open.isEmpty()) {
            return;
        }
        try {
            look(open, ++rounds % SIGN_OF_LIFE_EVERY == 0);
        } catch (RuntimeException failure) {
            log.warn("Those who listen could not be told: {}", failure.getMessage());
        }
    }

    @Override
    public void start() {
        running = true;
        timer.scheduleWithFixedDelay(this::look, 1, 1, TimeUnit.SECONDS);
    }

    /** Before the web server waits for the requests that are open. */
    @Override
    public void stop() {
        running = false;
        timer.shutdownNow();
        open.forEach(stream -> stream.emitter().complete());
    }

    @Override
    public boolean isRunning() {
        return running;
    }
}
