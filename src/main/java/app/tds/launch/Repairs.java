package app.tds.launch;

import app.tds.RecordIds;
import app.tds.Repeated;
import app.tds.jobs.JobDefinitions;
import app.tds.pipeline.AskedBy;
import app.tds.pipeline.Differences;
import app.tds.pipeline.Differences.Unrepaired;
import app.tds.pipeline.RunMode;
import app.tds.pipeline.Selection;
import java.time.Duration;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/** Asks once for each record that differs from what the source had said. What differs afterwards is for a person. */
@Component
class Repairs implements Repeated {

    private static final Logger log = LoggerFactory.getLogger(Repairs.class);

    /** Many differences have one cause, and that is no reason to spend the calls of a day. */
    private static final int MOST = 100;

    private final Differences differences;
    private final Launcher launcher;
    private final JobDefinitions jobs;

    Repairs(Differences differences, Launcher launcher, JobDefinitions jobs) {
        this.differences = differences;
        this.launcher = launcher;
        this.jobs = jobs;
    }

    @Override
    public String subject() {
        return "Repairing rows that differ";
    }

    @Override
    public Duration pause() {
        return Duration.ofSeconds(20);
    }

    @Override
    public void round() {
        differences.unasked(MOST).forEach(this::ask);
    }

    private void ask(Unrepaired records) {
        // A row that somebody has made up may have any text as its id, which is in nobody else's way.
        List<String> ids = jobs.find(records.job()).filter(job -> job.details() != null).stream()
                .flatMap(job -> records.sourceIds().stream())
                .filter(RecordIds::isId)
                .toList();
        try {
            if (!ids.isEmpty()) {
                launcher.launch(new LaunchRequest(
                        records.job(), records.organizationId(), RunMode.BY_ID, Selection.of(ids), AskedBy.REPAIR));
            }
            differences.asked(records);
        } catch (LaunchRefused busy) {
            log.debug("rows of {} are repaired later: {}", records.job(), busy.getMessage());
        }
    }
}
