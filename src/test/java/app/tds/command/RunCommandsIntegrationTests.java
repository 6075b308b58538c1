package app.tds.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import app.tds.RunningApplication;
import app.tds.TestDatabase;
import app.tds.alarm.Watches;
import app.tds.jobs.JobDefinitions;
import app.tds.monitoring.JobStatuses;
import app.tds.pipeline.Plans;
import app.tds.pipeline.RunFinished.Outcome;
import app.tds.pipeline.RunHistory;
import app.tds.pipeline.RunHistory.Filter;
import app.tds.pipeline.RunMode;
import app.tds.sandbox.Sandbox;
import app.tds.sandbox.SandboxSettings;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.jdbc.core.simple.JdbcClient;

/** What a person sees of runs, and does about them, without a process that serves. */
class RunCommandsIntegrationTests {

    private final TestDatabase database = TestDatabase.create();
    private final JdbcClient jdbc = JdbcClient.create(database.dataSource());
    private Sandbox sandbox;
    private Map<String, String> settings;
    private String organization;
    private String printed = "";

    @BeforeEach
    void start(@TempDir Path folder) {
        sandbox = Sandbox.start(SandboxSettings.tiny(), Clock.systemUTC());
        organization = sandbox.organizationIds().get(0);
        settings = RunningApplication.settings(sandbox, database);
        settings.put("logging.file.name", folder.resolve("command.log").toString());
        settings.forEach(System::setProperty);
    }

    @AfterEach
    void stop() {
        settings.keySet().forEach(System::clearProperty);
        sandbox.close();
    }

    /** What a look makes is what it takes: most of a start was making things that only look on. */
    @Test
    void aLookMakesNothingThatRunsOrAsks() {
        OneShot.looking(context -> {
            context.getBean(JobStatuses.class).all();
            context.getBean(RunHistory.class).page(new Filter(null, null, null, null, null, null), Long.MAX_VALUE, 5);
            context.getBean(Plans.class).all();
            assertThat(context.getBeanFactory().getSingletonNames())
                    .contains("jdbcClient", "jobStatuses", "zohoSource")
                    .doesNotContain(
                            "jobRepository", "jobOperator", "quartzScheduler", "runQueue", "repetition", "zohoHttp")
                    .hasSizeLessThan(200);
            return TdsCommand.DONE;
        });
    }

