package app.tds;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import app.tds.sandbox.Company;
import app.tds.sandbox.CompanySize;
import app.tds.sandbox.Sandbox;
import app.tds.sandbox.SandboxSettings;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.CookieManager;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DriverManagerDataSource;

/** The application as a process: what it prints, how it exits, and what a killed one leaves behind. */
class CommandLineIntegrationTests {

    private static final String INVOICES = "/books/v3/invoices";

    @TempDir
    private Path folder;

    private Sandbox sandbox;
    private TestDatabase database;
    private Company company;

    @BeforeEach
    void start() {
        sandbox = Sandbox.start(
                SandboxSettings.tiny().withCompanies(new CompanySize(5, 5, 2_600, 5, 5)), Clock.systemUTC());
        company = sandbox.company(sandbox.organizationIds().get(0));
        database = TestDatabase.create();
    }

    @AfterEach
    void stop() {
        sandbox.close();
    }

    /** Pages 1 to 5 are the first commit, pages 6 to 10 the second: page 10 is never sent. */
    @Test
    void anImportKilledInTheMiddleGoesOnBehindItsLastCommitAndEndsEqual() throws InterruptedException {
        CountDownLatch pageFive = new CountDownLatch(1);
        CountDownLatch killed = new CountDownLatch(1);
        sandbox.faults().beforeDelivery(INVOICES, 5, () -> {
            pageFive.countDown();
            awaitQuietly(killed);
        });
        ApplicationProcess first = sync("sync", "invoices");
        assertThat(pageFive.await(90, TimeUnit.SECONDS)).as(first.output()).isTrue();
        await().atMost(Duration.ofSeconds(30)).until(() -> count("tds.invoices") == 1_000);
        first.kill();
        killed.countDown();
        assertThat(count("tds.invoices")).isEqualTo(1_000);
        assertThat(count("etl.watermarks")).isZero();

        sandbox.calls().clear();
        ApplicationProcess second = sync("sync", "invoices");

        assertThat(second.exitCode()).as(second.output()).isZero();
        assertThat(sandbox.calls().pages(INVOICES))
                .endsWith(8, 7, 6, 5, 4, 3, 2, 1)
                .doesNotContain(9, 10, 11, 12, 13);
        assertThat(second.output()).contains("goes on").contains("completed");
        new MirrorComparison(jdbc(), company).assertEqual("invoices", "invoices", "invoice_id", row -> true, 25);
        assertThat(jdbc().sql("select executions, read, inserted, outcome from etl.runs")
                        .query()
                        .singleRow())
                .isEqualTo(Map.of("executions", 2, "read", 2_600L, "inserted", 2_600L, "outcome", "COMPLETED"));
        assertThat(count("etl.watermarks")).isOne();
    }

    /** The first twenty are a commit; of the next twenty, one is never sent. */
    @Test
    void recordsThatAreAskedForByIdGoOnAfterAKillWithThoseThatAreLeft() throws InterruptedException {
        List<String> ids =
                company.ids("invoices").subList(0, 30).stream().sorted().toList();
        CountDownLatch reached = new CountDownLatch(1);
        CountDownLatch killed = new CountDownLatch(1);
        sandbox.faults().beforeDelivery(INVOICES + "/" + ids.get(24), 1, () -> {
            reached.countDown();
            awaitQuietly(killed);
        });
        ApplicationProcess first = sync("sync", "invoices", "--ids", String.join(",", ids));
        assertThat(reached.await(90, TimeUnit.SECONDS)).as(first.output()).isTrue();
        first.kill();
        killed.countDown();
        assertThat(count("tds.invoices")).isEqualTo(20);

        sandbox.calls().clear();
        List<String> reversed = new ArrayList<>(ids);
        Collections.reverse(reversed);
        ApplicationProcess second = sync("sync", "invoices", "--ids", String.join(",", reversed), "--wide");

        assertThat(second.exitCode()).as(second.output()).isZero();
        assertThat(second.output()).contains("goes on").contains("by id").contains("completed");
        assertThat(sandbox.calls().all().stream()
                        .map(call -> call.path())
                        .filter(path -> path.startsWith(INVOICES + "/")))
                .containsExactlyInAnyOrderElementsOf(ids.subList(20, 30).stream()
                        .map(id -> INVOICES + "/" + id)
                        .toList());
        assertThat(jdbc().sql("select executions, read, inserted, outcome from etl.runs")
                        .query()
                        .singleRow())
                .isEqualTo(Map.of("executions", 2, "read", 30L, "inserted", 30L, "outcome", "COMPLETED"));
        assertThat(count("etl.watermarks")).isZero();
    }

