package app.tds.command;

import app.tds.alarm.Alarm;
import app.tds.alarm.Finding;
import app.tds.launch.Nodes.Node;
import app.tds.monitoring.JobStatus;
import app.tds.monitoring.JobStatus.Freshness;
import app.tds.pipeline.RunAnswer;
import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What {@code status} says, for programs.
 *
 * @param serving who executes what is due; if nobody does, nothing runs by itself
 * @param looked when a process last looked whether anything is wrong; absent if no process ever did
 * @param current whether alerts say anything about now: a process serves and has looked lately; if not, alerts are those of
 *     the past, and their absence means nothing
 * @param jobs of the organizations that were asked for
 * @param alerts what is wrong, as the last look kept it, the worst first
 * @param found what this command has found itself; absent unless it had to look for the check
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
record StatusJson(
        List<Node> serving,
        @Nullable Instant looked,
        boolean current,
        List<Job> jobs,
        List<Alarm> alerts,
        @Nullable List<Finding> found) {

    /**
     * A job of an organization.
     *
     * @param seenUntil everything modified until then was seen; absent if the job was never read completely
     * @param completeThrough everything modified until then is in the tables with its documents, nothing of it in quarantine
     * @param verifiedThrough everything modified until then was read back and compared, and was equal
     * @param verificationHeldBy why that is not later
     * @param age how long ago {@code seenUntil} is; before the first complete run, how long the job has been due
     * @param limit how old it may be
     * @param waiting documents that have still to be fetched
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Job(
            String organization,
            String job,
            Freshness freshness,
            @Nullable Instant seenUntil,
            @Nullable Instant completeThrough,
            @Nullable Instant verifiedThrough,
            @Nullable String verificationHeldBy,
            @Nullable Duration age,
            Duration limit,
            boolean paused,
            int failedInARow,
            long waiting,
            long quarantined,
            @Nullable RunAnswer lastRun) {

        static Job of(JobStatus status) {
            return new Job(
                    status.organization().organizationId(),
                    status.job().name(),
                    status.freshness(),
                    status.kept().seenUntil(),
                    status.kept().completeThrough(),
                    status.kept().verifiedThrough(),
                    status.kept().heldBy(),
                    status.age(),
                    status.job().freshness(),
                    status.isPaused(),
                    status.kept().failedInARow(),
                    status.kept().waiting(),
                    status.quarantined(),
                    status.last() == null ? null : RunAnswer.of(status.last()));
        }
    }
}
