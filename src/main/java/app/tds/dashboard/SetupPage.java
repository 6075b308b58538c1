package app.tds.dashboard;

import app.tds.Remembered;
import app.tds.access.ApiKeys;
import app.tds.alarm.Finding;
import app.tds.alarm.Watches;
import app.tds.jobs.JobDefinitions;
import app.tds.source.SourceAccesses;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication.Type;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;

/** What is connected, what is missing, and which settings hold. */
@Controller
@ConditionalOnWebApplication(type = Type.SERVLET)
@RequestMapping("/setup")
class SetupPage {

    /** As often as alarms are looked for: who reloads the page makes no watch look again. */
    private static final Duration LOOKED_EVERY = Duration.ofSeconds(30);

    private final SourceAccesses accesses;
    private final Companies companies;
    private final JobDefinitions jobs;
    private final Settings settings;
    private final ApiKeys keys;
    private final Remembered<List<Finding>> missing;

    SetupPage(
            SourceAccesses accesses,
            Watches watches,
            Companies companies,
            JobDefinitions jobs,
            Settings settings,
            ApiKeys keys,
            Clock clock) {
        this.accesses = accesses;
        this.companies = companies;
        this.jobs = jobs;
        this.settings = settings;
        this.keys = keys;
        this.missing = new Remembered<>(LOOKED_EVERY, clock, watches::findings);
    }

    @GetMapping
    String show(Model model) {
        model.addAttribute("connections", accesses.connections());
        model.addAttribute("organizations", companies.byId());
        model.addAttribute("missing", missing.get());
        // One for each list of each company, and one that lists the companies.
        model.addAttribute(
                "calls",
                (long) jobs.names().size() * companies.organizations().size()
                        + accesses.connections().size());
        model.addAttribute("settings", settings.all());
        model.addAttribute("keys", keys.goodOnes());
        return "setup";
    }

    /** Tries every connection and every list; what was found is shown at once and kept nowhere. */
    @PostMapping("/check")
    String check(Model model) {
        model.addAttribute("found", accesses.check());
        return show(model);
    }
}
