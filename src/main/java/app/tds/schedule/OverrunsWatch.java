package app.tds.schedule;

import app.tds.alarm.Finding;
import app.tds.alarm.Rules;
import app.tds.alarm.Severity;
import app.tds.alarm.Threshold;
import app.tds.alarm.Watch;
import app.tds.schedule.SkippedFires.Skips;
import java.util.List;
import org.springframework.stereotype.Component;

/** Finds jobs that were due several times in a row and started nothing. */
@Component
class OverrunsWatch implements Watch {

    private final SkippedFires skipped;
    private final Rules rules;

    OverrunsWatch(SkippedFires skipped, Rules rules) {
        this.skipped = skipped;
        this.rules = rules;
    }

    @Override
    public List<Finding> look() {
        return skipped.inARow(1).stream()
                .filter(skips -> rules.of("overrun", skips.organizationId(), skips.job())
                        .severity(Threshold.of(skips.times()))
                        .isPresent())
                .map(OverrunsWatch::finding)
                .toList();
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
