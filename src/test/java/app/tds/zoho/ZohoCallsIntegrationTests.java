package app.tds.zoho;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import app.tds.SettableClock;
import app.tds.TestDatabase;
import app.tds.source.Priority;
import app.tds.zoho.ScriptedZoho.Reply;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

@Timeout(30)
class ZohoCallsIntegrationTests {

    private static final Instant NOON = Instant.parse("2026-01-01T12:00:00Z");
    private static final Reply BROKEN = Reply.json(500, "{\"code\":1000,\"message\":\"Internal error\"}");
    private static final Reply OK = Reply.json(200, "{\"code\":0,\"message\":\"success\"}");

    private final TestDatabase database = TestDatabase.create();
    private final SettableClock clock = new SettableClock(NOON);
    private final ScriptedZoho zoho = new ScriptedZoho();
    private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
    private final JsonMapper mapper = new JsonMapper();

    @TempDir
    private Path folder;

    @AfterEach
    void stop() {
        zoho.close();
    }

    private ZohoClient client(ZohoSettings settings) {
        return TestClients.client(database.dataSource(), settings, clock, meters);
    }

    private ZohoRequest request(String path, Map<String, String> parameters) {
        return new ZohoRequest(zoho.connection(), Priority.DELTA, "books", path, "10", parameters, 77);
    }

    @Test
    void eachCallIsOneLineWithoutIdsQueriesOrTokens() {
        zoho.api(
                BROKEN,
                OK.with("x-rate-limit-remaining", "4711"),
                Reply.json(404, "{\"code\":1002,\"message\":\"Mara\\nLindqvist\"}"));
        var client = client(zoho.settings());
        try (var logged = new Logged()) {
            client.get(request("/contacts/5107440000000090011/address", Map.of("email", "mara@kestrel.example")));
            client.get(request("/contacts", Map.of("page", "3", "search_text", "Mara")));

            assertThat(logged.lines().stream().filter(line -> line.startsWith("method=")))
                    .containsExactly(
                            "method=GET api=books path=/contacts/{id}/address status=500 code=1000"
                                    + " outcome=\"unavailable\" ms=0 bytes=40 remaining=- run=77 organization=10",
                            "method=GET api=books path=/contacts/{id}/address status=200 code=0"
                                    + " outcome=\"found\" ms=0 bytes=30 remaining=4711 run=77 organization=10",
                            "method=GET api=books path=/contacts page=3 status=404 code=1002"
                                    + " outcome=\"gone\" ms=0 bytes=41 remaining=- run=77 organization=10");
            assertThat(String.join("\n", logged.lines()))
                    .doesNotContain("1000.access", "mara@", "Mara", "5107440000000090011");
        }
    }

    @Test
    void aLineStaysALineWhateverZohoOrTheJobSays() {
        zoho.api(Reply.json(400, "{\"code\":\"x y\\nstatus=200\",\"message\":\"m\"}"));
        try (var logged = new Logged()) {
            catchThrowable(() -> client(zoho.settings()).get(request("/items", Map.of("page", "1\n2"))));

            assertThat(logged.lines().stream().filter(line -> line.startsWith("method=")))
                    .singleElement()
                    .asString()
                    .contains("path=/items page=? status=400 code=? ");
        }
    }

    @Test
    void callsAreTimedAndRepeatsCounted() {
        zoho.api(BROKEN, BROKEN, OK, Reply.json(401, "{\"code\":14,\"message\":\"x\"}"), OK);
        var client = client(zoho.settings());

        client.get(request("/items/123456", Map.of()));
        client.get(request("/items", Map.of()));

        assertThat(count("/items/{id}", "unavailable")).isEqualTo(2);
        assertThat(count("/items/{id}", "found")).isEqualTo(1);
        assertThat(count("/items", "expired token")).isEqualTo(1);
        assertThat(count("/items", "found")).isEqualTo(1);
        assertThat(meters.counter("tds.zoho.retries", "organization", "10", "api", "books")
                        .count())
                .isEqualTo(2);
    }

    @Test
    void callsAreCountedByHourPurposeAndOutcomeAndWrittenOnce() {
        var counts = new CallCounts(new JdbcTemplate(database.dataSource()), clock);
        counts.count(request("/items", Map.of()), "found", Duration.ofMillis(100));
        counts.count(request("/items", Map.of()), "found", Duration.ofMillis(200));
        counts.count(request("/items", Map.of()), "throttled", Duration.ofMillis(5));
        assertThat(byHour()).as("no call writes").isEmpty();

        counts.write();
        counts.write();
        clock.advance(Duration.ofHours(1));
        counts.count(request("/items", Map.of()), "found", Duration.ofMillis(50));
        counts.destroy();
        counts.count(request("/items", Map.of()), "found", Duration.ofMillis(50));
        counts.round();

        assertThat(byHour())
                .containsExactly(
                        "10 2026-01-01T12:00:00Z books delta found 2 300",
                        "10 2026-01-01T12:00:00Z books delta throttled 1 5",
                        "10 2026-01-01T13:00:00Z books delta found 2 100");
    }

    @Test
    void countsThatCannotBeWrittenAreWrittenTheNextTime() {
        var counts = new CallCounts(new JdbcTemplate(database.dataSource()), clock);
        counts.count(request("/items", Map.of()), "found", Duration.ofMillis(100));
        sql("alter table etl.calls_by_hour rename to away");
        assertThat(catchThrowable(counts::write)).isNotNull();
        sql("alter table etl.away rename to calls_by_hour");
        counts.count(request("/items", Map.of()), "found", Duration.ofMillis(100));
        counts.write();

        assertThat(byHour()).containsExactly("10 2026-01-01T12:00:00Z books delta found 2 200");
    }

