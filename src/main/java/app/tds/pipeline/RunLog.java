package app.tds.pipeline;

import app.tds.PlainTime;
import app.tds.pipeline.RunFinished.Outcome;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.event.Level;
import org.springframework.stereotype.Component;

/**
 * What the log says of runs. A schedule starts hundreds of runs a day. Of these the log says at INFO only what changed
 * something, and tells of a trouble when it begins. Alarms say the rest.
 */
@Component
class RunLog {

    private static final Logger log = LoggerFactory.getLogger(RunReporter.class);

    private final Map<String, String> told = new ConcurrentHashMap<>();

    void begins(Run run, boolean resumed) {
        log.atLevel(isRoutine(run) ? Level.DEBUG : Level.INFO)
                .log(
                        "run {}: {} {} {}of organization {} {}, asked by {}{}",
                        run.id(),
                        run.job(),
                        run.mode(),
                        run.selection().equals(Selection.NONE) ? "" : run.selection() + " ",
                        run.organizationId(),
                        resumed ? "goes on" : "begins",
                        run.askedBy(),
                        run.since() == null ? "" : ", changes since " + PlainTime.utc(run.since()));
    }

    void ended(RunFinished finished, @Nullable Instant resumeAt) {
        Run run = finished.run();
        log.atLevel(isRoutine(run) && !hasChangedSomething(finished) ? Level.DEBUG : Level.INFO)
                .log("run {}: {} {} {}: {}", run.id(), run.job(), run.mode(), finished.outcome(), finished.counts());
        if (finished.outcome() == Outcome.PARKED) {
            log.atLevel(run.askedBy().isPerson() ? Level.WARN : Level.INFO)
                    .log("run {} goes on by itself at {}: {}", run.id(), PlainTime.utc(resumeAt), finished.cause());
        } else if (finished.cause() != null) {
            log.atLevel(isNews(finished) ? Level.ERROR : Level.INFO).log("run {}: {}", run.id(), finished.cause());
        }
        if (finished.outcome() == Outcome.COMPLETED) {
            told.remove(key(run, "failure"));
        }
        if (finished.notice() != null) {
            log.atLevel(isNews(run, "notice", finished.notice()) ? Level.WARN : Level.DEBUG)
                    .log("run {}: {}", run.id(), finished.notice());
        }
    }

    /** That the source is away is one piece of news, and an alarm tells it; not one for each run. */
    private boolean isNews(RunFinished finished) {
        return finished.run().askedBy().isPerson()
                || finished.failure() != FailureKind.UNAVAILABLE
                        && isNews(finished.run(), "failure", String.valueOf(finished.failure()));
    }

    private boolean isNews(Run run, String kind, String said) {
        return !said.equals(told.put(key(run, kind), said)) || run.askedBy().isPerson();
    }

    private static String key(Run run, String kind) {
        return String.join(" ", run.organizationId(), run.job(), kind);
    }

    private static boolean isRoutine(Run run) {
        return !run.askedBy().isPerson() && run.mode() != RunMode.FULL;
    }

    private static boolean hasChangedSomething(RunFinished finished) {
        RunCounts counts = finished.counts();
        return counts.written()
                        + counts.deleted()
                        + counts.quarantined()
                        + finished.documents().written()
                > 0;
    }
}
