package app.tds.launch;

import app.tds.jobs.JobDefinition;
import app.tds.jobs.JobDefinitions;
import app.tds.mirror.Organization;
import app.tds.mirror.Organizations;
import app.tds.pipeline.AskedBy;
import app.tds.pipeline.RunMode;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * Asks for a full import of every job that has never completed, in the order of the jobs' priority. Deltas, deletions and
 * plans need a first full import.
 */
@Component
public class FirstImports {

    private static final Logger log = LoggerFactory.getLogger(FirstImports.class);

    private final Launcher launcher;
    private final JobDefinitions jobs;
    private final Organizations organizations;
    private final JdbcClient jdbc;

    FirstImports(Launcher launcher, JobDefinitions jobs, Organizations organizations, JdbcClient jdbc) {
        this.launcher = launcher;
        this.jobs = jobs;
        this.organizations = organizations;
        this.jdbc = jdbc;
    }

    /** Asks for a full import of each job that has none. A full import that did not complete goes on. */
    public void begin() {
        for (Organization organization : organizations.all()) {
            for (JobDefinition job : jobs.all()) {
                if (!hasBase(job, organization)) {
                    begin(job, organization);
                }
            }
        }
    }

    private void begin(JobDefinition job, Organization organization) {
        try {
            launcher.launch(
                    new LaunchRequest(job.name(), organization.organizationId(), RunMode.FULL, AskedBy.FIRST_IMPORT));
        } catch (LaunchRefused refused) {
            log.info("The first import of {} cannot begin yet: {}", job.name(), refused.getMessage());
        }
    }

    /** A live run is either that full import, or the schedule tries again after it. */
    private boolean hasBase(JobDefinition job, Organization organization) {
        return jdbc.sql("""
                        select exists (
                          select from etl.runs where organization_id = ? and job = ? and mode in ('FULL', 'DELTA')
                            and (outcome is null or outcome = 'COMPLETED'))
                        """)
                .param(organization.organizationId())
                .param(job.name())
                .query(Boolean.class)
                .single();
    }
}