    @Test
    void statusAndRunsSayHowItIs() {
        assertThat(command("status")).isEqualTo(TdsCommand.WRONG);
        assertThat(printed).contains("run sync");
        try (var application = RunningApplication.start(sandbox, database)) {
            assertThat(application.run("products", organization, RunMode.FULL).outcome())
                    .isEqualTo(Outcome.COMPLETED);
            sandbox.faults().on("/inventory/v1/locations").always().status(400, 1002);
            assertThat(application.run("locations", organization, RunMode.FULL).outcome())
                    .isEqualTo(Outcome.FAILED);
        }
        jdbc.sql("""
                        insert into etl.quarantine values (?, 'products details', '7', 'rate', 'no number', '{}', '', 1,
                          now(), now())
                        """).param(organization).update();
        long waiting = jdbc.sql("select count(*) from etl.hydration where job = 'products'")
                .query(Long.class)
                .single();

        assertThat(command("status", "products", "locations", "bills")).isZero();

        assertThat(printed)
                .contains("Organization " + organization)
                .containsPattern("products +completed +\\d\\d-.* yes +never +" + waiting + " +1\n")
                .containsPattern("locations +failed .* never +0 +0\n")
                .containsPattern("bills +never run .* never +0 +0\n")
                .containsPattern("all +" + waiting + " +1\n")
                .contains("locations: GET inventory/locations")
                .doesNotContain("customers", "ebhooks");
        assertTablesFit();
        assertThat(command("status", "--wide", "products")).isZero();
        assertThat(printed)
                .containsPattern(
                        "products +1 +full +completed +20\\d\\d-\\d\\d-\\d\\d \\d\\d:\\d\\d:\\d\\d \\+03:00 .* yes");

        System.setProperty("tds.webhooks.unsigned", "true");
        System.setProperty("server.address", "127.0.0.1");
        jdbc.sql(
                        "insert into etl.deliveries_by_hour values (?, 'bills', date_trunc('hour', now()), 1200, 3, 60, now())")
                .param(organization)
                .update();
        jdbc.sql("""
                        insert into etl.alarms (kind, severity, organization_id, job, subject, sentence, cure, found_by,
                          began_at, look, state, worst, fired_at)
                        values ('webhooks-silent', 'WARNING', ?, 'bills', '', 'None has come.', 'See the log.', 'test', now(), 0,
                          'FIRING', 'WARNING', now())
                        """).param(organization).update();
        jdbc.sql("insert into etl.webhook_recoveries values (?, 'bills', now(), 7)")
                .param(organization)
                .update();
        assertThat(command("status", "products", "bills")).isZero();
        System.clearProperty("tds.webhooks.unsigned");
        System.clearProperty("server.address");
        assertThat(printed)
                .containsPattern("bills +\\d\\d-.* +3 of 1,203 +0\n")
                .containsPattern("products +never +0 of 0 +0\n")
                .contains("Webhooks today: 1,200 of the 1,000 that the sender makes in a day.")
                .contains("None has come. See the log. Run 7 was the last that was asked for because of this.")
                .doesNotContain("customers");
        assertTablesFit();

        assertThat(command("runs")).isZero();
        assertTablesFit();
        assertThat(printed).containsPattern("Times are of Asia/Baghdad, \\+03:00.");
        assertThat(printed.lines().skip(2).map(line -> line.split(" +")[0])).startsWith("2", "1");
        assertThat(printed).contains("run 2: GET inventory/locations");
        assertThat(command("runs", "--wide")).isZero();
        assertThat(printed).containsPattern("waited +executions").containsPattern(" \\d+ % +1 ");
        assertThat(command("runs", "products")).isZero();
        assertThat(printed).contains("products").doesNotContain("locations");
        assertThat(command("runs", "--state", "stopped")).isZero();
        assertThat(printed).contains("no such runs");
        assertThat(command("runs", "nothing")).isEqualTo(TdsCommand.WRONG);
    }

    @Test
    void deletionsThatAreMeantAreAcceptedWithYesAndAskedBackWithoutIt() {
        try (var application = RunningApplication.start(sandbox, database)) {
            application.run("invoices", organization, RunMode.FULL);
            var company = sandbox.company(organization);
            company.ids("invoices").stream().limit(30).forEach(id -> company.delete("invoices", id));
        }
        assertThat(command("sync", "invoices", "--mode", "full", "--accept-deletions"))
                .isEqualTo(TdsCommand.WRONG);
        assertThat(printed).contains("has not refused to mark deletions: there is nothing to accept");
        assertThat(command("sync", "invoices", "--accept-deletions")).isEqualTo(TdsCommand.WRONG);
        assertThat(printed).contains("sync JOB --mode full --accept-deletions");
        assertThat(command("sync", "invoices", "--mode", "full", "--yes")).isEqualTo(TdsCommand.WRONG);
        assertThat(command("sync", "invoices", "--mode", "full")).isEqualTo(TdsCommand.FAILED);

        assertThat(command("sync", "invoices", "--mode", "full", "--accept-deletions"))
                .isEqualTo(TdsCommand.WRONG);
        assertThat(printed)
                .contains("Mark up to 30 invoices as deleted, each only if the source does not know it any more?")
                .contains("There is no terminal to ask on: add --yes if that is meant");
        assertThat(deleted()).isZero();

        assertThat(command("sync", "invoices", "--mode", "full", "--accept-deletions", "--yes"))
                .isZero();
        assertThat(deleted()).isEqualTo(30);
    }

