package app.tds.dashboard;

import app.tds.jobs.JobDefinitions;
import app.tds.launch.Launcher;
import app.tds.mirror.Organization;
import app.tds.pipeline.RunHistory;
import app.tds.pipeline.RunHistory.Entry;
import app.tds.pipeline.RunHistory.Filter;
import app.tds.pipeline.RunHistory.State;
import app.tds.pipeline.RunMode;
import java.security.Principal;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
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

/** Runs, past and present; one run in full, and what can be done about that run. */
@Controller
@ConditionalOnWebApplication(type = Type.SERVLET)
@RequestMapping("/runs")
class RunsPage {

    private static final int PAGE = 50;
    private static final Set<State> STOPPABLE = Set.of(State.WAITING, State.RUNNING, State.PARKED);
    private static final Set<State> RESTARTABLE = Set.of(State.FAILED, State.STOPPED);

    private final RunHistory history;
    private final Launcher launcher;
    private final Companies companies;
    private final JobDefinitions jobs;

    RunsPage(RunHistory history, Launcher launcher, Companies companies, JobDefinitions jobs) {
        this.history = history;
        this.launcher = launcher;
        this.companies = companies;
        this.jobs = jobs;
    }

    /** The address says what is shown, so that a link shows it to others. */
    @GetMapping
    String list(
            @RequestParam(defaultValue = "") String job,
            @RequestParam(defaultValue = "") String mode,
            @RequestParam(defaultValue = "") String state,
            @RequestParam(defaultValue = "" + Long.MAX_VALUE) long before,
            Model model) {
        Filter filter = new Filter(
                job.isEmpty() ? null : job, null, one(RunMode.class, mode), one(State.class, state), null, null);
        List<Entry> found = history.page(filter, before, PAGE + 1);
        model.addAttribute("runs", found.subList(0, Math.min(PAGE, found.size())));
        model.addAttribute(
                "next", found.size() > PAGE ? found.get(PAGE - 1).run().id() : null);
        model.addAttribute("organizations", companies.byId());
        model.addAttribute("jobs", jobs.names());
        model.addAttribute("modes", RunMode.values());
        model.addAttribute("states", State.values());
        model.addAttribute("job", job);
        model.addAttribute("mode", mode);
        model.addAttribute("state", state);
        return "runs";
    }

    private static <E extends Enum<E>> @Nullable E one(Class<E> type, String name) {
        try {
            return name.isEmpty() ? null : Enum.valueOf(type, name);
        } catch (IllegalArgumentException unknown) {
            throw new ResponseStatusException(HttpStatus.BAD_REQUEST);
        }
    }

    @GetMapping("/{id}")
    String show(@PathVariable long id, Model model) {
        Entry entry = history.find(id).orElseThrow(() -> new ResponseStatusException(HttpStatus.NOT_FOUND));
        String organization = entry.run().organizationId();
        model.addAttribute("run", entry);
        model.addAttribute("organization", companies.byId().getOrDefault(organization, unknown(organization)));
        model.addAttribute(
                "row", companies.find(organization, entry.run().job()).orElse(null));
        model.addAttribute("stoppable", STOPPABLE.contains(entry.state()) && entry.stopAskedBy() == null);
        model.addAttribute("restartable", RESTARTABLE.contains(entry.state()));
        return "run";
    }

    /** One that is mirrored no more: its runs are still there. */
    private static Organization unknown(String id) {
        return new Organization(id, "", id, ZoneOffset.UTC, null, null, null);
    }

    @PostMapping("/{id}/stop")
    String stop(@PathVariable long id, Principal who) {
        launcher.stop(id, who.getName());
        return "redirect:/runs/" + id;
    }

    @PostMapping("/{id}/restart")
    String restart(@PathVariable long id) {
        launcher.restart(id);
        return "redirect:/runs/" + id;
    }

    @PostMapping("/{id}/abandon")
    String abandon(@PathVariable long id) {
        launcher.abandon(id);
        return "redirect:/runs/" + id;
    }
}
