package app.tds.command;

import app.tds.database.DatabaseLocation;
import app.tds.database.DatabaseState;
import app.tds.jobs.JobDefinition;
import app.tds.jobs.JobDefinitions;
import app.tds.mirror.Organization;
import app.tds.monitoring.Freshness;
import app.tds.pipeline.Plan;
import app.tds.pipeline.Plans;
import app.tds.schedule.ScheduledJob;
import app.tds.schedule.Schedules;
import app.tds.source.Allowance;
import app.tds.source.SourceAccess;
import app.tds.source.WebhookRegistry.Entry;
import app.tds.source.WebhookRegistry.State;
import app.tds.webhook.Deliveries;
import app.tds.webhook.Registrations;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.springframework.stereotype.Component;

/** Looks at everything that a running installation needs. */
@Component
class Doctor {

    private static final Duration CLOCKS_DIFFER = Duration.ofSeconds(5);
    private static final Duration OVERDUE = Duration.ofMinutes(5);

    private final DatabaseState database;
    private final DatabaseLocation location;
    private final SourceAccess access;
    private final Plans plans;
    private final Deliveries deliveries;
    private final Registrations registrations;
    private final Schedules schedules;
    private final JobDefinitions jobs;
    private final Freshness freshness;
    private final Clock clock;

    Doctor(
            DatabaseState database,
            DatabaseLocation location,
            SourceAccess access,
            Plans plans,
            Deliveries deliveries,
            Registrations registrations,
            Schedules schedules,
            JobDefinitions jobs,
            Freshness freshness,
            Clock clock) {
        this.database = database;
        this.location = location;
        this.access = access;
        this.plans = plans;
        this.deliveries = deliveries;
        this.registrations = registrations;
        this.schedules = schedules;
        this.jobs = jobs;
        this.freshness = freshness;
        this.clock = clock;
    }

    /**
     * Something that was looked at.
     *
     * @param text what was found and, if it is not well, what to do
     */
    record Finding(String subject, boolean well, String text) {

        @Override
        public String toString() {
            return (well ? "OK       " : "PROBLEM  ") + subject + ": " + text.replaceAll("\\s+", " ");
        }
    }

    List<Finding> findings() {
        List<Finding> findings = new ArrayList<>();
        findings.add(new Finding(
                "configuration", true, "is complete; " + jobs.names().size() + " jobs"));
        findings.add(new Finding(
                "database",
                true,
                "PostgreSQL " + database.version() + " at " + location.host() + ":" + location.port() + "/"
                        + location.database()));
        findings.add(new Finding("schema", true, "is up to date"));
        findings.add(clocks());
        access.check()
                .forEach(finding -> findings.add(
                        new Finding(finding.connection() + ": " + finding.subject(), finding.well(), finding.text())));
        List<Plan> known = plans.all();
        if (known.isEmpty()) {
            findings.add(new Finding(
                    "organizations", false, "nothing is known of them yet: run sync or serve, which ask for them"));
        }
        List<ScheduledJob> scheduled = schedules.all();
        for (Plan plan : known) {
            findings.add(quota(plan));
            findings.add(webhooks(plan.organization()));
            findings.add(schedules(plan.organization(), scheduled));
        }
        findings.addAll(stale());
        return findings;
    }

    private Finding clocks() {
        Duration ahead = database.ahead();
        return ahead.abs().compareTo(CLOCKS_DIFFER) <= 0
                ? new Finding("clock", true, "agrees with the database's")
                : new Finding(
                        "clock",
                        false,
                        "is " + ahead.abs().toSeconds() + " s " + (ahead.isNegative() ? "behind" : "ahead of")
                                + " the database's: have both follow a time server (NTP)");
    }

    private static Finding quota(Plan plan) {
        String subject = "quota of organization " + plan.organization().organizationId();
        Allowance lists = plan.lists();
        if (lists == null) {
            return new Finding(subject, true, "is known after the first call");
        }
        String left = lists.left() + " of " + lists.perDay() + " calls are left until " + lists.renewedAt();
        if (lists.left() <= lists.kept()) {
            return new Finding(
                    subject,
                    false,
                    left + ", and lists leave " + lists.kept() + " to others: wait, or book more calls");
        }
        if (plan.tooMuch()) {
            return new Finding(
                    subject,
                    false,
                    "the schedule's lists take " + plan.listCallsPerDay() + " calls a day of " + lists.perDay()
                            + ": let the costliest run less often (schedule.delta in jobs/; plan shows which), or book"
                            + " more calls");
        }
        return new Finding(subject, true, left);
    }

