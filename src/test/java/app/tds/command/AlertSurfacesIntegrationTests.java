package app.tds.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import app.tds.Repeated;
import app.tds.RunningApplication;
import app.tds.ServingApplication;
import app.tds.TestDatabase;
import app.tds.access.ApiKeys;
import app.tds.access.Role;
import app.tds.sandbox.Sandbox;
import app.tds.sandbox.SandboxSettings;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Every surface shows the same alerts, whoever acts on them is named, and nobody acts who may not. */
@Timeout(300)
class AlertSurfacesIntegrationTests {

    private static final String ALERTS = "/api/v1/tds/alerts";
    private static final Map<String, Integer> ROWS =
            Map.of("PENDING", 1, "FIRING", 3, "ACKNOWLEDGED", 2, "RESOLVED", 4);

    private static final Sandbox sandbox = Sandbox.start(SandboxSettings.tiny(), Clock.systemUTC());
    private static final TestDatabase database = TestDatabase.create();
    private static final JdbcClient jdbc = JdbcClient.create(database.dataSource());
    private static final JsonMapper mapper = JsonMapper.builder().build();
    private static final String organization = sandbox.organizationIds().get(0);

    private static Map<String, String> settings;
    private static ServingApplication application;
    private static String viewer;
    private static String operator;
    private String printed = "";

    @BeforeAll
    static void start(@TempDir Path folder) {
        application = ServingApplication.start(
                sandbox, database, Clock.systemUTC(), "tds.zoho.refresh-token=" + sandbox.refreshToken());
        application.bean(app.tds.launch.OrganizationRefresh.class).refresh();
        viewer = application.bean(ApiKeys.class).create("screen", Role.VIEWER).value();
        operator = application.bean(ApiKeys.class).create("sara", Role.OPERATOR).value();
        settings = RunningApplication.settings(sandbox, database);
        settings.put("logging.file.name", folder.resolve("command.log").toString());
    }

    @AfterAll
    static void stop() {
        application.close();
        sandbox.close();
    }

    @BeforeEach
    void someOfEachState() {
        jdbc.sql(
                        "truncate etl.alarms, etl.alarm_transitions, etl.silences, etl.alarm_looks, etl.audit restart identity")
                .update();
        ROWS.forEach((state, rows) -> {
            for (int i = 0; i < rows; i++) {
                jdbc.sql("""
                                insert into etl.alarms (kind, severity, organization_id, job, subject, sentence, cure, found_by,
                                  began_at, look, state, worst, fired_at, told_at, ended_at, acknowledged_at,
                                  acknowledged_by, note)
                                select 'stale', :severity, :organization, 'invoices', :subject, 'Sentence ' || :subject || '.',
                                  'Wait.', 'test', now() - interval '1 hour', 0, :state, :severity,
                                  case when :state <> 'PENDING' then now() end, case when :state <> 'PENDING' then now() end,
                                  case when :state = 'RESOLVED' then now() end,
                                  case when :state = 'ACKNOWLEDGED' then now() end,
                                  case when :state = 'ACKNOWLEDGED' then 'Ali' end,
                                  case when :state = 'ACKNOWLEDGED' then 'Mine.' end
                                """)
                        .param("state", state)
                        .param("severity", i == 0 ? "CRITICAL" : "WARNING")
                        .param("organization", organization)
                        .param("subject", state + i)
                        .update();
            }
        });
    }

