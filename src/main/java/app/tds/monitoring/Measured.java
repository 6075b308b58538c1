package app.tds.monitoring;

import app.tds.alarm.Finding;
import app.tds.alarm.Rules;
import app.tds.alarm.Severity;
import app.tds.alarm.Threshold;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What one look has measured, and which of it is too much by the rules. */
final class Measured {

    private final Rules rules;
    private final List<Finding> findings = new ArrayList<>();

    Measured(Rules rules) {
        this.rules = rules;
    }

    /** About what something is measured; what is null is about none in particular. */
    record Of(
            String kind,
            @Nullable String organization,
            @Nullable String job) {
        private Finding finding(Severity severity, String sentence, String cure) {
            return Finding.of(kind, severity, sentence, cure)
                    .ofJob(job == null ? "" : job, organization == null ? "" : organization);
        }
    }

    /** It is a finding if the rule allows less. */
    void take(Of of, Threshold measured, String sentence, String cure) {
        take(of, measured, "", sentence, cure);
    }

    /** The same about one of several. */
    void take(Of of, Threshold measured, String subject, String sentence, String cure) {
        Optional<Severity> severity = rules.of(
                        of.kind(), of.organization() == null ? "" : of.organization(), of.job() == null ? "" : of.job())
                .severity(measured);
        severity.ifPresent(it -> findings.add(of.finding(it, sentence, cure).about(subject)));
    }

    List<Finding> findings() {
        return findings;
    }
}
