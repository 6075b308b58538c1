package app.tds.pipeline;

import app.tds.source.WaitedForLimit;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;

/** How long calls of runs have waited for limits since it was last noted. */
@Component
class LimitWaits {

    private final Map<Long, Duration> waits = new ConcurrentHashMap<>();

    @EventListener
    void on(WaitedForLimit call) {
        waits.merge(call.runId(), call.waited(), Duration::plus);
    }

    /** What has to be noted, once. */
    long millis(Run run) {
        Duration waited = waits.remove(run.id());
        return waited == null ? 0 : waited.toMillis();
    }
}
