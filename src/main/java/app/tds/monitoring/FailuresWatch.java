package app.tds.monitoring;

import app.tds.PlainTime;
import app.tds.alarm.Finding;
import app.tds.alarm.Rules;
import app.tds.alarm.Severity;
import app.tds.alarm.Threshold;
import app.tds.alarm.Watch;
import app.tds.pipeline.FailureKind;
import app.tds.pipeline.JobState;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.springframework.stereotype.Component;

/** Finds jobs whose runs fail again and again or may not read, and full imports that would have marked too much as deleted. */
@Component
class FailuresWatch implements Watch {

    private final JobStatuses statuses;
    private final Rules rules;

    FailuresWatch(JobStatuses statuses, Rules rules) {
        this.statuses = statuses;
        this.rules = rules;
    }

    @Override
    public List<Finding> look() {
        List<Finding> findings = new ArrayList<>();
        for (JobStatus status : statuses.ages()) {
            JobState kept = status.kept();
            if (kept.isOff()) {
                findings.add(off(status));
                continue;
            }
            Optional<Severity> again = rules.of("runs-failing", kept.organizationId(), kept.job())
                    .severity(Threshold.of(kept.failedInARow()));
            if (again.isPresent()) {
                findings.add(finding(
                        status,
                        "runs-failing",
                        "the last " + kept.failedInARow() + " runs failed, the first of them at "
                                + PlainTime.in(
                                        status.organization().timeZone(),
                                        Objects.requireNonNull(kept.failingSince(), "since when runs fail"))
                                + "."));
            }
            if (kept.lastFailure() == FailureKind.DELETIONS) {
                findings.add(finding(status, "mass-delete-stopped", "a full import marked nothing as deleted."));
            }
            if (kept.lastFailure() == FailureKind.DENIED || kept.lastFailure() == FailureKind.NOT_ALLOWED) {
                findings.add(finding(status, "scope-missing", "the source does not let the last run read."));
            }
        }
        return findings;
    }

    /** Said once, and no failure of each run. */
    private static Finding off(JobStatus status) {
        String job = status.job().name();
        return Finding.of(
                        "job-off",
                        Severity.INFO,
                        status.name() + " is off: the source does not let the connection read the list."
                                + said(status.kept()),
                        "Give the connection the scope, then sync " + job + "; or remove jobs/" + job
                                + ".yaml if the company does not have the product. Each full import asks again.")
                .ofJob(job, status.organization().organizationId());
    }

    private static Finding finding(JobStatus status, String kind, String what) {
        String job = status.job().name();
        return Finding.of(
                        kind,
                        Severity.CRITICAL,
                        status.name() + ": " + what + said(status.kept()),
                        "runs " + job + " shows the runs and their causes.")
                .ofJob(job, status.organization().organizationId());
    }

    private static String said(JobState kept) {
        return kept.lastCause() == null ? "" : " The last said: " + kept.lastCause();
    }
}
