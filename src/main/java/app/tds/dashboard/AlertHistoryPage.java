package app.tds.dashboard;

import app.tds.alarm.Alarm;
import app.tds.alarm.AlarmHistory;
import app.tds.alarm.AlarmHistory.Filter;
import app.tds.alarm.Alarms;
import app.tds.alarm.Rules;
import java.util.List;
import java.util.Set;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication.Type;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.server.ResponseStatusException;

/** What was wrong, what happened to each alert, and by which rules. */
@Controller
@ConditionalOnWebApplication(type = Type.SERVLET)
class AlertHistoryPage {

    private static final int PAGE = 50;

    private final AlarmHistory history;
    private final Alarms alarms;
    private final Rules rules;
    private final Companies companies;

    AlertHistoryPage(AlarmHistory history, Alarms alarms, Rules rules, Companies companies) {
        this.history = history;
        this.alarms = alarms;
        this.rules = rules;
        this.companies = companies;
    }

    @GetMapping("/alerts/history")
    String history(@RequestParam(defaultValue = "" + Long.MAX_VALUE) long before, Model model) {
        List<Alarm> found = history.page(new Filter(Set.of(), null, null, null, null), before, PAGE + 1);
        model.addAttribute("alarms", found.subList(0, Math.min(PAGE, found.size())));
        model.addAttribute("next", found.size() > PAGE ? found.get(PAGE - 1).id() : null);
        model.addAttribute("organizations", companies.byId());
        return "alert-history";
    }

    @GetMapping("/alerts/rules")
    String rules(Model model) {
        model.addAttribute("rules", rules.all());
        model.addAttribute("organizations", companies.byId());
        return "alert-rules";
    }

    @GetMapping("/alerts/{id}")
    String show(@PathVariable long id, Model model) {
        model.addAttribute(
                "alarm", alarms.find(id).orElseThrow(() -> new ResponseStatusException(HttpStatus.NOT_FOUND)));
        model.addAttribute("transitions", history.of(id));
        model.addAttribute("organizations", companies.byId());
        return "alert";
    }
}
