package app.tds.pipeline;

import app.tds.jobs.JobDefinition;
import app.tds.jobs.JobDefinition.AfterFull;
import app.tds.jobs.JobDefinition.Incremental;
import app.tds.jobs.JobDefinitions;
import app.tds.mirror.Organization;
import app.tds.mirror.Organizations;
import app.tds.pipeline.Plan.JobPlan;
import app.tds.source.Allowance;
import app.tds.source.Priority;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Supplier;
import java.util.function.ToLongFunction;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.scheduling.support.CronExpression;
import org.springframework.stereotype.Component;
import org.springframework.util.function.SingletonSupplier;

/** Foretells what jobs cost in calls, and when complete documents will be there; makes no call itself. */
@Component
public class Plans {

    /** More than anybody asks, and small enough to reckon with. */
    private static final long NO_LIMIT = 1_000_000_000_000L;

    private static final int DAYS = 7;

    private final JobDefinitions jobs;
    private final Integrations integrations;
    private final Organizations organizations;
    private final Runs runs;
    private final HydrationQueue waiting;
    private final EstablishedTotals totals;
    private final Clock clock;
    private final Supplier<Map<String, Pace>> paces = SingletonSupplier.of(this::paces);

    Plans(
            JobDefinitions jobs,
            Integrations integrations,
            Organizations organizations,
            Runs runs,
            HydrationQueue waiting,
            EstablishedTotals totals,
            Clock clock) {
        this.jobs = jobs;
        this.integrations = integrations;
        this.organizations = organizations;
        this.runs = runs;
        this.waiting = waiting;
        this.totals = totals;
        this.clock = clock;
    }

    /** To reckon every job's week takes longer than other commands than {@code plan} have. */
    private Map<String, Pace> paces() {
        return jobs.all().stream()
                .collect(Collectors.toMap(JobDefinition::name, job -> Pace.of(job.schedule(), clock.instant())));
    }

    /**
     * How often a job runs.
     *
     * @param fulls a day
     * @param deltas a day
     */
    private record Pace(double fulls, double deltas) {

        static Pace of(JobDefinition.Schedule schedule, Instant now) {
            return new Pace(perDay(schedule.full(), now), perDay(schedule.delta(), now));
        }
    }

    /** On the average of a week. */
    private static double perDay(String cron, Instant now) {
        CronExpression schedule = CronExpression.parse(cron);
        ZonedDateTime end = now.atZone(ZoneOffset.UTC).plusDays(DAYS);
        int times = 0;
        ZonedDateTime next = schedule.next(now.atZone(ZoneOffset.UTC));
        while (next != null && !next.isAfter(end)) {
            times++;
            next = schedule.next(next);
        }
        return (double) times / DAYS;
    }

    /**
     * What is known of a job.
     *
     * @param stretch deltas that one delta stands for, since the others leave their calls to documents
     */
    private record Known(
            JobDefinition job,
            Pace pace,
            Runs.@Nullable Extent extent,
            int documentsACall,
            double changesPerDay,
            long waiting,
            boolean apart,
            double stretch) {

        private long pages() {
            return extent == null ? 0 : extent.pages();
        }

        private long records() {
            return extent == null || !job.hasDocuments() ? 0 : extent.records();
        }

        /** The same while documents need the calls of deltas. */
        private Known patient() {
            double pause = Patience.whileDocumentsWait(job, pages()).toMillis();
            double most = Duration.ofDays(1).toMillis() / pause;
            return new Known(
                    job,
                    new Pace(pace.fulls(), Math.min(pace.deltas(), most)),
                    extent,
                    documentsACall,
                    changesPerDay,
                    waiting,
                    apart,
                    Math.max(1, pace.deltas() / most));
        }

        /** The same if each day is like the last one: in its quiet hours, a list of several pages is read less often. */
        private Known likeTheLastDay(@Nullable BitSet busy) {
            if (busy == null || !Patience.isCostly(job, pages())) {
                return this;
            }
            double quiet = Patience.quiet(busy);
            double most = Duration.ofDays(1).toMillis()
                    / (double) Patience.whileQuiet(job).toMillis();
            return new Known(
                    job,
                    new Pace(pace.fulls(), pace.deltas() * (1 - quiet) + Math.min(pace.deltas(), most) * quiet),
                    extent,
                    documentsACall,
                    changesPerDay,
                    waiting,
                    apart,
                    stretch);
        }

        private double listCallsPerDay() {
            long delta = job.source().incremental() == Incremental.WHOLE ? Math.max(1, pages()) : 1;
            return pace.deltas() * delta + pace.fulls() * Math.max(1, pages());
        }

        private long calls(long documents) {
            return (documents + documentsACall - 1) / documentsACall;
        }

        private double documentsPerDay() {
            boolean all = job.hasDocuments() && details().afterFull() == AfterFull.ALL;
            return changesPerDay + (all ? pace.fulls() * records() : 0);
        }

        private JobDefinition.Details details() {
            return Objects.requireNonNull(job.details());
        }

        private Forecast.Queue queue(long calls) {
            int perRun = job.hasDocuments() ? details().perRun() : 0;
            return new Forecast.Queue(
                    job.name(), calls, pace.deltas() * stretch * calls(perRun), documentsPerDay() / documentsACall);
        }
    }