    @Test
    void documentsThatAreWaitedForInVainAreListedAndGivenUp() {
        assertThat(command("documents", "list")).isZero();
        assertThat(printed).contains("No document was asked for in vain.");
        String id;
        try (var application = RunningApplication.start(sandbox, database)) {
            id = sandbox.company(organization).ids("invoices").get(0);
            sandbox.faults().on("/books/v3/invoices/" + id).always().status(500, 1000);
            application.run("invoices", organization, RunMode.FULL);
            for (int delta = 0; delta < 9; delta++) {
                application.run("invoices", organization, RunMode.DELTA);
            }
        }
        assertThat(command("runs", "invoices")).isZero();
        assertThat(printed).contains("run 10: 1 complete documents are still waited for: 1 could not be had.");

        assertThat(command("documents", "list", "invoices")).isZero();
        assertThat(printed).contains("invoices " + id + " of organization " + organization + ", asked for");
        assertThat(command("documents", "give-up", "invoices", id, "7")).isEqualTo(TdsCommand.WRONG);
        assertThat(printed).contains("1 of these 2 invoices were waited for in vain");
        assertThat(command("documents", "list", "cats")).isEqualTo(TdsCommand.WRONG);
        assertThat(command("fields", "invoices", "--records", "50")).isZero();
        assertThat(printed)
                .contains("invoices of organization " + organization + ", list rows: 50, documents: ")
                .containsPattern("currency_symbol +no +100 %")
                .doesNotContainPattern("invoice_number +yes");
        assertThat(command("fields", "invoices", "--records", "0")).isEqualTo(TdsCommand.WRONG);
        assertThat(printed).contains("--records: 0 is not between 1 and 1000000");
        assertThat(command("documents", "list")).isZero();
        assertThat(printed).contains("No document was asked for in vain.");
    }

    @Test
    void aRecordIsShownBesideZohosAndWhatWasPlantedIsFound() {
        String number;
        try (var application = RunningApplication.start(sandbox, database)) {
            application.run("invoices", organization, RunMode.FULL);
            application.run("invoices", organization, RunMode.DELTA);
            number = jdbc.sql("""
                            select invoice_number from tds.invoices where detail_hash is not null order by 1 limit 1
                            """).query(String.class).single();
        }
        assertThat(command("check", "invoices", number)).as(printed).isZero();
        assertThat(printed)
                .contains("This asks Zoho once", "(" + number + ") of organization " + organization)
                .contains("Mirror and source are equal.", "0 differ; 1 call.", "Only the list says these");
        jdbc.sql("update tds.invoices set total = total + 0.01 where invoice_number = ?")
                .param(number)
                .update();

        assertThat(command("check", "invoices", number)).isEqualTo(TdsCommand.FAILED);
        assertThat(printed)
                .contains("1 field differs: total.", "differs since: ")
                .containsPattern("DIFFERS +invoices +total +\\d+.* \\d+")
                .doesNotContain("due_date");
        assertThat(command("check", "invoices", number, "--all")).isEqualTo(TdsCommand.FAILED);
        assertThat(printed).containsPattern("= +invoices +due_date +20");
        assertThat(command("check", "invoices", number, "--json")).isEqualTo(TdsCommand.FAILED);
        assertThat(printed).startsWith("{").contains("\"state\" : \"DIFFERENT\"");
        assertThat(command("check", "cats", number)).isEqualTo(TdsCommand.WRONG);
        assertThat(printed).contains("There is no job \"cats\"");
        assertThat(command("check", "invoices", number, "--organization", "7")).isEqualTo(TdsCommand.WRONG);
        assertThat(printed).contains("Organization 7 is not configured");
    }

    private long deleted() {
        return jdbc.sql("select count(*) from tds.invoices where deleted_at is not null")
                .query(Long.class)
                .single();
    }

