package app.tds.dashboard;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import app.tds.Repeated;
import app.tds.ServingApplication;
import app.tds.TestDatabase;
import app.tds.access.ApiKeys;
import app.tds.access.Role;
import app.tds.jobs.JobDefinition.Schedule;
import app.tds.launch.LaunchRequest;
import app.tds.launch.Launcher;
import app.tds.launch.OrganizationRefresh;
import app.tds.monitoring.JobStatuses;
import app.tds.pipeline.AskedBy;
import app.tds.pipeline.Plan;
import app.tds.pipeline.Plans;
import app.tds.pipeline.RunMode;
import app.tds.pipeline.Selection;
import app.tds.sandbox.Limits;
import app.tds.sandbox.Sandbox;
import app.tds.sandbox.SandboxSettings;
import com.google.gson.JsonObject;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Page;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
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
    private static long alarm;
    private static String changed;

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
        aMonthOfCustomers();
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
                        select organization_id, 'customers', '460001',
                          '{"contact_id":"460001","contact_name":"A shop","outstanding":"98;5"}', '', 'outstanding', 'outstanding is no number', 1,
                          now(), now(), 1 from tds.organizations
                        """).update();
        alarm = jdbc.sql("""
                        insert into etl.alarms (kind, severity, organization_id, job, subject, sentence, cure, found_by,
                          began_at, look, state, worst, fired_at)
                        select 'too-old', 'CRITICAL', organization_id, 'stock', '', 'stock was never read.', 'Read it.',
                          'somebody', now() - interval '2 hours', 0, 'FIRING', 'CRITICAL', now() from tds.organizations
                        returning alarm_id
                        """).query(Long.class).single();
        jdbc.sql("""
                        insert into etl.alarm_transitions (alarm_id, at, change, state, severity, who, note)
                        values (?, now(), 'FIRED', 'FIRING', 'CRITICAL', '', '')
                        """).param(alarm).update();
        jdbc.sql("""
                        insert into etl.differences (organization_id, job, table_name, source_id, field, here, there,
                          found_by_run, since)
                        select organization_id, 'customers', 'customers', '460002', 'outstanding', '98.50', '98.00', 1, now()
                        from tds.organizations
                        """).update();
        // What a day brings: sums that do not agree, few calls left, runs that wait, webhooks.
        jdbc.sql("""
                        insert into etl.tie_outs (organization_id, check_name, checked_at, checked, differences, examples)
                        select organization_id, named, now(), 445, wrong, '{}' from tds.organizations,
                          (values ('invoices-balance', 0), ('stock-locations', 2)) as found (named, wrong)
                        """).update();
        parked = jdbc.sql("""
                        insert into etl.runs (organization_id, job, mode, asked_by, asked_at, started_at, finished_at, until,
                          outcome, failure, cause, resume_at, node)
                        select organization_id, 'payments', 'DELTA', 'somebody', now(), now(), now(), now(), 'PARKED',
                          'THROTTLED', 'Zoho asks for a pause.', now() + interval '1 day', 'host/1' from tds.organizations
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
        jdbc.sql("""
                        insert into etl.refusals_by_hour
                        select organization_id, date_trunc('hour', now()), 'wrong-signature', 4 from tds.organizations
                        union all select '', date_trunc('hour', now()), 'no-signature', 2
                        """).update();
        jdbc.sql("""
                        insert into etl.calls_by_hour (organization_id, hour, api, purpose, outcome, calls, milliseconds)
                        select organization_id, date_trunc('hour', now()) - ago * interval '1 hour', 'books', purpose, 'found',
                          10 + ago, 1000
                        from tds.organizations, generate_series(1, 20) as hours (ago),
                          (values ('delta'), ('full'), ('hydration')) as kinds (purpose)
                        """).update();
        // A second version of a customer, as a later list would have brought it.
        changed = jdbc.sql("""
                        insert into etl.payloads (organization_id, source_id, payload_hash, resource, payload,
                          source_modified_at, first_seen_at, run_id)
                        select organization_id, source_id, sha256(payload_hash), resource,
                          (payload::jsonb || '{"contact_name": "Another name", "outstanding_receivable_amount": 98.5}')::json,
                          now(), now() + interval '1 second', run_id
                        from etl.payloads where resource like '%contacts' order by source_id limit 1 returning source_id
                        """).query(String.class).single();
        aRunThatWentOn();
        jdbc.sql("""
                        insert into etl.proof_by_month
                        select organization_id, 'invoices', date_trunc('month', now() - ago * interval '1 month')::date, currency, 120,
                          case when ago = 3 then 119 else 120 end, 98500 + ago, 98500 + case when ago = 1 and currency = 'USD' then 1.5
                          else ago end, now()
                        from tds.organizations, generate_series(0, 3) as months (ago),
                          (values ('IQD'), ('USD')) as currencies (currency)
                        """).update();
        whatMovedAndWhatWasLate();
        browser = new Browser();
    }

    private static void whatMovedAndWhatWasLate() {
        jdbc.sql("""
                        insert into etl.moves
                        select organization_id, kind, source_id, called, before, now, share, now() from tds.organizations,
                          (values ('price', '460000000000000101', 'TEA-250', 1500, 1750, 0.1667),
                            ('stock', '460000000000000102', 'شاي أسود', 1240.5, 240, 0.8065)) as moved
                            (kind, source_id, called, before, now, share);
                        insert into etl.late_by_hour
                        select now() - interval '1 day', organization_id, job, reason, changes from tds.organizations,
                          (values ('invoices', 'in time', 1950), ('invoices', 'limit', 8), ('customers', 'no webhook', 42))
                            as seen (job, reason, changes)
                        """).update();
    }

    /** A full import a day, the last two days ago, and how new customers were on each of the last days. */
    private static void aMonthOfCustomers() {
        jdbc.sql("""
                        insert into etl.runs (organization_id, job, mode, asked_by, asked_at, started_at, finished_at, until,
                          outcome, read, unchanged)
                        select organization_id, 'customers', 'FULL', case when ago = 2 then 'sara' else 'amir' end, at, at, at, at,
                          'COMPLETED', 540 - ago * 20, 540 - ago * 20
                        from tds.organizations, generate_series(9, 2, -1) as days (ago),
                          lateral (select now() - ago * interval '1 day' as at) as moment;
                        insert into etl.fresh_by_day
                        select (now() at time zone time_zone)::date - ago, organization_id, 'customers',
                          86400 - case when ago in (3, 4) then 50000 * (ago - 2) / 2 else 0 end, 86400
                        from tds.organizations, generate_series(1, 20) as days (ago);
                        """).update();
    }

    /** The run was started once before, and a record of its list was deleted. */
    private static void aRunThatWentOn() {
        jdbc.sql("""
                        with went_on as (
                          select min(execution.start_time) as began, min(execution.job_instance_id) as instance
                          from batch.batch_job_execution as execution
                          join batch.batch_job_execution_params as params using (job_execution_id)
                          where params.parameter_name = 'run' and params.parameter_value = :run)
                        insert into batch.batch_job_execution (job_execution_id, version, job_instance_id, create_time, start_time,
                          end_time, status)
                        select -1, 1, instance, began, began - interval '40 seconds', began - interval '10 seconds', 'STOPPED'
                        from went_on;
                        insert into batch.batch_step_execution (step_execution_id, version, step_name, job_execution_id,
                          create_time, start_time, end_time, status)
                        select -1, 1, 'list', -1, start_time, start_time, end_time, 'STOPPED'
                        from batch.batch_job_execution where job_execution_id = -1;
                        insert into etl.events (sequence, event_id, name, entity, organization_id, source_ids, changed_at,
                          run_id, published_at)
                        select coalesce((select max(sequence) from etl.events), 0) + 1, gen_random_uuid(), 'RecordDeleted',
                          'Customer', organization_id, '{460000000000000077}', now(), run_id, now()
                        from etl.runs where job = 'customers' and asked_by = 'test';
                        """).param("run", String.valueOf(completed)).update();
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
        logIn(page, user);
        return page;
    }

    private static void logIn(Page page, String user) {
        page.navigate(address("/login"));
        page.fill("#user", user);
        page.fill(
                "#password",
                Map.of("viewer", "v-viewer-viewer", "operator", "o-operator-oper", "admin", "s3cret-s3cret")
                        .get(user));
        page.click("main button");
        page.waitForURL(address("/"));
    }

    private static List<String> paths() {
        return List.of(
                "/",
                "/entities/" + organization() + "/customers",
                "/runs",
                "/runs?state=ABANDONED",
                "/runs?who=sara&day=" + twoDaysAgo(),
                "/runs/" + completed,
                "/runs/" + stopped,
                "/runs/" + parked,
                "/runs/" + live,
                "/runs/999999",
                "/alerts",
                "/alerts/history",
                "/alerts/silences",
                "/alerts/rules",
                "/alerts/receivers",
                "/alerts/" + alarm,
                "/proof",
                "/proof/" + organization() + "/customers",
                "/changes",
                "/changes/" + organization() + "/" + changed,
                "/calls",
                "/calls?job=invoices&delta=TEN_MINUTES&full=WEEK",
                "/setup",
                "/api",
                "/quarantine",
                "/quarantine/" + organization() + "/customers/460001",
                "/webhooks");
    }

    private static LocalDate twoDaysAgo() {
        return jdbc.sql("select (asked_at at time zone 'Asia/Baghdad')::date from etl.runs where asked_by = 'sara'")
                .query(LocalDate.class)
                .single();
    }

    @Test
    void runsAreFoundByWhoAskedForThemAndOnWhichDay() {
        try (var window = browser.window(1280, 900, false, false)) {
            Page page = loggedIn(window, "viewer");
            page.navigate(address("/runs?lang=en"));
            page.selectOption("#filter-who", "sara");
            page.fill("#filter-day", twoDaysAgo().toString());
            page.click("#filter-show");
            assertThat(page.url()).contains("who=sara", "day=" + twoDaysAgo());
            assertThat(page.locator("tbody tr").count()).isEqualTo(1);
            assertThat(page.locator("tbody tr").innerText()).contains("Customers", "sara", "500");
            page.navigate(address("/runs?who=sara&day=" + twoDaysAgo().plusDays(1)));
            assertThat(page.locator(".empty").innerText()).isEqualTo("No run is like this.");
            page.navigate(address("/runs?who=SCHEDULE"));
            assertThat(page.locator(".empty").count()).isEqualTo(1);
            assertThat(page.navigate(address("/runs?day=+12026-01-01")).status())
                    .isEqualTo(400);
        }
    }

    @Test
    void aRunThatWentOnShowsEachOfItsStartsWithItsStepsAndWhatItsCallsWentInto() {
        try (var window = browser.window(1280, 900, false, false)) {
            Page page = loggedIn(window, "viewer");
            page.navigate(address("/runs/" + completed + "?lang=en"));
            var courses = page.locator("table.course:has(.wide)");
            assertThat(courses.count()).isEqualTo(2);
            assertThat(courses.first().locator("caption").innerText()).contains("Started", "stopped");
            assertThat(courses.first().locator("tbody tr").innerText().replaceAll("[\u2068\u2069]", ""))
                    .contains("list", "30 s", "stopped");
            assertThat(courses.last().locator("caption").innerText()).contains("Went on (start 2)", "completed");
            assertThat(courses.last().locator("tbody").innerText()).contains("list", "comparison", "end");
            Long calls = jdbc.sql("select calls from etl.runs where run_id = ?")
                    .param(completed)
                    .query(Long.class)
                    .single();
            assertThat(page.locator("tbody").last().locator("td").first().innerText())
                    .isEqualTo("" + calls);
        }
    }

    @Test
    void aListShowsItsMonthHowManyItHadAndWhatWasDeletedAndReadsSomeRecords() {
        try (var window = browser.window(1280, 900, false, false)) {
            Page page = loggedIn(window, "operator");
            page.navigate(address("/entities/" + organization() + "/customers?lang=en"));
            var month = page.locator(".strip.month");
            assertThat(month.locator("g").count()).isEqualTo(Strip.DAYS);
            month.locator("summary").click();
            Long share = jdbc.sql("select floor(fresh_share * 1000)::bigint from reporting.sync_freshness_daily"
                            + " where job = 'customers' order by day desc offset 3 limit 1")
                    .query(Long.class)
                    .single();
            var row = month.locator("tbody tr").nth(Strip.DAYS - 4);
            assertThat(row.innerText().replaceAll("[\u2068\u2069]", "")).contains(share / 10.0 + " %", "Customers");
            assertThat(month.locator("tbody tr").first().innerText()).contains("not known yet");
            page.locator("#counts").click();
            assertThat(page.locator(".strip:has(#counts) tbody").innerText()).contains("500", "520");
            assertThat(page.locator("main").innerText()).contains("Deleted lately", "460000000000000077");

            page.navigate(address("/entities/" + organization() + "/invoices?lang=en"));
            page.locator("#days").click();
            assertThat(page.locator(".act:has(#days) p").innerText()).contains("Costs no more than everything");
            page.fill("#days-from", "2020-01-01");
            page.fill("#days-to", "2020-01-02");
            page.locator("#days-sure").click();
            long range = ended(page);
            assertThat(jdbc.sql("select mode || ' ' || range_from || ' ' || range_to from etl.runs where run_id = ?")
                            .param(range)
                            .query(String.class)
                            .single())
                    .isEqualTo("RANGE 2020-01-01 2020-01-02");
            page.navigate(address("/entities/" + organization() + "/customers?lang=en"));
            page.locator("#ids").click();
            assertThat(page.locator(".act:has(#ids) p").innerText()).contains("one call for each");
            String id = jdbc.sql("select min(source_id) from tds.customers")
                    .query(String.class)
                    .single();
            page.fill("#ids-which", id + ", " + id);
            page.locator("#ids-sure").click();
            long run = ended(page);
            assertThat(jdbc.sql("select mode || ' ' || array_to_string(ids, ',') from etl.runs where run_id = ?")
                            .param(run)
                            .query(String.class)
                            .single())
                    .isEqualTo("BY_ID " + id);
            assertThat(audited(run)).containsExactly("POST /entities/" + organization() + "/customers/sync");
        }
    }

    /** Waits for the run whose page is open now. */
    private static long ended(Page page) {
        assertThat(page.url()).contains("/runs/");
        long run = Long.parseLong(page.url().replaceAll(".*/runs/", ""));
        await().atMost(Duration.ofSeconds(60)).until(() -> "COMPLETED".equals(outcome(run)));
        return run;
    }

    @Test
    void changesAreShownByHourAsTheViewHasThem() {
        try (var window = browser.window(1280, 900, false, false)) {
            Page page = loggedIn(window, "viewer");
            page.navigate(address("/changes?lang=en"));
            String row =
                    page.locator(".heat tbody tr:has(bdi:text-is('Products'))").innerText();
            long shown = 0;
            for (String cell : row.replaceAll("[^0-9\t]", "").split("\t")) {
                shown += cell.isEmpty() ? 0 : Long.parseLong(cell);
            }
            assertThat(shown)
                    .isPositive()
                    .isEqualTo(jdbc.sql("""
                                    select sum(inserted + updated + deleted) from reporting.sync_changes_hourly
                                    where job = 'products'
                                    """).query(Long.class).single());
        }
    }

    @Test
    void changesShowTheLargestMovesAndOnWhichDaysChangesWereLate() {
        try (var window = browser.window(1280, 900, false, false)) {
            Page page = loggedIn(window, "viewer");
            page.navigate(address("/changes?lang=en"));
            assertThat(page.locator("[id^='moves-'] tbody tr").allInnerTexts())
                    .containsExactly("TEA-250\tprice\t1,500\t1,750\t+250", "شاي أسود\tstock\t1,240.5\t240\t−1,000.5");
            assertThat(page.locator("[id^='late-'] tbody tr").innerText().replaceAll("[\u2068\u2069]", ""))
                    .endsWith("day\t2,000\t50\t2.5 %\tno webhook came");
        }
    }

    @Test
    void sumsByMonthAndCurrencyAreThoseOfTheViewAndWhatIsNotProvenIsNotEqual() {
        try (var window = browser.window(1280, 900, false, false)) {
            Page page = loggedIn(window, "viewer");
            page.navigate(address("/proof?lang=en"));
            assertThat(page.locator("main").innerText()).contains("Sums that do not agree with what Zoho said: 1.");
            var rows = page.locator("#by-month tbody tr");
            assertThat(rows.count()).isEqualTo(8);
            assertThat(rows.nth(0).innerText()).contains("IQD", "98,500\t98,500\t", "equal");
            assertThat(rows.nth(3).innerText()).contains("USD", "98,501.00\t98,501.50\t", "different");
            assertThat(rows.nth(6).innerText()).contains("IQD", "120\t119\t", "not known yet");
        }
    }

    @Test
    void webhooksSayWhyTheyWereRefusedAndAProbeSaysWhatIsMissing() {
        try (var window = browser.window(1280, 900, false, false)) {
            Page page = loggedIn(window, "operator");
            page.navigate(address("/webhooks?lang=en"));
            assertThat(page.locator("table").last().innerText())
                    .containsPattern("the signature does not fit\\s+4")
                    .containsPattern("it has no signature\\s+2");
            page.locator("#probe-" + organization()).click();
            assertThat(page.locator(".act:has(#probe-" + organization() + ") p").innerText())
                    .contains("Costs no call.");
            page.locator("#probe-" + organization() + "-sure").click();
            assertThat(page.locator("#probed").innerText()).contains("There is no secret");
        }
        assertThat(jdbc.sql("select count(*) from etl.audit where who = 'operator' and action = 'POST /webhooks/probe'")
                        .query(Long.class)
                        .single())
                .isEqualTo(1);
    }

    @Test
    void aRecordInQuarantineIsShownAsItCameWithTheFieldToLookAtFirst() {
        try (var window = browser.window(1280, 900, false, false)) {
            Page page = loggedIn(window, "operator");
            page.navigate(address("/quarantine?lang=en"));
            page.locator("article a:has-text('460001')").click();
            assertThat(page.locator("#quarantined tbody tr").first().innerText())
                    .contains("outstanding", "look here", "98;5");
            assertThat(page.locator("#quarantined tbody").innerText()).contains("contact_name", "A shop");
        }
    }

    @Test
    void whatIsInQuarantineIsAFileForWhoMayOperate() {
        try (var window = browser.window(1280, 900, false, false)) {
            loggedIn(window, "operator");
            var file = window.request().get(address("/quarantine/records.csv"));
            assertThat(file.headers().get("content-disposition")).contains("attachment", "quarantine.csv");
            assertThat(file.text().lines())
                    .hasSize(2)
                    .last()
                    .asString()
                    .startsWith("\"" + organization() + "\",\"customers\",\"460001\",\"outstanding\",")
                    .contains("\"outstanding is no number\"");
        }
        try (var window = browser.window(1280, 900, false, false)) {
            loggedIn(window, "viewer");
            assertThat(window.request().get(address("/quarantine/records.csv")).status())
                    .isEqualTo(403);
        }
    }

    /** Each page is asked for once in each language; theme and width are the browser's. */
    @ParameterizedTest
    @ValueSource(strings = {"ar", "en"})
    void everyPageCanBeReadByAnybodyAndAsksNobodyElse(String language) throws IOException {
        try (var window = browser.window(PageLook.WIDE, 900, false, true)) {
            List<String> elsewhere = new ArrayList<>();
            List<String> complaints = new ArrayList<>();
            Page page = window.newPage();
            page.onRequest(request -> {
                if (!request.url().startsWith(address("/")) && !request.url().startsWith("data:")) {
                    elsewhere.add(request.url());
                }
            });
            page.onConsoleMessage(message -> {
                if (message.type().equals("error") && !message.text().matches(".*(404|410).*")) {
                    complaints.add(message.text());
                }
            });
            for (String open : List.of("/login", "/acknowledge/1/a-token")) {
                page.navigate(address(open + "?lang=" + language));
                PageLook.isGood(page, open);
            }
            logIn(page, "admin");
            for (String path : paths()) {
                page.navigate(address(path + (path.contains("?") ? "&" : "?") + "lang=" + language));
                assertThat(page.getAttribute("html", "lang")).isEqualTo(language);
                PageLook.isGood(page, path);
            }
            assertThat(elsewhere).isEmpty();
            assertThat(complaints).isEmpty();
        }
    }

    /** What an Arabic reader wants to know stands on the first page, or one click behind it, in Arabic. */
    @Test
    void anArabicReaderFindsWhatMattersWithOneClickAtMost() {
        try (var window = browser.window(360, 800, false, false)) {
            Page page = loggedIn(window, "viewer");
            page.navigate(address("/?lang=ar"));
            assertThat(page.locator("tr:has(a[href$='/payments']) + tr.why").innerText())
                    .as("why payments are late, and who has to act")
                    .contains("طلب زوهو التوقف مؤقتًا، وتُستأنف المزامنة تلقائيًا.");
            assertThat(page.locator(".sentence").innerText())
                    .as("what is not known")
                    .contains("قوائم لم تُقرأ كاملة قط");
            assertThat(page.locator(".figures").innerText())
                    .as("how many calls are left")
                    .contains("الطلبات المتبقية اليوم", "من أصل \u206810,000\u2069".replaceAll("[\u2068\u2069]", ""));
            page.locator(".sentence a[href='/proof']").click();
            assertThat(page.locator("main").innerText())
                    .as("which sums do not agree")
                    .contains("المخزون: الفروع والإجمالي");
            page.locator("nav a[href='/alerts']").click();
            assertThat(page.locator("article").first().innerText())
                    .as("what to do about what is wrong")
                    .contains("ما العمل:");
        }
    }

    @Test
    void theLastDayIsDrawnFromTheViewThatEverybodyCanAsk() {
        try (var window = browser.window(1280, 900, false, false)) {
            Page page = loggedIn(window, "viewer");
            page.navigate(address("/?lang=en"));
            assertThat(page.locator(".strip.day g").count()).isEqualTo(24);
            page.locator(".strip.day summary").click();
            String shown = page.locator(".strip.day tbody tr")
                    .nth(22)
                    .locator("td")
                    .first()
                    .innerText();
            String share = jdbc.sql("""
                            select trim_scale(floor(sum(fresh_share * seconds_known) / sum(seconds_known) * 1000) / 10) || ' %'
                            from reporting.sync_freshness_day
                            where hour = date_trunc('hour', now(), 'UTC') - interval '1 hour'
                            """).query(String.class).single();
            assertThat(shown.replaceAll("[\u2068\u2069]", "")).isEqualTo(share);
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
    void pageRestSqlAndMetricsSayTheSameAtOneInstant() throws InterruptedException {
        for (Repeated measuring : application.beans(Repeated.class).values()) {
            if (measuring.getClass().getSimpleName().equals("DatabaseGauges")) {
                measuring.round();
            }
        }
        String metrics = application
                .get("/actuator/prometheus", ServingApplication.ADMIN)
                .body();
        String plan =
                application.get("/api/v1/tds/plan", ServingApplication.ADMIN).body();
        long left = jdbc.sql("select remaining from reporting.sync_quota")
                .query(Long.class)
                .single();
        long customers = jdbc.sql("select rows_alive from reporting.sync_counts where job = 'customers'")
                .query(Long.class)
                .single();
        long different = jdbc.sql("select sum(differences) from reporting.sync_tie_outs")
                .query(Long.class)
                .single();
        assertThat(metrics)
                .containsPattern("tds_zoho_calls_remaining\\{[^}]*} " + left + "\\.0")
                .containsPattern("tds_verified_records_mirror\\{[^}]*entity=\"customers\"[^}]*} " + customers + "\\.0")
                .containsPattern("tds_tie_out_differences\\{[^}]*stock-locations[^}]*} " + different + "\\.0");
        assertThat(plan).contains("\"left\":" + left, "\"job\":\"customers\",\"records\":" + customers);
        try (var window = browser.window(1280, 900, false, true)) {
            Page page = loggedIn(window, "viewer");
            page.navigate(address("/?lang=en"));
            assertThat(page.locator(".figures").innerText()).contains(String.format("%,d", left));
            assertThat(page.locator("tr:has(a[href$='/customers'])").first().innerText())
                    .contains(String.format("%,d", customers));
            assertThat(page.locator(".sentence").innerText())
                    .contains("Sums do not agree in " + different + " records");
        }
    }

    @Test
    void whoMayOnlyLookSeesNoButtonAndIsRefusedByHand() {
        try (var window = browser.window(1280, 900, false, true)) {
            Page page = loggedIn(window, "viewer");
            for (String path : paths()) {
                page.navigate(address(path));
                if (path.equals("/setup") || path.startsWith("/changes/") || path.startsWith("/quarantine/")) {
                    assertThat(page.locator("main h1").innerText()).as(path).contains("403");
                }
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
        assertThat(outcome(stopped)).isEqualTo("STOPPED");
        assertThat(jdbc.sql("select count(*) from etl.runs where job = 'bills'")
                        .query(Long.class)
                        .single())
                .isEqualTo(1);
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
        // The answer is another page, whose address names no language.
        page.keyboard().press("Enter");
        page.waitForURL(url -> !url.contains("lang="));
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

    @Test
    void theHeadOfAPageIsOneLineOnASmallLaptop() {
        try (var window = browser.window(1120, 700, false, false)) {
            Page page = loggedIn(window, "operator");
            for (String language : List.of("ar", "en")) {
                page.navigate(address("/alerts/history?lang=" + language));
                assertThat(page.locator("header").boundingBox().height)
                        .as(language)
                        .isLessThan(64);
            }
        }
    }

    /** As a page asks whose stream is cut, or that is looked at again. */
    @Test
    void aPageThatHasEverythingAlreadyIsAnsweredWithNothingAndStaysAsItIs() {
        try (var window = browser.window(1280, 900, false, true)) {
            Page page = loggedIn(window, "viewer");
            page.navigate(address("/quarantine?lang=en"));
            page.evaluate("document.querySelector('h1').textContent = 'as it was'");
            var unchanged = page.waitForResponse(
                    answer -> answer.url().contains("/quarantine") && answer.status() == 304,
                    () -> page.evaluate("document.dispatchEvent(new Event('visibilitychange'))"));
            assertThat(unchanged.status()).isEqualTo(304);
            page.waitForTimeout(200);
            assertThat(page.locator("h1").innerText()).isEqualTo("as it was");
            assertThat(page.locator("article").count()).isEqualTo(1);
            var other = window.request()
                    .get(
                            address("/quarantine"),
                            com.microsoft.playwright.options.RequestOptions.create()
                                    .setHeader("If-None-Match", "W/\"another\""));
            assertThat(other.status()).isEqualTo(200);
        }
    }

    @Test
    void aPageWhoseProcessIsKilledOrHangsSaysSoWithinTenSecondsAndIsGreenNoMore() throws IOException {
        int port = application.address("/").getPort();
        try (var killed = new Wire(port);
                var hanging = new Wire(port);
                var window = browser.window(1280, 900, false, true);
                var other = browser.window(1280, 900, false, true)) {
            String key =
                    application.bean(ApiKeys.class).create("owner", Role.VIEWER).value();
            Page first = liveThrough(killed, window, key);
            Page second = liveThrough(hanging, other, key);
            killed.cut();
            hanging.hold();
            Instant until = Instant.now().plusSeconds(10);
            showsThatItIsNotLive(first, until);
            showsThatItIsNotLive(second, until);
        }
    }

    private static Page liveThrough(Wire wire, BrowserContext window, String key) {
        Page page = window.newPage();
        page.navigate("http://127.0.0.1:" + wire.port() + "/enter/" + key + "?lang=en");
        page.navigate("http://127.0.0.1:" + wire.port() + "/?lang=en");
        page.waitForTimeout(500);
        assertThat(page.locator("#lost").isVisible()).isFalse();
        assertThat(colour(page, "fresh")).as("while the page is live").isNotEqualTo(colour(page, "unknown"));
        return page;
    }

    private static void showsThatItIsNotLive(Page page, Instant until) {
        double most = Math.max(1, Duration.between(Instant.now(), until).toMillis());
        page.waitForSelector("#lost:not([hidden])", new Page.WaitForSelectorOptions().setTimeout(most));
        assertThat(page.locator("#lost").innerText()).contains("not live");
        assertThat(colour(page, "fresh")).isEqualTo(colour(page, "unknown"));
    }

    private static Object colour(Page page, String shape) {
        return page.evaluate("shape => getComputedStyle(document.querySelector('.state.' + shape)).color", shape);
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

    /** The id of a session is another one after a login, and stays then: all of these come with the same. */
    @Test
    void whoOpensSeveralPagesAtOnceStaysLoggedInAtAllOfThem() throws Exception {
        String key =
                application.bean(ApiKeys.class).create("owner", Role.VIEWER).value();
        var browser = HttpClient.newHttpClient();
        var entered = browser.send(
                HttpRequest.newBuilder(application.address("/enter/" + key))
                        .header("Cookie", "TDS_SESSION=Y2hvc2Vu")
                        .build(),
                BodyHandlers.discarding());
        String cookie = entered.headers().allValues("Set-Cookie").stream()
                .filter(it -> it.startsWith("TDS_SESSION="))
                .map(it -> it.replaceAll(";.*", ""))
                .findFirst()
                .orElseThrow();
        assertThat(cookie).isNotEqualTo("TDS_SESSION=Y2hvc2Vu");
        for (int i = 0; i < 3; i++) {
            var answer = browser.send(
                    HttpRequest.newBuilder(application.address("/runs"))
                            .header("Cookie", cookie)
                            .build(),
                    BodyHandlers.discarding());
            assertThat(answer.statusCode()).isEqualTo(200);
            assertThat(answer.headers().allValues("Set-Cookie")).noneMatch(it -> it.startsWith("TDS_SESSION="));
        }
    }

    @Test
    void aLinkEndsByItself() {
        var keys = application.bean(ApiKeys.class);
        String key =
                keys.createEnding("owner", Role.VIEWER, Duration.ofDays(30)).value();
        try (var window = browser.window(1280, 900, false, true)) {
            Page page = window.newPage();
            page.navigate(address("/enter/" + key));
            assertThat(page.url()).isEqualTo(address("/"));
            jdbc.sql("update etl.api_keys set ends_at = now() - interval '1 second' where key_id = ?")
                    .param(key.split("_")[1])
                    .update();
            page.navigate(address("/"));
            assertThat(page.url()).contains("/login");
            page.navigate(address("/enter/" + key));
            assertThat(page.url()).contains("/login");
        }
    }

    @Test
    void aListIsComparedWithWhatIsKeptAtNoCostAndWhatDiffersIsShownToWhoMayOperate() {
        try (var window = browser.window(1280, 900, false, false)) {
            Page page = loggedIn(window, "operator");
            page.navigate(address("/proof?lang=en"));
            assertThat(page.locator("table").last().innerText()).contains("460002", "outstanding", "98.50", "98.00");
            page.locator("#verify-locations").click();
            assertThat(page.locator(".act:has(#verify-locations) p").innerText())
                    .contains("Costs no call.");
            page.locator("#verify-locations-sure").click();
            assertThat(page.url()).contains("/runs/");
            String run = page.url().replaceAll(".*/runs/", "");
            await().atMost(Duration.ofSeconds(60)).until(() -> "COMPLETED".equals(outcome(Long.parseLong(run))));
            page.navigate(address("/proof/" + organization() + "/locations?lang=en"));
            var row = page.locator("tbody tr").first();
            assertThat(row.innerText()).contains(run, "everything, against what is kept");
            Long compared = jdbc.sql("select compared from etl.verifications where run_id = ?")
                    .param(Long.parseLong(run))
                    .query(Long.class)
                    .single();
            assertThat(row.locator("td.number").first().innerText()).isEqualTo("" + compared);
            assertThat(audited(Long.parseLong(run))).containsExactly("POST /proof/verify");
        }
        try (var window = browser.window(1280, 900, false, false)) {
            Page page = loggedIn(window, "viewer");
            page.navigate(address("/proof?lang=en"));
            assertThat(page.locator("main").innerText()).contains("460002").doesNotContain("98.50");
        }
    }

    /** The page says what the plan says, and nothing else. */
    @Test
    void anotherScheduleIsReckonedByThePlanAndWrittenAsTheJobFileHasIt() {
        var plans = application.bean(Plans.class);
        var then = plans.withSchedule("customers", new Schedule("0 0 2 ? * FRI", "0 */10 * * * ?"))
                .get(0);
        try (var window = browser.window(1280, 900, false, false)) {
            Page page = loggedIn(window, "viewer");
            page.navigate(address("/calls?lang=en"));
            page.selectOption("#what-if-job", "customers");
            page.selectOption("#what-if-delta", "TEN_MINUTES");
            page.selectOption("#what-if-full", "WEEK");
            page.click("#what-if-show");
            var cells = page.locator("#what-if-answer tbody td");
            assertThat(cells.nth(0).innerText()).isEqualTo(perDay(plans.all().get(0), "customers"));
            assertThat(cells.nth(1).innerText())
                    .isEqualTo(perDay(then, "customers"))
                    .isNotEqualTo(cells.nth(0).innerText());
            assertThat(cells.nth(3).innerText()).isEqualTo(String.format("%,d", then.listCallsPerDay()));
            assertThat(page.locator("pre").last().innerText())
                    .isEqualTo("schedule:\n  full: \"0 0 2 ? * FRI\"\n  delta: \"0 */10 * * * ?\"");
        }
    }

    private static String perDay(Plan plan, String job) {
        return plan.jobs().stream()
                .filter(it -> it.job().equals(job))
                .map(it -> String.format("%,d", it.listCallsPerDay()))
                .findFirst()
                .orElseThrow();
    }

    /** Slow 3G as browsers emulate it: 400 kbit/s, and 400 ms there and back. The best of three, since a busy machine paints late. */
    @Test
    void theFirstPageIsPaintedSoonOnASlowLine() {
        try (var window = browser.window(360, 740, false, true)) {
            Page page = loggedIn(window, "viewer");
            var line = window.newCDPSession(page);
            line.send("Network.enable");
            JsonObject slow = new JsonObject();
            slow.addProperty("offline", false);
            slow.addProperty("latency", 400);
            slow.addProperty("downloadThroughput", 50_000);
            slow.addProperty("uploadThroughput", 50_000);
            line.send("Network.emulateNetworkConditions", slow);
            JsonObject nothingKept = new JsonObject();
            nothingKept.addProperty("cacheDisabled", true);
            line.send("Network.setCacheDisabled", nothingKept);
            double soonest = Double.MAX_VALUE;
            for (int i = 0; i < 3; i++) {
                page.navigate(address("/?lang=ar"));
                soonest = Math.min(
                        soonest,
                        ((Number) page.evaluate("performance.getEntriesByName('first-contentful-paint')[0].startTime"))
                                .doubleValue());
            }
            assertThat(soonest)
                    .as("milliseconds until the first page is painted")
                    .isLessThan(1_500);
        }
    }

    @Test
    void chartsAreDrawnFromTheTableBesideThem() {
        try (var window = browser.window(1280, 900, false, true)) {
            Page page = loggedIn(window, "viewer");
            List<String> errors = new ArrayList<>();
            page.onPageError(errors::add);
            page.navigate(address("/calls?lang=en"));
            page.waitForTimeout(500);
            assertThat(errors).isEmpty();
            assertThat(page.locator(".chart").count())
                    .as(page.locator("main").innerText())
                    .isEqualTo(1);
            page.waitForSelector(".chart canvas");
            assertThat(page.locator(".chart .u-legend").innerText()).contains("changes", "documents", "whole lists");
            Long day = jdbc.sql("select sum(calls) from reporting.sync_calls_hourly where purpose = 'hydration'")
                    .query(Long.class)
                    .single();
            var column = page.locator("table[data-of-chart] tbody tr");
            int place = page.locator("table[data-of-chart] thead th")
                    .allTextContents()
                    .indexOf("documents");
            long shown = 0;
            for (int i = 0; i < column.count(); i++) {
                shown += Long.parseLong(
                        column.nth(i).locator("th, td").nth(place).textContent().replaceAll("[^0-9]", ""));
            }
            assertThat(shown).isEqualTo(day);
        }
    }

    @Test
    void twoVersionsOfARecordAreShownSideBySideFieldByField() {
        try (var window = browser.window(1280, 900, false, false)) {
            Page page = loggedIn(window, "operator");
            page.navigate(address("/changes?lang=en"));
            assertThat(page.locator("tbody tr").count()).isPositive();
            page.navigate(address("/changes/" + organization() + "/" + changed + "?lang=en"));
            assertThat(page.locator("tbody").innerText()).contains("contact_name", "Another name", "98.5");
            assertThat(page.locator("tbody tr").count()).isEqualTo(2);
            assertThat(page.locator("caption").innerText()).startsWith("Fields that differ: 2; equal: ");
        }
    }

    @Test
    void whatProgramsCanAskIsShownFromTheirOwnFile() throws IOException {
        try (var window = browser.window(1280, 900, false, true)) {
            List<String> complaints = new ArrayList<>();
            Page page = loggedIn(window, "viewer");
            page.onConsoleMessage(message -> {
                if (message.type().equals("error")) {
                    complaints.add(message.text());
                }
            });
            page.navigate(address("/api?lang=en"));
            page.click("#list summary");
            page.waitForSelector("#swagger .opblock-tag");
            assertThat(Axe.on(page).violations()).isEmpty();
            page.locator("#swagger .opblock-tag").first().click();
            page.waitForSelector("#swagger .opblock-summary-path");
            assertThat(complaints).isEmpty();
        }
    }

    @Test
    void anAdministratorSeesWhatIsConnectedAndTriesEverythingAndNoSecretIsShown() {
        try (var window = browser.window(1280, 900, false, false)) {
            Page page = loggedIn(window, "admin");
            page.navigate(address("/setup?lang=en"));
            assertThat(page.content()).contains("tds.zoho.refresh-token").doesNotContain(sandbox.refreshToken());
            assertThat(page.content()).doesNotContain("s3cret-s3cret", "o-operator-oper", "v-viewer-viewer");
            assertThat(page.locator("pre").first().innerText()).contains("ZohoBooks.");
            page.locator("#check").click();
            assertThat(page.locator(".act:has(#check) p").innerText())
                    .containsPattern("Costs about \u2068?[0-9]+\u2069? calls");
            page.locator("#check-sure").click();
            assertThat(page.locator("#found").innerText()).contains("token", "works");
        }
    }

    @Test
    void checkOneFindsAPlantedWrongTotalByItsFieldForOneCallThatWasSaidBefore() {
        String id = sandbox.company(organization()).ids("invoices").get(0);
        fetchInvoice(id);
        // Of a list that was never read nothing could be said to differ.
        jdbc.sql(
                        "insert into etl.watermarks select organization_id, 'invoices', now(), 1, now() from tds.organizations")
                .update();
        String number = jdbc.sql("""
                        update tds.invoices set total = total + 0.01 where source_id = ? returning invoice_number
                        """).param(id).query(String.class).single();
        sandbox.calls().clear();
        try (var window = browser.window(1280, 900, false, false)) {
            Page page = loggedIn(window, "operator");
            page.navigate(address("/?lang=en"));
            page.selectOption("form.check select", "invoices");
            page.fill("form.check input[name=record]", number);
            page.click("form.check button");
            assertThat(page.locator("main").innerText()).containsPattern("Costs at most: \\u2068?1\\u2069? call\\.");
            page.click("#check-sure");
            assertThat(page.locator("main .sentence").innerText()).contains("Different");
            var differing = page.locator("#side-by-side tbody tr").first();
            assertThat(differing.innerText()).contains("total", "different");
            assertThat(page.locator("#side-by-side tbody tr .failed").count()).isEqualTo(1);
            PageLook.draw(page, "/check", "en", false, 1280);
        } catch (IOException unwritable) {
            throw new java.io.UncheckedIOException(unwritable);
        }
        assertThat(jdbc.sql("select count(*) from etl.audit where who = 'operator' and action = 'POST /check'")
                        .query(Long.class)
                        .single())
                .isEqualTo(1);
        assertThat(sandbox.calls().count()).as("as was said").isEqualTo(1);
        jdbc.sql("delete from etl.watermarks where job = 'invoices'").update();
        fetchInvoice(id);
    }

    private static void fetchInvoice(String id) {
        application
                .bean(Launcher.class)
                .launch(new LaunchRequest(
                        "invoices", organization(), RunMode.BY_ID, Selection.of(List.of(id)), AskedBy.person("test")))
                .finished()
                .join();
    }

    /** Nothing here may be unreadable for the tools of others: each column of each view says what it is. */
    @Test
    void everyViewOfNumbersAnswersAndExplainsEachColumn() {
        for (String view : jdbc.sql(
                        "select table_name::text from information_schema.views where table_schema = 'reporting'"
                                + " and table_name like 'sync\\_%'")
                .query(String.class)
                .list()) {
            jdbc.sql("select count(*) from (select * from reporting." + view + ") as everything")
                    .query(Long.class)
                    .single();
        }
        assertThat(jdbc.sql("""
                        select kept.relname || '.' || col.attname from pg_class as kept
                        join pg_attribute as col on col.attrelid = kept.oid and col.attnum > 0
                        where kept.relnamespace = 'reporting'::regnamespace and kept.relname in ('sync_daily',
                            'sync_freshness_hourly', 'sync_freshness_day', 'sync_quota_daily', 'sync_incidents', 'sync_proof_monthly', 'sync_late',
                            'sync_freshness_daily', 'sync_changes_hourly', 'sync_proof_monthly_kept',
                            'sync_weekly_exam', 'sync_calls_hourly', 'sync_verifications', 'sync_differences')
                          and col_description(kept.oid, col.attnum) is null and col.attname not in ('organization_id', 'job',
                            'alarm_id', 'subject', 'difference_id', 'run_id', 'currency_code')
                        """).query(String.class).list()).isEmpty();
    }

    @Test
    void theWeeklyLetterHasTheExamAsItWasMeasuredInBothLanguages() {
        var report = application.bean(WeeklyReport.class);
        var exam = jdbc.sql("select line, measured, passed from reporting.sync_weekly_exam order by place")
                .query((row, number) -> row.getString(1) + " " + row.getObject(3))
                .list();
        assertThat(exam).hasSize(12).contains("webhook null", "exact false");
        String english = text(report, "en");
        String arabic = text(report, "ar");
        assertThat(english)
                .contains("The exam", "✕ not met Records whose stock, totals or payments are not exact: 3 (asked: 0)")
                .contains("◌ not known Time until a webhook is answered")
                .contains("Stock: older than it may ever be, since")
                .contains("Amounts do not agree: see the page “Proof”")
                .contains("were made; wasted by runs that failed: 0 calls");
        assertThat(arabic)
                .contains("الاختبار", "✕ غير متحقق سجلات لا يتطابق مخزونها", "ما يحتاج إلى قرار")
                .contains("وضاعت في عمليات فشلت: لا طلبات");
        assertThat(arabic.lines().count()).isEqualTo(english.lines().count());
        assertThat(arabic.replaceAll("(?s)Rafidain Distribution", "")).doesNotContainPattern("[A-Za-z]{3}");
    }

    private static String text(WeeklyReport report, String language) {
        return report.of(organization(), Locale.forLanguageTag(language)).paragraphs().stream()
                .map(lines -> String.join("\n", lines))
                .reduce("", (all, paragraph) -> all + paragraph + "\n\n")
                .replaceAll("[\u2068\u2069]", "");
    }

    @Test
    void aSessionIsGoodAtEveryProcessAndLogoutAtOneEndsItAtAll() {
        try (var other = ServingApplication.start(
                        sandbox,
                        database,
                        Clock.systemUTC(),
                        "tds.zoho.refresh-token=" + sandbox.refreshToken(),
                        // Two of the same name would share one scheduler within a JVM.
                        "spring.quartz.scheduler-name=other",
                        "tds.security.viewer-password=v-viewer-viewer");
                var window = browser.window(1280, 900, false, true)) {
            Page page = loggedIn(window, "viewer");
            String there = other.address("/runs").toString();
            page.navigate(there);
            assertThat(page.url()).isEqualTo(there);
            page.locator("header form button").click();
            assertThat(page.url()).contains("/login");
            page.navigate(address("/runs"));
            assertThat(page.url()).contains("/login");

            // Of whom the other process knows no password, that one lets nobody in.
            loggedIn(window, "operator");
            page.navigate(there);
            assertThat(page.url()).contains("/login");
        }
    }

    @Test
    void whatIsSilencedSaysWhyAndUntilWhenAndCanBeEnded() {
        try (var window = browser.window(1280, 900, false, false)) {
            Page page = loggedIn(window, "operator");
            page.navigate(address("/alerts/silences?lang=en"));
            page.selectOption("#silence-kind", "overrun");
            page.fill("#silence-reason", "a planned night of work");
            page.locator("#silence-begin").click();
            assertThat(page.locator("tbody tr").first().innerText())
                    .contains("a planned night of work", "operator", "goes on");
            page.locator("tbody .act summary").click();
            page.locator("tbody .act button").click();
            assertThat(page.locator("tbody tr").first().innerText()).contains("over");
        }
        assertThat(jdbc.sql("select ended_by from etl.silences where reason = 'a planned night of work'")
                        .query(String.class)
                        .single())
                .isEqualTo("operator");
        assertThat(jdbc.sql(
                                "select count(*) from etl.audit where who = 'operator' and action like 'POST /alerts/silences%'")
                        .query(Long.class)
                        .single())
                .isEqualTo(2);
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
