package app.tds.dashboard;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import app.tds.ServingApplication;
import app.tds.TestDatabase;
import app.tds.access.ApiKeys;
import app.tds.access.Role;
import app.tds.launch.LaunchRequest;
import app.tds.launch.Launcher;
import app.tds.launch.OrganizationRefresh;
import app.tds.monitoring.JobStatuses;
import app.tds.pipeline.AskedBy;
import app.tds.pipeline.RunMode;
import app.tds.sandbox.Limits;
import app.tds.sandbox.Sandbox;
import app.tds.sandbox.SandboxSettings;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Page;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.jdbc.core.simple.JdbcClient;

/** What a person sees in a browser, in both languages, light and dark, on a desk and on a phone. */
class PagesIntegrationTests {

    private static final String ORGANIZATION = "select organization_id from tds.organizations";
    private static final Sandbox sandbox =
            Sandbox.start(SandboxSettings.demo().withLimits(Limits.none().withPerDay(10_000)), Clock.systemUTC());
    private static final TestDatabase database = TestDatabase.create();

    private static ServingApplication application;
    private static Browser browser;
    private static JdbcClient jdbc;
    private static long completed;
    private static long stopped;
    private static long parked;
    private static long live;

    @BeforeAll
    static void start() {
        assumeTrue(Browser.isThere(), "There is no /usr/bin/chromium: apt-get install chromium");
        application = ServingApplication.start(
                sandbox,
                database,
                Clock.systemUTC(),
                "tds.zoho.refresh-token=" + sandbox.refreshToken(),
                "tds.webhooks.unsigned=true",
                "tds.security.operator-password=o-operator-oper",
                "tds.security.viewer-password=v-viewer-viewer");
        jdbc = JdbcClient.create(database.dataSource());
        application.bean(OrganizationRefresh.class).refresh();
        for (String job : List.of("locations", "customers", "products")) {
            completed = run(job);
        }
        stopped = jdbc.sql("""
                        insert into etl.runs (organization_id, job, mode, asked_by, asked_at, started_at, finished_at, until,
                          outcome, cause)
                        select organization_id, 'bills', 'FULL', 'somebody', now(), now(), now(), now(), 'STOPPED',
                          'Stopped by somebody.' from tds.organizations returning run_id
                        """).query(Long.class).single();
        jdbc.sql("""
                        insert into etl.quarantine (organization_id, job, source_id, payload, payload_hash, field, cause, run_id,
                          first_seen_at, last_seen_at, times_seen)
                        select organization_id, 'customers', '460001', '{}', '', 'outstanding', 'outstanding is no number', 1,
                          now(), now(), 1 from tds.organizations
                        """).update();
        jdbc.sql("""
                        insert into etl.alarms (kind, severity, organization_id, job, subject, sentence, cure, found_by,
                          began_at, look, state, worst, fired_at)
                        select 'too-old', 'CRITICAL', organization_id, 'stock', '', 'stock was never read.', 'Read it.',
                          'somebody', now() - interval '2 hours', 0, 'FIRING', 'CRITICAL', now() from tds.organizations
                        """).update();
        // What a day brings: sums that do not agree, few calls left, runs that wait, webhooks.
        jdbc.sql("""
                        insert into etl.tie_outs (organization_id, check_name, checked_at, checked, differences, examples)
                        select organization_id, named, now(), 445, wrong, '{}' from tds.organizations,
                          (values ('invoices-balance', 0), ('stock-locations', 2)) as found (named, wrong)
                        """).update();
        parked = jdbc.sql("""
                        insert into etl.runs (organization_id, job, mode, asked_by, asked_at, started_at, finished_at, until,
                          outcome, cause, resume_at, node)
                        select organization_id, 'payments', 'DELTA', 'somebody', now(), now(), now(), now(), 'PARKED',
                          'Zoho asks for a pause.', now() + interval '1 day', 'host/1' from tds.organizations
                        returning run_id
                        """).query(Long.class).single();
        live = jdbc.sql("""
                        insert into etl.runs (organization_id, job, mode, asked_by, asked_at, started_at, until, phase,
                          stop_asked_by)
                        select organization_id, 'a-job-of-others', 'FULL', 'somebody', now(), now(), now(), 'list', 'viewer'
                        from tds.organizations returning run_id
                        """).query(Long.class).single();
        jdbc.sql("""
                        insert into etl.deliveries_by_hour (organization_id, job, hour, accepted, refused, minutes, last_at)
                        select organization_id, 'invoices', date_trunc('hour', now()), 7, 1, 3, now() from tds.organizations
                        """).update();
        browser = new Browser();
    }

    private static long run(String job) {
        var launched = application
                .bean(Launcher.class)
                .launch(new LaunchRequest(job, organization(), RunMode.FULL, AskedBy.person("test")));
        launched.finished().join();
        return launched.run().id();
    }

