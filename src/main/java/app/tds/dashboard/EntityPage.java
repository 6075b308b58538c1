package app.tds.dashboard;

import app.tds.alarm.Alarms;
import app.tds.launch.LaunchRequest;
import app.tds.launch.Launcher;
import app.tds.monitoring.Figures;
import app.tds.monitoring.RecentChanges;
import app.tds.pipeline.AskedBy;
import app.tds.pipeline.RunHistory;
import app.tds.pipeline.RunHistory.Entry;
import app.tds.pipeline.RunHistory.Filter;
import app.tds.pipeline.RunHistory.State;
import app.tds.pipeline.RunMode;
import app.tds.pipeline.Selection;
import app.tds.schedule.Schedules;
import java.security.Principal;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
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

/** One job of one organization: how fresh its rows are, its last runs, and what can be done. */
@Controller
@ConditionalOnWebApplication(type = Type.SERVLET)
@RequestMapping("/entities/{organization}/{job}")
class EntityPage {

    private static final int RUNS = 50;
    private static final int COUNTS = 30;
    private static final int DELETED = 10;

    private final Companies companies;
    private final RunHistory history;
    private final Alarms alarms;
    private final Launcher launcher;
    private final Schedules schedules;
    private final Figures figures;
    private final RecentChanges changes;

    EntityPage(
            Companies companies,
            RunHistory history,
            Alarms alarms,
            Launcher launcher,
            Schedules schedules,
            Figures figures,
            RecentChanges changes) {
        this.companies = companies;
        this.history = history;
        this.alarms = alarms;
        this.launcher = launcher;
        this.schedules = schedules;
        this.figures = figures;
        this.changes = changes;
    }

    @GetMapping
    String show(@PathVariable String organization, @PathVariable String job, Model model) {
        JobRow row = companies.find(organization, job).orElseThrow(() -> nothing(job));
        model.addAttribute("row", row);
        model.addAttribute("organization", row.organization());
        model.addAttribute("lately", figures.lately(organization, job));
        model.addAttribute("organizations", Map.of(organization, row.organization()));
        model.addAttribute(
                "runs", history.page(new Filter(job, organization, null, null, null, null), Long.MAX_VALUE, RUNS));
        model.addAttribute("month", companies.month(row));
        model.addAttribute("counts", Counts.of(found(organization, job)));
        model.addAttribute("deleted", changes.deleted(organization, job, DELETED));
        model.addAttribute(
                "alarms",
                alarms.open(organization).stream()
                        .filter(it -> it.job().equals(job))
                        .toList());
        return "entity";
    }

    /** The last full imports that completed, each of which read every record. */
    private List<Entry> found(String organization, String job) {
        return history.page(
                new Filter(job, organization, RunMode.FULL, State.COMPLETED, null, null), Long.MAX_VALUE, COUNTS);
    }

    @PostMapping("/sync")
    String sync(
            @PathVariable String organization,
            @PathVariable String job,
            @RequestParam RunMode mode,
            @RequestParam(defaultValue = "") String ids,
            @RequestParam(defaultValue = "") String from,
            @RequestParam(defaultValue = "") String to,
            Principal who) {
        var request = new LaunchRequest(
                job, organization, mode, selection(mode, ids, from, to), AskedBy.person(who.getName()));
        return "redirect:/runs/" + launcher.launch(request).run().id();
    }

    private static Selection selection(RunMode mode, String ids, String from, String to) {
        return switch (mode) {
            case FULL, DELTA -> Selection.NONE;
            case BY_ID ->
                Selection.of(Arrays.stream(ids.split("[\\s,;،]+"))
                        .filter(id -> !id.isEmpty())
                        .toList());
            case RANGE -> Selection.between(day(from), day(to));
            default -> throw new ResponseStatusException(HttpStatus.BAD_REQUEST);
        };
    }

    private static @Nullable LocalDate day(String text) {
        try {
            return text.isEmpty() ? null : LocalDate.parse(text);
        } catch (DateTimeException unreadable) {
            throw new ResponseStatusException(HttpStatus.BAD_REQUEST);
        }
    }

    @PostMapping("/pause")
    String pause(@PathVariable String organization, @PathVariable String job, Principal who) {
        return switched(schedules.pause(job, organization, who.getName()), organization, job);
    }

    @PostMapping("/resume")
    String resume(@PathVariable String organization, @PathVariable String job, Principal who) {
        return switched(schedules.resume(job, organization, who.getName()), organization, job);
    }

    private static String switched(boolean known, String organization, String job) {
        if (!known) {
            throw nothing(job);
        }
        return "redirect:/entities/" + organization + "/" + job;
    }

    private static ResponseStatusException nothing(String job) {
        return new ResponseStatusException(HttpStatus.NOT_FOUND, job);
    }
}
