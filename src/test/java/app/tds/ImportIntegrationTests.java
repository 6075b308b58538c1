package app.tds;

import static org.assertj.core.api.Assertions.assertThat;

import app.tds.pipeline.RunFinished;
import app.tds.pipeline.RunFinished.Outcome;
import app.tds.pipeline.RunMode;
import app.tds.sandbox.CompanySize;
import app.tds.sandbox.Sandbox;
import app.tds.sandbox.SandboxSettings;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The demo's company, imported whole. */
class ImportIntegrationTests {

    private static final String TOUCHED = """
            select coalesce(sum(n_tup_ins), 0) as inserted, coalesce(sum(n_tup_upd), 0) as updated,
              coalesce(sum(n_tup_del), 0) as deleted
            from pg_stat_user_tables where schemaname = 'tds' and relname <> 'organizations'
            """;

    private static Sandbox sandbox;
    private static TestDatabase database;

    @BeforeAll
    static void start() {
        SandboxSettings settings = SandboxSettings.tiny();
        sandbox = Sandbox.start(settings.withCompanies(CompanySize.demo(), CompanySize.tiny()), Clock.systemUTC());
        database = TestDatabase.create();
    }

    @AfterAll
    static void stop() {
        sandbox.close();
    }

    @Test
    void tablesEqualZohoRecordByRecordAndAnImportOfUnchangedDataWritesNothing() {
        List<RunFinished> first = importEverything();
        assertThat(first).allSatisfy(run -> {
            assertThat(run.outcome()).as("%s: %s", run.run().job(), run.cause()).isEqualTo(Outcome.COMPLETED);
            assertThat(run.counts().addUp()).isTrue();
            assertThat(run.counts().inserted()).isEqualTo(run.counts().read()).isPositive();
        });
        JdbcClient jdbc = JdbcClient.create(database.dataSource());
        for (String organization : sandbox.organizationIds()) {
            new MirrorComparison(jdbc, sandbox.company(organization)).assertEverythingEqual();
        }
        assertPayloadsAreKept(jdbc);
        assertNoNameLostItsScript(jdbc);

        // The application is closed: its connections have told all they did to the statistics.
        Map<String, Object> touched = jdbc.sql(TOUCHED).query().singleRow();
        Map<String, String> versions = versions(jdbc);
        sandbox.calls().clear();
        List<RunFinished> second = importEverything();

        assertThat(second).allSatisfy(run -> {
            assertThat(run.outcome()).isEqualTo(Outcome.COMPLETED);
            assertThat(run.counts().written()).isZero();
            assertThat(run.counts().unchanged()).isEqualTo(run.counts().read()).isPositive();
        });
        assertThat(jdbc.sql(TOUCHED).query().singleRow()).isEqualTo(touched);
        assertThat(versions(jdbc)).isEqualTo(versions);
        // Every page of every list, and one list of organizations; the token was kept.
        assertThat(sandbox.calls().all().stream().filter(call -> call.path().startsWith("/oauth")))
                .isEmpty();
        assertThat(sandbox.calls().count()).isEqualTo(pages() + 1);
    }

    private static int pages() {
        int pages = 0;
        for (String organization : sandbox.organizationIds()) {
            for (var entity : Entities.all()) {
                int rows = sandbox.company(organization).ids(entity.list()).size();
                int size = entity.job().source().pageSize();
                pages += Math.max(1, (rows + size - 1) / size);
            }
        }
        return pages;
    }

    private static List<RunFinished> importEverything() {
        try (var application = RunningApplication.start(sandbox, database)) {
            List<RunFinished> finished = new ArrayList<>();
            for (String organization : sandbox.organizationIds()) {
                for (String job : Entities.jobs()) {
                    finished.add(application.run(job, organization, RunMode.FULL));
                }
            }
            return finished;
        }
    }

    private static void assertPayloadsAreKept(JdbcClient jdbc) {
        for (String table : Entities.tables()) {
            Long without = jdbc.sql("select count(*) from tds." + table + """
                             as row where not exists (
                              select from etl.payloads as kept where kept.organization_id = row.organization_id
                                and kept.source_id = row.source_id and kept.payload_hash = row.payload_hash
                                and sha256(convert_to(kept.payload::text, 'UTF8')) = kept.payload_hash)
                            """)
                    .query(Long.class)
                    .single();
            assertThat(without).as("rows of %s without their payload", table).isZero();
        }
        // Products and stock read the same list: what both saw is kept once.
        Long documents = jdbc.sql("select count(*) from etl.payloads where resource = 'inventory/items'")
                .query(Long.class)
                .single();
        assertThat(documents)
                .isEqualTo(jdbc.sql("select count(*) from tds.products")
                        .query(Long.class)
                        .single());
    }

    private static void assertNoNameLostItsScript(JdbcClient jdbc) {
        Long arabic = jdbc.sql("select count(*) from tds.customers where contact_name ~ '[\u0600-\u06ff]'")
                .query(Long.class)
                .single();
        assertThat(arabic).isPositive();
        Long currencies = jdbc.sql("select count(distinct currency_code) from tds.invoices")
                .query(Long.class)
                .single();
        assertThat(currencies).isGreaterThanOrEqualTo(2);
    }

    /** The transaction that wrote each row: a row that was touched has another one. */
    private static Map<String, String> versions(JdbcClient jdbc) {
        Map<String, String> versions = new java.util.HashMap<>();
        for (String table : Entities.tables()) {
            jdbc.sql("select '" + table
                            + " ' || organization_id || ' ' || source_id as key, xmin::text as version from tds."
                            + table)
                    .query()
                    .listOfRows()
                    .forEach(row -> versions.put((String) row.get("key"), (String) row.get("version")));
        }
        return versions;
    }
}
