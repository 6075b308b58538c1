package app.tds.zoho.record;

import static org.assertj.core.api.Assertions.assertThat;

import app.tds.RunningApplication;
import app.tds.SettableClock;
import app.tds.TestDatabase;
import app.tds.mirror.Json;
import app.tds.mirror.PartOf;
import app.tds.mirror.Table;
import app.tds.pipeline.RunFinished.Outcome;
import app.tds.pipeline.RunMode;
import app.tds.sandbox.Company;
import app.tds.sandbox.CompanySize;
import app.tds.sandbox.Sandbox;
import app.tds.sandbox.SandboxSettings;
import app.tds.source.Translation;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
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

    private static final String WITH_SUBFORMS = JOB.replace("""
              bulk-path: /Routes
              bulk-parameter: ids
              same-as-rows: true
            """, "");

    private static final String HALTS = """
            alter table tds.crm_routes add column detail_hash bytea, add column detailed_at timestamptz,
              add column detail_modified_at timestamptz;
            create table tds.crm_route_halts (organization_id text, source_id text, source_modified_at timestamptz, route_id text,
              customer_id text, minutes numeric, custom_fields jsonb, first_seen_at timestamptz, synced_at timestamptz,
              deleted_at timestamptz, run_id bigint, payload_hash bytea, primary key (organization_id, source_id))
            """;

    /** A row of a subform of the module. */
    @Table("crm_route_halts")
    @PartOf("route_id")
    public record Halt(
            String sourceId,
            @Nullable Instant sourceModifiedAt,
            String routeId,
            @From("Customer") @Lookup @Nullable String customerId,
            @Nullable BigDecimal minutes,
            @Nullable Json customFields)
            implements CrmPart {}

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

    @Test
    void theRowsOfASubformAreRowsOfATable() throws IOException {
        copyJobs();
        Files.writeString(jobs.resolve("crm-routes.yaml"), WITH_SUBFORMS);
        var clock = new SettableClock(Instant.parse("2026-03-10T06:10:00Z"));
        var database = TestDatabase.create();
        JdbcClient.create(database.dataSource()).sql(TABLE).update();
        JdbcClient.create(database.dataSource()).sql(HALTS).update();
        try (var sandbox = Sandbox.start(SandboxSettings.tiny().withCompanies(CompanySize.tiny()), clock);
                var application = RunningApplication.start(
                        sandbox,
                        database,
                        context -> {
                            context.registerBean(
                                    "testClock", Clock.class, () -> clock, definition -> definition.setPrimary(true));
                            context.registerBean(
                                    "routes",
                                    Translation.class,
                                    () -> new CrmTranslation(
                                            "crm-route", Route.class, Parts.ifSaid("Halts", Halt.class)) {});
                        },
                        "tds.jobs.location=" + jobs,
                        "tds.zoho.crm-organizations="
                                + sandbox.organizationIds().get(0))) {
            var company = sandbox.company(sandbox.organizationIds().get(0));
            List<String> routes = company.ids("crm/routes");
            read(application, company, RunMode.FULL, RunMode.DELTA);
            assertThat(halts(application)).hasSize(6).contains(routes.get(0) + " 3652397000000624101 20 ");
            assertThat(halts(application)).contains(routes.get(0) + "  7.5 {\"Gate\": \"north\"}");
            assertThat(text(
                            application,
                            "select distinct custom_fields - 'Weekdays' - 'Created_By' from tds.crm_routes"))
                    .as("subforms are in no custom field")
                    .allMatch(it -> !it.contains("Gate") && !it.contains("Minutes"));
            assertThat(written(application, company, RunMode.FULL)).isZero();

            clock.advance(Duration.ofMinutes(10));
            company.edit(
                    "crm/routes",
                    routes.get(0),
                    Map.of(
                            "Halts",
                            List.of(Map.of("id", "7", "Parent_Id", Map.of("id", routes.get(0)), "Minutes", 3))));
            company.delete("crm/routes", routes.get(1));
            company.hide("crm/routes", routes.get(2));
            read(application, company, RunMode.DELTA, RunMode.FULL, RunMode.DELTA);

            assertThat(halts(application))
                    .as("one was edited, one is gone, and nobody says that the third is")
                    .hasSize(3)
                    .contains(routes.get(0) + "  3 ")
                    .noneMatch(it -> it.startsWith(routes.get(1)));
            assertThat(text(application, "select source_id from tds.crm_routes where deleted_at is not null"))
                    .containsExactly(routes.get(1));

            application
                    .jdbc()
                    .sql("update tds.crm_route_halts set minutes = 99")
                    .update();
            sandbox.calls().clear();
            read(application, company, RunMode.REPLAY);
            assertThat(sandbox.calls().count()).isZero();
            assertThat(halts(application)).contains(routes.get(0) + "  3 ").noneMatch(it -> it.contains(" 99 "));
        }
    }

    private static void read(RunningApplication application, Company company, RunMode... modes) {
        for (RunMode mode : modes) {
            var run = application.run("crm-routes", company.organizationId(), mode);
            assertThat(run.outcome()).as("%s: %s", mode, run.cause()).isEqualTo(Outcome.COMPLETED);
        }
    }

    private static long written(RunningApplication application, Company company, RunMode mode) {
        return application
                .run("crm-routes", company.organizationId(), mode)
                .counts()
                .written();
    }

    private static List<String> halts(RunningApplication application) {
        return text(
                application,
                "select concat(route_id, ' ', customer_id, ' ', minutes::text, ' ', custom_fields) from tds.crm_route_halts"
                        + " where deleted_at is null");
    }

    private static List<String> text(RunningApplication application, String sql) {
        return application.jdbc().sql(sql).query(String.class).list();
    }

    private void copyJobs() throws IOException {
        try (Stream<Path> files = Files.list(Path.of("jobs"))) {
            for (Path file : files.filter(it -> it.toString().endsWith(".yaml")).toList()) {
                Files.copy(file, jobs.resolve(file.getFileName()));
            }
        }
    }
}