    @Test
    void aRangeIsReadAndWhatAJobCannotDoIsSaid() {
        String day = company.row("invoices", company.ids("invoices").get(1_300))
                .path("date")
                .asString();
        ApplicationProcess process = sync("sync", "invoices", "products", "--from", day, "--to", day, "--wide");

        assertThat(process.exitCode()).as(process.output()).isEqualTo(1);
        assertThat(process.output())
                .containsPattern("invoices +range ")
                .contains("products of organization " + company.organizationId()
                        + " was not started: products cannot be read by date");
        assertThat(jdbc().sql("select distinct date::text from tds.invoices")
                        .query(String.class)
                        .list())
                .containsExactly(day);
        assertThat(jdbc().sql("select mode || ' ' || range_from || ' ' || range_to from etl.runs")
                        .query(String.class)
                        .single())
                .isEqualTo("RANGE " + day + " " + day);
    }

    @Test
    void everythingThatIsWrongWithTheConfigurationIsSaidAtOnceAndNothingIsStarted() {
        ApplicationProcess process = ApplicationProcess.start(
                folder,
                Map.of(
                        "spring.datasource.url", database.url(),
                        "tds.zoho.client-id", "1000.X",
                        "tds.zoho.data-center", "mars",
                        "tds.zoho.accounts-url", "http://accounts.example",
                        "tds.zoho.organizations", "12,abc",
                        "tds.secret-key", "short"),
                "sync");

        assertThat(process.exitCode()).isEqualTo(2);
        assertThat(process.output())
                .contains("tds.zoho.client-secret: missing")
                .contains("tds.zoho.data-center: \"mars\"")
                .contains("tds.zoho.accounts-url: plain http")
                .contains("tds.zoho.organizations: \"abc\"")
                .contains("tds.secret-key: ");
        assertThat(sandbox.calls().count()).isZero();
    }

    @Test
    void aVariableWithoutAValueSaysNothing() throws IOException {
        Map<String, String> settings = new HashMap<>();
        Files.readAllLines(Path.of("ops/env.example")).stream()
                .filter(line -> line.matches("[A-Z_]+="))
                .map(line -> line.substring(0, line.length() - 1))
                .filter(name -> !name.equals("JAVA_TOOL_OPTIONS"))
                .forEach(name -> settings.put(name, ""));
        assertThat(settings).hasSizeGreaterThan(20);
        RunningApplication.settings(sandbox, database)
                .forEach((key, value) -> settings.put(
                        key.toUpperCase(Locale.ROOT).replace('-', '_').replace('.', '_'), value));

        ApplicationProcess process = ApplicationProcess.start(folder, settings, "sync", "orders");

        assertThat(process.exitCode()).as(process.output()).isZero();
        assertThat(count("tds.sales_orders")).isEqualTo(5);
    }

    @Test
    void whatIsKeptIsReplayedListedAndRetriedWithoutACall() {
        company.poison("salesorders", company.ids("salesorders").get(2), Map.of("total", "much"));
        ApplicationProcess sync = sync("sync", "orders");
        assertThat(sync.exitCode()).as(sync.output()).isZero();
        sandbox.calls().clear();

        ApplicationProcess replay = sync("replay", "orders", "--shadow");
        ApplicationProcess list = sync("quarantine", "list");
        assertThat(replay.exitCode()).as(replay.output()).isZero();
        assertThat(replay.output()).containsPattern("orders +4 +0 +4 ");
        assertThat(list.exitCode()).as(list.output()).isZero();
        assertThat(list.output()).contains(": 1 record, ").contains("total: ").contains("correct it in Zoho");

        ApplicationProcess retry = sync("quarantine", "retry");
        assertThat(retry.exitCode()).as(retry.output()).isZero();
        assertThat(retry.output()).containsPattern("orders +1 +0 +0 +1 ");
        assertThat(sandbox.calls().count()).isZero();
    }

    @Test
    void aRunThatFailsEndsWithOneAndItsCause() {
        sandbox.faults().on(INVOICES).always().status(400, 2);
        ApplicationProcess process = sync("sync", "invoices", "orders", "--mode", "full");
        assertThat(process.exitCode()).as(process.output()).isEqualTo(1);
        assertThat(process.output()).contains("code 2").contains("failed");
        assertThat(count("tds.sales_orders")).as("the other job was done").isEqualTo(5);
    }

