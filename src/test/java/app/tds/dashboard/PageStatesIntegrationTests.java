package app.tds.dashboard;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import app.tds.ServingApplication;
import app.tds.TestDatabase;
import app.tds.sandbox.Sandbox;
import app.tds.sandbox.SandboxSettings;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.jdbc.core.simple.JdbcClient;

/** What a person sees before anything is connected, at first, while nobody serves, and while the database is away. */
class PageStatesIntegrationTests {

    private static final List<String> EMPTY = List.of(
            "/",
            "/runs",
            "/alerts",
            "/alerts/history",
            "/alerts/silences",
            "/alerts/receivers",
            "/proof",
            "/changes",
            "/calls",
            "/quarantine",
            "/webhooks",
            "/setup");

    private static final Sandbox sandbox = Sandbox.start(SandboxSettings.tiny(), Clock.systemUTC());
    private static final TestDatabase database = TestDatabase.create();
    private static final JdbcClient jdbc = JdbcClient.create(database.dataSource());

    private static Wire toDatabase;
    private static ServingApplication application;
    private static Browser browser;

    @BeforeAll
    static void start() throws IOException {
        assumeTrue(Browser.isThere(), "There is no /usr/bin/chromium: apt-get install chromium");
        String port = database.url().replaceAll("^[^:]*:[^:]*://[^:]*:([0-9]+)/.*", "$1");
        toDatabase = new Wire(Integer.parseInt(port));
        application = ServingApplication.start(
                sandbox,
                new TestDatabase(
                        database.dataSource(), database.url().replace(":" + port + "/", ":" + toDatabase.port() + "/")),
                Clock.systemUTC(),
                "tds.security.viewer-password=v-viewer-viewer");
        browser = new Browser();
    }

    @AfterEach
    void nothingIsKnown() {
        jdbc.sql("truncate etl.runs, etl.nodes, etl.watermarks, etl.job_state, tds.organizations cascade")
                .update();
    }

    @AfterAll
    static void stop() throws IOException {
        if (application != null) {
            browser.close();
            application.close();
            toDatabase.close();
        }
        sandbox.close();
    }

    private static String address(String path) {
        return application.address(path).toString();
    }

    private static Page loggedIn(BrowserContext window, String user, String password) {
        Page page = window.newPage();
        page.navigate(address("/login?lang=en"));
        page.fill("#user", user);
        page.fill("#password", password);
        page.click("main button");
        page.waitForURL(address("/"));
        return page;
    }

    private static Page administrator(BrowserContext window) {
        return loggedIn(window, "admin", "s3cret-s3cret");
    }

    private static String text(Page page) {
        return plain(page.locator("main"));
    }

    private static String plain(Locator place) {
        return place.innerText().replaceAll("[\u2068\u2069]", "");
    }

    /** A company whose invoices have been seen until now. */
    private static void aCompany() {
        jdbc.sql("""
                        insert into tds.organizations (organization_id, source, name, time_zone, is_mirrored, first_seen_at,
                          synced_at)
                        values ('1', 'zoho', 'Company', 'Asia/Baghdad', true, now(), now());
                        insert into etl.job_state (organization_id, job, freshness, every, scheduled_since, ok_at)
                        values ('1', 'invoices', '1 hour', '5 minutes', now() - interval '1 day', now());
                        insert into etl.watermarks values ('1', 'invoices', now() - interval '2 minutes', 1, now());
                        """).update();
    }

    @ParameterizedTest
    @ValueSource(strings = {"ar", "en"})
    void whereNothingIsKnownEveryPageSaysSoAndWhatComesNext(String language) throws IOException {
        try (var window = browser.window(PageLook.WIDE, 900, false, true)) {
            Page page = administrator(window);
            for (String path : EMPTY) {
                page.navigate(address(path + "?lang=" + language));
                assertThat(page.locator("main .empty, main .sentence").count())
                        .as("%s says that there is nothing", path)
                        .isPositive();
                assertThat(page.locator("main .fresh").count())
                        .as("%s is green although nothing is known", path)
                        .isZero();
                assertThat(page.locator(".banner.bad:visible").first().innerText())
                        .contains(language.equals("ar") ? "الخدمة متوقفة" : "No process serves");
                PageLook.isGood(page, path + "-empty");
            }
        }
    }