    @Test
    void withNoProcessAliveStatusSaysSoFirstAndNothingRunsOrIsDue() {
        try (var serving = RunningApplication.start(sandbox, database, "tds.schedule.enabled=true")) {
            serving.bean(Watches.class).look();
            await().atMost(Duration.ofSeconds(30)).untilAsserted(() -> {
                assertThat(command("status")).isZero();
                assertThat(printed).startsWith("Served by ");
            });
            assertThat(printed).containsPattern("locations .* (in \\d+ (min|h|d)|now) +0 +0");
        }
        jdbc.sql("update etl.runs set outcome = 'FAILED', cause = 'planted', finished_at = now() where outcome is null")
                .update();
        long run = orphan();
        jdbc.sql("update etl.runs set execution_began_at = now(), phase = 'list' where run_id = ?")
                .param(run)
                .update();

        assertThat(command("status")).isEqualTo(TdsCommand.FAILED);
        assertThat(printed)
                .startsWith("No process serves: nothing runs by itself, and nothing is due, until serve is started.")
                .containsPattern("locations +waiting .* not served +0 +0")
                .doesNotContain("running");
        command("status", "--check");
        assertThat(printed).as("it may be about to start again").doesNotContain("CRITICAL: No process serves");
        jdbc.sql("update etl.alarm_looks set looked_at = now() - interval '4 minutes'")
                .update();
        jdbc.sql("update etl.nodes set began_at = now() - interval '1 hour', seen_at = now() - interval '4 minutes'")
                .update();
        assertThat(command("status", "--check")).isEqualTo(TdsCommand.FAILED);
        assertThat(printed).contains("CRITICAL: No process serves, so that nothing that is scheduled runs.");
        assertThat(command("doctor")).isEqualTo(TdsCommand.FAILED);
        assertThat(printed).contains("PROBLEM  nobody-serves: ").doesNotContain("Everything is well");
    }

    /** Of what stands in columns: a rule is as wide as its table. */
    private void assertTablesFit() {
        assertThat(printed.lines().filter(line -> line.startsWith("---")))
                .isNotEmpty()
                .allSatisfy(rule -> assertThat(rule).hasSizeLessThanOrEqualTo(80));
    }

    @Test
    void theCheckIsContentWhereEveryJobIsFreshAndNothingIsWrong() {
        try (var application = RunningApplication.start(sandbox, database)) {
            application
                    .bean(JobDefinitions.class)
                    .names()
                    .forEach(job -> application.run(job, organization, RunMode.FULL));
        }

        assertThat(command("status", "--check")).as(printed).isEqualTo(TdsCommand.DONE);
        assertThat(printed).doesNotContain("UNKNOWN", "WARNING", "CRITICAL");

        jdbc.sql("update etl.watermarks set seen_until = seen_until - interval '5 hours' where job = 'stock'")
                .update();
        assertThat(command("status", "--check")).isEqualTo(TdsCommand.FAILED);
        assertThat(printed).contains("stock of organization " + organization + " was seen through");
    }

    @Test
    void theCheckCannotKnowWhereSomethingNeverRan() {
        try (var application = RunningApplication.start(sandbox, database)) {
            application.run("locations", organization, RunMode.FULL);
        }

        assertThat(command("status")).isZero();
        assertThat(command("status", "--check")).isEqualTo(TdsCommand.WRONG);
        assertThat(printed)
                .contains("UNKNOWN: invoices of organization " + organization + " was never due nor asked for.")
                .doesNotContain("UNKNOWN: locations");
    }

