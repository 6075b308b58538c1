package app.tds.api;

import app.tds.api.Launches.LaunchAnswer;
import app.tds.launch.LaunchRequest;
import app.tds.mirror.Organization;
import app.tds.monitoring.JobStatus;
import app.tds.monitoring.JobStatus.Freshness;
import app.tds.monitoring.JobStatuses;
import app.tds.pipeline.AskedBy;
import app.tds.pipeline.RunHistory;
import app.tds.pipeline.RunHistory.Entry;
import app.tds.pipeline.RunHistory.Filter;
import app.tds.pipeline.RunHistory.State;
import app.tds.pipeline.RunMode;
import com.fasterxml.jackson.annotation.JsonInclude;
import java.security.Principal;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication.Type;
import org.springframework.http.CacheControl;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/**
 * What a screen shows. The answer is small and stays the same while nothing happens, so that a phone does not receive
 * it twice. While the line is down, the phone may show the last answer.
 */
@RestController
@ConditionalOnWebApplication(type = Type.SERVLET)
@RequestMapping("/api/v1/bff/tds/{integration}")
class BffController {

    private static final int PAGE = 20;
    private static final CacheControl FOR_A_MOMENT =
            CacheControl.maxAge(Duration.ofSeconds(5)).cachePrivate().staleIfError(Duration.ofDays(1));

    private final Integration.Known integrations;
    private final Launches launches;
    private final RunHistory history;
    private final JobStatuses statuses;

    BffController(Integration.Known integrations, Launches launches, RunHistory history, JobStatuses statuses) {
        this.integrations = integrations;
        this.launches = launches;
        this.history = history;
        this.statuses = statuses;
    }

    record StatusAnswer(List<OrganizationAnswer> organizations) {}

    /**
     * How an organization is.
     *
     * @param ok whether every job is fresh; what was never read is not
     */
    record OrganizationAnswer(String id, String name, boolean ok, List<JobAnswer> jobs) {}

    /**
     * How a job is.
     *
     * @param freshness whether what is mirrored is as new as it should be
     * @param seenUntil everything modified until then was seen
     * @param completeThrough everything modified until then is in the tables with its documents, nothing of it in quarantine
     * @param verifiedThrough everything modified until then was read back and compared, and was equal
     * @param state of its last run; absent if it never ran
     * @param succeeded when it last succeeded
     * @param percent how far a running import is, if that can be said
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record JobAnswer(
            String job,
            Freshness freshness,
            @Nullable Instant seenUntil,
            @Nullable Instant completeThrough,
            @Nullable Instant verifiedThrough,
            @Nullable State state,
            @Nullable Long run,
            @Nullable Instant succeeded,
            @Nullable Integer percent) {

        static JobAnswer of(JobStatus status) {
            Entry last = status.last();
            return new JobAnswer(
                    status.job().name(),
                    status.freshness(),
                    status.kept().seenUntil(),
                    status.kept().completeThrough(),
                    status.kept().verifiedThrough(),
                    last == null ? null : last.state(),
                    last == null ? null : last.run().id(),
                    status.kept().succeeded(),
                    last == null ? null : BffController.percent(last));
        }
    }

    @GetMapping("/sync/status")
    ResponseEntity<StatusAnswer> status(@PathVariable String integration) {
        var named = integrations.named(integration);
        var all = statuses.all();
        return cacheable(new StatusAnswer(
                named.organizations().stream().map(it -> answer(it, all)).toList()));
    }

    private static OrganizationAnswer answer(Organization organization, List<JobStatus> all) {
        var own = all.stream()
                .filter(it -> it.organization().organizationId().equals(organization.organizationId()))
                .toList();
        return new OrganizationAnswer(
                organization.organizationId(),
                organization.name(),
                own.stream().allMatch(it -> it.freshness() == Freshness.FRESH),
                own.stream().map(JobAnswer::of).toList());
    }

    private static @Nullable Integer percent(Entry entry) {
        return entry.state() == State.RUNNING && entry.expected() > 0
                ? (int) Math.min(99, entry.counts().read() * 100 / entry.expected())
                : null;
    }

    /**
     * What shall be read.
     *
     * @param organization null means all
     * @param job null means all
     * @param mode full or delta; null means delta
     */
    record TriggerRequest(
            @Nullable String organization,
            @Nullable String job,
            @Nullable String mode) {}

