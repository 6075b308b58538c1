package app.tds.api;

import app.tds.access.Login;
import app.tds.alarm.Alarm;
import app.tds.alarm.Alarm.State;
import app.tds.alarm.AlarmHistory;
import app.tds.alarm.AlarmHistory.Filter;
import app.tds.alarm.Alarms;
import app.tds.alarm.Rule;
import app.tds.alarm.Rules;
import app.tds.alarm.Severity;
import app.tds.alarm.Transition;
import app.tds.alarm.Watches;
import app.tds.notification.NotificationHistory;
import com.fasterxml.jackson.annotation.JsonInclude;
import jakarta.servlet.http.HttpServletRequest;
import java.security.Principal;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication.Type;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.server.ResponseStatusException;
import org.springframework.web.servlet.mvc.method.annotation.SseEmitter;

/** What is wrong now and what was, by which rules, and what a person does about an alert. */
@RestController
@ConditionalOnWebApplication(type = Type.SERVLET)
@RequestMapping("/api/v1/tds/alerts")
class AlertsController {

    private static final int MOST = 200;
    private static final int LONGEST_NOTE = 1000;
    private static final Set<State> OPEN = Set.of(State.FIRING, State.ACKNOWLEDGED);

    private final Alarms alarms;
    private final AlarmHistory history;
    private final NotificationHistory told;
    private final Rules rules;
    private final Watches watches;
    private final AlertEvents events;
    private final Clock clock;

    AlertsController(
            Alarms alarms,
            AlarmHistory history,
            NotificationHistory told,
            Rules rules,
            Watches watches,
            AlertEvents events,
            Clock clock) {
        this.alarms = alarms;
        this.history = history;
        this.told = told;
        this.rules = rules;
        this.watches = watches;
        this.events = events;
        this.clock = clock;
    }

    /**
     * A page, the newest first.
     *
     * @param looked when a process last looked whether anything is wrong; absent if no process ever did
     * @param current whether that says anything about now; if not, the absence of alerts means nothing
     * @param before for the next page; absent on the last
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record AlertsAnswer(
            List<Alarm> alerts,
            @Nullable Instant looked,
            boolean current,
            @Nullable Long before) {}

    @GetMapping
    AlertsAnswer list(
            @RequestParam(defaultValue = "open") String state,
            @RequestParam(required = false) @Nullable Severity severity,
            @RequestParam(required = false) @Nullable String organization,
            @RequestParam(required = false) @Nullable String job,
            @RequestParam(required = false) @Nullable String rule,
            @RequestParam(defaultValue = "" + Long.MAX_VALUE) long before,
            @RequestParam(defaultValue = "50") int limit) {
        if (limit < 1 || limit > MOST) {
            throw new ResponseStatusException(HttpStatus.BAD_REQUEST, "limit is between 1 and " + MOST + ".");
        }
        var found = history.page(new Filter(states(state), severity, organization, job, rule), before, limit + 1);
        var page = found.stream().limit(limit).toList();
        Instant looked = watches.lookedAt().orElse(null);
        return new AlertsAnswer(
                page,
                looked,
                looked != null && Watches.isRecent(looked, clock.instant()),
                found.size() > limit ? page.get(limit - 1).id() : null);
    }

    private static Set<State> states(String name) {
        return switch (name) {
            case "open" -> OPEN;
            case "all" -> Set.of();
            case "pending" -> Set.of(State.PENDING);
            case "firing" -> Set.of(State.FIRING);
            case "acknowledged" -> Set.of(State.ACKNOWLEDGED);
            case "resolved" -> Set.of(State.RESOLVED);
            default ->
                throw new ResponseStatusException(
                        HttpStatus.BAD_REQUEST,
                        "\"" + name
                                + "\" is not a value of state; there are open, all, pending, firing, acknowledged and"
                                + " resolved.");
        };
    }

    /** An alert, what happened to it, and who was told of that, each in order. */
    record AlertAnswer(Alarm alert, List<Transition> transitions, List<NotificationHistory.Entry> notifications) {}

    @GetMapping("/{id}")
    AlertAnswer show(@PathVariable long id) {
        return new AlertAnswer(alarms.find(id).orElseThrow(() -> unknown(id)), history.of(id), told.of(id));
    }

    /** What the person has to say. */
    record Note(@Nullable String note) {}

    @PostMapping("/{id}/acknowledge")
    Alarm acknowledge(@PathVariable long id, @RequestBody Note body, Principal who) {
        String note = note(body);
        if (note.isEmpty()) {
            throw new ResponseStatusException(
                    HttpStatus.UNPROCESSABLE_CONTENT, "An acknowledgement needs a note: say what is being done.");
        }
        return acted(id, alarms.acknowledge(id, who.getName(), note), "goes on no more, or is not told yet.");
    }

    @PostMapping("/{id}/unacknowledge")
    Alarm unacknowledge(@PathVariable long id, @RequestBody(required = false) @Nullable Note body, Principal who) {
        String note = body == null ? "" : note(body);
        return acted(id, alarms.unacknowledge(id, who.getName(), note), "is acknowledged by nobody.");
    }

    private static String note(Note body) {
        String note = body.note() == null ? "" : body.note().strip();
        if (note.length() > LONGEST_NOTE) {
            throw new ResponseStatusException(
                    HttpStatus.UNPROCESSABLE_CONTENT, "A note has at most " + LONGEST_NOTE + " characters.");
        }
        return note;
    }

    private Alarm acted(long id, Optional<Alarm> alarm, String otherwise) {
        if (alarm.isEmpty() && alarms.find(id).isEmpty()) {
            throw unknown(id);
        }
        return alarm.orElseThrow(
                () -> new ResponseStatusException(HttpStatus.CONFLICT, "Alert " + id + " " + otherwise));
    }

    private static ResponseStatusException unknown(long id) {
        return Integration.nothing("There is no alert " + id + ".");
    }

    /**
     * A rule as it holds for these.
     *
     * @param threshold from when on; absent if there is nothing to measure
     * @param critical from when on it is critical; absent if the severity is always the same
     * @param lasts how long it is found before it is told
     * @param origins where each setting comes from
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record RuleAnswer(
            String rule,
            String organization,
            String job,
            boolean on,
            @Nullable Severity severity,
            @Nullable String threshold,
            @Nullable String critical,
            Duration lasts,
            Map<String, String> origins) {

        static RuleAnswer of(Rule rule) {
            return new RuleAnswer(
                    rule.kind(),
                    rule.organization(),
                    rule.job(),
                    rule.on(),
                    rule.severity(),
                    rule.threshold() == null ? null : rule.threshold().toString(),
                    rule.critical() == null ? null : rule.critical().toString(),
                    rule.lasts(),
                    rule.origins());
        }
    }

    /** All rules. */
    record RulesAnswer(List<RuleAnswer> rules) {}

    @GetMapping("/rules")
    RulesAnswer rules() {
        return new RulesAnswer(rules.all().stream().map(RuleAnswer::of).toList());
    }

    /** @param lastEventId the last transition known; without it, only what happens from now on */
    @GetMapping(path = "/events", produces = MediaType.TEXT_EVENT_STREAM_VALUE)
    SseEmitter events(
            @RequestHeader(name = "Last-Event-ID", required = false) @Nullable Long lastEventId,
            HttpServletRequest request) {
        return events.after(lastEventId, Login.of(request));
    }
}
