package app.tds.dashboard;

import app.tds.access.Audit;
import app.tds.alarm.Alarm;
import app.tds.alarm.Alarms;
import app.tds.notification.AcknowledgeLinks;
import app.tds.notification.AcknowledgeLinks.Outcome;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.Optional;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication.Type;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;

/**
 * Where the link in a message leads: whoever has the link says by a button that somebody sees to the alarm. Looking changes
 * nothing, since programs look at links before people do.
 */
@Controller
@ConditionalOnWebApplication(type = Type.SERVLET)
class AcknowledgePage {

    private static final int LONGEST_NAME = 60;
    private static final int LONGEST_NOTE = 500;

    private final AcknowledgeLinks links;
    private final Alarms alarms;
    private final Audit audit;

    AcknowledgePage(AcknowledgeLinks links, Alarms alarms, Audit audit) {
        this.links = links;
        this.alarms = alarms;
        this.audit = audit;
    }

    @GetMapping("/acknowledge/{id}/{token}")
    String show(@PathVariable long id, @PathVariable String token, Model model, HttpServletResponse response) {
        return page(links.look(id, token), id, model, response);
    }

    @PostMapping("/acknowledge/{id}/{token}")
    String acknowledge(
            @PathVariable long id,
            @PathVariable String token,
            @RequestParam(defaultValue = "") String name,
            @RequestParam(defaultValue = "") String note,
            Model model,
            HttpServletRequest request,
            HttpServletResponse response) {
        if (isBlankOrLong(name, LONGEST_NAME) || isBlankOrLong(note, LONGEST_NOTE)) {
            model.addAttribute("incomplete", true);
            String page = page(links.look(id, token), id, model, response);
            response.setStatus(HttpStatus.UNPROCESSABLE_CONTENT.value());
            return page;
        }
        Outcome outcome = links.acknowledge(id, token, name.strip(), note.strip());
        if (outcome != Outcome.NOT_GOOD) {
            audit.link(name.strip(), request.getRemoteAddr(), "alert " + id + " acknowledged", outcome.name());
        }
        model.addAttribute("done", outcome == Outcome.DONE);
        return page(outcome, id, model, response);
    }

    private static boolean isBlankOrLong(String text, int longest) {
        return text.isBlank() || text.length() > longest;
    }

    /** Of an alarm whose link is not good, nothing is said. */
    private String page(Outcome outcome, long id, Model model, HttpServletResponse response) {
        Optional<Alarm> alarm = outcome == Outcome.NOT_GOOD ? Optional.empty() : alarms.find(id);
        alarm.ifPresent(it -> model.addAttribute("alarm", it));
        boolean open = alarm.filter(it -> it.state() == Alarm.State.FIRING).isPresent();
        model.addAttribute("askable", outcome == Outcome.DONE && open);
        model.addAttribute("outcome", alarm.isEmpty() ? Outcome.NOT_GOOD : outcome);
        if (alarm.isEmpty()) {
            response.setStatus(HttpStatus.GONE.value());
        }
        return "acknowledge";
    }
}