    @Test
    void everySurfaceShowsTheSame() throws Exception {
        ROWS.forEach((state, rows) -> {
            assertThat(count("select count(*) from reporting.sync_alarms where state = '" + state + "'"))
                    .as("the view, %s", state)
                    .isEqualTo(rows.longValue());
            assertThat(json(get(ALERTS + "?state=" + state.toLowerCase(java.util.Locale.ROOT)))
                            .path("alerts"))
                    .as("REST, %s", state)
                    .hasSize(rows);
        });
        assertThat(json(get(ALERTS)).path("alerts")).hasSize(5);
        assertThat(json(get(ALERTS + "?state=all")).path("alerts")).hasSize(10);
        JsonNode screen = json(get("/api/v1/bff/tds/zoho/alerts"));
        assertThat(screen.path("open").asInt()).isEqualTo(5);
        assertThat(screen.path("acknowledged").asInt()).isEqualTo(2);
        assertThat(screen.path("worst").asString()).isEqualTo("CRITICAL");
        assertThat(screen.path("sentences")).hasSize(3);
        String page =
                application.get("/alerts?lang=en", ServingApplication.ADMIN).body();
        assertThat(page.split("<article class=\"alarm", -1)).as(page).hasSize(5 + 1);
        assertThat(page).contains("Nobody is told of alerts");
        assertThat(page.split("Ali.? sees to it", -1)).hasSize(2 + 1);
        JsonNode health = json(application.get("/actuator/health/alarms", ServingApplication.ADMIN));
        assertThat(health.at("/details/open").size()).isEqualTo(5);
        application.beans(Repeated.class).get("databaseGauges").round();
        String metrics = get("/actuator/prometheus").body();
        assertThat(metrics)
                .contains("tds_alerts{severity=\"warning\",state=\"firing\"} 2.0")
                .contains("tds_alerts{severity=\"critical\",state=\"acknowledged\"} 1.0")
                .contains("tds_alerts{severity=\"critical\",state=\"pending\"} 1.0");
        assertThat(command("alerts", "--json")).isZero();
        assertThat(mapper.readTree(printed).path("alerts")).hasSize(5);
        assertThat(mapper.readTree(printed).path("current").asBoolean()).isFalse();
        assertThat(command("alerts", "history", "--json")).isZero();
        assertThat(mapper.readTree(printed)).hasSize(10);
        assertThat(command("status", "--json")).isZero();
        assertThat(mapper.readTree(printed).path("alerts")).hasSize(5);
        assertThat(mapper.readTree(printed).path("current").asBoolean()).isFalse();
    }

    @Test
    void whereThereIsNoReceiverEverySurfaceSaysThatNobodyIsTold() {
        assertThat(json(get(ALERTS + "/receivers")).path("nobodyIsTold").asBoolean())
                .isTrue();
        assertThat(command("alerts", "receivers")).isZero();
        assertThat(printed).startsWith("Nobody is told of alerts");
        assertThat(command("alerts", "test")).isEqualTo(1);
        assertThat(printed).startsWith("Nobody is told of alerts");
        assertThat(count("select count(*) from etl.audit where action = 'alerts tested' and login = 'command'"))
                .isPositive();
        assertThat(command("alerts", "test", "ghost")).isEqualTo(2);
    }

    @Test
    void alertsArePagedAndFiltered() {
        JsonNode first = json(get(ALERTS + "?state=all&limit=4"));
        assertThat(first.path("alerts")).hasSize(4);
        JsonNode second = json(get(
                ALERTS + "?state=all&limit=200&before=" + first.path("before").asLong()));
        assertThat(second.path("alerts")).hasSize(6);
        assertThat(second.has("before")).isFalse();
        assertThat(json(get(ALERTS + "?state=all&severity=CRITICAL")).path("alerts"))
                .hasSize(4);
        assertThat(json(get(ALERTS + "?state=all&rule=idle")).path("alerts")).isEmpty();
        assertThat(json(get(ALERTS + "?organization=0")).path("alerts")).isEmpty();
        assertThat(get(ALERTS + "?state=loud").statusCode()).isEqualTo(400);
        assertThat(get(ALERTS + "?limit=0").statusCode()).isEqualTo(400);
        assertThat(get(ALERTS + "?severity=LOUD").statusCode()).isEqualTo(400);
        assertThat(get(ALERTS + "/4711").statusCode()).isEqualTo(404);
    }

    @Test
    void whetherTheAbsenceOfAlertsMeansAnythingIsSaid() {
        jdbc.sql("truncate etl.alarms").update();
        assertThat(json(get(ALERTS)).path("current").asBoolean()).isFalse();
        jdbc.sql("insert into etl.alarm_looks values (1, now() - interval '3 minutes')")
                .update();
        assertThat(json(get(ALERTS)).path("current").asBoolean()).isFalse();
        jdbc.sql("update etl.alarm_looks set looked_at = now()").update();
        assertThat(json(get(ALERTS)).path("current").asBoolean()).isTrue();
        assertThat(json(get("/api/v1/bff/tds/zoho/alerts")).path("current").asBoolean())
                .isTrue();
    }

