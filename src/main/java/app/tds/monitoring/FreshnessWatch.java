package app.tds.monitoring;

import app.tds.alarm.Finding;
import app.tds.alarm.Rule;
import app.tds.alarm.Rules;
import app.tds.alarm.Severity;
import app.tds.alarm.Threshold;
import app.tds.alarm.Watch;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Finds jobs whose rows are older than their file allows, by what was seen and not by when a run ended. */
@Component
class FreshnessWatch implements Watch {

    private final JobStatuses statuses;
    private final Rules rules;

    FreshnessWatch(JobStatuses statuses, Rules rules) {
        this.statuses = statuses;
        this.rules = rules;
    }

    @Override
    public List<Finding> look() {
        return statuses.ages().stream().flatMap(this::findings).toList();
    }

    /** What the job file allows is allowed, whatever a rule says. */
    private Stream<Finding> findings(JobStatus status) {
        Duration age = status.age();
        Duration limit = status.job().freshness();
        if (age == null || age.compareTo(limit) <= 0 || status.kept().isOff()) {
            return Stream.empty();
        }
        Optional<Finding> tooOld = finding(status, "too-old", age, null);
        String otherwise = status.kept().seenUntil() == null ? "never-succeeded" : "stale";
        return Stream.concat(tooOld.stream(), finding(status, otherwise, age, limit).stream());
    }

    private Optional<Finding> finding(JobStatus status, String kind, Duration age, @Nullable Duration limit) {
        Rule rule = rules.of(
                kind, status.organization().organizationId(), status.job().name());
        Threshold allowed = limit == null ? rule.threshold() : Threshold.of(limit);
        return rule.severity(Threshold.of(age), allowed).map(severity -> finding(status, kind, severity));
    }

    private static Finding finding(JobStatus status, String kind, Severity severity) {
        String job = status.job().name();
        return Finding.of(
                        kind,
                        severity,
                        status.name() + " " + status.sentence() + ".",
                        "runs " + job + " says why; sync " + job + " brings it up to date.")
                .ofJob(job, status.organization().organizationId());
    }
}
