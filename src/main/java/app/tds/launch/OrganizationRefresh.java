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
     * The configured organizations; those that cannot be read now as they were last known.
     *
     * @throws app.tds.source.SourceFailure if none can be read
     */
    public List<Organization> refresh() {
        List<Organization> before = organizations.all();
        organizations.keep(integrations.organizations(), integrations.organizationIds());
        List<Organization> configured = organizations.all();
        if (!before.equals(configured)) {
            events.publishEvent(new OrganizationsChanged());
        }
        return configured;
    }
}