    @Test
    void thePlanSaysWhatDocumentsCostAndWhenTheyAreThereWithoutACall() {
        assertThat(sync("sync", "invoices").exitCode()).isZero();
        sandbox.calls().clear();

        ApplicationProcess plan = sync("plan", "invoices", "--wide");

        assertThat(plan.exitCode()).as(plan.output()).isZero();
        assertThat(plan.output())
                .containsPattern("invoices +2,600 +13 +301 +2,600 +2,600 +2,600 +2,600 +20[0-9-]+ [0-9:]+")
                .contains("A full import: 13 calls")
                .doesNotContain("stock");
        assertThat(sandbox.calls().count()).isZero();
        assertThat(sync("plan", "invoces").exitCode()).isEqualTo(2);
    }

    /** Neither cron nor systemd names a language; JDK 17 would print a question mark for each letter. */
    @Test
    void theWeeklyLetterIsReadableInArabicWhereTheEnvironmentNamesNoLanguage() {
        new JdbcTemplate(database.dataSource()).update("""
                insert into tds.organizations (organization_id, source, name, time_zone, is_mirrored, first_seen_at, synced_at)
                values ('7', 'zoho', 'شركة الرافدين', 'Asia/Baghdad', true, now(), now())
                """);
        Map<String, String> settings = new HashMap<>(RunningApplication.settings(sandbox, database));
        settings.put("lc.all", "C");
        ApplicationProcess letter = ApplicationProcess.startApart(
                folder, settings, "report", "--week", "--lang", "ar", "--organization", "7");
        assertThat(letter.exitCode()).as(letter.errors()).isZero();
        assertThat(letter.output()).contains("شركة الرافدين", "الاختبار", "ما يحتاج إلى قرار");
    }

    @Test
    void whatCannotBeMeantEndsWithTwo() {
        ApplicationProcess job = sync("sync", "invoces");
        ApplicationProcess organization = sync("sync", "--organization", "1");
        assertThat(job.exitCode()).isEqualTo(2);
        assertThat(job.output()).contains("there is no job \"invoces\"").contains("invoices");
        assertThat(organization.exitCode()).isEqualTo(2);
        assertThat(organization.output()).contains("--organization: 1 is not one of the configured");
    }

    @Test
    void theDemoShowsItselfKeepsServingAndFindsItsDataAgainEvenAfterBeingKilled() {
        Map<String, String> anyPort = Map.of("server.port", "0");
        ApplicationProcess first = ApplicationProcess.startPackaged(folder, anyPort);
        awaitDemo(first);
        assertThat(first.output())
                .containsPattern("all +%1$s +%1$s +0 +0 +0 +[0-9]+\n".formatted(recordsOfTheDemo()))
                .contains("first import, so the end is not known")
                .containsPattern("psql \"postgresql://postgres@127.0.0.1:[0-9]+/postgres\\?passfile=.*/pgpass\"")
                .doesNotContain("ERROR");
        assertThat(demoDatabase(first)
                        .sql("select count(*) from tds.products")
                        .query(Long.class)
                        .single())
                .isEqualTo(650);
        assertThat(first.output()).containsPattern("curl -u admin:[A-Za-z0-9_-]{16} http://127.0.0.1:[0-9]+/api/");
        assertThat(behindTheLink(first))
                .as("one click, no password: the first page of an operator, who may check a record")
                .contains("Rafidain Distribution", "name=\"record\"");
        theNextStepsAreAboutTheDemo("status", "plan", "keys list", "doctor");
        // The postmaster survives its parent's SIGKILL, and the next start adopts it.
        first.kill();
        theNextStepsAreAboutTheDemo("runs");

        ApplicationProcess second = ApplicationProcess.start(folder, anyPort);
        awaitDemo(second);
        assertThat(second.output()).containsPattern("all +%1$s +0 +%1$s +0 +0 +[0-9]+\n".formatted(recordsOfTheDemo()));
        assertThat(second.isAlive()).isTrue();
        second.terminate();
        assertThat(second.exitCode()).isEqualTo(143);
    }

    /** As every list of the sandbox has them. */
    private static String recordsOfTheDemo() {
        try (var demo = Sandbox.start(SandboxSettings.tiny().withCompanies(CompanySize.demo()), Clock.systemUTC())) {
            Company shown = demo.company(demo.organizationIds().get(0));
            return "%,d"
                    .formatted(Entities.all().stream()
                            .mapToInt(it -> shown.ids(it.list()).size())
                            .sum());
        }
    }

