package app.tds.dashboard;

import app.tds.alarm.Alarms;
import java.security.Principal;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication.Type;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.server.ResponseStatusException;

/** What is wrong, and who sees to it. */
@Controller
@ConditionalOnWebApplication(type = Type.SERVLET)
class AlertsPage {

    private static final int LONGEST_NOTE = 500;

    private final Alarms alarms;
    private final Companies companies;

    AlertsPage(Alarms alarms, Companies companies) {
        this.alarms = alarms;
        this.companies = companies;
    }

    @GetMapping("/alerts")
    String show(Model model) {
        model.addAttribute("alarms", alarms.open());
        model.addAttribute("organizations", companies.byId());
        return "alerts";
    }

    @PostMapping("/alerts/{id}/acknowledge")
    String acknowledge(@PathVariable long id, @RequestParam(defaultValue = "") String note, Principal who) {
        if (note.isBlank() || note.length() > LONGEST_NOTE) {
            throw new ResponseStatusException(
                    HttpStatus.BAD_REQUEST, "An acknowledgement needs a note: say what is being done.");
        }
        alarms.acknowledge(id, who.getName(), note.strip())
                .orElseThrow(() -> new ResponseStatusException(HttpStatus.NOT_FOUND));
        return "redirect:/alerts";
    }
}