    /** A phone on a bad line may ask twice. The second answer names the run that began the first time. */
    @PostMapping("/sync/trigger")
    ResponseEntity<LaunchAnswer> trigger(
            @PathVariable String integration,
            @RequestBody(required = false) @Nullable TriggerRequest body,
            Principal who) {
        var request = body == null ? new TriggerRequest(null, null, null) : body;
        var named = integrations.named(integration);
        var mode = IntegrationController.mode(request.mode());
        var jobs = named.jobs(request.job() == null ? null : List.of(request.job()));
        return launches.launch(named.organizations(request.organization()).stream()
                .flatMap(organization -> jobs.stream()
                        .map(job -> new LaunchRequest(
                                job, organization.organizationId(), mode, AskedBy.person(who.getName()))))
                .toList());
    }

    /**
     * A page of past runs, the latest first.
     *
     * @param before for the next page; absent on the last
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record HistoryAnswer(List<PastRun> runs, @Nullable Long before) {}

    /**
     * A run in few words.
     *
     * @param changed records written or marked as deleted
     * @param seconds it took
     * @param cause why it did not complete
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record PastRun(
            long run,
            String job,
            RunMode mode,
            State state,
            Instant at,
            @Nullable Long seconds,
            long changed,
            @Nullable Long quarantined,
            @Nullable String cause) {

        static PastRun of(Entry entry) {
            var finished = entry.finishedAt();
            var counts = entry.counts();
            return new PastRun(
                    entry.run().id(),
                    entry.run().job(),
                    entry.run().mode(),
                    entry.state(),
                    entry.startedAt(),
                    finished == null
                            ? null
                            : Duration.between(entry.startedAt(), finished).toSeconds(),
                    counts.written() + counts.deleted(),
                    counts.quarantined() == 0 ? null : counts.quarantined(),
                    entry.cause());
        }
    }

    @GetMapping("/sync/history")
    ResponseEntity<HistoryAnswer> history(
            @PathVariable String integration,
            @RequestParam(required = false) @Nullable String organization,
            @RequestParam(required = false) @Nullable String job,
            @RequestParam(defaultValue = "" + Long.MAX_VALUE) long before) {
        integrations.named(integration);
        var found = history.page(new Filter(job, organization, null, null, null, null), before, PAGE + 1);
        var page = found.stream()
                .limit(PAGE)
                .map((Function<Entry, PastRun>) PastRun::of)
                .toList();
        return cacheable(
                new HistoryAnswer(page, found.size() > PAGE ? page.get(PAGE - 1).run() : null));
    }

    /**
     * Whether everything is as fresh as it should be.
     *
     * @param ok only if every job is fresh
     * @param stale what is not
     * @param unknown what was never read completely
     */
    record HealthAnswer(boolean ok, List<NotFresh> stale, List<NotFresh> unknown) {}

    /**
     * A job that is not fresh.
     *
     * @param sentence since when, and how old it may be
     */
    record NotFresh(String job, String organization, String sentence) {

        static NotFresh of(JobStatus status) {
            return new NotFresh(status.job().name(), status.organization().organizationId(), status.sentence());
        }
    }

    @GetMapping("/health")
    ResponseEntity<HealthAnswer> health(@PathVariable String integration) {
        var organizations = integrations.named(integration).organizations();
        var own = statuses.all().stream()
                .filter(it -> organizations.contains(it.organization()))
                .toList();
        var stale = named(own, Freshness.STALE);
        var unknown = named(own, Freshness.UNKNOWN);
        return cacheable(new HealthAnswer(!own.isEmpty() && stale.isEmpty() && unknown.isEmpty(), stale, unknown));
    }

    private static List<NotFresh> named(List<JobStatus> all, Freshness freshness) {
        return JobStatuses.of(all, freshness).stream().map(NotFresh::of).toList();
    }

    private static <T> ResponseEntity<T> cacheable(T answer) {
        return ResponseEntity.ok().cacheControl(FOR_A_MOMENT).body(answer);
    }
}
