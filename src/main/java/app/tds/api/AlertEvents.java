package app.tds.api;

import app.tds.access.Login;
import app.tds.alarm.AlarmChanged;
import app.tds.alarm.AlarmHistory;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.http.MediaType;
import org.springframework.web.servlet.mvc.method.annotation.SseEmitter;

/** Tells connected readers what happens to alarms, on any node. */
class AlertEvents extends Streams<AlertEvents.Listener> {

    private static final int AT_A_TIME = 200;
    /** What committed late has a smaller number than what is known already. */
    private static final int LATE = 100;

    private final AlarmHistory history;

    AlertEvents(AlarmHistory history) {
        super("alert-events");
        this.history = history;
    }

    static final class Listener extends Streams.Stream {

        private final Set<Long> told = new HashSet<>();
        private final long from;
        private long at;

        Listener(Login login, long at) {
            super(login);
            this.from = at;
            this.at = at;
        }

        /** What is behind the place where the listener began, once. */
        void tell(List<AlarmChanged> some) {
            for (AlarmChanged one : some) {
                if (one.transition() > Math.max(from, at - LATE) && told.add(one.transition())) {
                    at = Math.max(at, one.transition());
                    send(SseEmitter.event()
                            .id(Long.toString(at))
                            .name(one.change().name())
                            .data(one, MediaType.APPLICATION_JSON));
                }
            }
            told.removeIf(id -> id < at - LATE);
        }
    }

    /** What happens behind this transition, or from now on. */
    SseEmitter after(@Nullable Long transition, Login login) {
        var listener = new Listener(login, transition == null ? history.newest() : transition);
        open(listener);
        send(listener, listener::signOfLife);
        return listener.emitter();
    }

    @Override
    protected void look(List<Listener> listeners, boolean signOfLife) {
        Map<Long, List<AlarmChanged>> behind = new HashMap<>();
        for (Listener listener : listeners) {
            List<AlarmChanged> some =
                    behind.computeIfAbsent(listener.at, at -> history.after(Math.max(0, at - LATE), AT_A_TIME + LATE));
            send(listener, () -> listener.tell(some));
            if (signOfLife) {
                send(listener, listener::signOfLife);
            }
        }
    }
}
