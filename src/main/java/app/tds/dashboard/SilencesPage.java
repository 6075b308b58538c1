package app.tds.dashboard;

import app.tds.alarm.Rule;
import app.tds.alarm.Rules;
import app.tds.alarm.Silences;
import app.tds.alarm.Silences.Matcher;
import app.tds.jobs.JobDefinitions;
import java.security.Principal;
import java.time.Clock;
import java.time.Duration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication.Type;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.server.ResponseStatusException;

/** What somebody does not want to be told for a while. */
@Controller
@ConditionalOnWebApplication(type = Type.SERVLET)
@RequestMapping("/alerts/silences")
class SilencesPage {

    private static final int LATEST = 50;
    private static final int LONGEST_REASON = 500;

    private final Silences silences;
    private final Rules rules;
    private final JobDefinitions jobs;
    private final Companies companies;
    private final Clock clock;

    SilencesPage(Silences silences, Rules rules, JobDefinitions jobs, Companies companies, Clock clock) {
        this.silences = silences;
        this.rules = rules;
        this.jobs = jobs;
        this.companies = companies;
        this.clock = clock;
    }

    @GetMapping
    String show(Model model) {
        model.addAttribute("silences", silences.latest(LATEST));
        model.addAttribute(
                "kinds", rules.all().stream().map(Rule::kind).distinct().toList());
        model.addAttribute("jobs", jobs.names());
        model.addAttribute("organizations", companies.byId());
        return "alert-silences";
    }

    @PostMapping
    String begin(
            @RequestParam String kind,
            @RequestParam(defaultValue = "") String organization,
            @RequestParam(defaultValue = "") String job,
            @RequestParam int hours,
            @RequestParam(defaultValue = "") String reason,
            Principal who) {
        if (!rules.knows(kind) || reason.length() > LONGEST_REASON) {
            throw new ResponseStatusException(HttpStatus.BAD_REQUEST);
        }
        try {
            silences.begin(
                    new Matcher(kind, organization, job),
                    clock.instant().plus(Duration.ofHours(hours)),
                    reason.strip(),
                    who.getName());
        } catch (IllegalArgumentException wrong) {
            throw new ResponseStatusException(HttpStatus.BAD_REQUEST, wrong.getMessage());
        }
        return "redirect:/alerts/silences";
    }

    @PostMapping("/{id}/end")
    String end(@PathVariable long id, Principal who) {
        silences.end(id, who.getName()).orElseThrow(() -> new ResponseStatusException(HttpStatus.NOT_FOUND));
        return "redirect:/alerts/silences";
    }
}
