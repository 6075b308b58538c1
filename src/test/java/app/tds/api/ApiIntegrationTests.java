package app.tds.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import app.tds.ServingApplication;
import app.tds.TestDatabase;
import app.tds.access.ApiKeys;
import app.tds.access.Role;
import app.tds.launch.OrganizationRefresh;
import app.tds.pipeline.RunAnswer;
import app.tds.sandbox.Sandbox;
import app.tds.sandbox.SandboxSettings;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.core.io.ClassPathResource;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerMapping;
import org.yaml.snakeyaml.Yaml;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Over HTTP, against a sandbox; nothing is due by the clock. */
@Timeout(120)
class ApiIntegrationTests {

    private static final String ZOHO = "/api/v1/tds/integrations/zoho";
    private static final String BFF = "/api/v1/bff/tds/zoho";
    private static final String RUNS = "/api/v1/tds/runs";

    private static final Sandbox sandbox = Sandbox.start(SandboxSettings.tiny(), Clock.systemUTC());
    private static final TestDatabase database = TestDatabase.create();
    private static final JdbcClient jdbc = JdbcClient.create(database.dataSource());
    private static final JsonMapper mapper = JsonMapper.builder().build();
    private static final String organization = sandbox.organizationIds().get(0);

    private static ServingApplication application;
    private static String key;

    @BeforeAll
    static void start(@TempDir Path jobs) throws IOException {
        for (var name : List.of("_defaults", "products", "invoices")) {
            var never = new ClassPathResource("jobs/" + name + ".yaml")
                    .getContentAsString(java.nio.charset.StandardCharsets.UTF_8)
                    .replaceAll("\\n  moves: .*", "")
                    .replaceAll("(full|delta): \"[^\"]*\"", "$1: \"0 0 0 29 2 ?\"");
            Files.writeString(jobs.resolve(name + ".yaml"), never);
        }
        application = ServingApplication.start(
                sandbox,
                database,
                Clock.systemUTC(),
                "tds.zoho.refresh-token=" + sandbox.refreshToken(),
                "tds.jobs.location=" + jobs,
                "tds.schedule.enabled=true");
        application.bean(OrganizationRefresh.class).refresh();
        key = application.bean(ApiKeys.class).create("shop", Role.OPERATOR).value();
    }

    @AfterAll
    static void stop() {
        application.close();
        sandbox.close();
    }

    @BeforeEach
    void nothingRuns() {
        await().atMost(Duration.ofSeconds(60))
                .until(() -> count("select count(*) from etl.runs where outcome is null") == 0);
    }

    @Test
    void aLaunchSaysWhereItsRunIsAndASecondOneNamesIt() throws Exception {
        // Something to write, so that the run has to wait.
        var company = sandbox.company(organization);
        company.edit("items", company.ids("items").get(0), Map.of("name", "Renamed"));
        var waiting = lock();
        var launched = post(ZOHO + "/sync/entity/products", "{\"mode\": \"full\"}");

        assertThat(launched.statusCode()).isEqualTo(202);
        var location = launched.headers().firstValue("Location").orElseThrow();
        long run = json(launched).at("/runs/0/run").asLong();
        assertThat(location).isEqualTo(RUNS + "/" + run);
        var again = post(ZOHO + "/sync/entity/products", "");
        assertThat(again.statusCode()).isEqualTo(409);
        assertThat(again.headers().firstValue("Content-Type")).contains("application/problem+json");
        assertThat(json(again).path("run").asLong()).isEqualTo(run);
        assertThat(json(again).path("href").asString()).isEqualTo(location);
        assertThat(json(again).path("detail").asString()).contains("run " + run, "is still running");
        await().atMost(Duration.ofSeconds(60))
                .untilAsserted(() ->
                        assertThat(json(get(location)).path("state").asString()).isEqualTo("RUNNING"));
        assertThat(post(RUNS + "/" + run + "/abandon", "").statusCode()).isEqualTo(409);
        waiting.close();

        var finished = finished(run);
        assertThat(finished.path("state").asString()).isEqualTo("COMPLETED");
        assertThat(finished.path("askedBy").asString()).isEqualTo("key shop");
        assertThat(finished.path("mode").asString()).isEqualTo("FULL");
        assertThat(finished.path("phase").asString()).isEqualTo("advance");
        assertThat(finished.path("node").asString())
                .endsWith(":" + ProcessHandle.current().pid());
        assertThat(finished.path("perSecond").asDouble()).isPositive();
        assertThat(finished.has("estimatedEnd")).as("it is over").isFalse();
        assertThat(finished.path("inserted").asLong()
                        + finished.path("updated").asLong()
                        + finished.path("unchanged").asLong())
                .isEqualTo(count("select count(*) from tds.products"))
                .isPositive();
    }

