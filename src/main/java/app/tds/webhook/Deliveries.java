package app.tds.webhook;

import app.tds.alarm.Alarm;
import app.tds.alarm.Alarms;
import app.tds.jobs.JobDefinition;
import app.tds.jobs.JobDefinitions;
import app.tds.mirror.Organization;
import com.fasterxml.jackson.annotation.JsonInclude;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.temporal.ChronoUnit;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** The state of an organization's webhooks, from the counts by hour and the inbox. */
@Component
public class Deliveries {

    private static final Duration LATELY = Duration.ofDays(1);

    private final WebhookSettings settings;
    private final JobDefinitions jobs;
    private final DeliveryCounts counts;
    private final Alarms alarms;
    private final Recoveries recoveries;
    private final JdbcClient jdbc;
    private final Clock clock;

    Deliveries(
            WebhookSettings settings,
            JobDefinitions jobs,
            DeliveryCounts counts,
            Alarms alarms,
            Recoveries recoveries,
            JdbcClient jdbc,
            Clock clock) {
        this.settings = settings;
        this.jobs = jobs;
        this.counts = counts;
        this.alarms = alarms;
        this.recoveries = recoveries;
        this.jdbc = jdbc;
        this.clock = clock;
    }

    /**
     * The state of an organization's webhooks.
     *
     * @param accepted whether deliveries of the organization are let in
     * @param today deliveries taken since the organization's midnight
     * @param perDay deliveries that the source makes in a day at most
     * @param jobs one entry for each job that can have webhooks, and one for deliveries that no job recognizes
     * @param alarms open alarms about webhooks
     */
    public record State(
            String organization, boolean accepted, long today, int perDay, List<OfJob> jobs, List<Alarm> alarms) {

        /** When the last delivery came; null if none came in nine weeks. */
        public @Nullable Instant last() {
            return jobs.stream()
                    .map(OfJob::last)
                    .filter(Objects::nonNull)
                    .max(Comparator.naturalOrder())
                    .orElse(null);
        }

        /** How many deliveries have been tried often and still wait. */
        public long failing() {
            return jobs.stream().mapToLong(OfJob::failing).sum();
        }
    }

    /**
     * The state of the webhooks about one job's records.
     *
     * @param job the job; empty for deliveries that no job recognizes, and for refusals at the address of all jobs
     * @param last when the last delivery came; null if none came in nine weeks
     * @param usualGap time between two deliveries that is usual at this hour of the week; null if none is usual now
     * @param missed how many deliveries would have been usual since the last one, at least
     * @param taken deliveries taken in this hour and the one before
     * @param refused deliveries refused in this hour and the one before
     * @param waiting deliveries that are not worked off yet
     * @param waitingSince when the oldest waiting delivery came
     * @param failing waiting deliveries that have been tried often
     * @param median time from the source's modification to the row, in the last day; null without deliveries
     * @param p95 the time that 95 % of the deliveries stayed below
     * @param recovery the last run that was asked for because deliveries may have been missed; null if there is none
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record OfJob(
            String job,
            @Nullable Instant last,
            @Nullable Duration usualGap,
            double missed,
            long taken,
            long refused,
            long waiting,
            @Nullable Instant waitingSince,
            long failing,
            @Nullable Duration median,
            @Nullable Duration p95,
            @Nullable Long recovery) {}

    private record Waiting(long count, @Nullable Instant since, long failing) {

        static final Waiting NONE = new Waiting(0, null, 0);
    }

    private record Latency(
            @Nullable Duration median, @Nullable Duration p95) {

        static final Latency UNKNOWN = new Latency(null, null);
    }

    /** The state of the webhooks of this organization. */
    public State of(Organization organization) {
        String id = organization.organizationId();
        Instant lately = clock.instant().truncatedTo(ChronoUnit.HOURS).minus(Duration.ofHours(1));
        Map<String, DeliveryCounts.OfJob> counted =
                counts.of(id, organization.timeZone(), lately, midnight(organization));
        Map<String, Waiting> waiting = waiting(id);
        Map<String, Latency> latencies = latencies(id);
        Map<String, Long> recovered = recoveries.runs(id);
        Set<String> shown = new TreeSet<>(counted.keySet());
        shown.addAll(waiting.keySet());
        jobs.all().stream()
                .filter(job ->
                        job.webhook() != null && job.source().integration().equals(organization.source()))
                .map(JobDefinition::name)
                .forEach(shown::add);
        return new State(
                id,
                settings.unsigned() || settings.secrets().containsKey(id),
                counted.values().stream().mapToLong(DeliveryCounts.OfJob::today).sum(),
                settings.perDay(),
                shown.stream()
                        .map(job -> of(
                                job,
                                counted.getOrDefault(job, none(organization)),
                                waiting.getOrDefault(job, Waiting.NONE),
                                latencies.getOrDefault(job, Latency.UNKNOWN),
                                recovered.get(job)))
                        .toList(),
                alarms.open(id).stream()
                        .filter(alarm -> DeliveryFindings.KINDS.contains(alarm.kind()))
                        .toList());
    }