    private List<String> byHour() {
        return JdbcClient.create(database.dataSource())
                .sql("""
                        select concat_ws(' ', organization_id, to_char(hour at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"'), api,
                          purpose, outcome, calls, milliseconds)
                        from etl.calls_by_hour order by 1
                        """)
                .query(String.class)
                .list();
    }

    private void sql(String statement) {
        JdbcClient.create(database.dataSource()).sql(statement).update();
    }

    private long count(String endpoint, String outcome) {
        return meters.timer(
                        "tds.zoho.call", "organization", "10", "api", "books", "endpoint", endpoint, "outcome", outcome)
                .count();
    }

    @Test
    void nothingIsWrittenUnlessSomebodyAsks() throws IOException {
        client(zoho.settings()).get(request("/items", Map.of()));

        assertThat(files()).isEmpty();
    }

    @Test
    void recordedCallsHoldAmountsAndIdsButNobodysDataAndNoSecret() throws IOException {
        zoho.api(
                Reply.json(200, sample("contact-detail.customer.json")),
                Reply.json(200, sample("crm-accounts-list.json")),
                Reply.of(500, "text/html", "<html>Mara Lindqvist</html>"));
        var client = client(zoho.settings(1 << 20, 0, Duration.ofSeconds(5), folder));
        JsonNode body = mapper.readTree("""
                {"contact_name":"Mara Lindqvist","email":"mara@kestrel.example","credit_limit":1250.75,
                "customer_id":"5107440000000090011","rate":12.50,"refresh_token":"1000.refresh.token",
                "phones":["+49 40 123456"],"mobile":4940123456,"comment":"call Mara","date":"2026-01-01",
                "status":"active","custom_fields":[{"value":"Mara","index":1}]}""");

        client.put(
                request("/contacts/5107440000000090011", Map.of("search_text", "Mara", "page", "1", "id", "17")), body);
        client.get(new ZohoRequest(
                zoho.connection(), Priority.DELTA, "crm", "/Accounts", "10", Map.of("fields", "Account_Name"), 78));
        catchThrowable(() -> client.post(request("/contacts", Map.of()), body));

        var written = files().stream().map(ZohoCallsIntegrationTests::read).toList();
        assertThat(written).hasSize(3);
        assertThat(String.join("\n", written))
                .contains(
                        "\"method\" : \"PUT\"",
                        "5107440000000090011",
                        "1250.75",
                        "\"page\" : \"1\"",
                        "\"id\" : \"17\"",
                        "\"date\" : \"2026-01-01\"",
                        "\"status\" : \"active\"",
                        "\"fields\" : \"Account_Name\"",
                        "3652397000000624101",
                        "2025-06-12T08:15:40+02:00",
                        "not JSON")
                .doesNotContain(
                        "Mara",
                        "kestrel",
                        "@",
                        "1000.",
                        "very-secret",
                        "Zoho-oauthtoken",
                        "+49",
                        "4940123456",
                        "Nordwind",
                        "Hafenallee",
                        "Hamburg",
                        "Bergziel",
                        "invented");
        for (String name : personal(mapper.readTree(sample("contact-detail.customer.json")))) {
            assertThat(String.join("\n", written)).doesNotContain("\"" + name + "\"");
        }
    }

    /** What a person would not want to read about themselves in a file. */
    private static List<String> personal(JsonNode contact) {
        var of = contact.path("contact");
        return Stream.of(
                        of.path("contact_name"),
                        of.path("company_name"),
                        of.path("first_name"),
                        of.path("last_name"),
                        of.path("email"),
                        of.path("billing_address").path("address"),
                        of.path("billing_address").path("city"),
                        of.path("billing_address").path("zip"),
                        of.path("contact_persons").path(0).path("email"),
                        of.path("contact_persons").path(0).path("phone"))
                .map(node -> node.asString(""))
                .filter(text -> !text.isEmpty())
                .toList();
    }

    @Test
    void aCallThatBrokeIsRecordedWithoutItsAnswer() throws IOException {
        zoho.api(OK.cutOff());
        catchThrowable(() -> client(zoho.settings(1 << 20, 0, Duration.ofSeconds(5), folder))
                .post(request("/items", Map.of()), mapper.createObjectNode()));

        assertThat(files())
                .singleElement()
                .satisfies(file -> assertThat(read(file)).contains("\"broken\""));
    }

    @Test
    void aFolderThatCannotBeWrittenToChangesNothing() throws IOException {
        var file = Files.writeString(folder.resolve("file"), "");

        assertThat(client(zoho.settings(1 << 20, 0, Duration.ofSeconds(5), file))
                        .get(request("/items", Map.of()))
                        .getClass()
                        .getSimpleName())
                .isEqualTo("Found");
    }

    private List<Path> files() throws IOException {
        try (var files = Files.list(folder)) {
            return files.sorted().toList();
        }
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    private static String sample(String name) throws IOException {
        try (var in = ZohoCallsIntegrationTests.class.getResourceAsStream(name)) {
            return new String(java.util.Objects.requireNonNull(in).readAllBytes(), UTF_8);
        }
    }
}
