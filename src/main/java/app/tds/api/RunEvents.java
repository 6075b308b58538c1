package app.tds.api;

import app.tds.access.Login;
import app.tds.pipeline.RunAnswer;
import app.tds.pipeline.RunHistory;
import app.tds.pipeline.RunHistory.State;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.springframework.http.MediaType;
import org.springframework.web.servlet.mvc.method.annotation.SseEmitter;

/** Tells connected readers how a run goes on. A reader that connects again is told how things are. */
class RunEvents extends Streams<RunEvents.Watch> {

    private static final Set<State> LIVE = Set.of(State.WAITING, State.RUNNING, State.PARKED);

    private final RunHistory history;

    RunEvents(RunHistory history) {
        super("run-events");
        this.history = history;
    }

    static final class Watch extends Streams.Stream {

        private RunAnswer told;

        Watch(RunAnswer told, Login login) {
            super(login);
            this.told = told;
        }

        void tell(RunAnswer now) {
            told = now;
            boolean over = !LIVE.contains(now.state());
            send(SseEmitter.event().name(over ? "end" : "progress").data(now, MediaType.APPLICATION_JSON));
            if (over) {
                emitter().complete();
            }
        }
    }

    /** The events of this run, beginning with how it is now. */
    SseEmitter of(RunAnswer now, Login login) {
        var watch = new Watch(now, login);
        if (LIVE.contains(now.state())) {
            open(watch);
        }
        send(watch, () -> watch.tell(now));
        return watch.emitter();
    }

    @Override
    protected void look(List<Watch> watches, boolean signOfLife) {
        var ids = watches.stream().map(watch -> watch.told.id()).collect(Collectors.toSet());
        var now = history.these(ids).stream().map(RunAnswer::of).collect(Collectors.toMap(RunAnswer::id, it -> it));
        for (var watch : watches) {
            var run = now.get(watch.told.id());
            if (run != null && !run.equals(watch.told)) {
                send(watch, () -> watch.tell(run));
            } else if (signOfLife) {
                send(watch, watch::signOfLife);
            }
        }
    }
}