    @Test
    void anOperatorAcknowledgesAndAViewerOnlyLooks() throws Exception {
        long id = firing();
        String acknowledge = ALERTS + "/" + id + "/acknowledge";
        assertThat(post(viewer, acknowledge, "{\"note\": \"Mine.\"}").statusCode())
                .isEqualTo(403);
        assertThat(post(operator, acknowledge, "{\"note\": \" \"}").statusCode())
                .isEqualTo(422);
        assertThat(state(id)).isEqualTo("FIRING");
        try (var listener = new Listener()) {
            JsonNode alert = json(post(operator, acknowledge, "{\"note\": \"I call Zoho.\"}"));
            assertThat(alert.path("state").asString()).isEqualTo("ACKNOWLEDGED");
            assertThat(alert.at("/acknowledged/by").asString()).isEqualTo("key sara");
            await().atMost(Duration.ofSeconds(30))
                    .untilAsserted(() -> assertThat(listener.lines)
                            .contains("event:ACKNOWLEDGED")
                            .anyMatch(line -> line.startsWith("data:") && line.contains("I call Zoho.")));
        }
        assertThat(json(get(ALERTS + "/" + id)).at("/transitions/0/who").asString())
                .isEqualTo("key sara");
        assertThat(post(operator, ALERTS + "/" + id + "/unacknowledge", "").statusCode())
                .isEqualTo(200);
        assertThat(post(operator, ALERTS + "/" + id + "/unacknowledge", "").statusCode())
                .isEqualTo(409);
        assertThat(post(operator, ALERTS + "/4711/acknowledge", "{\"note\": \"Mine.\"}")
                        .statusCode())
                .isEqualTo(404);
        assertThat(state(id)).isEqualTo("FIRING");
        assertThat(count("select count(*) from etl.audit where who = 'key sara' and outcome = '200' and action = 'POST "
                        + acknowledge + "'"))
                .isEqualTo(1);
    }

    @Test
    void anAlertSaysWhoWasToldOfIt() {
        long id = firing();
        jdbc.sql("truncate etl.notifications").update();
        jdbc.sql("""
                        insert into etl.notifications (told_key, alarm_id, news, step, receiver, channel, told_with, told,
                          created_at, due_at, state, message_id, attempts, last_error, done_at) values
                          ('1', :id, 'FIRING', 0, 'operators', 'mail', 'g', '{}', now(), now(), 'SENT', gen_random_uuid(), 2,
                            'It was busy.', now()),
                          ('2', :id, 'ESCALATED', 1, 'second', 'slack', 'g', '{}', now(), now(), 'WAITING', null, 0, null,
                            null)
                        """).param("id", id).update();
        JsonNode told = json(get(ALERTS + "/" + id)).path("notifications");
        assertThat(told).hasSize(2);
        assertThat(told.get(0).path("receiver").asString()).isEqualTo("operators");
        assertThat(told.get(0).path("state").asString()).isEqualTo("SENT");
        assertThat(told.get(0).path("attempts").asInt()).isEqualTo(2);
        assertThat(told.get(0).path("error").asString()).isEqualTo("It was busy.");
        assertThat(told.get(0).has("due")).isFalse();
        assertThat(told.get(1).has("done")).isFalse();
        assertThat(command("alerts", "history", "" + id)).isZero();
        assertThat(printed).containsPattern("firing +operators +mail +sent +2 +It was busy.");
        assertThat(command("alerts", "history", "" + id, "--json")).isZero();
        assertThat(mapper.readTree(printed).path("notifications")).hasSize(2);
        jdbc.sql("truncate etl.notifications").update();
    }

    @Test
    void anOperatorSilencesARuleForAWhile() {
        String until = Instant.now().plus(Duration.ofHours(4)).toString();
        String body =
                "{\"rule\": \"stale\", \"job\": \"invoices\", \"until\": \"" + until + "\", \"reason\": \"We move.\"}";
        assertThat(post(viewer, ALERTS + "/silences", body).statusCode()).isEqualTo(403);
        var begun = post(operator, ALERTS + "/silences", body);
        assertThat(begun.statusCode()).isEqualTo(201);
        long id = json(begun).path("id").asLong();

        assertThat(json(get(ALERTS)).path("alerts")).hasSize(5).allMatch(alert -> alert.has("silenced"));
        assertThat(json(get(ALERTS + "/silences")).path("silences")).hasSize(1);
        for (String wrong : List.of(
                body.replace("stale", "loud"),
                body.replace("We move.", " "),
                body.replace(until, Instant.now().plus(Duration.ofDays(8)).toString()),
                "{\"rule\": \"stale\", \"reason\": \"why\"}")) {
            assertThat(post(operator, ALERTS + "/silences", wrong).statusCode())
                    .as(wrong)
                    .isEqualTo(422);
        }
        assertThat(delete(viewer, id).statusCode()).isEqualTo(403);
        assertThat(delete(operator, id).statusCode()).isEqualTo(200);
        assertThat(delete(operator, id).statusCode()).isEqualTo(404);
        assertThat(json(get(ALERTS)).path("alerts")).hasSize(5).noneMatch(alert -> alert.has("silenced"));
        assertThat(count("select count(*) from etl.audit where who = 'key sara' and action like 'DELETE %/silences/"
                        + id + "' and outcome = '200'"))
                .isEqualTo(1);
    }

