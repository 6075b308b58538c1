package app.tds.dashboard;

import app.tds.jobs.JobDefinition;
import app.tds.jobs.JobDefinition.Schedule;
import app.tds.jobs.JobDefinitions;
import app.tds.monitoring.CallsByHour;
import app.tds.monitoring.CallsByHour.Hour;
import app.tds.monitoring.Figures;
import app.tds.pipeline.Plan;
import app.tds.pipeline.Plans;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication.Type;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.server.ResponseStatusException;

/** What the calls of Zoho's quota go into, and what another schedule would take. */
@Controller
@ConditionalOnWebApplication(type = Type.SERVLET)
class CallsPage {

    private static final int HOURS = 48;

    private final Plans plans;
    private final Figures figures;
    private final CallsByHour calls;
    private final JobDefinitions jobs;
    private final Companies companies;

    CallsPage(Plans plans, Figures figures, CallsByHour calls, JobDefinitions jobs, Companies companies) {
        this.plans = plans;
        this.figures = figures;
        this.calls = calls;
        this.jobs = jobs;
        this.companies = companies;
    }

    @GetMapping("/calls")
    String show(
            @RequestParam(defaultValue = "") String job,
            @RequestParam(defaultValue = "") String delta,
            @RequestParam(defaultValue = "") String full,
            Model model) {
        List<Plan> now = plans.all();
        model.addAttribute("plans", now);
        model.addAttribute(
                "quotas",
                figures.quotas().stream()
                        .collect(Collectors.toMap(Figures.Quota::organizationId, Function.identity())));
        model.addAttribute(
                "forecasts",
                figures.forecasts().stream()
                        .collect(Collectors.toMap(Figures.Forecast::organizationId, Function.identity())));
        model.addAttribute(
                "credits",
                figures.credits().stream()
                        .collect(Collectors.toMap(Figures.Credits::organizationId, Function.identity())));
        List<Hour> hours = calls.last(HOURS);
        model.addAttribute("hours", hours);
        model.addAttribute(
                "purposes",
                hours.stream().map(Hour::purpose).distinct().sorted().toList());
        model.addAttribute("byHour", byHour(hours));
        model.addAttribute("organizations", companies.byId());
        model.addAttribute("jobs", jobs.names());
        model.addAttribute("job", job);
        model.addAttribute("delta", delta);
        model.addAttribute("full", full);
        if (!job.isEmpty()) {
            ask(job, delta, full, model);
        }
        return "calls";
    }

    /** By organization, hour and purpose. */
    private static Map<String, Map<java.time.Instant, Map<String, Long>>> byHour(List<Hour> hours) {
        return hours.stream()
                .collect(Collectors.groupingBy(
                        Hour::organizationId,
                        Collectors.groupingBy(
                                Hour::hour, TreeMap::new, Collectors.toMap(Hour::purpose, Hour::calls, Long::sum))));
    }

    private void ask(String job, String delta, String full, Model model) {
        JobDefinition definition = jobs.all().stream()
                .filter(it -> it.name().equals(job))
                .findFirst()
                .orElseThrow(() -> new ResponseStatusException(HttpStatus.BAD_REQUEST));
        var schedule = new Schedule(
                Every.of(full).map(Every::cron).orElse(definition.schedule().full()),
                Every.of(delta).map(Every::cron).orElse(definition.schedule().delta()));
        model.addAttribute("schedule", schedule);
        model.addAttribute("then", plans.withSchedule(job, schedule));
    }
}