    private static String organization() {
        return jdbc.sql(ORGANIZATION).query(String.class).single();
    }

    @AfterAll
    static void stop() {
        if (application != null) {
            browser.close();
            application.close();
        }
        sandbox.close();
    }

    private static String address(String path) {
        return application.address(path).toString();
    }

    private static Page loggedIn(BrowserContext window, String user) {
        Page page = window.newPage();
        page.navigate(address("/login"));
        page.fill("#user", user);
        page.fill(
                "#password",
                Map.of("viewer", "v-viewer-viewer", "operator", "o-operator-oper")
                        .get(user));
        page.click("main button");
        page.waitForURL(address("/"));
        return page;
    }

    private static List<String> paths() {
        return List.of(
                "/",
                "/entities/" + organization() + "/customers",
                "/runs",
                "/runs?state=ABANDONED",
                "/runs/" + completed,
                "/runs/" + stopped,
                "/runs/" + parked,
                "/runs/" + live,
                "/runs/999999",
                "/alerts",
                "/quarantine",
                "/webhooks");
    }

    @ParameterizedTest
    @CsvSource({"ar, false, 1280", "ar, true, 360", "en, true, 1280", "en, false, 360"})
    void everyPageCanBeReadByAnybodyAndAsksNobodyElse(String language, boolean dark, int width) throws IOException {
        try (var window = browser.window(width, 900, dark, true)) {
            List<String> elsewhere = new ArrayList<>();
            List<String> complaints = new ArrayList<>();
            Page page = loggedIn(window, "operator");
            page.onRequest(request -> {
                if (!request.url().startsWith(address("/")) && !request.url().startsWith("data:")) {
                    elsewhere.add(request.url());
                }
            });
            page.onConsoleMessage(message -> {
                if (message.type().equals("error") && !message.text().contains("404")) {
                    complaints.add(message.text());
                }
            });
            for (String path : paths()) {
                page.navigate(address(path + (path.contains("?") ? "&" : "?") + "lang=" + language));
                assertThat(page.getAttribute("html", "dir")).isEqualTo(language.equals("ar") ? "rtl" : "ltr");
                assertThat(violations(page))
                        .as("%s in %s, dark %s", path, language, dark)
                        .isEmpty();
                assertThat((Boolean) page.evaluate(
                                "document.documentElement.scrollWidth <= document.documentElement.clientWidth"))
                        .as("%s fits into %s", path, width)
                        .isTrue();
                if (language.equals("ar")) {
                    assertThat(foreignWords(page)).as("%s", path).isEmpty();
                }
                picture(page, path, language, dark, width);
            }
            assertThat(elsewhere).isEmpty();
            assertThat(complaints).isEmpty();
        }
    }

    @SuppressWarnings("unchecked")
    private static List<String> violations(Page page) throws IOException {
        try (var axe = Browser.class.getResourceAsStream("/axe.min.js")) {
            page.evaluate(new String(axe.readAllBytes(), StandardCharsets.UTF_8));
        }
        return (List<String>) page.evaluate("""
                async () => (await axe.run()).violations.map(
                  it => it.id + ': ' + it.help + ' ' + it.nodes.map(node => node.html).join(' | '))
                """);
    }

    /** Words of another script where nothing says that they are a name or somebody else's. */
    @SuppressWarnings("unchecked")
    private static List<String> foreignWords(Page page) {
        return (List<String>) page.evaluate("""
                () => {
                  const found = [];
                  const walk = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
                  for (let text = walk.nextNode(); text !== null; text = walk.nextNode()) {
                    const own = text.data.replace(/\\u2068[^\\u2069]*\\u2069/g, '');
                    if (/[A-Za-z]{2}/.test(own) && text.parentElement.closest('bdi, code, template, script') === null) {
                      found.push(text.data.trim());
                    }
                  }
                  return found;
                }
                """);
    }

    private static void picture(Page page, String path, String language, boolean dark, int width) throws IOException {
        String folder = System.getProperty("tds.pictures");
        if (folder != null) {
            String name = path.replaceAll("[/?=]+", "-").replaceAll("[0-9]{6,}", "x");
            Path file =
                    Path.of(folder, "page" + name + "-" + language + (dark ? "-dark-" : "-light-") + width + ".png");
            Files.createDirectories(file.getParent());
            page.screenshot(new Page.ScreenshotOptions().setPath(file).setFullPage(true));
        }
    }

