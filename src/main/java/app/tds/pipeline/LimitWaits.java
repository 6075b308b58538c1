package app.tds.pipeline;

import app.tds.source.WaitedForLimit;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;

/** How long at least one call of a run waited for a limit. Calls that wait side by side count once. */
@Component
class LimitWaits {

    private final Map<Long, Waits> waits = new ConcurrentHashMap<>();
    private final Clock clock;

    LimitWaits(Clock clock) {
        this.clock = clock;
    }

    @EventListener
    void on(WaitedForLimit call) {
        Instant now = clock.instant();
        waits.computeIfAbsent(call.runId(), run -> new Waits()).add(now.minus(call.waited()), now);
    }

    @EventListener
    void on(RunFinished finished) {
        waits.remove(finished.run().id());
    }

    /** What has to be noted, once. */
    long millis(Run run) {
        Waits ofRun = waits.get(run.id());
        return ofRun == null ? 0 : ofRun.notNoted();
    }

    /** Spans of time that do not overlap, the last one on top. */
    private static final class Waits {

        /** Calls that wait longer than it takes to fill this are too few to matter. */
        private static final int REMEMBERED = 100;

        private final Deque<Span> spans = new ArrayDeque<>();
        private Duration all = Duration.ZERO;
        private Duration noted = Duration.ZERO;

        private record Span(Instant from, Instant to) {

            Duration length() {
                return Duration.between(from, to);
            }
        }

        synchronized void add(Instant from, Instant to) {
            Instant begin = from;
            Instant end = to;
            while (!spans.isEmpty() && !spans.getFirst().to().isBefore(begin)) {
                Span overlapped = spans.removeFirst();
                all = all.minus(overlapped.length());
                begin = begin.isBefore(overlapped.from()) ? begin : overlapped.from();
                end = end.isAfter(overlapped.to()) ? end : overlapped.to();
            }
            var span = new Span(begin, end);
            spans.addFirst(span);
            all = all.plus(span.length());
            if (spans.size() > REMEMBERED) {
                spans.removeLast();
            }
        }

        synchronized long notNoted() {
            long millis = all.minus(noted).toMillis();
            noted = noted.plusMillis(millis);
            return millis;
        }
    }
}