    @Test
    void whoBeginsIsToldThreeStepsAndCopiesEachCommand() {
        try (var window = browser.window(PageLook.WIDE, 900, false, true)) {
            window.grantPermissions(List.of("clipboard-read", "clipboard-write"));
            Page page = administrator(window);
            assertThat(page.locator(".steps li").count()).isEqualTo(3);
            page.locator(".steps li").nth(1).locator("button").click();
            assertThat(page.evaluate("navigator.clipboard.readText()")).isEqualTo("tds connect --code -");
            assertThat(text(page)).contains("tds serve", "tds demo");
        }
        try (var window = browser.window(PageLook.WIDE, 900, false, false)) {
            assertThat(administrator(window).locator(".steps button:visible").count())
                    .as("buttons that would do nothing")
                    .isZero();
        }
    }

    @Test
    void aFirstImportSaysThatItsEndIsNotKnownAndWhatIsThereAlready() {
        aCompany();
        long run = jdbc.sql("""
                        insert into etl.runs (organization_id, job, mode, asked_by, asked_kind, asked_at, started_at, until,
                          phase, read, inserted)
                        values ('1', 'customers', 'FULL', 'first import', 'FIRST_IMPORT', now(), now(), now(), 'list', 400,
                          400) returning run_id
                        """).query(Long.class).single();
        try (var window = browser.window(PageLook.WIDE, 900, false, false)) {
            Page page = administrator(window);
            String row = page.locator("tr:has(a[href$='/customers'])").innerText();
            assertThat(row).contains("not known yet", "now", "never");
            assertThat(plain(page.locator("tr:has(a[href$='/invoices'])"))).contains("fresh", "2 min");
            page.navigate(address("/runs/" + run + "?lang=en"));
            assertThat(text(page)).contains("first of its kind, so its end is not known", "400");
        }
    }

    @Test
    void aPageSaysThatNobodyServesUntilSomebodyDoes() throws Exception {
        aCompany();
        try (var window = browser.window(PageLook.WIDE, 900, false, false)) {
            Page page = administrator(window);
            page.navigate(address("/?lang=en"));
            assertThat(text(page)).contains("No process serves: nothing is kept up to date");
            assertThat(plain(page.locator("tr:has(a[href$='/invoices'])"))).contains("not due");
            jdbc.sql("""
                            insert into etl.nodes (node_id, name, serves, organizations, began_at)
                            values (7, 'host/7', true, '{}', now())
                            """).update();
            page.reload();
            assertThat(text(page)).as("a row without a lock is nobody").contains("No process serves");
            try (var process = database.dataSource().getConnection();
                    var lives = process.createStatement()) {
                lives.execute("select pg_advisory_lock(7)");
                page.reload();
                assertThat(text(page)).doesNotContain("No process serves");
            }
        }
    }

    @Test
    void whileTheDatabaseIsAwayTheFirstPageShowsWhatWasSeenInGreyWithoutButtonsAndOthersSayWhatToDo()
            throws IOException {
        aCompany();
        try (var window = browser.window(PageLook.WIDE, 900, false, true)) {
            Page page = administrator(window);
            page.navigate(address("/?lang=en"));
            assertThat(page.locator("form.check").count()).isEqualTo(1);
            toDatabase.cut();
            assertSoon(page, "/?lang=en");
            assertThat(page.locator(".banner.bad:visible").first().innerText())
                    .contains("The database cannot be reached", "ago");
            assertThat(text(page)).contains("Company").doesNotContain("No process serves");
            assertThat(page.locator("main form").count()).isZero();
            assertThat(page.locator(".away .state.fresh").first().evaluate("it => getComputedStyle(it).color"))
                    .isEqualTo(
                            page.locator(".away .state.unknown").first().evaluate("it => getComputedStyle(it).color"));
            PageLook.isGood(page, "/away");
            assertSoon(page, "/runs?lang=ar");
            assertThat(page.locator("h1").innerText()).contains("503");
            PageLook.isGood(page, "/runs-away");
            try (var another = browser.window(PageLook.WIDE, 900, false, true)) {
                assertThat(text(administrator(another)))
                        .as("who logs in meanwhile")
                        .contains("Company");
                toDatabase.mend();
                await().pollInSameThread().atMost(Duration.ofSeconds(20)).untilAsserted(() -> {
                    Page theirs = another.pages().get(0);
                    theirs.navigate(address("/runs?lang=en"));
                    assertThat(theirs.url()).contains("/runs");
                    assertThat(text(theirs)).contains("No run is like this");
                });
            }
            page.navigate(address("/?lang=en"));
            assertThat(text(page)).contains("Company").doesNotContain("cannot be reached");
            assertThat(jdbc.sql("select count(*) from etl.page_sessions")
                            .query(Long.class)
                            .single())
                    .as("both sessions are kept now")
                    .isGreaterThanOrEqualTo(2);
        } finally {
            toDatabase.mend();
        }
    }

