package app.tds.api;

import app.tds.alarm.Rules;
import app.tds.alarm.Silence;
import app.tds.alarm.Silences;
import app.tds.alarm.Silences.Matcher;
import java.security.Principal;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication.Type;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.server.ResponseStatusException;

/** What is not told for a while. */
@RestController
@ConditionalOnWebApplication(type = Type.SERVLET)
@RequestMapping("/api/v1/tds/alerts/silences")
class SilencesController {

    private static final int MOST = 200;

    private final Silences silences;
    private final Rules rules;

    SilencesController(Silences silences, Rules rules) {
        this.silences = silences;
        this.rules = rules;
    }

    /** The newest first. */
    record SilencesAnswer(List<Silence> silences) {}

    @GetMapping
    SilencesAnswer list() {
        return new SilencesAnswer(silences.latest(MOST));
    }

    /**
     * What shall not be told.
     *
     * @param rule the kind of the alerts
     * @param organization whose; null means every one
     * @param job about which; null means every one
     * @param until at most seven days from now
     * @param reason for those who wonder
     */
    record SilenceRequest(
            @Nullable String rule,
            @Nullable String organization,
            @Nullable String job,
            @Nullable Instant until,
            @Nullable String reason) {}

    @PostMapping
    @ResponseStatus(HttpStatus.CREATED)
    Silence begin(@RequestBody SilenceRequest body, Principal who) {
        if (body.rule() == null || !rules.knows(body.rule())) {
            throw new ResponseStatusException(
                    HttpStatus.UNPROCESSABLE_CONTENT,
                    "A silence names one rule; /api/v1/tds/alerts/rules has them all.");
        }
        if (body.until() == null) {
            throw new ResponseStatusException(HttpStatus.UNPROCESSABLE_CONTENT, "A silence needs an end: until.");
        }
        try {
            return silences.begin(
                    new Matcher(body.rule(), empty(body.organization()), empty(body.job())),
                    body.until(),
                    empty(body.reason()),
                    who.getName());
        } catch (IllegalArgumentException wrong) {
            throw new ResponseStatusException(HttpStatus.UNPROCESSABLE_CONTENT, wrong.getMessage());
        }
    }

    private static String empty(@Nullable String text) {
        return text == null ? "" : text.strip();
    }

    @DeleteMapping("/{id}")
    Silence end(@PathVariable long id, Principal who) {
        return silences.end(id, who.getName())
                .orElseThrow(() -> Integration.nothing("There is no silence " + id + " that goes on."));
    }
}