    @Test
    void numbersAreThoseOfTheDatabase() {
        try (var window = browser.window(1280, 900, false, true)) {
            Page page = loggedIn(window, "viewer");
            page.navigate(address("/?lang=en"));
            for (var status : application.bean(JobStatuses.class).all()) {
                String job = status.job().name();
                String row = "tbody tr:has(th a[href='/entities/" + organization() + "/" + job + "'])";
                Long rows = jdbc.sql("select rows_alive from reporting.sync_counts where job = ?")
                        .param(job)
                        .query(Long.class)
                        .optional()
                        .orElse(null);
                assertThat(page.locator(row + " td").nth(1).innerText())
                        .as(job)
                        .isEqualTo(rows == null ? "–" : String.format("%,d", rows));
                String freshness = jdbc.sql("select freshness from reporting.sync_jobs where job = ?")
                        .param(job)
                        .query(String.class)
                        .optional()
                        .orElse("unknown");
                assertThat(page.locator(row + " .state").first().getAttribute("class"))
                        .as(job)
                        .contains(freshness);
            }
            assertThat(page.locator(".sentence").innerText())
                    .contains("Not known yet", "Sums do not agree", "Records in quarantine")
                    .doesNotContain("All ");
            assertThat(page.locator(".figures").innerText())
                    .contains(String.format(
                            "%,d",
                            jdbc.sql("select remaining from reporting.sync_quota")
                                    .query(Long.class)
                                    .single()));
        }
    }

    @Test
    void whoMayOnlyLookSeesNoButtonAndIsRefusedByHand() {
        try (var window = browser.window(1280, 900, false, true)) {
            Page page = loggedIn(window, "viewer");
            for (String path : paths()) {
                page.navigate(address(path));
                assertThat(page.locator("main form[method=post]").count())
                        .as(path)
                        .isZero();
            }
            page.navigate(address("/runs/" + stopped));
            String token = page.locator("input[name=_csrf]").first().getAttribute("value");
            var refused = window.request()
                    .post(
                            address("/runs/" + stopped + "/restart"),
                            com.microsoft.playwright.options.RequestOptions.create()
                                    .setForm(com.microsoft.playwright.options.FormData.create()
                                            .set("_csrf", token)));
            assertThat(refused.status()).isEqualTo(403);
        }
    }

    @Test
    void aFormWithoutTheTokenOfThePageChangesNothing() {
        try (var window = browser.window(1280, 900, false, true)) {
            loggedIn(window, "operator");
            assertThat(window.request()
                            .post(address("/runs/" + stopped + "/abandon"))
                            .status())
                    .isEqualTo(403);
            assertThat(outcome(stopped)).isEqualTo("STOPPED");
        }
    }

    private static String outcome(long run) {
        return jdbc.sql("select outcome from etl.runs where run_id = ?")
                .param(run)
                .query((row, number) -> Optional.ofNullable(row.getString("outcome")))
                .single()
                .orElse(null);
    }

    @ParameterizedTest
    @CsvSource({"true", "false"})
    void aRunIsStoppedAndRestartedByKeyboardAloneWithAndWithoutScript(boolean script) {
        // No process here can execute the one, and the other was stopped before.
        long waiting = jdbc.sql("""
                        insert into etl.runs (organization_id, job, mode, asked_by, asked_at, started_at, until)
                        select organization_id, 'letters', 'FULL', 'somebody', now(), now(), now()
                        from tds.organizations returning run_id
                        """).query(Long.class).single();
        long before = jdbc.sql("""
                        insert into etl.runs (organization_id, job, mode, asked_by, asked_at, started_at, until, finished_at,
                          outcome)
                        select organization_id, 'groups', 'FULL', 'somebody', now(), now(), now(), now(), 'STOPPED'
                        from tds.organizations returning run_id
                        """).query(Long.class).single();
        try (var window = browser.window(1280, 900, false, script)) {
            Page page = loggedIn(window, "operator");
            page.navigate(address("/runs/" + waiting + "?lang=en"));
            assertThat(press(page, "stop")).contains("Costs no call.");
            await().atMost(Duration.ofSeconds(20)).until(() -> "STOPPED".equals(outcome(waiting)));
            page.navigate(address("/runs/" + waiting + "?lang=en"));
            assertThat(page.locator("h1").innerText()).contains("stopped");

            page.navigate(address("/runs/" + before + "?lang=en"));
            assertThat(press(page, "restart")).contains("What this costs is not known yet.");
            await().atMost(Duration.ofSeconds(60)).until(() -> "COMPLETED".equals(outcome(before)));
        }
        assertThat(audited(waiting)).containsExactly("POST /runs/" + waiting + "/stop");
        assertThat(audited(before)).containsExactly("POST /runs/" + before + "/restart");
    }

    private static List<String> audited(long run) {
        return jdbc.sql("select action from etl.audit where run_id = ? and who = 'operator' order by audit_id")
                .param(run)
                .query(String.class)
                .list();
    }