    @Test
    void aRunWhoseProcessIsGoneIsStoppedAndRestartedToItsEnd() {
        try (var application = RunningApplication.start(sandbox, database)) {
            assertThat(application.run("locations", organization, RunMode.FULL).outcome())
                    .isEqualTo(Outcome.COMPLETED);
        }
        long run = orphan();

        assertThat(command("stop", "" + run)).isZero();

        assertThat(printed).contains("Run " + run + " is stopped.");
        assertThat(outcome(run)).isEqualTo("STOPPED command line");
        assertThat(command("stop", "" + run)).isEqualTo(TdsCommand.FAILED);
        assertThat(printed).contains("is not running");
        assertThat(command("stop", "4711")).isEqualTo(TdsCommand.WRONG);
        assertThat(printed).contains("there is no run 4711");

        assertThat(command("restart", "" + run)).isZero();
        assertThat(outcome(run)).isEqualTo("COMPLETED null");
        assertThat(command("restart", "" + run)).isEqualTo(TdsCommand.FAILED);
        assertThat(printed).contains("cannot go on: the run is over");
    }

    @Test
    void aRunWhoseProcessIsGoneIsRestartedAsItIsAndFailsWithOne() {
        try (var application = RunningApplication.start(sandbox, database)) {
            application.run("locations", organization, RunMode.FULL);
        }
        long run = orphan();
        sandbox.faults().on("/inventory/v1/locations").always().status(400, 1002);

        assertThat(command("restart", "" + run)).isEqualTo(TdsCommand.FAILED);

        assertThat(outcome(run)).isEqualTo("FAILED null");
    }

    @Test
    void aRunThatIsGivenUpNeverGoesOn() {
        try (var application = RunningApplication.start(sandbox, database)) {
            application.run("locations", organization, RunMode.FULL);
        }
        long run = orphan();
        assertThat(command("abandon", "" + run)).isEqualTo(TdsCommand.FAILED);
        assertThat(printed).contains("cannot be given up: it is live or over");
        assertThat(command("stop", "" + run)).isZero();

        assertThat(command("abandon", "" + run)).isZero();

        assertThat(printed).contains("Run " + run + " never goes on.");
        assertThat(outcome(run)).isEqualTo("ABANDONED command line");
        assertThat(command("restart", "" + run)).isEqualTo(TdsCommand.FAILED);
    }

    @Test
    void whereAProcessServesItExecutesWhatIsRestarted() throws SQLException {
        try (var application = RunningApplication.start(sandbox, database)) {
            application.run("locations", organization, RunMode.FULL);
        }
        long run = orphan();
        assertThat(command("stop", "" + run)).isZero();

        // As a process that serves shows itself.
        try (var serving = database.dataSource().getConnection();
                var lock = serving.prepareStatement("select pg_advisory_lock_shared(0)")) {
            lock.executeQuery();
            assertThat(command("restart", "" + run)).isZero();
            assertThat(printed).isEmpty();
            assertThat(jdbc.sql("select outcome is null and node_id is null from etl.runs where run_id = ?")
                            .param(run)
                            .query(Boolean.class)
                            .single())
                    .isTrue();
        }
        assertThat(outcome(run)).isEqualTo("null null");
    }

    @Test
    void theDoctorSaysWhatIsWell() {
        try (var application = RunningApplication.start(sandbox, database)) {
            application.run("locations", organization, RunMode.FULL);
        }
        quota(9_000);

        assertThat(command("doctor")).isEqualTo(TdsCommand.FAILED);

        assertThat(printed)
                .contains("OK       configuration: ")
                .contains("OK       database: PostgreSQL ")
                .contains("OK       schema: is up to date")
                .contains("OK       clock: agrees")
                .contains("OK       default: token: good until")
                .contains("OK       default: organization " + organization + ", locations: can be read")
                .containsPattern("OK       quota of organization " + organization + ": [0-9]+ of 10000 calls are left")
                .contains("OK       webhooks of organization " + organization + ": not configured")
                .contains("PROBLEM  schedules of organization " + organization + ": are not in the database")
                .contains("UNKNOWN  invoices of organization " + organization + ": was never due nor asked for")
                .doesNotContain("UNKNOWN  locations", "Everything is well")
                .containsPattern("Problems: 1; not known yet: [1-9][0-9]\n");
    }

