package app.tds.zoho;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import app.tds.Secret;
import app.tds.SettableClock;
import app.tds.TestDatabase;
import app.tds.source.Priority;
import app.tds.source.SourceFailure;
import app.tds.zoho.ScriptedZoho.Reply;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class CompositeRequestsIntegrationTests {

    private static final JsonMapper JSON = new JsonMapper();
    private static final Path SAMPLE = Path.of("src/test/resources/app/tds/zoho/crm-composite.response.http200.json");

    private final ScriptedZoho zoho = new ScriptedZoho();
    private final SettableClock clock = new SettableClock(Instant.parse("2026-03-10T06:00:00Z"));
    private CompositeRequests composite;

    @BeforeEach
    void start() {
        ZohoSettings settings = zoho.settings();
        composite = new CompositeRequests(
                TestClients.client(TestDatabase.create().dataSource(), settings, clock),
                settings,
                new ZohoFailures(clock));
        zoho.accounts(zoho.grant(1));
    }

    @AfterEach
    void stop() {
        zoho.close();
    }

    @Test
    void severalRequestsAreOneCallAndEachHasItsOwnOutcome() throws IOException {
        String answer = Files.readString(SAMPLE)
                .replace("\"account\"", "\"0\"")
                .replace("\"people\"", "\"1\"")
                .replace("\"gone\"", "\"2\"");
        zoho.api(Reply.json(207, answer));

        var answered = composite.batch(List.of(
                crm("/Accounts/3652397000000624101", Map.of()),
                crm("/Contacts", Map.of("ids", "3652397000000631201,3652397000000631203")),
                crm("/Deals/3652397000000999999", Map.of()),
                crm("/Leads", Map.of())));

        assertThat(answered.calls()).isOne();
        var outcomes = answered.value();
        assertThat(found(outcomes.get(0))
                        .path("data")
                        .get(0)
                        .path("Account_Name")
                        .asString())
                .isEqualTo("Nordwind Touristik GmbH");
        assertThat(found(outcomes.get(1)).path("data")).hasSize(2);
        assertThat(outcomes.get(2).failure())
                .isInstanceOf(SourceFailure.Refused.class)
                .hasMessageContaining("GET crm/Deals/3652397000000999999")
                .hasMessageContaining("INVALID_DATA");
        assertThat(outcomes.get(3).failure())
                .as("a request that the answer does not mention is no success")
                .isInstanceOf(SourceFailure.Unavailable.class)
                .hasMessageContaining("missing among the answers");

        var call = zoho.apiCalls().get(0);
        assertThat(call.method()).isEqualTo("POST");
        assertThat(call.path()).isEqualTo("/crm/v8/__composite_requests");
        JsonNode sent = JSON.readTree(call.body());
        assertThat(sent.path("rollback_on_fail").asBoolean()).isFalse();
        assertThat(sent.path("parallel_execution").asBoolean()).isTrue();
        assertThat(sent.path("__composite_requests")).hasSize(4);
        assertThat(sent.path("__composite_requests").get(1).path("uri").asString())
                .isEqualTo("/crm/v8/Contacts");
        assertThat(sent.path("__composite_requests")
                        .get(1)
                        .path("params")
                        .path("ids")
                        .asString())
                .isEqualTo("3652397000000631201,3652397000000631203");
    }

    @Test
    void nothingNewIsNoFailureAndTheTimeGoesWithItsRequest() {
        zoho.api(Reply.json(200, parts("{\"status_code\":304}", "{\"status_code\":204}")));
        Instant since = Instant.parse("2026-03-09T22:00:00Z");

        var outcomes = composite
                .batch(List.of(crm("/Accounts", Map.of()).since(since), crm("/Contacts", Map.of())))
                .value();

        assertThat(outcomes).allSatisfy(it -> assertThat(it.get()).isInstanceOf(ZohoResult.Nothing.class));
        JsonNode sent = JSON.readTree(zoho.apiCalls().get(0).body()).path("__composite_requests");
        assertThat(sent.get(0).path("headers").path("If-Modified-Since").asString())
                .isEqualTo("2026-03-09T22:00:00+00:00");
        assertThat(sent.get(1).has("headers")).isFalse();
    }

    @Test
    void moreThanFiveAreSeveralCallsInTheirOrder() {
        String five = parts(IntStream.range(0, 5)
                .mapToObj(number -> "{\"status_code\":200,\"body\":{\"data\":[{\"id\":\"" + number + "\"}]}}")
                .toArray(String[]::new));
        zoho.api(Reply.json(200, five));

        var answered = composite.batch(IntStream.range(0, 12)
                .mapToObj(number -> crm("/Accounts/" + number, Map.of()))
                .toList());

        assertThat(answered.calls()).isEqualTo(3);
        assertThat(zoho.apiCalls()).hasSize(3);
        assertThat(answered.value()).hasSize(12);
        assertThat(answered.value())
                .extracting(it -> it.request().path())
                .isEqualTo(
                        IntStream.range(0, 12).mapToObj(it -> "/Accounts/" + it).toList());
        assertThat(JSON.readTree(zoho.apiCalls().get(2).body()).path("__composite_requests"))
                .hasSize(2);
    }

    @Test
    void requestsOfBooksOrOfTwoOrganizationsDoNotGoTogether() {
        ZohoRequest books = new ZohoRequest(connection(), Priority.DELTA, "books", "/invoices", "10", Map.of(), 1);
        ZohoRequest other = new ZohoRequest(connection(), Priority.DELTA, "crm", "/Leads", "11", Map.of(), 1);

        assertThatThrownBy(() -> composite.batch(List.of(crm("/Leads", Map.of()), books)))
                .hasMessageContaining("of one organization");
        assertThatThrownBy(() -> composite.batch(List.of(crm("/Leads", Map.of()), other)))
                .hasMessageContaining("of one organization");
        assertThat(zoho.apiCalls()).isEmpty();
    }

    private static String parts(String... responses) {
        StringBuilder all = new StringBuilder("{\"__composite_requests\":[");
        for (int number = 0; number < responses.length; number++) {
            all.append(number == 0 ? "" : ",")
                    .append("{\"sub_request_id\":\"")
                    .append(number)
                    .append("\",\"details\":{\"response\":")
                    .append(responses[number])
                    .append("}}");
        }
        return all.append("]}").toString();
    }

    private static JsonNode found(ZohoClient.Outcome<JsonNode> outcome) {
        return ((ZohoResult.Found<JsonNode>) outcome.get()).value();
    }

    private ZohoConnection connection() {
        return new ZohoConnection(
                "default",
                zoho.address(),
                "1000.CLIENT",
                new Secret("very-secret"),
                new Secret("1000.refresh.token"),
                List.of("10"));
    }

    private ZohoRequest crm(String path, Map<String, String> parameters) {
        return new ZohoRequest(connection(), Priority.DELTA, "crm", path, "10", parameters, 1);
    }
}
