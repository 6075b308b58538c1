package app.tds.dashboard;

import app.tds.Remembered;
import app.tds.mirror.Organization;
import app.tds.webhook.Deliveries;
import app.tds.webhook.Registrations;
import app.tds.webhook.Registrations.Verified;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication.Type;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.server.ResponseStatusException;

/** How webhooks fare. Who asks again within seconds gets what was seen: while a run goes on, each open page asks every second. */
@Controller
@ConditionalOnWebApplication(type = Type.SERVLET)
@RequestMapping("/webhooks")
class WebhooksPage {

    private static final Duration REMEMBERED = Duration.ofSeconds(10);

    private final Deliveries deliveries;
    private final Registrations registrations;
    private final Companies companies;
    private final Remembered<List<Received>> received;

    WebhooksPage(Deliveries deliveries, Registrations registrations, Companies companies, Clock clock) {
        this.deliveries = deliveries;
        this.registrations = registrations;
        this.companies = companies;
        this.received = new Remembered<>(REMEMBERED, clock, this::received);
    }

    /**
     * What came for an organization.
     *
     * @param days what came for each job in the last 24 hours
     * @param refused why deliveries were refused in the last 24 hours
     */
    public record Received(
            Organization organization,
            Deliveries.State state,
            List<Deliveries.Day> days,
            List<Deliveries.Refused> refused) {

        /** How strongly an hour is shown, from 0 to 4, beside the busiest hour of its job. */
        public int heat(Deliveries.Day day, long taken) {
            return taken == 0 ? 0 : (int) Math.max(1, Math.ceil(4.0 * taken / day.most()));
        }
    }

    @GetMapping
    String show(Model model) {
        model.addAttribute("received", received.get());
        return "webhooks";
    }

    private List<Received> received() {
        return companies.organizations().stream()
                .map(it -> new Received(it, deliveries.of(it), deliveries.lastDay(it), deliveries.refused(it)))
                .toList();
    }

    /** Sends to each address what changes nothing, the way that Zoho's deliveries take; no call of the quota is made. */
    @PostMapping("/probe")
    String probe(@RequestParam String organization, Model model) {
        if (!companies.byId().containsKey(organization)) {
            throw new ResponseStatusException(HttpStatus.NOT_FOUND);
        }
        Optional<String> obstacle = registrations.obstacle(organization);
        List<Verified> found = obstacle.isPresent() ? List.of() : registrations.verify(organization);
        model.addAttribute("probed", organization);
        model.addAttribute("obstacle", obstacle.orElse(null));
        model.addAttribute("found", found);
        return show(model);
    }
}
