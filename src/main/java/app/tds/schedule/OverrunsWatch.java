package app.tds.schedule;

import app.tds.alarm.Finding;
import app.tds.alarm.Severity;
import app.tds.alarm.Watch;
import app.tds.schedule.SkippedFires.Skips;
import java.util.List;
import org.springframework.stereotype.Component;

/** Finds jobs that were due several times in a row and started nothing. */
@Component
class OverrunsWatch implements Watch {

    private static final int IN_A_ROW = 3;

    private final SkippedFires skipped;

    OverrunsWatch(SkippedFires skipped) {
        this.skipped = skipped;
    }

    @Override
    public List<Finding> look() {
        return skipped.inARow(IN_A_ROW).stream().map(OverrunsWatch::finding).toList();
    }

    private static Finding finding(Skips skips) {
        return Finding.of(
                        "overrun",
                        Severity.WARNING,
                        skips.job() + " of organization " + skips.organizationId() + " was due " + skips.times()
                                + " times in a row and started nothing. The last time: " + skips.cause(),
                        "See what the run in its way does: runs " + skips.job()
                                + ". If that is usual, let the job run less often (schedule in its job file).")
                .ofJob(skips.job(), skips.organizationId());
    }
}
