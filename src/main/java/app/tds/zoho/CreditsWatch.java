package app.tds.zoho;

import app.tds.PlainTime;
import app.tds.alarm.Finding;
import app.tds.alarm.Severity;
import app.tds.alarm.Watch;
import app.tds.source.Priority;
import app.tds.zoho.RequestBudget.State;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.springframework.stereotype.Component;

/** Finds organizations whose CRM is asked nothing for a while, since its credits are used up or nearly so. */
@Component
class CreditsWatch implements Watch {

    private final ZohoConnections connections;
    private final RequestBudget budget;
    private final Clock clock;

    CreditsWatch(ZohoConnections connections, RequestBudget budget, Clock clock) {
        this.connections = connections;
        this.budget = budget;
        this.clock = clock;
    }

    @Override
    public List<Finding> look() {
        return connections.organizationIds().stream()
                .sorted()
                .flatMap(organization -> finding(organization).stream())
                .toList();
    }

    private Optional<Finding> finding(String organization) {
        String account = Dialect.CRM.account(organization);
        State state = budget.state(account);
        Instant until = state.pausedUntil();
        if (until != null && until.isAfter(clock.instant())) {
            return Optional.of(finding(
                    organization,
                    "CRM of organization " + organization + " is asked nothing before " + PlainTime.utc(until) + ": "
                            + state.pauseReason()));
        }
        return budget.allowance(account, Priority.DELTA)
                .filter(lists -> lists.left() <= lists.kept())
                .map(lists -> finding(
                        organization,
                        "Of about " + lists.perDay() + " credits for 24 hours of CRM of organization " + organization
                                + ", " + lists.left() + " are left, and lists leave " + lists.kept() + " to others."));
    }

    private static Finding finding(String organization, String sentence) {
        return Finding.of(
                        "credits-out",
                        Severity.WARNING,
                        sentence,
                        "Credits come back 24 hours after they were used, and CRM is asked again each hour. Let the jobs of"
                                + " CRM run less often, or book more credits.")
                .ofOrganization(organization);
    }
}
