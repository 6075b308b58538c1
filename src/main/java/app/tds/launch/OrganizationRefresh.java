package app.tds.launch;

import app.tds.mirror.Organization;
import app.tds.mirror.Organizations;
import app.tds.mirror.OrganizationsChanged;
import app.tds.pipeline.Integrations;
import java.util.List;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.stereotype.Component;

/** Brings {@code tds.organizations} up to date with the configuration and the sources. */
@Component
public class OrganizationRefresh {

    private final Integrations integrations;
    private final Organizations organizations;
    private final ApplicationEventPublisher events;

    OrganizationRefresh(Integrations integrations, Organizations organizations, ApplicationEventPublisher events) {
        this.integrations = integrations;
        this.organizations = organizations;
        this.events = events;
    }

    /**
     * The configured organizations.
     *
     * @throws app.tds.source.SourceFailure if a source does not answer, or one of them is not among its own
     */
    public List<Organization> refresh() {
        List<Organization> before = organizations.all();
        List<Organization> configured = integrations.organizations();
        organizations.keep(configured);
        if (!before.equals(organizations.all())) {
            events.publishEvent(new OrganizationsChanged());
        }
        return configured;
    }
}
