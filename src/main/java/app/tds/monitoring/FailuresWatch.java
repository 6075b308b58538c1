package app.tds.monitoring;

import app.tds.PlainTime;
import app.tds.alarm.Finding;
import app.tds.alarm.Severity;
import app.tds.alarm.Watch;
import app.tds.pipeline.FailureKind;
import app.tds.pipeline.JobState;
import java.util.ArrayList;
import java.util.List;
import org.springframework.stereotype.Component;

/** Finds jobs whose runs fail again and again, and full imports that refused to mark what they did not find. */
@Component
class FailuresWatch implements Watch {

    private static final int AGAIN = 2;

    private final JobStatuses statuses;

    FailuresWatch(JobStatuses statuses) {
        this.statuses = statuses;
    }

    @Override
    public List<Finding> look() {
        List<Finding> findings = new ArrayList<>();
        for (JobStatus status : statuses.ages()) {
            JobState kept = status.kept();
            if (kept.failedInARow() >= AGAIN) {
                findings.add(finding(
                        status,
                        "runs-failing",
                        "the last " + kept.failedInARow() + " runs failed, the first of them at "
                                + PlainTime.in(status.organization().timeZone(), kept.failingSince())
                                + "."));
            }
            if (kept.lastFailure() == FailureKind.DELETIONS) {
                findings.add(finding(status, "mass-delete-stopped", "a full import marked nothing as deleted."));
            }
        }
        return findings;
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
