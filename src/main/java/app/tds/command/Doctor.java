package app.tds.command;

import app.tds.PlainTime;
import app.tds.alarm.Watches;
import app.tds.database.DatabaseLocation;
import app.tds.database.DatabaseState;
import app.tds.jobs.JobDefinitions;
import app.tds.mirror.Organization;
import app.tds.monitoring.JobStatus;
import app.tds.monitoring.JobStatus.Freshness;
import app.tds.monitoring.JobStatuses;
import app.tds.pipeline.Plan;
import app.tds.pipeline.Plans;
import app.tds.schedule.ScheduledJob;
import app.tds.schedule.Schedules;
import app.tds.source.Allowance;
import app.tds.source.SourceAccesses;
import app.tds.source.WebhookRegistry.Entry;
import app.tds.source.WebhookRegistry.State;
import app.tds.webhook.Deliveries;
import app.tds.webhook.Registrations;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.springframework.stereotype.Component;

/** Looks at everything that a running installation needs: what the watches find, and what only calls can tell. */
@Component
class Doctor {

    private static final Duration CLOCKS_DIFFER = Duration.ofSeconds(5);

    private final DatabaseState database;
    private final DatabaseLocation location;
    private final SourceAccesses accesses;
    private final Plans plans;
    private final Deliveries deliveries;
    private final Registrations registrations;
    private final Schedules schedules;
    private final JobDefinitions jobs;
    private final JobStatuses statuses;
    private final Watches watches;

    Doctor(
            DatabaseState database,
            DatabaseLocation location,
            SourceAccesses accesses,
            Plans plans,
            Deliveries deliveries,
            Registrations registrations,
            Schedules schedules,
            JobDefinitions jobs,
            JobStatuses statuses,
            Watches watches) {
        this.database = database;
        this.location = location;
        this.accesses = accesses;
        this.plans = plans;
        this.deliveries = deliveries;
        this.registrations = registrations;
        this.schedules = schedules;
        this.jobs = jobs;
        this.statuses = statuses;
        this.watches = watches;
    }

    /** What can be said of something that was looked at. */
    enum Verdict {
        OK,
        UNKNOWN,
        PROBLEM
    }

    /**
     * Something that was looked at.
     *
     * @param text what was found and, if it is not well, what to do
     */
    record Finding(String subject, Verdict verdict, String text) {

        Finding(String subject, boolean well, String text) {
            this(subject, well ? Verdict.OK : Verdict.PROBLEM, text);
        }

        @Override
        public String toString() {
            return String.format("%-7s  %s: %s", verdict, subject, text.replaceAll("\\s+", " "));
        }
    }

    /** Asks the sources as well, which no watch does. */
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
        accesses.check()
                .forEach(finding -> findings.add(
                        new Finding(finding.connection() + ": " + finding.subject(), finding.well(), finding.text())));
        List<Plan> known = plans.all();
        if (known.isEmpty()) {
            findings.add(new Finding(
                    "organizations",
                    false,
                    "are not known yet: run sync or serve, which ask Zoho for the organizations"));
        }
        List<ScheduledJob> scheduled = schedules.all();
        for (Plan plan : known) {
            findings.add(quota(plan));
            findings.add(webhooks(plan.organization()));
            findings.add(schedules(plan.organization(), scheduled));
        }
        List<app.tds.alarm.Finding> found = watches.findings();
        findings.addAll(watched(found));
        findings.addAll(fresh(found));
        return findings;
    }

    /** What the watches find, which also the alarms are made of. */
    private static List<Finding> watched(List<app.tds.alarm.Finding> found) {
        return found.stream()
                .filter(finding -> !Set.of("stale", "never-succeeded").contains(finding.kind())
                        || !saysMore("too-old", finding.job(), finding.organizationId(), found))
                .map(finding -> new Finding(
                        (finding.kind() + " " + finding.job()).strip(),
                        false,
                        finding.sentence() + " " + finding.cure()))
                .toList();
    }

    private static boolean saysMore(String kind, String job, String organizationId, List<app.tds.alarm.Finding> found) {
        return found.stream()
                .anyMatch(it -> it.kind().equals(kind)
                        && it.job().equals(job)
                        && it.organizationId().equals(organizationId));
    }

    /** What was never read is not well, even where nobody has missed it yet. */
    private List<Finding> fresh(List<app.tds.alarm.Finding> found) {
        List<JobStatus> all = statuses.all();
        if (!all.isEmpty() && JobStatuses.of(all, Freshness.FRESH).size() == all.size()) {
            return List.of(new Finding("freshness", true, "every job is as fresh as it should be"));
        }
        return JobStatuses.of(all, Freshness.UNKNOWN).stream()
                .filter(status -> !saysMore(
                        "never-succeeded",
                        status.job().name(),
                        status.organization().organizationId(),
                        found))
                .map(status -> new Finding(
                        status.name(),
                        Verdict.UNKNOWN,
                        status.sentence() + "; sync " + status.job().name() + " or serve reads it"))
                .toList();
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
        String left = lists.left() + " of " + lists.perDay() + " calls are left until "
                + PlainTime.in(plan.organization().timeZone(), lists.renewedAt());
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
        if (!state.accepted()) {
            return new Finding(
                    subject,
                    true,
                    "not configured, so that changes arrive with the next delta; tds.webhooks.secrets." + id
                            + " lets them in");
        }
        return registered(
                state,
                new Finding(
                        subject,
                        true,
                        state.last() == null
                                ? "configured; none has come yet"
                                : "the last came " + PlainTime.utc(state.last())));
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
        if (own.isEmpty()) {
            return new Finding(subject, false, "are not in the database; serve puts them there, and runs them");
        }
        String paused = own.stream()
                .filter(ScheduledJob::paused)
                .map(ScheduledJob::job)
                .distinct()
                .collect(Collectors.joining(", "));
        return new Finding(subject, true, "in the database" + (paused.isEmpty() ? "" : "; paused: " + paused));
    }
}
