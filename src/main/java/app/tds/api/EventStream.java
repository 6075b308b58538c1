package app.tds.api;

import app.tds.access.Login;
import app.tds.event.Event;
import app.tds.event.Events;
import app.tds.event.Events.Filter;
import app.tds.event.Events.Kept;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;
import org.springframework.http.MediaType;
import org.springframework.web.servlet.mvc.method.annotation.SseEmitter;
import org.springframework.web.servlet.mvc.method.annotation.SseEmitter.SseEventBuilder;

/**
 * Tells subscribers of events as they are published.
 *
 * <p>Each subscriber has a place in the table of events, and is sent the events behind that place, some at a time. A
 * slow reader keeps nobody else waiting and fills no memory. Whoever loses the connection says with
 * {@code Last-Event-ID} where it was.
 */
class EventStream extends Streams<EventStream.Subscriber> {

    private static final int AT_A_TIME = 20;

    private final Events events;
    private final ExecutorService senders = Executors.newCachedThreadPool(task -> {
        var thread = new Thread(task, "events-send");
        // Its reader may never read on.
        thread.setDaemon(true);
        return thread;
    });

    EventStream(Events events) {
        super("events");
        this.events = events;
    }

    static final class Subscriber extends Streams.Stream {

        private final AtomicBoolean sending = new AtomicBoolean();
        private final Filter filter;
        private volatile long at;

        Subscriber(Login login, Filter filter, long at) {
            super(login);
            this.filter = filter;
            this.at = at;
        }

        void tell(String name, Object data) {
            send(SseEmitter.event().name(name).data(data, MediaType.APPLICATION_JSON));
        }

        /** A sign of life too says where to go on: what is wanted may not have happened for long. */
        @Override
        protected void send(SseEventBuilder event) {
            super.send(event.id(Long.toString(at)));
        }
    }

    /** The events behind this one, or from now on. */
    SseEmitter after(@Nullable Long sequence, Filter filter, Login login) {
        Kept kept = events.kept();
        boolean gap = sequence != null && (sequence < kept.oldest() - 1 || sequence > kept.newest());
        long at = sequence == null ? kept.newest() : gap ? kept.oldest() - 1 : sequence;
        var subscriber = new Subscriber(login, filter, at);
        open(subscriber);
        send(subscriber, gap ? () -> subscriber.tell("gap", kept) : subscriber::signOfLife);
        return subscriber.emitter();
    }

    @Override
    protected void look(List<Subscriber> subscribers, boolean signOfLife) {
        long newest = events.kept().newest();
        for (var subscriber : subscribers) {
            boolean behind = subscriber.at < newest;
            if ((behind || signOfLife) && subscriber.sending.compareAndSet(false, true)) {
                senders.execute(() -> {
                    send(subscriber, behind ? () -> send(subscriber, newest) : subscriber::signOfLife);
                    subscriber.sending.set(false);
                });
            }
        }
    }

    private void send(Subscriber subscriber, long upTo) {
        List<Event> some;
        do {
            some = events.after(subscriber.at, upTo, subscriber.filter, AT_A_TIME);
            for (Event event : some) {
                subscriber.at = event.sequence();
                subscriber.tell(event.event(), event);
            }
        } while (some.size() == AT_A_TIME);
        subscriber.at = upTo;
    }

    @Override
    public void stop() {
        super.stop();
        senders.shutdown();
    }
}