    @Test
    void whoSeesToAnAlarmSaysSoAndWhy() {
        try (var window = browser.window(360, 800, true, false)) {
            Page page = loggedIn(window, "operator");
            page.navigate(address("/alerts?lang=en"));
            assertThat(page.locator("article h2").innerText()).contains("critical", "Stock");
            page.locator("article .act summary").click();
            page.fill("article input[name=note]", "on it");
            page.locator("article .act button").click();
            assertThat(page.locator("article").innerText()).contains("operator\u2069 sees to it");
            assertThat(page.locator("article .act").count()).isZero();
        }
        assertThat(jdbc.sql(
                                "select state || ' ' || acknowledged_by || ' ' || note from etl.alarms where kind = 'too-old'")
                        .query(String.class)
                        .single())
                .isEqualTo("ACKNOWLEDGED operator on it");
    }

    /** Opens what asks, and says yes; returns what was asked. */
    private static String press(Page page, String id) {
        tabTo(page, id);
        page.keyboard().press("Enter");
        String asked = page.locator(".act:has(#" + id + ") p").innerText();
        tabTo(page, id + "-sure");
        page.keyboard().press("Enter");
        return asked;
    }

    private static void tabTo(Page page, String id) {
        for (int i = 0; i < 40; i++) {
            if (id.equals(
                    page.locator(":focus").count() == 0
                            ? ""
                            : page.locator(":focus").getAttribute("id"))) {
                return;
            }
            page.keyboard().press("Tab");
        }
        throw new AssertionError("the keyboard does not reach " + id);
    }

    @Test
    void aPageShowsWhatIsNewWithoutBeingAsked() {
        try (var window = browser.window(1280, 900, false, true)) {
            Page page = loggedIn(window, "viewer");
            page.navigate(address("/quarantine?lang=en"));
            assertThat(page.locator("article").count()).isEqualTo(1);
            jdbc.sql("""
                            insert into etl.quarantine (organization_id, job, source_id, payload, payload_hash, field, cause, run_id,
                              first_seen_at, last_seen_at, times_seen)
                            select organization_id, 'products', '470001', '{}', '', 'rate', 'rate is no number', 1, now(), now(), 1
                            from tds.organizations
                            """).update();
            page.waitForSelector("article >> nth=1", new Page.WaitForSelectorOptions().setTimeout(10_000));
            jdbc.sql("delete from etl.quarantine where source_id = '470001'").update();
        }
    }

    @ParameterizedTest
    @CsvSource({"true", "false"})
    void aPageWhoseProcessIsKilledOrHangsSaysSoWithinTenSecondsAndIsGreenNoMore(boolean killed) throws IOException {
        try (var wire = new Wire(application.address("/").getPort());
                var window = browser.window(1280, 900, false, true)) {
            String key =
                    application.bean(ApiKeys.class).create("owner", Role.VIEWER).value();
            Page page = window.newPage();
            page.navigate("http://127.0.0.1:" + wire.port() + "/enter/" + key + "?lang=en");
            page.navigate("http://127.0.0.1:" + wire.port() + "/?lang=en");
            page.waitForTimeout(500);
            assertThat(page.locator("#lost").isVisible()).isFalse();
            if (killed) {
                wire.cut();
            } else {
                wire.hold();
            }
            page.waitForSelector("#lost:not([hidden])", new Page.WaitForSelectorOptions().setTimeout(10_000));
            assertThat(page.locator("#lost").innerText()).contains("not live");
            assertThat((String) page.evaluate("getComputedStyle(document.querySelector('.state.fresh')).color"))
                    .isEqualTo(page.evaluate("getComputedStyle(document.querySelector('.state.unknown')).color"));
        }
    }

    @Test
    void aLinkWithAKeyLogsInUntilTheKeyIsRevoked() {
        var keys = application.bean(ApiKeys.class);
        String key = keys.create("owner", Role.VIEWER).value();
        try (var window = browser.window(1280, 900, false, true)) {
            Page page = window.newPage();
            page.navigate(address("/enter/" + key));
            assertThat(page.url()).isEqualTo(address("/"));
            keys.revoke(key.split("_")[1]);
            var answer = page.navigate(address("/"));
            assertThat(page.url()).as("%s %s", answer.status(), answer.url()).contains("/login");
            page.navigate(address("/enter/" + key + "?lang=en"));
            assertThat(page.locator(".banner").innerText()).contains("not good any more");
        }
    }

    @Test
    void wrongPasswordsAreRefusedAndCounted() {
        try (var window = browser.window(1280, 900, false, true)) {
            Page page = window.newPage();
            page.navigate(address("/login?lang=en"));
            for (int i = 0; i < 11; i++) {
                page.fill("#user", "nobody");
                page.fill("#password", "wrong-wrong-wrong");
                page.click("main button");
            }
            assertThat(page.locator(".banner").innerText()).contains("Too many logins");
        }
    }
}
