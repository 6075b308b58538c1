package app.tds.zoho.record;

import static org.assertj.core.api.Assertions.assertThat;

import app.tds.RunningApplication;
import app.tds.TestDatabase;
import app.tds.mirror.Json;
import app.tds.mirror.Table;
import app.tds.pipeline.RunFinished.Outcome;
import app.tds.pipeline.RunMode;
import app.tds.sandbox.CompanySize;
import app.tds.sandbox.Sandbox;
import app.tds.sandbox.SandboxSettings;
import app.tds.source.Translation;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.jdbc.core.simple.JdbcClient;

/** A module that an organization has made takes a job file, a table and a record, and no change of what is there. */
class CustomModuleIntegrationTests {

    private static final String JOB = """
            name: crm-routes
            needs: tds.zoho.crm-organizations
            source:
              api: crm
              path: /Routes
              records: data
              key: id
              translation: crm-route
              parameters: {filter_by: "", sort_column: "", sort_by: id, sort_order: asc, fields: "*"}
              incremental: filter
            details:
              path: "/Routes/{id}"
              record: data
              bulk-path: /Routes
              bulk-parameter: ids
              same-as-rows: true
              deleted-path: /Routes/deleted
            """;

    private static final String TABLE = """
            create table tds.crm_routes (organization_id text, source_id text, source_created_at timestamptz,
              source_modified_at timestamptz, name text, driver_id text, stops integer, owner_id text, custom_fields jsonb,
              first_seen_at timestamptz, synced_at timestamptz, deleted_at timestamptz, run_id bigint, payload_hash bytea,
              fingerprint bytea, primary key (organization_id, source_id))
            """;

    /** A row of the module. */
    @Table("crm_routes")
    public record Route(
            String sourceId,
            @Nullable Instant sourceCreatedAt,
            @Nullable Instant sourceModifiedAt,
            @Nullable String name,
            @From("Driver") @Lookup @Nullable String driverId,
            @Nullable Integer stops,
            @Lookup @Nullable String ownerId,
            @Nullable Json customFields)
            implements CrmRow {}

    @TempDir
    private Path jobs;

    @Test
    void aModuleOfOnesOwnIsMirroredLikeAnyOther() throws IOException {
        copyJobs();
        Files.writeString(jobs.resolve("crm-routes.yaml"), JOB);
        var settings = SandboxSettings.tiny().withCompanies(CompanySize.tiny());
        var database = TestDatabase.create();
        JdbcClient.create(database.dataSource()).sql(TABLE).update();
        try (var sandbox = Sandbox.start(settings, Clock.systemUTC());
                var application = RunningApplication.start(
                        sandbox,
                        database,
                        context -> context.registerBean(
                                "routes", Translation.class, () -> new CrmTranslation("crm-route", Route.class) {}),
                        "tds.jobs.location=" + jobs,
                        "tds.zoho.crm-organizations="
                                + sandbox.organizationIds().get(0))) {
            String organization = sandbox.organizationIds().get(0);
            var first = application.run("crm-routes", organization, RunMode.FULL);
            assertThat(first.outcome()).as(first.cause()).isEqualTo(Outcome.COMPLETED);
            assertThat(first.counts().inserted()).isEqualTo(3);

            var company = sandbox.company(organization);
            String id = company.ids("crm/routes").get(0);
            company.edit("crm/routes", id, Map.of("Stops", 77));
            company.delete("crm/routes", company.ids("crm/routes").get(1));
            application.run("crm-routes", organization, RunMode.DELTA);
            application.run("crm-routes", organization, RunMode.FULL);

            assertThat(application
                            .jdbc()
                            .sql("select name || ' ' || stops || ' ' || driver_id || ' ' || custom_fields::text"
                                    + " from tds.crm_routes where source_id = ?")
                            .param(id)
                            .query(String.class)
                            .single())
                    .startsWith("Route 1 77 3652397000000186031 ")
                    .contains("\"Weekdays\": [\"Sunday\", \"Tuesday\"]");
            assertThat(application
                            .jdbc()
                            .sql("select count(*) from tds.crm_routes where deleted_at is null")
                            .query(Long.class)
                            .single())
                    .isEqualTo(2);
        }
    }

    private void copyJobs() throws IOException {
        try (Stream<Path> files = Files.list(Path.of("jobs"))) {
            for (Path file : files.filter(it -> it.toString().endsWith(".yaml")).toList()) {
                Files.copy(file, jobs.resolve(file.getFileName()));
            }
        }
    }
}
