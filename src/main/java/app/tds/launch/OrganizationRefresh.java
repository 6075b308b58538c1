package app.tds.launch;

import app.tds.mirror.Organization;
import app.tds.mirror.Organizations;
import app.tds.mirror.OrganizationsChanged;
import app.tds.pipeline.Integrations;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.stereotype.Component;

/** Brings {@code tds.organizations} up to date with the configuration and the sources. */
@Component
public class OrganizationRefresh {

    private final Integrations integrations;
    private final Nodes nodes;
    private final Organizations organizations;
    private final ApplicationEventPublisher events;

    OrganizationRefresh(
            Integrations integrations, Nodes nodes, Organizations organizations, ApplicationEventPublisher events) {
        this.nodes = nodes;
        this.integrations = integrations;
        this.organizations = organizations;
        this.events = events;
    }

    /**
     * The organizations that this process has configured. An organization that cannot be read now is as last known.
     *
     * @throws app.tds.source.SourceFailure if none can be read
     */
    public List<Organization> refresh() {
        List<Organization> before = organizations.all();
        organizations.keep(integrations.organizations(), configuredAnywhere());
        List<Organization> mirrored = organizations.all();
        if (!before.equals(mirrored)) {
            events.publishEvent(new OrganizationsChanged());
        }
        Set<String> here = integrations.organizationIds();
        return mirrored.stream()
                .filter(organization -> here.contains(organization.organizationId()))
                .toList();
    }

    /** Organizations configured here, or by another living process on the same database. */
    private Set<String> configuredAnywhere() {
        Set<String> configured = new HashSet<>(nodes.organizations());
        configured.addAll(integrations.organizationIds());
        return configured;
    }
}
