package app.tds.launch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import app.tds.ServingApplication;
import app.tds.TestDatabase;
import app.tds.jobs.JobDefinitions;
import app.tds.sandbox.CompanySize;
import app.tds.sandbox.Sandbox;
import app.tds.sandbox.SandboxSettings;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;

/** A service on an empty database. */
class FirstImportsIntegrationTests {

    @Test
    void everyJobIsReadWholeAtOnceInTheOrderOfPriorityAndOnlyOnce() {
        TestDatabase database = TestDatabase.create();
        JdbcClient jdbc = JdbcClient.create(database.dataSource());
        try (Sandbox sandbox = Sandbox.start(
                        SandboxSettings.tiny().withCompanies(new CompanySize(5, 5, 5, 5, 5)), Clock.systemUTC());
                ServingApplication application = ServingApplication.start(
                        sandbox,
                        database,
                        Clock.systemUTC(),
                        "tds.zoho.refresh-token=" + sandbox.refreshToken(),
                        "tds.schedule.enabled=true",
                        "spring.quartz.auto-startup=false")) {
            application.bean(OrganizationRefresh.class).refresh();
            application.bean(FirstImports.class).begin();

            List<String> jobs =
                    List.copyOf(application.bean(JobDefinitions.class).names());
            assertThat(jdbc.sql(
                                    "select job from etl.runs where asked_by = 'first import' and mode = 'FULL' order by run_id")
                            .query(String.class)
                            .list())
                    .containsExactlyElementsOf(jobs)
                    .startsWith("locations");
            await().atMost(Duration.ofSeconds(60))
                    .until(() -> jdbc.sql(
                                    "select count(*) from etl.runs where asked_by = 'first import' and outcome = 'COMPLETED'")
                            .query(Integer.class)
                            .single()
                            .equals(jobs.size()));

            application.bean(FirstImports.class).begin();
            assertThat(jdbc.sql("select count(*) from etl.runs where asked_by = 'first import'")
                            .query(Integer.class)
                            .single())
                    .isEqualTo(jobs.size());
        }
    }
}
