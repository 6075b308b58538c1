package app.tds.api;

import app.tds.pipeline.RunHistory;
import app.tds.pipeline.RunHistory.State;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.web.server.ResponseStatusException;
import org.springframework.web.servlet.mvc.method.annotation.SseEmitter;

/**
 * Tells those who watch a run how it goes on.
 *
 * <p>It asks the database once a second for all of them, so that it does not matter which node executes the run; whoever
 * loses the connection connects again, and is told how things are.
 */
class RunEvents implements SmartLifecycle {

    private static final Logger log = LoggerFactory.getLogger(RunEvents.class);
    private static final Duration LONGEST = Duration.ofMinutes(30);
    private static final int MOST = 200;
    private static final int SIGN_OF_LIFE_EVERY = 15;
    private static final Set<State> LIVE = Set.of(State.RUNNING, State.PARKED);

    private final RunHistory history;
    private final List<Watch> watches = new CopyOnWriteArrayList<>();
    private final ScheduledExecutorService timer =
            Executors.newSingleThreadScheduledExecutor(task -> new Thread(task, "run-events"));
    private volatile boolean running;
    private int rounds;

    RunEvents(RunHistory history) {
        this.history = history;
    }

    private static final class Watch {

        private final SseEmitter emitter = new SseEmitter(LONGEST.toMillis());
        private RunAnswer told;

        Watch(RunAnswer told) {
            this.told = told;
        }

        void tell(RunAnswer now) throws IOException {
            told = now;
            boolean over = !LIVE.contains(now.state());
            emitter.send(SseEmitter.event().name(over ? "end" : "progress").data(now, MediaType.APPLICATION_JSON));
            if (over) {
                emitter.complete();
            }
        }
    }

    /** The events of this run, beginning with how it is now. */
    SseEmitter of(RunAnswer now) {
        if (watches.size() >= MOST || !running) {
            throw new ResponseStatusException(
                    HttpStatus.SERVICE_UNAVAILABLE, "Too many are watching; ask for the run itself.");
        }
        var watch = new Watch(now);
        watch.emitter.onCompletion(() -> watches.remove(watch));
        watch.emitter.onTimeout(watch.emitter::complete);
        watch.emitter.onError(gone -> watches.remove(watch));
        tell(watch, now);
        if (LIVE.contains(now.state())) {
            watches.add(watch);
        }
        return watch.emitter;
    }

    private void look() {
        if (watches.isEmpty()) {
            return;
        }
        boolean signOfLife = ++rounds % SIGN_OF_LIFE_EVERY == 0;
        try {
            var ids = watches.stream().map(watch -> watch.told.id()).collect(Collectors.toSet());
            var now = history.these(ids).stream().map(RunAnswer::of).collect(Collectors.toMap(RunAnswer::id, it -> it));
            for (var watch : watches) {
                var run = now.get(watch.told.id());
                if (run != null && !run.equals(watch.told)) {
                    tell(watch, run);
                } else if (signOfLife) {
                    comment(watch);
                }
            }
        } catch (RuntimeException failure) {
            log.warn("Those who watch runs could not be told: {}", failure.getMessage());
        }
    }

    private void tell(Watch watch, RunAnswer now) {
        try {
            watch.tell(now);
        } catch (IOException | IllegalStateException gone) {
            watches.remove(watch);
        }
    }

    private void comment(Watch watch) {
        try {
            watch.emitter.send(SseEmitter.event().comment("still there"));
        } catch (IOException | IllegalStateException gone) {
            watches.remove(watch);
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
        watches.forEach(watch -> watch.emitter.complete());
    }

    @Override
    public boolean isRunning() {
        return running;
    }
}