    @Test
    void rulesSayWhatHoldsAndWhereItComesFrom() {
        JsonNode rules = json(get(ALERTS + "/rules")).path("rules");
        assertThat(rules).hasSizeGreaterThan(30);
        assertThat(rules)
                .filteredOn(rule -> rule.path("rule").asString().equals("too-old"))
                .singleElement()
                .satisfies(rule -> {
                    assertThat(rule.path("threshold").asString()).isEqualTo("4h");
                    assertThat(rule.path("severity").asString()).isEqualTo("CRITICAL");
                    assertThat(rule.at("/origins/threshold").asString()).isEqualTo("jobs/alerts.yaml");
                });
    }

    @Test
    void aPersonDoesTheSameWithCommands() {
        long id = firing();
        assertThat(command("alerts")).isZero();
        assertThat(printed)
                .contains("Whether anything is wrong is not known")
                .containsPattern(id + " +\\w+ +firing +stale +invoices +1 h")
                .contains("alert " + id + ": Sentence FIRING");
        assertThat(command("alerts", "ack", "" + id, "--note", "I call Zoho.")).isZero();
        assertThat(state(id)).isEqualTo("ACKNOWLEDGED");
        assertThat(command("alerts", "history", "" + id)).isZero();
        assertThat(printed)
                .contains("Acknowledged by " + System.getProperty("user.name"))
                .contains("I call Zoho.");
        assertThat(command("alerts", "ack", "4711", "--note", "?")).isEqualTo(TdsCommand.WRONG);
        assertThat(printed).contains("there is no alert 4711");
        assertThat(command("alerts", "silence", "stale", "--until", "4h", "--reason", "We move."))
                .isZero();
        assertThat(command("alerts", "silences")).isZero();
        assertThat(printed).contains("We move.");
        assertThat(command("alerts", "unsilence", "1")).isZero();
        assertThat(command("alerts", "unack", "" + id, "--json")).isZero();
        assertThat(mapper.readTree(printed).path("state").asString()).isEqualTo("FIRING");
        assertThat(state(id)).isEqualTo("FIRING");
        assertThat(command("alerts", "rules", "--wide")).isZero();
        assertThat(printed).containsPattern("too-old +critical +4h +jobs/alerts.yaml");

        assertThat(jdbc.sql(
                                "select action from etl.audit where login = 'command' and action not like 'key %' order by audit_id")
                        .query(String.class)
                        .list())
                .satisfiesExactly(
                        it -> assertThat(it).isEqualTo("alert " + id + " acknowledged"),
                        it -> assertThat(it).startsWith("silence 1 of stale until "),
                        it -> assertThat(it).isEqualTo("silence 1 ended"),
                        it -> assertThat(it).isEqualTo("alert " + id + " unacknowledged"));
    }

    @Test
    void statusCheckGoesByWhatAProcessThatServesFoundLately() throws SQLException {
        jdbc.sql("insert into etl.alarm_looks values (1, now())").update();
        try (Connection process = serving()) {
            assertThat(process.isValid(5)).isTrue();
            assertThat(command("status", "--check")).isEqualTo(TdsCommand.FAILED);
            assertThat(printed).contains("CRITICAL: Sentence FIRING0. Wait.");
            jdbc.sql("truncate etl.alarms").update();
            assertThat(command("status", "--check")).as("no job has ever run").isEqualTo(TdsCommand.WRONG);
            assertThat(printed).contains("UNKNOWN: invoices of organization");
        }
    }

    @Test
    void statusCheckLooksItselfWhereNoProcessServesOrNoneHasLookedLately() throws SQLException {
        jdbc.sql("insert into etl.alarm_looks values (1, now())").update();
        assertLooksItself();
        try (Connection process = serving()) {
            assertThat(process.isValid(5)).isTrue();
            jdbc.sql("update etl.alarm_looks set looked_at = now() - interval '3 minutes'")
                    .update();
            assertLooksItself();
        }
    }

