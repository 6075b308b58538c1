package app.tds.dashboard;

import app.tds.jobs.JobDefinitions;
import app.tds.launch.Launcher;
import app.tds.mirror.Organization;
import app.tds.pipeline.AskedBy.Kind;
import app.tds.pipeline.RunExecutions;
import app.tds.pipeline.RunHistory;
import app.tds.pipeline.RunHistory.Entry;
import app.tds.pipeline.RunHistory.Filter;
import app.tds.pipeline.RunHistory.State;
import app.tds.pipeline.RunMode;
import app.tds.pipeline.RunSteps;
import java.security.Principal;
import java.time.Clock;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
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
    private static final int PEOPLE = 50;
    /** Four digits of a year: PostgreSQL knows no other. */
    private static final DateTimeFormatter DAY = DateTimeFormatter.ofPattern("uuuu-MM-dd");

    private static final Set<State> STOPPABLE = Set.of(State.WAITING, State.RUNNING, State.PARKED);
    private static final Set<State> RESTARTABLE = Set.of(State.FAILED, State.STOPPED);

    private final RunHistory history;
    private final RunExecutions executions;
    private final RunSteps steps;
    private final Launcher launcher;
    private final Companies companies;
    private final JobDefinitions jobs;
    private final Clock clock;

    RunsPage(
            RunHistory history,
            RunExecutions executions,
            RunSteps steps,
            Launcher launcher,
            Companies companies,
            JobDefinitions jobs,
            Clock clock) {
        this.history = history;
        this.executions = executions;
        this.steps = steps;
        this.launcher = launcher;
        this.companies = companies;
        this.jobs = jobs;
        this.clock = clock;
    }

    /** The address says what is shown, so that a link shows it to others. */
    @GetMapping
    String list(
            @RequestParam(defaultValue = "") String job,
            @RequestParam(defaultValue = "") String mode,
            @RequestParam(defaultValue = "") String state,
            @RequestParam(defaultValue = "") String who,
            @RequestParam(defaultValue = "") String day,
            @RequestParam(defaultValue = "" + Long.MAX_VALUE) long before,
            Model model) {
        ZoneId zone = companies.organizations().stream()
                .findFirst()
                .map(Organization::timeZone)
                .orElse(ZoneOffset.UTC);
        LocalDate asked = day(day);
        Optional<Kind> kind = kind(who);
        Filter filter = new Filter(
                        job.isEmpty() ? null : job,
                        null,
                        one(RunMode.class, mode),
                        one(State.class, state),
                        asked == null ? null : asked.atStartOfDay(zone).toInstant(),
                        asked == null
                                ? null
                                : asked.plusDays(1).atStartOfDay(zone).toInstant())
                .askedBy(kind.orElse(null), who.isEmpty() || kind.isPresent() ? null : who);
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
        model.addAttribute("kinds", Kind.values());
        model.addAttribute("people", history.people(PEOPLE));
        model.addAttribute("who", who);
        model.addAttribute("day", day);
        return "runs";
    }

    /** A kind of asker; else it is the name of a person. */
    private static Optional<Kind> kind(String who) {
        return Arrays.stream(Kind.values()).filter(it -> it.name().equals(who)).findFirst();
    }

    private static @Nullable LocalDate day(String text) {
        try {
            return text.isEmpty() ? null : LocalDate.parse(text, DAY);
        } catch (DateTimeException unreadable) {
            throw new ResponseStatusException(HttpStatus.BAD_REQUEST);
        }
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
        Instant now = clock.instant();
        model.addAttribute(
                "courses",
                executions.of(entry, now).stream().map(it -> Course.of(it, now)).toList());
        model.addAttribute("did", steps.all(id));
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
