package app.tds.webhook;

import app.tds.alarm.Finding;
import app.tds.alarm.Rules;
import app.tds.alarm.Watch;
import app.tds.mirror.Organizations;
import java.util.List;
import org.springframework.stereotype.Component;

/** Looks at the webhooks of every organization. */
@Component
class DeliveryWatch implements Watch {

    private final Organizations organizations;
    private final Deliveries deliveries;
    private final Rules rules;

    DeliveryWatch(Organizations organizations, Deliveries deliveries, Rules rules) {
        this.organizations = organizations;
        this.deliveries = deliveries;
        this.rules = rules;
    }

    @Override
    public List<Finding> look() {
        return organizations.all().stream()
                .flatMap(organization -> DeliveryFindings.of(deliveries.of(organization), rules).stream())
                .toList();
    }
}
