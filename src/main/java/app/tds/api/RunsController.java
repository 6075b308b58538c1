package app.tds.api;

import app.tds.access.Login;
import app.tds.launch.Launcher;
import app.tds.pipeline.RunAnswer;
import app.tds.pipeline.RunHistory;
import app.tds.pipeline.RunHistory.Filter;
import app.tds.pipeline.RunHistory.State;
import app.tds.pipeline.RunMode;
import com.fasterxml.jackson.annotation.JsonInclude;
import jakarta.servlet.http.HttpServletRequest;
import java.net.URI;
import java.security.Principal;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication.Type;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.server.ResponseStatusException;
import org.springframework.web.servlet.mvc.method.annotation.SseEmitter;
import org.springframework.web.servlet.support.ServletUriComponentsBuilder;

/** Runs, past and present, and what can be done about a run. */
@RestController
@ConditionalOnWebApplication(type = Type.SERVLET)
@RequestMapping(RunsController.PATH)
class RunsController {

    static final String PATH = "/api/v1/tds/runs";
    private static final int MOST = 200;

    private final RunHistory history;
    private final Launcher launcher;
    private final RunEvents events;

    RunsController(RunHistory history, Launcher launcher, RunEvents events) {
        this.history = history;
        this.launcher = launcher;
        this.events = events;
    }

    /**
     * A page, the latest first.
     *
     * @param next where the next one is; absent on the last
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record RunsAnswer(List<RunAnswer> runs, @Nullable String next) {}

    @GetMapping
    RunsAnswer list(
            @RequestParam(required = false) @Nullable String job,
            @RequestParam(required = false) @Nullable String organization,
            @RequestParam(required = false) @Nullable RunMode mode,
            @RequestParam(required = false) @Nullable State state,
            @RequestParam(required = false) @Nullable Instant from,
            @RequestParam(required = false) @Nullable Instant to,
            @RequestParam(defaultValue = "" + Long.MAX_VALUE) long before,
            @RequestParam(defaultValue = "50") int limit) {
        if (limit < 1 || limit > MOST) {
            throw new ResponseStatusException(HttpStatus.BAD_REQUEST, "limit is between 1 and " + MOST + ".");
        }
        var found = history.page(new Filter(job, organization, mode, state, from, to), before, limit + 1);
        var page = found.subList(0, Math.min(limit, found.size())).stream()
                .map(RunAnswer::of)
                .toList();
        return new RunsAnswer(page, found.size() > limit ? next(page.get(limit - 1)) : null);
    }

    private static String next(RunAnswer last) {
        return ServletUriComponentsBuilder.fromCurrentRequest()
                .scheme(null)
                .host(null)
                .port(null)
                .replaceQueryParam("before", last.id())
                .toUriString();
    }

    @GetMapping("/{id}")
    RunAnswer show(@PathVariable long id) {
        return history.find(id).map(RunAnswer::of).orElseThrow(() -> unknown(id));
    }

    @GetMapping(path = "/{id}/events", produces = MediaType.TEXT_EVENT_STREAM_VALUE)
    SseEmitter events(@PathVariable long id, HttpServletRequest request) {
        return events.of(show(id), Login.of(request));
    }

    @PostMapping("/{id}/stop")
    ResponseEntity<RunAnswer> stop(@PathVariable long id, Principal who) {
        launcher.stop(id, who.getName());
        return accepted(id);
    }

    @PostMapping("/{id}/restart")
    ResponseEntity<RunAnswer> restart(@PathVariable long id) {
        launcher.restart(id);
        return accepted(id);
    }

    @PostMapping("/{id}/abandon")
    RunAnswer abandon(@PathVariable long id) {
        launcher.abandon(id);
        return show(id);
    }

    private ResponseEntity<RunAnswer> accepted(long id) {
        return ResponseEntity.accepted().location(URI.create(Launches.href(id))).body(show(id));
    }

    private static ResponseStatusException unknown(long id) {
        return Integration.nothing("There is no run " + id + ".");
    }
}
