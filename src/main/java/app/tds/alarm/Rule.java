package app.tds.alarm;

import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What becomes of findings of one kind, about one organization and job.
 *
 * @param kind of the findings
 * @param organization whose; empty for every one that no other rule is about
 * @param job about which; empty for every one that no other rule is about
 * @param on whether they are kept at all
 * @param severity how much they matter; null if the finding says so
 * @param threshold from when on; null if there is nothing to measure, or something else says so
 * @param critical from when on they are critical; null if the severity is always the same
 * @param lasts how long they are found before they are told
 * @param origins of each setting: the label of a file, and for which organization and job
 */
public record Rule(
        String kind,
        String organization,
        String job,
        boolean on,
        @Nullable Severity severity,
        @Nullable Threshold threshold,
        @Nullable Threshold critical,
        Duration lasts,
        Map<String, String> origins) {

    static Rule atOnce(String kind) {
        return lasting(kind, Duration.ZERO);
    }

    static Rule lasting(String kind, Duration time) {
        return new Rule(kind, "", "", true, null, null, null, time, Map.of());
    }

    /** How bad this is; empty if it is allowed. */
    public Optional<Severity> severity(Threshold measured) {
        return severity(measured, threshold);
    }

    /** The same where something else than the rule says how much is allowed, such as a job file. */
    public Optional<Severity> severity(Threshold measured, @Nullable Threshold allowed) {
        if (!on) {
            return Optional.empty();
        }
        if (critical != null && critical.isBrokenBy(measured)) {
            return Optional.of(Severity.CRITICAL);
        }
        return allowed != null && allowed.isBrokenBy(measured) ? Optional.of(ordinary()) : Optional.empty();
    }

    /** How much a finding matters that is not measured. */
    public Severity ordinary() {
        return severity == null ? Severity.WARNING : severity;
    }
}