    /** For each organization, every job. */
    public List<Plan> all() {
        return plans(paces.get());
    }

    /**
     * The same as if a job had another schedule.
     *
     * @throws IllegalArgumentException if the schedule cannot be read
     */
    public List<Plan> withSchedule(String job, JobDefinition.Schedule schedule) {
        Map<String, Pace> changed = new HashMap<>(paces.get());
        changed.put(job, Pace.of(schedule, clock.instant()));
        return plans(changed);
    }

    private List<Plan> plans(Map<String, Pace> some) {
        return organizations.all().stream()
                .map(organization -> plan(organization, known(organization, some)))
                .toList();
    }

    /** The calls that lists may use, by organization. An organization without a known limit is left out. */
    public Map<String, Allowance> allowances() {
        Map<String, Allowance> allowances = new TreeMap<>();
        for (Organization organization : organizations.all()) {
            integrations
                    .allowance(organization, Priority.DELTA)
                    .ifPresent(allowance -> allowances.put(organization.organizationId(), allowance));
        }
        return allowances;
    }

    private Plan plan(Organization organization, List<Known> known) {
        Forecast forecast = forecast(organization, known);
        Map<String, Instant> complete = complete(forecast, known, Known::waiting);
        Map<String, Instant> afresh = complete(forecast, known, Known::records);
        return new Plan(
                organization,
                integrations.allowance(organization, Priority.DELTA).orElse(null),
                integrations.allowance(organization, Priority.HYDRATION).orElse(null),
                proofs(organization, known),
                known.stream()
                        .map(one -> new JobPlan(
                                one.job().name(),
                                one.extent() == null ? null : one.extent().records(),
                                one.pages(),
                                Math.round(one.listCallsPerDay()),
                                one.records(),
                                one.calls(one.records()),
                                one.waiting(),
                                one.calls(one.waiting()),
                                complete.get(one.job().name()),
                                afresh.get(one.job().name()),
                                one.apart()))
                        .toList());
    }

    /** Count and sums are asked for hourly where the source says them, which takes a call while they agree; samples nightly. */
    private long proofs(Organization organization, List<Known> known) {
        Optional<Allowance> allowance = integrations.allowance(organization, Priority.VERIFY);
        List<Known> shared = known.stream().filter(one -> !one.apart()).toList();
        int sharing =
                (int) shared.stream().filter(one -> one.job().details() != null).count();
        return shared.stream()
                .mapToLong(one -> {
                    boolean hourly = one.job().source().range() != null
                            && one.job().source().range().totals() != null
                            && !totals.isSilent(
                                    organization.organizationId(), one.job().name());
                    int documents = Sampling.size(allowance, sharing, one.documentsACall());
                    return hourly
                            ? Duration.ofDays(1).toHours()
                            : one.job().details() == null ? 0 : one.calls(Math.min(documents, one.records()));
                })
                .sum();
    }

