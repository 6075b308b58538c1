package app.tds.monitoring;

import app.tds.jobs.JobDefinition;
import app.tds.jobs.JobDefinitions;
import app.tds.mirror.Organization;
import app.tds.mirror.Organizations;
import app.tds.mirror.OrganizationsChanged;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;

/** Has the counters of runs begin at 0 for each job of each organization, as soon as the organization is known. */
@Component
class CountersAtZero {

    private final RunMetrics metrics;
    private final JobDefinitions jobs;
    private final Organizations organizations;

    CountersAtZero(RunMetrics metrics, JobDefinitions jobs, Organizations organizations) {
        this.metrics = metrics;
        this.jobs = jobs;
        this.organizations = organizations;
    }

    @EventListener({ApplicationReadyEvent.class, OrganizationsChanged.class})
    void begin() {
        for (Organization organization : organizations.all()) {
            for (JobDefinition job : jobs.all()) {
                if (job.source().integration().equals(organization.source())) {
                    metrics.beginAtZero(organization.organizationId(), job.name());
                }
            }
        }
    }
}
