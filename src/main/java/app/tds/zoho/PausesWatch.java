package app.tds.zoho;

import app.tds.PlainTime;
import app.tds.alarm.Finding;
import app.tds.alarm.Severity;
import app.tds.alarm.Watch;
import app.tds.zoho.RequestBudget.State;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.springframework.stereotype.Component;

/** Finds organizations of which nothing may be asked now. */
@Component
class PausesWatch implements Watch {

    private final ZohoConnections connections;
    private final RequestBudget budget;
    private final Clock clock;

    PausesWatch(ZohoConnections connections, RequestBudget budget, Clock clock) {
        this.connections = connections;
        this.budget = budget;
        this.clock = clock;
    }

    @Override
    public List<Finding> look() {
        return connections.all().stream()
                .flatMap(connection -> connection.organizations().stream())
                .distinct()
                .flatMap(organization -> finding(organization).stream())
                .toList();
    }

    private static boolean isQuotaOut(State state) {
        return state.pauseReason() != null && state.pauseReason().contains(ZohoFailures.USED_UP);
    }

    private Optional<Finding> finding(String organization) {
        State state = budget.state(organization);
        Instant until = state.pausedUntil();
        if (until == null || !until.isAfter(clock.instant())) {
            return Optional.empty();
        }
        return Optional.of(Finding.of(
                        isQuotaOut(state) ? "quota-out" : "zoho-away",
                        Severity.WARNING,
                        "Nothing is asked for organization " + organization + " before " + PlainTime.utc(until) + ": "
                                + state.pauseReason(),
                        "It goes on by itself then. If that is often, let jobs run less often, or book more calls.")
                .ofOrganization(organization));
    }
}
