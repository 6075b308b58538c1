package app.tds.dashboard;

import app.tds.mirror.Organization;
import app.tds.webhook.Deliveries;
import java.util.List;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication.Type;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;

/** How webhooks fare. */
@Controller
@ConditionalOnWebApplication(type = Type.SERVLET)
class WebhooksPage {

    private final Deliveries deliveries;
    private final Companies companies;

    WebhooksPage(Deliveries deliveries, Companies companies) {
        this.deliveries = deliveries;
        this.companies = companies;
    }

    /**
     * What came for an organization.
     *
     * @param days what came for each job in the last 24 hours
     */
    public record Received(Organization organization, Deliveries.State state, List<Deliveries.Day> days) {

        /** How strongly an hour is shown, from 0 to 4, beside the busiest hour of its job. */
        public int heat(Deliveries.Day day, long taken) {
            return taken == 0 ? 0 : (int) Math.max(1, Math.ceil(4.0 * taken / day.most()));
        }
    }

    @GetMapping("/webhooks")
    String show(Model model) {
        List<Received> received = companies.organizations().stream()
                .map(it -> new Received(it, deliveries.of(it), deliveries.lastDay(it)))
                .toList();
        model.addAttribute("received", received);
        return "webhooks";
    }
}
