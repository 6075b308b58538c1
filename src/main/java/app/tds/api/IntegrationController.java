package app.tds.api;

import app.tds.api.Launches.LaunchAnswer;
import app.tds.launch.LaunchRequest;
import app.tds.mirror.Organization;
import app.tds.monitoring.Numbers;
import app.tds.monitoring.Numbers.Measured;
import app.tds.pipeline.AskedBy;
import app.tds.pipeline.RunHistory;
import app.tds.pipeline.RunHistory.Sum;
import app.tds.pipeline.RunMode;
import app.tds.pipeline.Selection;
import app.tds.source.SourceAccess.Finding;
import app.tds.source.SourceAccesses;
import jakarta.servlet.http.HttpServletRequest;
import java.security.Principal;
import java.time.Clock;
import java.time.Duration;
import java.time.LocalDate;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication.Type;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.server.ResponseStatusException;

/** What other programs ask of an integration. */
@RestController
@ConditionalOnWebApplication(type = Type.SERVLET)
@RequestMapping("/api/v1/tds/integrations/{integration}")
class IntegrationController {

    private static final Duration LATELY = Duration.ofDays(1);

    private final Integration.Known integrations;
    private final Launches launches;
    private final RunHistory history;
    private final Numbers numbers;
    private final SourceAccesses accesses;
    private final Clock clock;

    IntegrationController(
            Integration.Known integrations,
            Launches launches,
            RunHistory history,
            Numbers numbers,
            SourceAccesses accesses,
            Clock clock) {
        this.integrations = integrations;
        this.launches = launches;
        this.history = history;
        this.numbers = numbers;
        this.accesses = accesses;
        this.clock = clock;
    }

    /**
     * Which runs.
     *
     * @param organization null means all
     * @param jobs null means all
     */
    record SyncRequest(
            @Nullable String organization, @Nullable List<String> jobs) {}

    /**
     * What of one entity: ids, or days, or everything, or what has changed.
     *
     * @param organization null means all; needed with ids if there are several
     * @param mode full or delta; delta if nothing else is said
     * @param acceptDeletions of a full import, how many missing records are meant to be deleted; takes the role admin
     */
    record EntityRequest(
            @Nullable String organization,
            @Nullable String mode,
            @Nullable List<String> ids,
            @Nullable LocalDate from,
            @Nullable LocalDate to,
            @Nullable Long acceptDeletions) {

        static final EntityRequest NOTHING = new EntityRequest(null, null, null, null, null, null);
    }

    @PostMapping("/sync/full")
    ResponseEntity<LaunchAnswer> full(
            @PathVariable String integration,
            @RequestBody(required = false) @Nullable SyncRequest body,
            Principal who) {
        return sync(integration, body, RunMode.FULL, who);
    }

    @PostMapping("/sync/incremental")
    ResponseEntity<LaunchAnswer> incremental(
            @PathVariable String integration,
            @RequestBody(required = false) @Nullable SyncRequest body,
            Principal who) {
        return sync(integration, body, RunMode.DELTA, who);
    }

    private ResponseEntity<LaunchAnswer> sync(String name, @Nullable SyncRequest body, RunMode mode, Principal who) {
        var integration = integrations.named(name);
        var jobs = integration.jobs(body == null ? null : body.jobs());
        return launches.launch(integration.organizations(body == null ? null : body.organization()).stream()
                .flatMap(organization -> jobs.stream()
                        .map(job -> new LaunchRequest(
                                job, organization.organizationId(), mode, AskedBy.person(who.getName()))))
                .toList());
    }

    @PostMapping("/sync/entity/{entity}")
    ResponseEntity<LaunchAnswer> entity(
            @PathVariable String integration,
            @PathVariable String entity,
            @RequestBody(required = false) @Nullable EntityRequest body,
            Principal who,
            HttpServletRequest call) {
        var request = body == null ? EntityRequest.NOTHING : body;
        var named = integrations.named(integration);
        var job = named.jobs(List.of(entity)).get(0);
        var organizations = named.organizations(request.organization());
        var selection = selection(request);
        if (!selection.ids().isEmpty() && organizations.size() > 1) {
            throw wrong("An id belongs to one organization: name it.");
        }
        if (request.acceptDeletions() != null && !call.isUserInRole("ADMIN")) {
            throw new ResponseStatusException(
                    HttpStatus.FORBIDDEN,
                    "To accept deletions takes the role admin: leave acceptDeletions out, or ask one.");
        }
        var mode = mode(request, selection);
        return launches.launch(organizations.stream()
                .map(it -> new LaunchRequest(
                        job,
                        it.organizationId(),
                        mode,
                        selection,
                        AskedBy.person(who.getName()),
                        request.acceptDeletions()))
                .toList());
    }

    private static Selection selection(EntityRequest request) {
        var ids = request.ids() == null ? List.<String>of() : request.ids();
        boolean days = request.from() != null || request.to() != null;
        if ((ids.isEmpty() ? 0 : 1) + (days ? 1 : 0) + (request.mode() == null ? 0 : 1) > 1) {
            throw wrong("Say one of ids, days (from, to) or mode.");
        }
        return ids.isEmpty() ? Selection.between(request.from(), request.to()) : Selection.of(ids);
    }

    private static RunMode mode(EntityRequest request, Selection selection) {
        if (!selection.ids().isEmpty()) {
            return RunMode.BY_ID;
        }
        if (selection.isRange()) {
            return RunMode.RANGE;
        }
        return mode(request.mode());
    }

    static RunMode mode(@Nullable String mode) {
        return switch (mode == null ? "delta" : mode.toLowerCase(Locale.ROOT)) {
            case "full" -> RunMode.FULL;
            case "delta" -> RunMode.DELTA;
            default -> throw wrong("mode is full or delta.");
        };
    }

    private static ResponseStatusException wrong(String sentence) {
        return new ResponseStatusException(HttpStatus.BAD_REQUEST, sentence);
    }

    /**
     * Numbers.
     *
     * @param lastDay what the runs of the last day did, by job and organization
     * @param now what this node has measured since it started
     */
    record MetricsAnswer(List<Sum> lastDay, List<Measured> now) {}

    @GetMapping("/metrics")
    MetricsAnswer metrics(@PathVariable String integration) {
        Set<String> organizations = integrations.named(integration).organizations().stream()
                .map(Organization::organizationId)
                .collect(Collectors.toSet());
        return new MetricsAnswer(
                history.sums(clock.instant().minus(LATELY)).stream()
                        .filter(it -> organizations.contains(it.organization()))
                        .toList(),
                numbers.of(organizations));
    }

    /**
     * What was found.
     *
     * @param well whether nothing has to be done
     */
    record ConnectionAnswer(boolean well, List<Finding> findings) {}

    @PostMapping("/test-connection")
    ConnectionAnswer testConnection(@PathVariable String integration) {
        integrations.named(integration);
        var findings = accesses.of(integration)
                .orElseThrow(() -> Integration.nothing("There are no connections of " + integration + " to be tried."))
                .check();
        return new ConnectionAnswer(findings.stream().allMatch(Finding::well), findings);
    }
}
