package app.tds.alarm;

import app.tds.jobs.FileBesideJobs;
import app.tds.jobs.JobNames;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.mock.env.MockEnvironment;
import org.springframework.transaction.support.TransactionTemplate;

/** The module as the application puts it together, over a database and a clock of the test's. */
public final class AlarmRoom {

    final Alarms alarms;
    final AlarmStates states;
    final Silences silences;
    private final Suppression suppression;
    private final Reminders reminders;
    private final JdbcClient jdbc;
    private final Clock clock;

    AlarmRoom(JdbcClient jdbc, TransactionTemplate transaction, ApplicationEventPublisher told, Clock clock) {
        var transitions = new Transitions(jdbc, told);
        this.suppression = new Suppression(jdbc, transaction, transitions);
        this.states = new AlarmStates(jdbc, transaction, transitions, suppression);
        this.reminders = new Reminders(jdbc, transaction, transitions);
        this.alarms = new Alarms(jdbc, transaction, transitions, clock);
        this.silences = new Silences(jdbc, transaction, suppression, clock);
        this.jdbc = jdbc;
        this.clock = clock;
    }

    Watches watches(Rules rules, Map<String, Watch> watches) {
        return new Watches(watches, rules, states, suppression, reminders, new Looks(jdbc), jdbc, clock);
    }

    /** The rules that come with the application. */
    public static Rules packed() {
        return RulesCheck.rules(new MockEnvironment());
    }

    /** No rules: everything is told at once. */
    static Rules atOnce() {
        return new Rules(List.of());
    }

    /** A rule that tells findings of this kind once they last so long. */
    static Rules lasting(String kind, Duration time) {
        return rules(Map.of(kind + ".for", time.toSeconds() + "s"));
    }

    /** The rules that come with the application, changed by these values of a file of one's own. */
    public static Rules changed(Map<String, Object> values) {
        RuleFacts defaults = RuleFacts.of(FileBesideJobs.packed(RulesCheck.FILE), null, JobNames.packed());
        return new Rules(List.of(
                        RuleFacts.of(new FileBesideJobs("test", values, List.of()), defaults, JobNames.packed()),
                        defaults))
                .orRefuse();
    }

    static Rules rules(Map<String, Object> values) {
        return new Rules(List.of(
                        RuleFacts.of(new FileBesideJobs("test", values, List.of()), null, Set.of("invoices", "bills"))))
                .orRefuse();
    }
}
