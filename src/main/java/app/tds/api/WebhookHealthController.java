package app.tds.api;

import app.tds.webhook.Deliveries;
import java.util.List;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication.Type;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** How an integration's webhooks fare. */
@RestController
@ConditionalOnWebApplication(type = Type.SERVLET)
@RequestMapping("/api/v1/tds/integrations/{integration}/webhooks")
class WebhookHealthController {

    private final Integration.Known integrations;
    private final Deliveries deliveries;

    WebhookHealthController(Integration.Known integrations, Deliveries deliveries) {
        this.integrations = integrations;
        this.deliveries = deliveries;
    }

    /**
     * How they fare.
     *
     * @param ok whether nothing is wrong with them
     */
    record WebhooksAnswer(boolean ok, List<Deliveries.State> organizations) {}

    @GetMapping
    WebhooksAnswer show(@PathVariable String integration) {
        var states = integrations.named(integration).organizations().stream()
                .map(deliveries::of)
                .toList();
        return new WebhooksAnswer(states.stream().allMatch(it -> it.alarms().isEmpty()), states);
    }
}