    @Test
    void aRecordIsCheckedAndItsCostSaidBefore() throws Exception {
        finished(launched(post(ZOHO + "/sync/entity/products", "{\"mode\": \"full\"}")));
        String sku = jdbc.sql("select sku from tds.products where sku is not null order by source_id limit 1")
                .query(String.class)
                .single();
        String check = "/api/v1/tds/check";
        sandbox.calls().clear();

        var cost = post(check, "{\"job\": \"products\", \"record\": \"" + sku + "\", \"costOnly\": true}");
        assertThat(cost.statusCode()).isEqualTo(200);
        assertThat(json(cost).path("calls").asInt()).isOne();
        assertThat(sandbox.calls().count()).isZero();

        var checked = post(check, "{\"job\": \"products\", \"record\": \"" + sku + "\"}");
        assertThat(checked.statusCode()).as(checked.body()).isEqualTo(200);
        assertThat(json(checked).path("calls").asInt()).isOne();
        assertThat(json(checked).path("name").asString()).isNotEmpty();
        assertThat(json(checked).path("state").asString()).isIn("EQUAL", "ON_ITS_WAY");
        assertThat(json(checked).path("fields").size()).isGreaterThan(20);
        assertThat(sandbox.calls().count()).isOne();

        assertThat(post(check, "{\"job\": \"products\"}").statusCode()).isEqualTo(400);
        assertThat(post(check, "{\"job\": \"cats\", \"record\": \"1\"}").statusCode())
                .isEqualTo(404);
        assertThat(post(check, "{\"job\": \"products\", \"record\": \"" + "9".repeat(201) + "\"}")
                        .statusCode())
                .isEqualTo(404);
    }

    @Test
    void idsAndDaysAreAskedForByName() {
        finished(launched(post(ZOHO + "/sync/entity/invoices", "{\"mode\": \"full\"}")));
        var invoice = jdbc.sql("select source_id, date from tds.invoices order by source_id limit 1")
                .query()
                .singleRow();

        var byId = finished(launched(post(
                ZOHO + "/sync/entity/invoices",
                "{\"organization\": \"%s\", \"ids\": [\"%s\"]}".formatted(organization, invoice.get("source_id")))));
        assertThat(byId.path("mode").asString()).isEqualTo("BY_ID");
        assertThat(byId.at("/ids/0").asString()).isEqualTo(invoice.get("source_id"));
        assertThat(byId.path("state").asString()).isEqualTo("COMPLETED");
        assertThat(count(
                        "select count(*) from tds.invoice_lines where invoice_id = '" + invoice.get("source_id") + "'"))
                .isPositive();

        var days = finished(launched(post(
                ZOHO + "/sync/entity/invoices",
                "{\"from\": \"%s\", \"to\": \"%s\"}".formatted(invoice.get("date"), invoice.get("date")))));
        assertThat(days.path("mode").asString()).isEqualTo("RANGE");
        assertThat(days.path("from").asString()).isEqualTo(invoice.get("date").toString());
        assertThat(days.path("read").asLong())
                .isEqualTo(count("select count(*) from tds.invoices where date = '" + invoice.get("date") + "'"));
    }

    @Test
    void aMisspeltMemberStartsNothingAndIsNamed() {
        var before = jdbc.sql("select count(*) from etl.runs").query(Long.class).single();
        var answer = post("/api/v1/bff/tds/zoho/sync/trigger", "{\"jobs\": \"locations\"}");
        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(json(answer).path("detail").asString())
                .isEqualTo("There is no member \"jobs\"; there are job, mode, organization.");
        for (var path : List.of("/sync/full", "/sync/incremental", "/sync/entity/products")) {
            assertThat(post(ZOHO + path, "{\"mod\": \"full\"}").statusCode())
                    .as(path)
                    .isEqualTo(400);
        }
        assertThat(post("/api/v1/tds/quarantine/retry", "{\"ids\": []}").statusCode())
                .isEqualTo(400);
        assertThat(json(post(ZOHO + "/sync/full", "{\"jobs\": {}}"))
                        .path("detail")
                        .asString())
                .startsWith("The member \"jobs\" has a value that cannot be read");
        assertThat(json(post(ZOHO + "/sync/full", "{jobs")).path("detail").asString())
                .isEqualTo("The body cannot be read as JSON.");
        assertThat(json(post(RUNS + "/first/stop", "")).path("detail").asString())
                .isEqualTo("\"first\" is not a value of id.");
        assertThat(jdbc.sql("select count(*) from etl.runs").query(Long.class).single())
                .isEqualTo(before);
    }