    private Finding webhooks(Organization organization) {
        String id = organization.organizationId();
        String subject = "webhooks of organization " + id;
        Deliveries.State state = deliveries.of(organization);
        if (state.failing() > 0) {
            return new Finding(
                    subject,
                    false,
                    state.failing()
                            + " deliveries could not be worked off: select cause from etl.inbox where attempts > 0"
                            + " says why; they are tried again by a process that serves");
        }
        if (!state.accepted()) {
            return new Finding(
                    subject,
                    true,
                    "not configured, so that changes arrive with the next delta; tds.webhooks.secrets." + id
                            + " lets them in");
        }
        if (!state.alarms().isEmpty()) {
            return new Finding(
                    subject,
                    false,
                    state.alarms().stream()
                            .map(alarm -> alarm.sentence() + " " + alarm.cure())
                            .collect(Collectors.joining(" ")));
        }
        return registered(
                state,
                new Finding(
                        subject,
                        true,
                        state.last() == null ? "configured; none has come yet" : "the last came " + state.last()));
    }

    /** Where none is as {@code webhooks register} makes them, and some come, somebody has made others by hand. */
    private Finding registered(Deliveries.State state, Finding otherwise) {
        String organizationId = state.organization();
        if (registrations.obstacle(organizationId).isPresent()) {
            return otherwise;
        }
        List<Entry> entries = registrations.list(organizationId);
        List<Entry> wrong = entries.stream().filter(entry -> !entry.well()).toList();
        boolean none =
                wrong.stream().filter(entry -> entry.state() == State.MISSING).count() == entries.size();
        if (wrong.isEmpty() || none && state.last() != null) {
            return otherwise;
        }
        Entry one = wrong.get(0);
        Set<String> rights = registrations.missingRights(organizationId);
        return new Finding(
                otherwise.subject(),
                false,
                one.state() == State.UNKNOWN
                        ? "how they are at the source cannot be seen: " + one.text()
                        : wrong.size() + " of " + entries.size() + " are not as they should be, such as "
                                + WebhooksCommand.name(one) + ": " + one.text() + "; webhooks register sees to it"
                                + (rights.isEmpty()
                                        ? ""
                                        : ", once the connection has the scopes " + String.join(", ", rights)));
    }

    private Finding schedules(Organization organization, List<ScheduledJob> scheduled) {
        String subject = "schedules of organization " + organization.organizationId();
        List<ScheduledJob> own = scheduled.stream()
                .filter(it -> it.organizationId().equals(organization.organizationId()))
                .toList();
        String missing = jobs.all().stream()
                .filter(job -> job.source().integration().equals(organization.source()))
                .map(JobDefinition::name)
                .filter(job -> own.stream().noneMatch(it -> it.job().equals(job)))
                .collect(Collectors.joining(", "));
        if (!missing.isEmpty()) {
            return new Finding(
                    subject, false, "not in the database: " + missing + "; serve puts them there, and runs them");
        }
        Instant late = clock.instant().minus(OVERDUE);
        if (own.stream()
                .anyMatch(it ->
                        !it.paused() && it.nextFire() != null && it.nextFire().isBefore(late))) {
            return new Finding(subject, false, "some have been due for minutes, and no process serves: start serve");
        }
        String paused = own.stream()
                .filter(ScheduledJob::paused)
                .map(ScheduledJob::job)
                .distinct()
                .collect(Collectors.joining(", "));
        return new Finding(subject, true, "in the database" + (paused.isEmpty() ? "" : "; paused: " + paused));
    }

    private List<Finding> stale() {
        List<Finding> stale = freshness.stale().stream()
                .map(it -> new Finding(
                        it.job() + " of organization " + it.organization(),
                        false,
                        it.sentence() + "; runs " + it.job() + " says why, sync " + it.job() + " brings it up to date"))
                .toList();
        return stale.isEmpty()
                ? List.of(new Finding("freshness", true, "everything that has ever run is as fresh as it should be"))
                : stale;
    }
}