    @Test
    void theDoctorSaysWhatIsWrong() {
        try (var application = RunningApplication.start(sandbox, database)) {
            application.run("locations", organization, RunMode.FULL);
        }
        jdbc.sql("update etl.watermarks set seen_until = now() - interval '9 days'")
                .update();
        quota(1);
        jdbc.sql("""
                        insert into etl.inbox (source, organization_id, job, entity, source_ids, content_type, query,
                          body_hash, received_at, last_received_at, due_at, attempts)
                        values ('zoho', ?, 'invoices', 'invoice', '{1}', '', '', '', now(), now(), now(), 9)
                        """).param(organization).update();
        sandbox.faults().on("/inventory/v1/locations").always().status(400, 1002);

        assertThat(command("doctor")).isEqualTo(TdsCommand.FAILED);

        assertThat(printed)
                .containsPattern("PROBLEM  default: organization " + organization + ", .*locations")
                .containsPattern("PROBLEM  quota-out: .* of organization " + organization + ", 1 are left")
                .contains("PROBLEM  webhooks-failing invoices: ")
                .contains("PROBLEM  too-old locations: locations of organization " + organization + " was seen through")
                .contains("sync locations brings it up to date");
    }

    @Test
    void theDoctorMakesNoTablesAndNamesWhatIsWrongWithTheConfiguration() {
        var empty = TestDatabase.createEmpty();
        System.setProperty("spring.datasource.url", empty.url());

        assertThat(command("doctor")).isEqualTo(TdsCommand.WRONG);

        assertThat(printed).contains("PROBLEM  schema: the database has no tables yet", "Problems: 1");
        assertThat(JdbcClient.create(empty.dataSource())
                        .sql("select count(*) from information_schema.tables where table_schema <> all(?)")
                        .param(new String[] {"pg_catalog", "information_schema"})
                        .query(Long.class)
                        .single())
                .isZero();

        System.setProperty("spring.datasource.url", database.url());
        jdbc.sql("delete from databasechangelog where id = 'etl-runs-queue'").update();
        jdbc.sql("insert into databasechangelog select 'of-tomorrow', author, filename, dateexecuted, 9999, exectype"
                        + " from databasechangelog limit 1")
                .update();
        assertThat(command("doctor")).isEqualTo(TdsCommand.WRONG);
        assertThat(printed)
                .contains("PROBLEM  schema: 1 change of the tables is missing")
                .contains("PROBLEM  schema: A newer version of this application has changed the tables");

        System.setProperty("tds.secret-key", "short");
        System.setProperty("spring.datasource.url", "jdbc:postgresql://127.0.0.1:1/none");
        assertThat(command("doctor")).isEqualTo(TdsCommand.WRONG);
        assertThat(printed)
                .contains("PROBLEM  tds.secret-key: ")
                .contains("PROBLEM  spring.datasource.url: no PostgreSQL answers")
                .contains("Problems: 2")
                .doesNotContain("The start is refused");
    }

    private void quota(int left) {
        jdbc.sql("insert into etl.budgets values (?, 10000, ?, now() + interval '3 hours')")
                .params(organization, left)
                .update();
    }

    /** A run of which a killed process is left. */
    private long orphan() {
        return jdbc.sql("""
                        insert into etl.runs (job, organization_id, mode, asked_by, asked_at, until, node_id, started_at)
                        values ('locations', ?, 'FULL', 'test', now(), now(), 42, now()) returning run_id
                        """).param(organization).query(Long.class).single();
    }

    private String outcome(long run) {
        return jdbc.sql("select coalesce(outcome, 'null') || ' ' || coalesce(stop_asked_by, 'null') from etl.runs"
                        + " where run_id = ?")
                .param(run)
                .query(String.class)
                .single();
    }

    private int command(String... arguments) {
        var out = new StringWriter();
        int code = TdsCommand.commandLine()
                .setOut(new PrintWriter(out, true))
                .setErr(new PrintWriter(out, true))
                .execute(arguments);
        printed = out.toString();
        return code;
    }
}