    @Test
    void everythingOfAnIntegrationIsLaunchedAtOnce() {
        var launched = post(ZOHO + "/sync/full", "");
        assertThat(launched.statusCode()).isEqualTo(202);
        assertThat(json(launched).path("runs")).hasSize(2);
        assertThat(launched.headers().firstValue("Location")).contains(RUNS);
        nothingRuns();

        var incremental = post(ZOHO + "/sync/incremental", "{\"jobs\": [\"invoices\"]}");
        var run = finished(launched(incremental));
        assertThat(run.path("mode").asString()).isEqualTo("DELTA");
        assertThat(run.path("job").asString()).isEqualTo("invoices");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "/api/v1/tds/integrations/zoho/sync/entity/cats  |                                     | 404 | there are products, invoices",
                "/api/v1/tds/integrations/shopify/sync/full      |                                     | 404 | shopify",
                "/api/v1/tds/integrations/zoho/sync/full         | {\"organization\": \"7\"}           | 404 | organization 7",
                "/api/v1/tds/integrations/zoho/sync/full         | {\"jobs\": [\"cats\"]}              | 404 | cats",
                "/api/v1/tds/integrations/zoho/sync/full         | {\"jobs\":                          | 400 | be read",
                "/api/v1/tds/integrations/zoho/sync/entity/invoices | {\"mode\": \"fast\"}             | 400 | full or delta",
                "/api/v1/tds/integrations/zoho/sync/entity/invoices | {\"mode\": \"full\", \"ids\": [\"1\"]} | 400 | one of",
                "/api/v1/tds/integrations/zoho/sync/entity/invoices | {\"ids\": [\"1 or 1\"]}          | 422 | is not an id",
                "/api/v1/tds/integrations/zoho/sync/entity/invoices | {\"from\": \"yesterday\"}        | 400 | be read",
                "/api/v1/tds/integrations/zoho/sync/entity/products | {\"from\": \"2026-01-01\"}       | 422 | by date",
                "/api/v1/bff/tds/zoho/sync/trigger               | {\"job\": \"cats\"}                 | 404 | cats",
                "/api/v1/tds/runs/4711/stop                      |                                     | 404 | no run 4711",
                "/api/v1/tds/runs/4711/restart                   |                                     | 404 | no run 4711",
                "/api/v1/tds/runs/x/stop                         |                                     | 400 | ",
                "/api/v1/tds/jobs/cats/pause                     |                                     | 404 | cats",
                "/api/v1/tds/jobs/products/pause?organization=7  |                                     | 404 | organization 7"
            })
    void whatCannotBeMeantIsAProblemWithAReason(String path, String body, int status, String words) {
        var runs = count("select count(*) from etl.runs");

        var answer = post(path, body == null ? "" : body);

        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(status);
        assertThat(answer.headers().firstValue("Content-Type")).contains("application/problem+json");
        assertThat(json(answer).path("status").asInt()).isEqualTo(status);
        assertThat(json(answer).path("instance").asString()).isEqualTo(path.replaceAll("\\?.*", ""));
        assertThat(json(answer).path("detail").asString())
                .contains(words == null ? "" : words)
                .doesNotContain("Exception", "app.tds");
        assertThat(count("select count(*) from etl.runs")).isEqualTo(runs);
    }

    @Test
    void aRunIsStoppedRestartedAndAbandoned() throws Exception {
        var waiting = lock();
        long run = launched(post(ZOHO + "/sync/entity/products", "{\"mode\": \"full\"}"));
        var stopping = post(RUNS + "/" + run + "/stop", "");
        assertThat(stopping.statusCode()).isEqualTo(202);
        assertThat(json(stopping).path("stopAskedBy").asString()).isEqualTo("key shop");
        waiting.close();
        assertThat(finished(run).path("state").asString()).isEqualTo("STOPPED");
        assertThat(post(RUNS + "/" + run + "/stop", "").statusCode()).isEqualTo(409);

        var restarted = post(RUNS + "/" + run + "/restart", "");
        assertThat(restarted.statusCode()).isEqualTo(202);
        assertThat(restarted.headers().firstValue("Location")).contains(RUNS + "/" + run);
        assertThat(finished(run).path("state").asString()).isEqualTo("COMPLETED");
        assertThat(finished(run).path("executions").asInt()).isEqualTo(2);
        assertThat(post(RUNS + "/" + run + "/restart", "").statusCode()).isEqualTo(409);

        jdbc.sql("update etl.runs set outcome = 'FAILED', cause = 'planted' where run_id = ?")
                .param(run)
                .update();
        var abandoned = post(RUNS + "/" + run + "/abandon", "");
        assertThat(abandoned.statusCode()).isEqualTo(200);
        assertThat(json(abandoned).path("state").asString()).isEqualTo("ABANDONED");
        assertThat(json(abandoned).path("cause").asString()).isEqualTo("planted");
    }

    @Test
    void runsComeInPagesAndAreFiltered() {
        for (int i = 0; i < 3; i++) {
            finished(launched(post(ZOHO + "/sync/entity/products", "")));
        }
        var expected = jdbc.sql(
                        "select run_id from etl.runs where job = 'products' and mode = 'DELTA' order by run_id desc")
                .query(Long.class)
                .list();

        var found = new ArrayList<Long>();
        var next =
                RUNS + "?job=products&mode=DELTA&limit=2&organization=" + organization + "&from=2020-01-01T00:00:00Z";
        while (next != null) {
            var page = json(get(next));
            assertThat(page.path("runs").size()).isBetween(1, 2);
            page.path("runs").forEach(run -> found.add(run.path("id").asLong()));
            next = page.path("next").asString(null);
        }

        assertThat(found).isEqualTo(expected).hasSizeGreaterThanOrEqualTo(3);
        assertThat(json(get(RUNS + "?state=FAILED&job=nothing")).path("runs")).isEmpty();
        assertThat(json(get(RUNS + "?to=2020-01-01T00:00:00Z")).path("runs")).isEmpty();
        for (var wrong : List.of("limit=0", "limit=201", "limit=x", "state=BAD", "mode=full", "from=yesterday")) {
            assertThat(get(RUNS + "?" + wrong).statusCode()).as(wrong).isEqualTo(400);
        }
    }

    @Test
    void whoWatchesARunIsToldHowItGoesOn() throws Exception {
        var waiting = lock();
        long run = launched(post(ZOHO + "/sync/entity/products", "{\"mode\": \"full\"}"));
        var events = HttpClient.newHttpClient()
                .sendAsync(
                        HttpRequest.newBuilder(application.address(RUNS + "/" + run + "/events"))
                                .header("X-API-Key", key)
                                .build(),
                        BodyHandlers.ofLines());
        var lines = events.get();
        assertThat(lines.headers().firstValue("Content-Type").orElse("")).startsWith("text/event-stream");
        waiting.close();

        // The stream ends with the run.
        var told = lines.body().toList();
        assertThat(told).filteredOn(it -> it.startsWith("event:")).first().isEqualTo("event:progress");
        assertThat(told).filteredOn(it -> it.startsWith("event:")).last().isEqualTo("event:end");
        assertThat(told)
                .filteredOn(it -> it.startsWith("data:"))
                .last()
                .asString()
                .contains("\"id\":" + run, "\"state\":\"COMPLETED\"");
        assertThat(get(RUNS + "/4711/events").statusCode()).isEqualTo(404);
        assertThat(get(RUNS + "/" + run + "/events").body()).startsWith("event:end\n");
    }

    @Test
    void aScreenIsSentOnlyWhatItDoesNotHave() throws Exception {
        finished(launched(post(ZOHO + "/sync/entity/products", "")));
        for (var path : List.of("/sync/status", "/sync/history", "/health")) {
            var first = get(BFF + path);
            assertThat(first.statusCode()).as(first.body()).isEqualTo(200);
            assertThat(first.body().length()).as(path).isLessThan(6000);
            assertThat(first.headers().firstValue("Cache-Control").orElse(""))
                    .contains("private", "max-age=5", "stale-if-error");
            assertThat(first.headers().firstValue("Set-Cookie")).isEmpty();
            var tag = first.headers().firstValue("ETag").orElseThrow();
            var second = get(BFF + path, "If-None-Match", tag);
            assertThat(second.statusCode()).as(path).isEqualTo(304);
            assertThat(second.body()).isEmpty();
        }
        var tag = get(BFF + "/sync/status").headers().firstValue("ETag").orElseThrow();
        finished(launched(post(BFF + "/sync/trigger", "{\"job\": \"products\"}")));
        var changed = get(BFF + "/sync/status", "If-None-Match", tag);
        assertThat(changed.statusCode()).isEqualTo(200);

        var status = json(changed).at("/organizations/0");
        assertThat(status.path("id").asString()).isEqualTo(organization);
        assertThat(status.path("jobs").findValuesAsString("job")).containsExactly("products", "invoices");
        assertThat(status.at("/jobs/0/state").asString()).isEqualTo("COMPLETED");
        assertThat(status.at("/jobs/0/freshness").asString()).isEqualTo("FRESH");
        assertThat(status.at("/jobs/0/completeThrough").asString()).isNotEmpty();
        boolean invoices = count("select count(*) from etl.watermarks where job = 'invoices'") > 0;
        assertThat(status.path("ok").asBoolean())
                .as("what was never read is not ok")
                .isEqualTo(invoices);
        var past = json(get(BFF + "/sync/history?job=products")).path("runs");
        assertThat(past.get(0).path("run").asLong())
                .isEqualTo(count("select max(run_id) from etl.runs where job = 'products'"));
        var health = json(get(BFF + "/health"));
        assertThat(health.path("ok").asBoolean()).isEqualTo(invoices);
        assertThat(health.path("unknown").findValuesAsString("job"))
                .isEqualTo(invoices ? List.of() : List.of("invoices"));
        assertThat(json(post(BFF + "/sync/trigger", "")).path("runs")).hasSize(2);
    }

    @Test
    void jobsSayWhenTheyAreDueAndWait() {
        var jobs = json(get("/api/v1/tds/jobs")).path("jobs");
        assertThat(jobs.findValuesAsString("job")).containsExactly("products", "invoices");
        assertThat(jobs.at("/0/organizations/0/organization").asString()).isEqualTo(organization);
        assertThat(jobs.at("/0/organizations/0/paused").asBoolean()).isFalse();
        assertThat(jobs.at("/0/organizations/0/nextFull").asString()).matches("20[0-9]{2}-02-2[89]T[0-9:]+Z");

        var paused = post("/api/v1/tds/jobs/products/pause", "");
        assertThat(json(paused).at("/organizations/0/paused").asBoolean()).isTrue();
        jobs = json(get("/api/v1/tds/jobs")).path("jobs");
        assertThat(jobs.at("/0/organizations/0/paused").asBoolean()).isTrue();
        assertThat(jobs.at("/1/organizations/0/paused").asBoolean()).isFalse();

        assertThat(json(post("/api/v1/tds/jobs/products/resume?organization=" + organization, ""))
                        .at("/organizations/0/paused")
                        .asBoolean())
                .isFalse();
    }

    @Test
    void whatIsInQuarantineIsListedAndShown() {
        jdbc.sql("delete from etl.quarantine").update();
        for (var id : List.of("1", "2", "3")) {
            jdbc.sql("""
                            insert into etl.quarantine values ('7', 'bills details', ?, 'total', 'cannot be read',
                            '{"total":"x"}', 'x', 1, now(), now(), 1)
                            """).param(id).update();
        }

        var first = json(get("/api/v1/tds/quarantine?organization=7&limit=2"));
        assertThat(first.path("records").findValuesAsString("id")).containsExactly("1", "2");
        var rest = json(get("/api/v1/tds/quarantine?organization=7&limit=2&after="
                + first.path("after").asString().replace(" ", "%20")));
        assertThat(rest.path("records").findValuesAsString("id")).containsExactly("3");
        assertThat(rest.has("after")).isFalse();
        assertThat(json(get("/api/v1/tds/quarantine?job=invoices")).path("records"))
                .isEmpty();
        var one = json(get("/api/v1/tds/quarantine/7/bills%20details/2"));
        assertThat(one.path("payload").asString()).isEqualTo("{\"total\":\"x\"}");
        assertThat(one.at("/record/cause").asString()).isEqualTo("cannot be read");
        assertThat(get("/api/v1/tds/quarantine/7/bills/2").statusCode()).isEqualTo(404);
    }

    @Test
    void whatIsInQuarantineIsTranslatedAgain() {
        jdbc.sql("delete from etl.quarantine").update();
        finished(launched(post(ZOHO + "/sync/entity/products", "{\"mode\": \"full\"}")));
        var product = jdbc.sql("""
                        select p.source_id, p.payload::text as payload from etl.payloads p
                        join tds.products t on t.source_id = p.source_id and t.payload_hash = p.payload_hash
                        where p.organization_id = ? and p.resource = 'inventory/items' order by 1 limit 1
                        """).param(organization).query().singleRow();
        jdbc.sql("""
                        insert into etl.quarantine values (?, 'products', ?, 'rate', 'not understood yet', ?,
                          sha256(convert_to(?, 'UTF8')), 1, now(), now()),
                          ('7', 'bills details', '2', 'total', 'cannot be read', 'x', '', 1, now(), now())
                        """)
                .params(organization, product.get("source_id"), product.get("payload"), product.get("payload"))
                .update();

        assertThat(post("/api/v1/tds/quarantine/retry", "{\"jobs\": [\"invoices\"]}")
                        .statusCode())
                .isEqualTo(404);
        var launched = post("/api/v1/tds/quarantine/retry", "{\"organization\": \"%s\"}".formatted(organization));

        assertThat(json(launched).path("runs")).hasSize(1);
        var run = finished(launched(launched));
        assertThat(run.path("mode").asString()).isEqualTo("RETRY");
        assertThat(run.path("job").asString()).isEqualTo("products");
        assertThat(run.path("state").asString()).isEqualTo("COMPLETED");
        assertThat(count("select count(*) from etl.quarantine where job = 'products'"))
                .isZero();
        assertThat(post("/api/v1/tds/quarantine/retry", "").statusCode())
                .as("bills is no job here")
                .isEqualTo(404);
        jdbc.sql("delete from etl.quarantine").update();
    }

    @Test
    void thePlanSaysWhatThingsCost() {
        finished(launched(post(ZOHO + "/sync/entity/products", "{\"mode\": \"full\"}")));
        finished(launched(post(ZOHO + "/sync/entity/invoices", "{\"mode\": \"full\"}")));

        var plan = json(get("/api/v1/tds/plan?organization=" + organization)).at("/organizations/0");

        assertThat(plan.path("organization").asString()).isEqualTo(organization);
        assertThat(plan.path("tooMuch").asBoolean()).isFalse();
        var products =
                plan.at("/jobs/0").path("job").asString().equals("products") ? plan.at("/jobs/0") : plan.at("/jobs/1");
        assertThat(products.path("records").asLong()).isEqualTo(count("select count(*) from tds.products"));
        assertThat(products.path("waiting").asLong())
                .isEqualTo(count("select count(*) from etl.hydration where job = 'products'"));
        assertThat(plan.at("/fullImport/calls").asLong())
                .isEqualTo(plan.at("/jobs/0/listCalls").asLong()
                        + plan.at("/jobs/1/listCalls").asLong())
                .isPositive();
        assertThat(get("/api/v1/tds/plan?organization=8").statusCode()).isEqualTo(404);
    }

    @Test
    void numbersAndConnectionsAreShown() {
        finished(launched(post(ZOHO + "/sync/entity/products", "")));

        // A run is counted just after its row says that the run is over.
        var numbers = await().until(
                        () -> json(get(ZOHO + "/metrics")),
                        it -> it.path("now").findValuesAsString("name").contains("tds.runs"));
        assertThat(numbers.path("lastDay").findValuesAsString("job")).contains("products");
        assertThat(numbers.at("/lastDay/0/calls").asLong())
                .isEqualTo(count("select sum(calls) from etl.runs where job = '"
                        + numbers.at("/lastDay/0/job").asString() + "'"));
        assertThat(numbers.path("now").findValuesAsString("name"))
                .contains("tds.runs", "tds.zoho.call.count", "tds.build.info")
                .allMatch(name -> name.startsWith("tds."));

        var connection = json(post(ZOHO + "/test-connection", ""));
        assertThat(connection.path("well").asBoolean()).as("%s", connection).isTrue();
        assertThat(connection.path("findings").findValuesAsString("subject")).contains("token", "organizations");
    }

    @Test
    void everyEndpointIsDescribedAndNothingElse() {
        var mapped = new TreeSet<String>();
        application
                .beans(RequestMappingHandlerMapping.class)
                .get("requestMappingHandlerMapping")
                .getHandlerMethods()
                .keySet()
                .forEach(info -> info.getMethodsCondition()
                        .getMethods()
                        .forEach(method -> info.getPatternValues().stream()
                                // The other addresses are pages for people.
                                .filter(pattern -> pattern.startsWith("/api/"))
                                .forEach(pattern -> mapped.add(method + " " + pattern.replace("{*", "{")))));
        var described = new TreeSet<String>();
        Map<String, Object> document =
                new Yaml().load(get("/api/v1/openapi.yaml").body());
        part(document, "paths")
                .forEach((path, methods) -> ((Map<?, ?>) methods)
                        .keySet()
                        .forEach(method ->
                                described.add(method.toString().toUpperCase(java.util.Locale.ROOT) + " " + path)));

        assertThat(described).isEqualTo(mapped);
        assertThat(part(part(document, "components"), "schemas"))
                .allSatisfy((name, schema) -> assertThat(schema).as(name).isNotNull());
        assertThat(part(part(part(part(document, "components"), "schemas"), "Run"), "properties")
                        .keySet())
                .containsExactlyElementsOf(Arrays.stream(RunAnswer.class.getRecordComponents())
                        .map(java.lang.reflect.RecordComponent::getName)
                        .toList());
    }

    @SuppressWarnings("unchecked")
    private static Map<String, Object> part(Map<String, Object> whole, String name) {
        return (Map<String, Object>) whole.get(name);
    }

    /** Nobody writes products until this is closed. */
    private static AutoCloseable lock() throws Exception {
        var connection = database.dataSource().getConnection();
        connection.setAutoCommit(false);
        connection.createStatement().execute("lock table tds.products in exclusive mode");
        return () -> {
            connection.rollback();
            connection.close();
        };
    }

    private static long launched(HttpResponse<String> answer) {
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(202);
        return json(answer).at("/runs/0/run").asLong();
    }

    private static JsonNode finished(long run) {
        await().atMost(Duration.ofSeconds(60))
                .until(() -> count("select count(*) from etl.runs where outcome is not null and run_id = " + run) == 1);
        return json(get(RUNS + "/" + run));
    }

    private static long count(String sql) {
        return jdbc.sql(sql).query(Long.class).single();
    }

    private static JsonNode json(HttpResponse<String> answer) {
        return mapper.readTree(answer.body());
    }

    private static HttpResponse<String> get(String path, String... headers) {
        var request = HttpRequest.newBuilder(address(path)).header("X-API-Key", key);
        if (headers.length > 0) {
            request.headers(headers);
        }
        return application.send(request, "");
    }

    @Test
    void onlyAnAdminAcceptsDeletions() {
        var accept = "{\"mode\": \"full\", \"acceptDeletions\": 200}";
        var refused = post(ZOHO + "/sync/entity/products", accept);
        assertThat(refused.statusCode()).isEqualTo(403);
        assertThat(refused.body()).contains("To accept deletions takes the role admin");

        var admin = application.bean(ApiKeys.class).create("chief", Role.ADMIN).value();
        var delta = post(ZOHO + "/sync/entity/products", "{\"mode\": \"delta\", \"acceptDeletions\": 200}", admin);
        assertThat(delta.statusCode()).isEqualTo(422);
        var accepted = post(ZOHO + "/sync/entity/products", accept, admin);

        assertThat(accepted.statusCode()).isEqualTo(202);
        assertThat(count("select accept_deletions from etl.runs order by run_id desc limit 1"))
                .isEqualTo(200);
    }

    private static HttpResponse<String> post(String path, String body) {
        return post(path, body, key);
    }

    private static HttpResponse<String> post(String path, String body, String key) {
        var request = HttpRequest.newBuilder(address(path)).header("X-API-Key", key);
        if (body.isEmpty()) {
            return application.send(request.POST(BodyPublishers.noBody()), "");
        }
        return application.send(
                request.header("Content-Type", "application/json").POST(BodyPublishers.ofString(body)), "");
    }

    private static URI address(String path) {
        return application.address(path);
    }
}
