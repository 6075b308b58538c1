package app.tds.dashboard;

import app.tds.alarm.Alarm;
import app.tds.alarm.Alarms;
import app.tds.mirror.Organization;
import app.tds.mirror.Organizations;
import app.tds.monitoring.Figures;
import app.tds.monitoring.Figures.Cost;
import app.tds.monitoring.Figures.OfJob;
import app.tds.monitoring.FreshDay;
import app.tds.monitoring.FreshDays;
import app.tds.monitoring.JobStatus;
import app.tds.monitoring.JobStatuses;
import java.time.Clock;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.springframework.stereotype.Component;

/** Puts what other modules know of an organization side by side. */
@Component
class Companies {

    private final Organizations organizations;
    private final JobStatuses statuses;
    private final Figures figures;
    private final FreshDay day;
    private final FreshDays days;
    private final Alarms alarms;
    private final Clock clock;

    Companies(
            Organizations organizations,
            JobStatuses statuses,
            Figures figures,
            FreshDay day,
            FreshDays days,
            Alarms alarms,
            Clock clock) {
        this.organizations = organizations;
        this.statuses = statuses;
        this.figures = figures;
        this.day = day;
        this.days = days;
        this.alarms = alarms;
        this.clock = clock;
    }

    /** Every organization that is mirrored. */
    List<Company> all() {
        List<JobRow> rows = rows();
        List<Alarm> open = alarms.open();
        List<Figures.Quota> quotas = figures.quotas();
        List<Figures.TieOut> tieOuts = figures.tieOuts();
        List<FreshDay.Hour> hours = day.hours();
        List<FreshDays.Day> kept = month();
        return rows.stream()
                .map(JobRow::organization)
                .distinct()
                .map(one -> new Company(
                        one,
                        rows.stream()
                                .filter(row -> row.organization().equals(one))
                                .toList(),
                        quotas.stream()
                                .filter(it -> is(it.organizationId(), one))
                                .findFirst()
                                .orElse(null),
                        tieOuts.stream()
                                .filter(it -> is(it.organizationId(), one))
                                .toList(),
                        open.stream()
                                .filter(it -> it.organization().isEmpty() || is(it.organization(), one))
                                .toList(),
                        Strip.of(
                                hours.stream()
                                        .filter(it -> is(it.organizationId(), one))
                                        .toList(),
                                lists(rows, one),
                                clock.instant()),
                        month(
                                kept.stream()
                                        .filter(it -> is(it.organizationId(), one))
                                        .toList(),
                                lists(rows, one),
                                one)))
                .toList();
    }

    private static int lists(List<JobRow> rows, Organization of) {
        return (int) rows.stream().filter(row -> row.organization().equals(of)).count();
    }

    /** Days of which it is known how new lists were. */
    private List<FreshDays.Day> month() {
        return days.since(clock.instant().atZone(ZoneOffset.UTC).toLocalDate().minusDays(Strip.DAYS + 1L));
    }

    private Strip month(List<FreshDays.Day> known, int lists, Organization of) {
        return Strip.of(known, lists, clock.instant(), of.timeZone());
    }

    /** How new one list was on the last days that are over. */
    Strip month(JobRow row) {
        return month(
                month().stream()
                        .filter(it -> row.status().is(it.job(), it.organizationId()))
                        .toList(),
                1,
                row.organization());
    }

    private List<JobRow> rows() {
        List<OfJob> known = figures.jobs();
        List<Cost> costs = figures.costs();
        return statuses.all().stream().map(status -> row(status, known, costs)).toList();
    }

    private static JobRow row(JobStatus status, List<OfJob> known, List<Cost> costs) {
        return new JobRow(
                status,
                known.stream()
                        .filter(it -> status.is(it.job(), it.organizationId()))
                        .findFirst()
                        .orElse(null),
                costs.stream()
                        .filter(it -> status.is(it.job(), it.organizationId()))
                        .toList());
    }

    private static boolean is(String id, Organization organization) {
        return organization.organizationId().equals(id);
    }

    /** A job of an organization. */
    Optional<JobRow> find(String organization, String job) {
        return rows().stream().filter(row -> row.status().is(job, organization)).findFirst();
    }

    /** The organizations that are mirrored. */
    List<Organization> organizations() {
        return organizations.all();
    }

    /** The same by their ids. */
    Map<String, Organization> byId() {
        return organizations().stream().collect(Collectors.toMap(Organization::organizationId, Function.identity()));
    }
}
