package app.tds.api;

import app.tds.access.Login;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
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
public abstract class Streams<S extends Streams.Stream> implements SmartLifecycle {

    private static final Logger log = LoggerFactory.getLogger(Streams.class);
    private static final Duration LONGEST = Duration.ofMinutes(30);
    private static final int MOST = 200;
    private static final int MOST_OF_ONE = 20;
    private static final int SIGN_OF_LIFE_EVERY = 15;
    private static final int LOGINS_EVERY = 5;

    private final List<S> open = new CopyOnWriteArrayList<>();
    private final ScheduledExecutorService timer;
    private volatile boolean running;
    private boolean failing;
    private int rounds;

    /** Streams that a thread of this name looks after. */
    protected Streams(String name) {
        timer = Executors.newSingleThreadScheduledExecutor(task -> new Thread(task, name));
    }

    /** What goes to one reader. */
    public abstract static class Stream {

        private final SseEmitter emitter = new SseEmitter(LONGEST.toMillis());
        private final Login login;

        /** A stream to whoever has this login. */
        protected Stream(Login login) {
            this.login = login;
        }

        /** What the web server writes from. */
        public SseEmitter emitter() {
            return emitter;
        }

        Login login() {
            return login;
        }

        /** Sends this event now. */
        protected void send(SseEventBuilder event) {
            try {
                emitter.send(event);
            } catch (IOException cause) {
                throw new UncheckedIOException(cause);
            }
        }

        /** Shows that the connection lives. */
        protected void signOfLife() {
            send(SseEmitter.event().comment("still there"));
        }
    }

    /** Looks after this stream too, from now on; refuses one too many. */
    protected synchronized void open(S stream) {
        if (open.size() >= MOST || !running) {
            throw new ResponseStatusException(
                    HttpStatus.SERVICE_UNAVAILABLE, "Too many are listening; try again later.");
        }
        if (open.stream()
                        .filter(it -> it.login().id().equals(stream.login().id()))
                        .count()
                >= MOST_OF_ONE) {
            throw new ResponseStatusException(
                    HttpStatus.TOO_MANY_REQUESTS,
                    "This login listens " + MOST_OF_ONE + " times already; end one of those streams.");
        }
        stream.emitter().onCompletion(() -> open.remove(stream));
        stream.emitter().onTimeout(stream.emitter()::complete);
        stream.emitter().onError(gone -> open.remove(stream));
        open.add(stream);
    }

    /** A stream that fails ends, and its reader may connect again. A reader that is gone needs nothing. */
    protected void send(S stream, Runnable sending) {
        try {
            sending.run();
        } catch (UncheckedIOException | IllegalStateException gone) {
            open.remove(stream);
        } catch (RuntimeException failure) {
            log.warn("The stream of {} failed and ends: {}", stream.login().name(), failure.getMessage());
            end(stream);
        }
    }

    private void end(S stream) {
        open.remove(stream);
        stream.emitter().complete();
    }

    /** Sends what there is to these streams, or a sign of life when that is due. */
    protected abstract void look(List<S> open, boolean signOfLife);

    void look() {
        if (open.isEmpty()) {
            return;
        }
        try {
            rounds++;
            if (rounds % LOGINS_EVERY == 0) {
                endThoseOfBadLogins();
            }
            look(open, rounds % SIGN_OF_LIFE_EVERY == 0);
            failing = false;
        } catch (RuntimeException failure) {
            if (!failing) {
                log.warn(
                        "Listeners of the event stream could not be told of changes. They are told as soon as the database answers: {}",
                        failure.getMessage());
            }
            failing = true;
        }
    }

    /** Such as of a key that was revoked. */
    private void endThoseOfBadLogins() {
        Map<String, Boolean> good = new HashMap<>();
        for (S stream : open) {
            Login login = stream.login();
            if (!good.computeIfAbsent(login.id(), unknown -> login.good().getAsBoolean())) {
                log.info("The event stream of {} ends, since this login is no longer valid.", login.name());
                end(stream);
            }
        }
    }

    @Override
    public void start() {
        startWithoutTimer();
        timer.scheduleWithFixedDelay(this::look, 1, 1, TimeUnit.SECONDS);
    }

    void startWithoutTimer() {
        running = true;
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
