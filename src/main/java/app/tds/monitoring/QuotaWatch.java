package app.tds.monitoring;

import app.tds.PlainTime;
import app.tds.alarm.Finding;
import app.tds.alarm.Severity;
import app.tds.alarm.Watch;
import app.tds.pipeline.Plans;
import app.tds.source.Allowance;
import java.util.List;
import java.util.Optional;
import org.springframework.stereotype.Component;

/** Finds organizations that have used up today's calls, except the calls that are kept for other programs. */
@Component
class QuotaWatch implements Watch {

    private final Plans plans;

    QuotaWatch(Plans plans) {
        this.plans = plans;
    }

    @Override
    public List<Finding> look() {
        return plans.allowances().entrySet().stream()
                .flatMap(entry -> finding(entry.getKey(), entry.getValue()).stream())
                .toList();
    }

    private static Optional<Finding> finding(String organization, Allowance lists) {
        if (lists.left() > lists.kept()) {
            return Optional.empty();
        }
        return Optional.of(Finding.of(
                        "quota-out",
                        Severity.WARNING,
                        "Of the " + lists.perDay() + " calls a day of organization " + organization + ", "
                                + lists.left() + " are left, and lists leave " + lists.kept() + " to others.",
                        "It goes on by itself at " + PlainTime.utc(lists.renewedAt())
                                + ". Book more calls, or let jobs run less often.")
                .ofOrganization(organization));
    }
}