    /** When the documents that wait for a job will be there; empty if none waits, or never at this pace. */
    Optional<Instant> completeBy(Run run) {
        return organization(run).flatMap(organization -> {
            List<Known> known = known(organization);
            return Optional.ofNullable(complete(forecast(organization, known), known, Known::waiting)
                    .get(run.job()));
        });
    }

    /**
     * Documents that a run of this job may fetch now, so that the organization's lists have their calls until the day is
     * over.
     */
    long room(Run run) {
        return organization(run)
                .map(organization -> {
                    List<Known> known = known(organization);
                    double calls = forecast(organization, known).room(clock.instant());
                    return known.stream()
                            .filter(one -> one.job().name().equals(run.job()))
                            .mapToLong(
                                    one -> (one.apart() ? left(one.job(), run) : (long) calls) * one.documentsACall())
                            .sum();
                })
                .orElse(NO_LIMIT);
    }

    /** Calls that documents of a job may make whose calls count apart. */
    private long left(JobDefinition job, Run run) {
        return integrations
                .allowance(job, run.organizationId(), Priority.HYDRATION)
                .map(allowance -> Math.max(0, allowance.left() - allowance.kept()))
                .orElse(NO_LIMIT);
    }

    /** Documents that a run fetches at most, which fetches so many otherwise: those of deltas that wait meanwhile as well. */
    long documentsARun(Run run, int otherwise) {
        double stretch = organization(run).stream()
                .flatMap(organization -> known(organization).stream())
                .filter(one -> one.job().name().equals(run.job()))
                .mapToDouble(Known::stretch)
                .findFirst()
                .orElse(1);
        return Math.round(otherwise * stretch);
    }

    private Optional<Organization> organization(Run run) {
        return organizations.all().stream()
                .filter(one -> one.organizationId().equals(run.organizationId()))
                .findFirst();
    }

    private Map<String, Instant> complete(Forecast forecast, List<Known> known, ToLongFunction<Known> documents) {
        List<Forecast.Queue> queues = new ArrayList<>();
        for (Known one : known) {
            long some = documents.applyAsLong(one);
            if (some > 0 && !one.apart()) {
                queues.add(one.queue(one.calls(some)));
            }
        }
        return forecast.complete(clock.instant(), queues);
    }

    private Forecast forecast(Organization organization, List<Known> known) {
        var noLimit = new Allowance(NO_LIMIT, 0, NO_LIMIT, clock.instant().plus(Duration.ofDays(1)), 0);
        return new Forecast(
                known.stream()
                        .filter(one -> !one.apart())
                        .mapToDouble(Known::listCallsPerDay)
                        .sum(),
                integrations.allowance(organization, Priority.DELTA).orElse(noLimit),
                integrations.allowance(organization, Priority.HYDRATION).orElse(noLimit));
    }

    private List<Known> known(Organization organization) {
        return known(organization, paces.get());
    }

    private List<Known> known(Organization organization, Map<String, Pace> some) {
        String id = organization.organizationId();
        Map<String, Runs.Extent> extents = runs.extents(id);
        Map<String, Double> changes = runs.changesPerDay(id);
        Map<String, Long> sizes = waiting.sizes(id);
        Map<String, BitSet> busy = runs.busyHours(id, Patience.KNOWN_HOURS);
        List<Known> known = jobs.all().stream()
                .filter(job -> job.source().integration().equals(organization.source()))
                .map(job -> new Known(
                        job,
                        Objects.requireNonNull(some.get(job.name())),
                        extents.get(job.name()),
                        job.details() != null && job.details().bulkPath() != null
                                ? integrations.source(job).documentsACall()
                                : 1,
                        job.hasDocuments() ? changes.getOrDefault(job.name(), 0.0) : 0,
                        sizes.getOrDefault(job.name(), 0L),
                        integrations.countsApart(job),
                        1))
                .toList();
        long documents = known.stream()
                .filter(one -> !one.apart())
                .mapToLong(Known::waiting)
                .sum();
        long aDay = Patience.documentsADay(integrations.allowance(organization, Priority.HYDRATION));
        return Patience.isShort(documents, aDay)
                ? known.stream().map(one -> one.apart() ? one : one.patient()).toList()
                : known;
    }
}