    private static DeliveryCounts.OfJob none(Organization organization) {
        return new DeliveryCounts.OfJob(null, 0, 0, 0, new Rhythm(new int[0], new int[0], organization.timeZone()));
    }

    private OfJob of(
            String job, DeliveryCounts.OfJob counted, Waiting waiting, Latency latency, @Nullable Long recovery) {
        Instant now = clock.instant();
        Instant last = counted.last();
        return new OfJob(
                job,
                last,
                counted.rhythm().gap(now),
                last == null ? 0 : counted.rhythm().expected(last, now),
                counted.taken(),
                counted.refused(),
                waiting.count(),
                waiting.since(),
                waiting.failing(),
                latency.median(),
                latency.p95(),
                recovery);
    }

    /** Counts are by whole hours of UTC: an hour in which the organization's day begins counts as today. */
    private Instant midnight(Organization organization) {
        return ZonedDateTime.ofInstant(clock.instant(), organization.timeZone())
                .toLocalDate()
                .atStartOfDay(organization.timeZone())
                .toInstant()
                .truncatedTo(ChronoUnit.HOURS);
    }

    /**
     * What came in each of the last hours, for a job.
     *
     * @param job empty for deliveries that no job recognizes
     * @param hours the earliest first
     */
    public record Day(String job, List<Hour> hours) {

        /** The most that was taken or refused in an hour. */
        public long most() {
            return hours.stream()
                    .mapToLong(hour -> Math.max(hour.taken(), hour.refused()))
                    .max()
                    .orElse(0);
        }
    }

    /** What was taken and refused in an hour. */
    public record Hour(Instant began, long taken, long refused) {}

    /** The last day of each job for whose records anything came, hour by hour; the hour that goes on is the last. */
    public List<Day> lastDay(Organization organization) {
        Instant first =
                clock.instant().truncatedTo(ChronoUnit.HOURS).minus(LATELY).plus(Duration.ofHours(1));
        Map<String, Map<Instant, DeliveryCounts.Hour>> byJob =
                counts.since(organization.organizationId(), first).stream()
                        .collect(Collectors.groupingBy(
                                DeliveryCounts.Hour::job,
                                TreeMap::new,
                                Collectors.toMap(DeliveryCounts.Hour::hour, Function.identity())));
        return byJob.entrySet().stream()
                .map(job -> new Day(job.getKey(), hours(first, job.getValue())))
                .toList();
    }

    /**
     * Deliveries that were refused for one reason.
     *
     * @param reason as metrics and logs name it
     * @param last when the last hour began in which any was
     */
    public record Refused(String reason, long count, Instant last) {}

    /** Why deliveries were refused in the last day, the most frequent reason first; also those of which nobody knows whose. */
    public List<Refused> refused(Organization organization) {
        Instant first =
                clock.instant().truncatedTo(ChronoUnit.HOURS).minus(LATELY).plus(Duration.ofHours(1));
        return counts.refusals(organization.organizationId(), first);
    }

    private static List<Hour> hours(Instant first, Map<Instant, DeliveryCounts.Hour> counted) {
        return LongStream.range(0, LATELY.toHours())
                .mapToObj(hour -> first.plus(Duration.ofHours(hour)))
                .map(began -> {
                    DeliveryCounts.Hour here = counted.get(began);
                    return new Hour(began, here == null ? 0 : here.accepted(), here == null ? 0 : here.refused());
                })
                .toList();
    }

    /** A delivery without a modification time waits since the last time that the delivery came. */
    private Map<String, Waiting> waiting(String organizationId) {
        Map<String, Waiting> waiting = new HashMap<>();
        jdbc.sql("""
                        select job, count(*) as waiting, count(*) filter (where attempts >= ?) as failing,
                          min(case when source_modified_at is null then last_received_at else received_at end) as since
                        from etl.inbox where organization_id = ? and due_at is not null group by job
                        """).params(settings.attempts(), organizationId).query(row -> {
            waiting.put(
                    row.getString("job"),
                    new Waiting(
                            row.getLong("waiting"), row.getTimestamp("since").toInstant(), row.getLong("failing")));
        });
        return waiting;
    }

    private Map<String, Latency> latencies(String organizationId) {
        Map<String, Latency> latencies = new HashMap<>();
        jdbc.sql("""
                        select job, percentile_cont(0.5) within group (order by seconds) as median,
                          percentile_cont(0.95) within group (order by seconds) as p95
                        from (select job, greatest(extract(epoch from done_at - source_modified_at), 0) as seconds
                          from etl.inbox
                          where organization_id = ? and done_at > ? and source_modified_at is not null) as done
                        group by job
                        """)
                .params(organizationId, Timestamp.from(clock.instant().minus(LATELY)))
                .query(row -> {
                    latencies.put(
                            row.getString("job"),
                            new Latency(seconds(row.getDouble("median")), seconds(row.getDouble("p95"))));
                });
        return latencies;
    }

    private static Duration seconds(double seconds) {
        return Duration.ofMillis(Math.round(seconds * 1000));
    }

    /** When the last delivery for each job came, in the last nine weeks. */
    public Map<String, Instant> last(String organizationId) {
        return counts.last(organizationId);
    }
}
