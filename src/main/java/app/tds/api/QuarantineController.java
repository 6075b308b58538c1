package app.tds.api;

import app.tds.api.Launches.LaunchAnswer;
import app.tds.launch.LaunchRequest;
import app.tds.pipeline.AskedBy;
import app.tds.pipeline.QuarantineCauses;
import app.tds.pipeline.QuarantineEntries;
import app.tds.pipeline.QuarantineEntries.Entry;
import app.tds.pipeline.RunMode;
import com.fasterxml.jackson.annotation.JsonInclude;
import java.security.Principal;
import java.util.List;
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
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.server.ResponseStatusException;

/** Records that could not be used. */
@RestController
@ConditionalOnWebApplication(type = Type.SERVLET)
@RequestMapping("/api/v1/tds/quarantine")
class QuarantineController {

    private static final int MOST = 200;

    private final QuarantineEntries entries;
    private final QuarantineCauses causes;
    private final Launches launches;

    QuarantineController(QuarantineEntries entries, QuarantineCauses causes, Launches launches) {
        this.entries = entries;
        this.causes = causes;
        this.launches = launches;
    }

    /**
     * A page, by organization, job and id.
     *
     * @param after for the next page; absent on the last
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record QuarantineAnswer(List<Entry> records, @Nullable String after) {}

    @GetMapping
    QuarantineAnswer list(
            @RequestParam(required = false) @Nullable String organization,
            @RequestParam(required = false) @Nullable String job,
            @RequestParam(defaultValue = "") String after,
            @RequestParam(defaultValue = "50") int limit) {
        if (limit < 1 || limit > MOST) {
            throw new ResponseStatusException(HttpStatus.BAD_REQUEST, "limit is between 1 and " + MOST + ".");
        }
        var found = entries.page(organization, job, after, limit + 1);
        if (found.size() <= limit) {
            return new QuarantineAnswer(found, null);
        }
        var last = found.get(limit - 1);
        return new QuarantineAnswer(found.subList(0, limit), last.organization() + "/" + last.job() + "/" + last.id());
    }

    /** A record and what the source sent, which may be no JSON at all. */
    record RecordAnswer(Entry record, String payload) {}

    @GetMapping("/{organization}/{job}/{id}")
    RecordAnswer show(@PathVariable String organization, @PathVariable String job, @PathVariable String id) {
        return entries.find(organization, job, id)
                .flatMap(entry ->
                        entries.payload(organization, job, id).map(payload -> new RecordAnswer(entry, payload)))
                .orElseThrow(() -> Integration.nothing("There is no such record in quarantine."));
    }

    /**
     * What shall be translated again.
     *
     * @param organization null means all
     * @param jobs null means all
     */
    record RetryRequest(
            @Nullable String organization, @Nullable List<String> jobs) {}

    /** A run for each job and organization that has something in quarantine. None of these runs makes a call. */
    @PostMapping("/retry")
    ResponseEntity<LaunchAnswer> retry(@RequestBody(required = false) @Nullable RetryRequest body, Principal who) {
        var request = body == null ? new RetryRequest(null, null) : body;
        var retries = causes.all().stream()
                .filter(it ->
                        request.organization() == null || request.organization().equals(it.organizationId()))
                .map(it -> new LaunchRequest(
                        it.listJob(), it.organizationId(), RunMode.RETRY, AskedBy.person(who.getName())))
                .filter(it -> request.jobs() == null
                        || request.jobs().isEmpty()
                        || request.jobs().contains(it.job()))
                .distinct()
                .toList();
        if (retries.isEmpty()) {
            throw Integration.nothing("Nothing of that is in quarantine.");
        }
        return launches.launch(retries);
    }
}