    /** Nothing is configured; beside the demo and without it. */
    private void theNextStepsAreAboutTheDemo(String... commands) {
        for (String command : commands) {
            ApplicationProcess process = ApplicationProcess.start(folder, Map.of(), command.split(" "));
            // The doctor's calls share a minute's calls with those for the demo's documents.
            int code = process.exitCode(Duration.ofMinutes(4));
            assertThat(code).as(command + "\n" + process.output()).isZero();
            assertThat(process.output())
                    .contains("this is about the demo in .tds/demo")
                    .doesNotContain("configuration problems", "in use");
        }
    }

    @Test
    void whatKeepsACommandFromStartingIsOneSentenceOnStandardErrorAlone() throws IOException {
        ApplicationProcess refused = ApplicationProcess.startApart(
                folder, Map.of("tds.zoho.client-id", "1000.X"), "keys", "create", "shop", "viewer");
        assertThat(refused.exitCode()).isEqualTo(2);
        assertThat(refused.output()).isEmpty();
        assertThat(refused.errors()).startsWith("The start is refused: ").doesNotContain("\tat ", "Exception");

        Map<String, String> settings = new HashMap<>(RunningApplication.settings(sandbox, database));
        settings.put("tds.runs.keep", "long");
        ApplicationProcess unreadable =
                ApplicationProcess.startApart(folder, settings, "keys", "create", "shop", "viewer");
        assertThat(unreadable.exitCode()).isEqualTo(2);
        assertThat(unreadable.output()).isEmpty();
        assertThat(unreadable.errors())
                .contains("tds.runs.keep: \"long\" is not a duration with a unit")
                .doesNotContain("\tat ");

        Files.writeString(folder.resolve("application.yaml"), "tds: [");
        ApplicationProcess broken =
                ApplicationProcess.startApart(folder, RunningApplication.settings(sandbox, database), "keys", "list");
        assertThat(broken.exitCode()).isEqualTo(2);
        assertThat(broken.output()).isEmpty();
        assertThat(broken.errors())
                .contains("application.yaml cannot be read at line ")
                .doesNotContain("\tat ");
    }

    private static void awaitDemo(ApplicationProcess demo) {
        await().atMost(Duration.ofSeconds(300))
                .pollInterval(Duration.ofMillis(200))
                .until(() -> demo.output().contains("Stop with Ctrl-C") || !demo.isAlive());
        assertThat(demo.output()).contains("Stop with Ctrl-C");
    }

    /** What a browser shows that opens the link in the output. */
    private static String behindTheLink(ApplicationProcess demo) {
        Matcher link =
                Pattern.compile("http://127\\.0\\.0\\.1:[0-9]+/enter/[^\\s]+").matcher(demo.output());
        assertThat(link.find()).as("a link").isTrue();
        var browser = HttpClient.newBuilder()
                .cookieHandler(new CookieManager())
                .followRedirects(HttpClient.Redirect.NORMAL)
                .build();
        var page = browser.sendAsync(
                        HttpRequest.newBuilder(URI.create(link.group()))
                                .header("Accept", "text/html")
                                .build(),
                        HttpResponse.BodyHandlers.ofString())
                .join();
        assertThat(page.uri().getPath()).isEqualTo("/");
        assertThat(page.statusCode()).isEqualTo(200);
        return page.body();
    }

    private static JdbcClient demoDatabase(ApplicationProcess demo) {
        Matcher psql = Pattern.compile("127\\.0\\.0\\.1:([0-9]+)/postgres\\?passfile=(.*)\"")
                .matcher(demo.output());
        assertThat(psql.find()).isTrue();
        try {
            String[] passfile = Files.readString(Path.of(psql.group(2))).strip().split(":");
            return JdbcClient.create(new DriverManagerDataSource(
                    "jdbc:postgresql://127.0.0.1:" + psql.group(1) + "/postgres", passfile[3], passfile[4]));
        } catch (IOException cause) {
            throw new UncheckedIOException(cause);
        }
    }

    private ApplicationProcess sync(String... arguments) {
        return ApplicationProcess.start(folder, RunningApplication.settings(sandbox, database), arguments);
    }

    private JdbcClient jdbc() {
        return JdbcClient.create(database.dataSource());
    }

    private long count(String table) {
        return jdbc().sql("select count(*) from " + table).query(Long.class).single();
    }

    private static void awaitQuietly(CountDownLatch latch) {
        try {
            latch.await(120, TimeUnit.SECONDS);
        } catch (InterruptedException cause) {
            Thread.currentThread().interrupt();
        }
    }
}
