package app.tds.api;

import app.tds.event.Event;
import app.tds.event.Events;
import app.tds.event.Events.Filter;
import app.tds.event.Events.Kept;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.web.server.ResponseStatusException;
import org.springframework.web.servlet.mvc.method.annotation.SseEmitter;
import org.springframework.web.servlet.mvc.method.annotation.SseEmitter.SseEventBuilder;

/**
 * Tells subscribers of events as they are published, on whatever node.
 *
 * <p>Each has a place in the table of events and is sent what is behind it, some at a time: whoever reads slowly keeps
 * nobody else waiting and fills no memory. Whoever loses the connection says with {@code Last-Event-ID} where it was.
 */
class EventStream implements SmartLifecycle {

    private static final Logger log = LoggerFactory.getLogger(EventStream.class);
    private static final Duration LONGEST = Duration.ofMinutes(30);
    private static final int MOST = 100;
    private static final int AT_A_TIME = 20;
    private static final int SIGN_OF_LIFE_EVERY = 15;

    private final Events events;
    private final List<Subscriber> subscribers = new CopyOnWriteArrayList<>();
    private final ScheduledExecutorService timer =
            Executors.newSingleThreadScheduledExecutor(task -> new Thread(task, "events-stream"));
    private final ExecutorService senders = Executors.newCachedThreadPool(task -> {
        var thread = new Thread(task, "events-send");
        thread.setDaemon(true);
        return thread;
    });
    private volatile boolean running;
    private int rounds;

    EventStream(Events events) {
        this.events = events;
    }

    private final class Subscriber {

        private final SseEmitter emitter = new SseEmitter(LONGEST.toMillis());
        private final AtomicBoolean sending = new AtomicBoolean();
        private final Filter filter;
        private volatile long at;

        Subscriber(Filter filter, long at) {
            this.filter = filter;
            this.at = at;
        }

        void send(long upTo) {
            List<Event> some;
            do {
                some = events.after(at, upTo, filter, AT_A_TIME);
                for (Event event : some) {
                    at = event.sequence();
                    send(event.event(), event);
                }
            } while (some.size() == AT_A_TIME);
            at = upTo;
        }

        private void send(String name, Object data) {
            send(SseEmitter.event().name(name).data(data, MediaType.APPLICATION_JSON));
        }

        /** It carries a number too, since what is wanted may not have happened for long. */
        void signOfLife() {
            send(SseEmitter.event().comment("still there"));
        }

        private void send(SseEventBuilder event) {
            try {
                emitter.send(event.id(Long.toString(at)));
            } catch (IOException cause) {
                throw new UncheckedIOException(cause);
            }
        }
    }

    /** The events behind this one, or from now on. */
    SseEmitter after(@Nullable Long sequence, Filter filter) {
        if (subscribers.size() >= MOST || !running) {
            throw new ResponseStatusException(HttpStatus.SERVICE_UNAVAILABLE, "Too many are subscribed.");
        }
        Kept kept = events.kept();
        boolean gap = sequence != null && (sequence < kept.oldest() - 1 || sequence > kept.newest());
        long at = sequence == null ? kept.newest() : gap ? kept.oldest() - 1 : sequence;
        var subscriber = new Subscriber(filter, at);
        subscriber.emitter.onCompletion(() -> subscribers.remove(subscriber));
        subscriber.emitter.onTimeout(subscriber.emitter::complete);
        subscriber.emitter.onError(gone -> subscribers.remove(subscriber));
        if (gap) {
            subscriber.send("gap", kept);
        } else {
            subscriber.signOfLife();
        }
        subscribers.add(subscriber);
        return subscriber.emitter;
    }

    private void look() {
        if (subscribers.isEmpty()) {
            return;
        }
        boolean signOfLife = ++rounds % SIGN_OF_LIFE_EVERY == 0;
        try {
            long newest = events.kept().newest();
            for (var subscriber : subscribers) {
                boolean behind = subscriber.at < newest;
                if ((behind || signOfLife) && subscriber.sending.compareAndSet(false, true)) {
                    senders.execute(() -> tell(subscriber, newest));
                }
            }
        } catch (RuntimeException failure) {
            log.warn("Subscribers could not be told of events: {}", failure.getMessage());
        }
    }

    private void tell(Subscriber subscriber, long upTo) {
        try {
            if (subscriber.at < upTo) {
                subscriber.send(upTo);
            } else {
                subscriber.signOfLife();
            }
        } catch (UncheckedIOException | IllegalStateException gone) {
            subscribers.remove(subscriber);
        } catch (RuntimeException failure) {
            log.warn("A subscriber could not be told of events: {}", failure.getMessage());
        } finally {
            subscriber.sending.set(false);
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
        senders.shutdown();
        subscribers.forEach(subscriber -> subscriber.emitter.complete());
    }

    @Override
    public boolean isRunning() {
        return running;
    }
}
