package app.tds.monitoring;

import app.tds.alarm.Finding;
import app.tds.alarm.Severity;
import app.tds.alarm.Watch;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.springframework.stereotype.Component;

/** Finds jobs whose rows are older than their file allows, by what was seen and not by when a run ended. */
@Component
class FreshnessWatch implements Watch {

    /** Nothing may be older than this without somebody being woken, unless its job file allows more. */
    static final Duration TOO_OLD = Duration.ofHours(4);

    private final JobStatuses statuses;

    FreshnessWatch(JobStatuses statuses) {
        this.statuses = statuses;
    }

    @Override
    public List<Finding> look() {
        return statuses.ages().stream().flatMap(FreshnessWatch::findings).toList();
    }

    private static Stream<Finding> findings(JobStatus status) {
        Duration age = status.age();
        if (age == null || age.compareTo(status.job().freshness()) <= 0) {
            return Stream.empty();
        }
        boolean tooOld = age.compareTo(TOO_OLD) > 0;
        if (status.kept().seenUntil() == null) {
            return Stream.of(finding(status, "never-succeeded", tooOld ? Severity.CRITICAL : Severity.WARNING));
        }
        Finding stale = finding(status, "stale", Severity.WARNING);
        return tooOld ? Stream.of(finding(status, "too-old", Severity.CRITICAL), stale) : Stream.of(stale);
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
