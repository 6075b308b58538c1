package app.tds.notification;

import app.tds.mirror.Organization;
import app.tds.mirror.Organizations;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import org.springframework.stereotype.Component;

/** What the organizations of alarms are called, and where they are. */
@Component
class AlarmedOrganizations {

    private final Organizations organizations;

    AlarmedOrganizations(Organizations organizations) {
        this.organizations = organizations;
    }

    /** The zone of the organization; for an alarm about no organization, the zone of the first one. */
    ZoneId zone(String organization) {
        List<Organization> all = organizations.all();
        return all.stream()
                .filter(it -> it.organizationId().equals(organization))
                .findFirst()
                .or(() -> all.stream().findFirst())
                .map(Organization::timeZone)
                .orElse(ZoneOffset.UTC);
    }

    /** Its name; the id if the name is not known yet. */
    String name(String organization) {
        return organizations.all().stream()
                .filter(it -> it.organizationId().equals(organization))
                .map(Organization::name)
                .findFirst()
                .orElse(organization);
    }
}
