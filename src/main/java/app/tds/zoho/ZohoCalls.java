package app.tds.zoho;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.util.Locale;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/** Keeps track of each call: a line of log, metrics and, if switched on, a file. Nothing of it is personal or secret. */
@Component
class ZohoCalls {

    private static final Logger log = LoggerFactory.getLogger("app.tds.zoho.calls");

    private static final Duration[] BUCKETS = Stream.of(100, 300, 1_000, 3_000, 10_000, 30_000)
            .map(Duration::ofMillis)
            .toArray(Duration[]::new);

    private final MeterRegistry meters;
    private final CallCounts counts;
    private final CallRecording recording;

    ZohoCalls(MeterRegistry meters, CallCounts counts, CallRecording recording) {
        this.meters = meters;
        this.counts = counts;
        this.recording = recording;
    }

    /** An answer came, and this is what it means. */
    void ended(ZohoRequest request, ZohoAnswer answer, String outcome) {
        ended(request, answer, outcome.toLowerCase(Locale.ROOT), answer.took());
    }

    /** No complete answer came. */
    void broken(ZohoRequest request, Throwable cause, Duration took) {
        ended(request, null, "unavailable", took);
        recording.broken(request, cause);
    }

    /** The call is made once more. */
    void again(ZohoRequest request) {
        retries(meters, organization(request), request.api()).increment();
    }

    static Counter retries(MeterRegistry meters, String organizationId, String api) {
        return Counter.builder("tds.zoho.retries")
                .description("Requests that were made once more")
                .tags("organization", organizationId, "api", api)
                .register(meters);
    }

    private void ended(ZohoRequest request, @Nullable ZohoAnswer answer, String outcome, Duration took) {
        log.atLevel(worthALook(outcome) ? org.slf4j.event.Level.WARN : org.slf4j.event.Level.INFO)
                .log(
                        "method={} api={} path={}{} status={} code={} outcome=\"{}\" ms={} bytes={} remaining={} run={}"
                                + " organization={}",
                        request.method(),
                        request.api(),
                        request.endpoint(),
                        page(request),
                        answer == null ? "-" : answer.status(),
                        answer == null || answer.code().isEmpty() ? "-" : word(answer.code()),
                        outcome,
                        took.toMillis(),
                        answer == null ? 0 : answer.body().length,
                        answer == null || answer.remaining() == null ? "-" : answer.remaining(),
                        request.runId(),
                        organization(request));
        Timer.builder("tds.zoho.call")
                .description("How long requests took, repeats counted one by one")
                .serviceLevelObjectives(BUCKETS)
                .tags("organization", organization(request), "api", request.api())
                .tags("endpoint", request.endpoint(), "outcome", outcome)
                .register(meters)
                .record(took);
        counts.count(request, outcome, took);
        if (answer != null) {
            recording.answered(request, answer);
        }
    }

    private static boolean worthALook(String outcome) {
        return switch (outcome) {
            case "found", "nothing", "gone", "expired token" -> false;
            // Asked again, then the end of the run and an alarm say so once, not every call.
            case "unavailable" -> false;
            default -> true;
        };
    }

    private static String page(ZohoRequest request) {
        String page = request.parameters().get("page");
        return page == null ? "" : " page=" + word(page);
    }

    /** Nothing else belongs here, and a line stays a line. */
    private static String word(String text) {
        return text.matches("[A-Za-z0-9_]{1,60}") ? text : "?";
    }

    private static String organization(ZohoRequest request) {
        return Objects.requireNonNullElse(request.organizationId(), "none");
    }
}