    /** Not known exits with 2, and what is found now with 1, whatever was found before. */
    private void assertLooksItself() {
        assertThat(command("status", "--check")).as("no job has ever run").isEqualTo(TdsCommand.WRONG);
        assertThat(printed).contains("UNKNOWN: invoices of organization").doesNotContain("Sentence FIRING0. Wait.");
        jdbc.sql("""
                        insert into etl.tie_outs (organization_id, check_name, checked_at, checked, differences, examples)
                        values (?, 'invoices-lines', now(), 100, 1, '{4711}')
                        """).param(organization).update();
        assertThat(command("status", "--check")).isEqualTo(TdsCommand.FAILED);
        assertThat(printed).contains("CRITICAL: ").doesNotContain("Sentence FIRING0. Wait.");
        assertThat(command("status", "--check", "--json")).isEqualTo(TdsCommand.FAILED);
        JsonNode status = mapper.readTree(printed);
        assertThat(status.path("current").asBoolean())
                .as("what was kept says nothing about now")
                .isFalse();
        assertThat(status.path("found"))
                .anySatisfy(it -> assertThat(it.path("kind").asString()).isEqualTo("does-not-tie"));
        jdbc.sql("truncate etl.tie_outs").update();
    }

    /** As another process that serves shows itself, until the connection is closed. */
    private static Connection serving() throws SQLException {
        Connection process = database.dataSource().getConnection();
        try (var statement = process.createStatement()) {
            statement.execute("select pg_advisory_lock(4711)");
            statement.execute("select pg_advisory_lock_shared(0)");
            statement.execute(
                    "insert into etl.nodes (node_id, name, serves, began_at) values (4711, 'host:1', true, now())"
                            + " on conflict (node_id) do nothing");
        }
        return process;
    }

    private static long firing() {
        return count("select max(alarm_id) from etl.alarms where state = 'FIRING'");
    }

    private static String state(long id) {
        return jdbc.sql("select state from etl.alarms where alarm_id = ?")
                .param(id)
                .query(String.class)
                .single();
    }

    private static long count(String sql) {
        return jdbc.sql(sql).query(Long.class).single();
    }

    private static JsonNode json(HttpResponse<String> answer) {
        assertThat(answer.statusCode()).as(answer.body()).isIn(200, 201);
        return mapper.readTree(answer.body());
    }

    private static HttpResponse<String> get(String path) {
        return application.send(
                HttpRequest.newBuilder(application.address(path)).header("X-API-Key", viewer), "");
    }

    private static HttpResponse<String> post(String key, String path, String body) {
        return application.send(
                HttpRequest.newBuilder(application.address(path))
                        .header("X-API-Key", key)
                        .header("Content-Type", "application/json")
                        .POST(BodyPublishers.ofString(body)),
                "");
    }

    private static HttpResponse<String> delete(String key, long silence) {
        return application.send(
                HttpRequest.newBuilder(application.address(ALERTS + "/silences/" + silence))
                        .header("X-API-Key", key)
                        .DELETE(),
                "");
    }

    /** Somebody who listens, and keeps what is sent. */
    private static final class Listener implements AutoCloseable {

        private final List<String> lines = new CopyOnWriteArrayList<>();
        private final HttpResponse<Stream<String>> response;

        Listener() throws Exception {
            response = HttpClient.newHttpClient()
                    .send(
                            HttpRequest.newBuilder(application.address(ALERTS + "/events"))
                                    .header("X-API-Key", viewer)
                                    .build(),
                            BodyHandlers.ofLines());
            var reader = new Thread(() -> {
                try {
                    response.body().forEach(lines::add);
                } catch (RuntimeException closed) {
                    // It is.
                }
            });
            reader.setDaemon(true);
            reader.start();
        }

        @Override
        public void close() {
            response.body().close();
        }
    }

    private int command(String... arguments) {
        settings.forEach(System::setProperty);
        try {
            var out = new StringWriter();
            int code = TdsCommand.commandLine()
                    .setOut(new PrintWriter(out, true))
                    .setErr(new PrintWriter(out, true))
                    .execute(arguments);
            printed = out.toString();
            return code;
        } finally {
            settings.keySet().forEach(System::clearProperty);
        }
    }
}