    /** In far less than one query waits for a connection: ten seconds, unless another setting says so. */
    private static void assertSoon(Page page, String path) {
        Instant asked = Instant.now();
        page.navigate(address(path));
        assertThat(Duration.between(asked, Instant.now())).as(path).isLessThan(Duration.ofSeconds(5));
    }

    /** Whoever changes how a page looks keeps the new looks, and looks at them: see {@link Likeness}. */
    @Test
    void everyStateLooksAsItDidWhenSomebodyLastLookedAtIt() throws IOException {
        assumeTrue(
                Likeness.canBeTold(), "Without fonts-noto-core lines are not as long: apt-get install fonts-noto-core");
        for (String language : List.of("ar", "en")) {
            try (var window = browser.window(PageLook.WIDE, 900, false, true);
                    var other = browser.window(PageLook.WIDE, 900, false, false)) {
                Page page = administrator(window);
                kept(page, "/", "nothing-configured", language);
                kept(page, "/quarantine", "empty", language);
                aCompany();
                kept(page, "/", "nobody-serves", language);
                aFirstImport();
                page.navigate(address("/?lang=" + language));
                Likeness.isKept(page, "first-import", "tr:has(a[href$='/customers'])");
                Page viewer = loggedIn(other, "viewer", "v-viewer-viewer");
                kept(viewer, "/setup", "not-allowed", language);
                toDatabase.cut();
                kept(page, "/", "database-away", language);
                toDatabase.mend();
                await().pollInSameThread().atMost(Duration.ofSeconds(20)).until(() -> {
                    page.navigate(address("/?lang=" + language));
                    return page.locator(".away").count() == 0
                            && page.locator(".figures").count() == 1;
                });
                try (var toPage = new Wire(application.address("/").getPort())) {
                    page.navigate("http://127.0.0.1:" + toPage.port() + "/?lang=" + language);
                    toPage.cut();
                    await("the page whose stream is cut says so: live-lost-" + language)
                            .pollInSameThread()
                            .atMost(Duration.ofSeconds(20))
                            .until(() -> page.locator("#lost:not([hidden])").count() == 1);
                }
                Likeness.isKept(page, "live-lost", "header");
            } finally {
                toDatabase.mend();
                nothingIsKnown();
            }
        }
    }

    private static void kept(Page page, String path, String state, String language) throws IOException {
        page.navigate(address(path + "?lang=" + language));
        Likeness.isKept(page, state, "header");
    }

    private static void aFirstImport() {
        jdbc.sql("""
                        insert into etl.runs (organization_id, job, mode, asked_by, asked_kind, asked_at, started_at, until,
                          phase, read, inserted)
                        values ('1', 'customers', 'FULL', 'first import', 'FIRST_IMPORT', now(), now(), now(), 'list', 400,
                          400)
                        """).update();
    }

    @Test
    void whoMayNotSeeAPageIsToldWhichRoleMayAndWhoHasIt() {
        try (var window = browser.window(PageLook.WIDE, 900, false, false)) {
            Page page = loggedIn(window, "viewer", "v-viewer-viewer");
            page.navigate(address("/setup?lang=en"));
            assertThat(text(page)).contains("403", "It needs the role administrator. Who has it: admin.");
            page.navigate(address("/check?lang=en"));
            assertThat(text(page)).contains("403", "It needs the role operator. Who has it: admin.");
        }
    }
}
