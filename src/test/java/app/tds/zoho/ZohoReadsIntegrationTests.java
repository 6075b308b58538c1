package app.tds.zoho;

import static java.nio.charset.StandardCharsets.UTF_16BE;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import app.tds.SettableClock;
import app.tds.TestDatabase;
import app.tds.source.DetailQuery;
import app.tds.source.Priority;
import app.tds.source.SourceFailure;
import app.tds.source.SourcePage;
import app.tds.source.SourceQuery;
import app.tds.source.SourceQuery.Changes;
import app.tds.source.SourceQuery.Means;
import app.tds.source.SourceRecord;
import app.tds.zoho.ScriptedZoho.Call;
import app.tds.zoho.ScriptedZoho.Reply;
import java.io.IOException;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.http.HttpMethod;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Trees, lists, records by id, many requests at once, and writing. */
@Timeout(30)
class ZohoReadsIntegrationTests {

    private static final Instant NOON = Instant.parse("2026-01-01T12:00:00Z");

    private final TestDatabase database = TestDatabase.create();
    private final SettableClock clock = new SettableClock(NOON);
    private final ScriptedZoho zoho = new ScriptedZoho();
    private final ZohoClient client = TestClients.client(database.dataSource(), zoho.settings(), clock);
    private final JsonMapper mapper = new JsonMapper();

    @AfterEach
    void stop() {
        zoho.close();
    }

    private ZohoRequest request(String api, String path) {
        return new ZohoRequest(zoho.connection(), Priority.DELTA, api, path, "10", Map.of(), 1);
    }

    @Test
    void noDigitOfADecimalIsLost() {
        zoho.api(
                Reply.json(200, "{\"code\":0,\"a\":0.1,\"b\":12345678901234567890.12345678901234567890,\"c\":205.00}"));

        var tree = found(client.get(request("books", "/items/1")));

        assertThat(tree.path("a").decimalValue()).isEqualTo(new BigDecimal("0.1"));
        assertThat(tree.path("b").decimalValue())
                .isEqualTo(new BigDecimal("12345678901234567890.12345678901234567890"));
        assertThat(tree.path("c").decimalValue()).isEqualTo(new BigDecimal("205.00"));
    }

    @Test
    void aFieldThatIsThereTwiceIsNotBelieved() {
        zoho.api(Reply.json(200, "{\"code\":0,\"rate\":1,\"rate\":2}"));

        assertThatThrownBy(() -> client.get(request("books", "/items/1"))).hasMessageContaining("rate");
    }

    @Test
    void whatIsWrittenTravelsAsJsonWithTheOrganization() {
        var body = mapper.createObjectNode().put("name", "شاي").put("rate", new BigDecimal("1.50"));

        client.post(request("books", "/items"), body);
        client.put(request("books", "/items/1"), body);
        client.delete(request("books", "/items/1"));

        assertThat(zoho.apiCalls()).extracting(Call::method).containsExactly("POST", "PUT", "DELETE");
        assertThat(zoho.apiCalls()).extracting(Call::query).containsOnly("organization_id=10");
        assertThat(zoho.apiCalls())
                .extracting(Call::body)
                .containsExactly("{\"name\":\"شاي\",\"rate\":1.50}", "{\"name\":\"شاي\",\"rate\":1.50}", "");
    }

    @Test
    void thePathIsEncodedAndLeadsNowhereElse() {
        client.get(request("books", "/items/1?a=b&{x}/ä #"));

        assertThat(zoho.apiCalls()).extracting(Call::path).containsExactly("/books/v3/items/1?a=b&{x}/ä #");
        assertThat(zoho.apiCalls()).extracting(Call::query).containsExactly("organization_id=10");
        assertThatThrownBy(() -> request("books", "/items/../../crm/v8/Accounts"))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void recordsByIdComeInBatchesAndWhatZohoLeavesOutIsGone() {
        var ids = IntStream.rangeClosed(1, 230).mapToObj(String::valueOf).toList();
        zoho.api(Reply.json(200, itemDetails(IntStream.rangeClosed(1, 229).filter(id -> id != 7))));

        var details = source().details(ITEMS, ids);

        assertThat(details.gone()).containsExactly("230", "7");
        assertThat(details.failed()).isEmpty();
        assertThat(zoho.apiCalls())
                .extracting(call -> call.query().split("%2C").length)
                .containsExactlyInAnyOrder(100, 100, 30);
    }

    @Test
    void aBatchThatFailsLeavesTheOthersAndEveryIdIsAccountedFor() {
        var ids = IntStream.rangeClosed(1, 300).mapToObj(String::valueOf).toList();
        zoho.api(
                Reply.json(200, itemDetails(IntStream.rangeClosed(1, 300))),
                Reply.json(400, "{\"code\":2,\"message\":\"Invalid value passed\"}"),
                Reply.json(200, "{\"code\":0,\"items\":7}"));

        var details = source().details(ITEMS, ids);

        assertThat(details.found()).isNotEmpty();
        assertThat(details.failed()).hasSize(200);
        assertThat(details.failed().values())
                .extracting(failure -> failure.getClass().getSimpleName())
                .containsOnly("Refused", "Unavailable");
        assertThat(details.gone()).isEmpty();
    }

    @Test
    void anAnswerAboutAnotherRecordDoesNotSayThatThisOneIsGone() {
        for (var item : List.of("{\"item_id\":\" \",\"name\":\"tea\"}", "[]")) {
            zoho.api(Reply.json(200, "{\"code\":0,\"item\":" + item + "}"));

            var details = source().details(
                            new DetailQuery(
                                    "10", 1, Priority.FULL, "inventory", "/items/{id}", null, "item", "item_id"),
                            List.of("1"));

            assertThat(details.gone()).isEmpty();
            assertThat(details.failed().get("1")).hasMessageContaining("another record");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"../../../oauth/v2/token?x=", "1,2", "", "1 2", "1/2", "%2e%2e", "\u0661"})
    void whatAnOlderVersionStoredAsAnIdBecomesPartOfNoAddress(String text) {
        zoho.api(
                Reply.json(200, itemDetails(IntStream.of(1))),
                Reply.json(200, "{\"code\":0,\"item\":{\"item_id\":\"1\"}}"));
        var one = new DetailQuery("10", 1, Priority.FULL, "inventory", "/items/{id}", null, "item", "item_id");

        for (var query : List.of(ITEMS, one)) {
            var details = source().details(query, List.of(text, "1"));

            assertThat(details.found()).extracting(SourceRecord::sourceId).containsExactly("1");
            assertThat(details.failed().get(text)).hasMessageContaining("is not asked for: an id holds letters");
            assertThat(details.gone()).isEmpty();
        }
        assertThat(zoho.apiCalls()).hasSize(2).allSatisfy(call -> {
            assertThat(call.path()).matches(".*/(itemdetails|items/1)");
            assertThat(call.query()).doesNotContain("token", "2C");
        });
    }

    @Test
    void aDocumentThatIsNotUtf8IsNotBelieved() {
        byte[] utf16 = "{\"code\":0,\"items\":[{\"item_id\":\"1\"}]}".getBytes(UTF_16BE);

        assertThatThrownBy(() -> new DetailReading(mapper, Dialect.FINANCE, "items", "item_id").read(utf16))
                .isInstanceOf(ZohoClient.Unreadable.class)
                .hasMessageContaining("UTF-8");
    }

    @Test
    void theSampleOfItemDetailsIsFoundById() throws IOException {
        zoho.api(Reply.json(200, sample("itemdetails-bulk.json")));

        var details = source().details(ITEMS, List.of("5107440000000090011", "5107440000000090011", "1"));

        assertThat(details.found())
                .filteredOn(one -> "5107440000000090011".equals(one.sourceId()))
                .singleElement()
                .satisfies(one -> assertThat(mapper.readTree(one.json())
                                .path("purchase_rate")
                                .decimalValue())
                        .isEqualByComparingTo("112.5"));
        assertThat(zoho.apiCalls()).hasSize(1);
    }

    @Test
    void manyRequestsKeepTheirOrderAndOneFailureIsItsOwn() {
        zoho.api(Reply.json(404, "{\"code\":1002,\"message\":\"no\"}"));
        var requests = IntStream.range(0, 40)
                .mapToObj(i -> i == 13
                        ? new ZohoRequest(
                                zoho.connection(), Priority.DELTA, "unknown", "/things/" + i, "10", Map.of(), 1)
                        : request("books", "/things/" + i))
                .toList();

        var outcomes = client.all(requests);

        assertThat(outcomes).extracting(ZohoClient.Outcome::request).isEqualTo(requests);
        for (int i = 0; i < 40; i++) {
            var outcome = outcomes.get(i);
            if (i == 13) {
                assertThat(catchThrowable(outcome::get)).isNotNull();
            } else {
                assertThat(outcome.get()).isInstanceOf(ZohoResult.Gone.class);
            }
        }
        assertThat(zoho.apiCalls()).hasSize(39);
        assertThat(client.all(List.of())).isEmpty();
    }

    @Test
    void callsThatCameToNothingAreCounted() {
        zoho.api(Reply.json(500, "{\"code\":1000,\"message\":\"no\"}"));

        var outcomes = client.all(List.of(request("books", "/things/1")));

        assertThat(catchThrowable(outcomes.get(0)::get)).isInstanceOf(SourceFailure.Unavailable.class);
        assertThat(outcomes.get(0).calls()).isEqualTo(4);
        assertThat(zoho.apiCalls()).hasSize(4);
    }

    @Test
    void booksArePagedByNumberUntilZohoSaysSo() {
        zoho.api(page(1, true), page(0, true), page(2, false));

        var pages = new ArrayList<PageReading.Page>();
        client.pages(request("inventory", "/items"), new PageReading(mapper, Queries.items()))
                .forEachRemaining(pages::add);

        assertThat(pages).extracting(page -> page.records().size()).containsExactly(1, 0, 2);
        assertThat(zoho.apiCalls())
                .extracting(Call::query)
                .containsExactly("organization_id=10&page=1", "organization_id=10&page=2", "organization_id=10&page=3");
    }

    @Test
    void crmIsPagedByTokenWithoutTheOrganization() throws IOException {
        zoho.api(
                Reply.json(200, sample("crm-accounts-list.json")),
                Reply.json(200, sample("crm-accounts-list.lastpage.json")));

        var pages = new ArrayList<PageReading.Page>();
        client.pages(
                        request("crm", "/Accounts").with("fields", "Account_Name,Phone"),
                        new PageReading(mapper, accounts(null)))
                .forEachRemaining(pages::add);

        assertThat(pages).extracting(page -> page.records().size()).containsExactly(2, 1);
        assertThat(zoho.apiCalls())
                .extracting(Call::query)
                .containsExactly(
                        "fields=Account_Name%2CPhone&page=1",
                        "fields=Account_Name%2CPhone&page_token=c8582xx9e7c7invented");
        assertThat(zoho.apiCalls()).extracting(Call::path).containsOnly("/crm/v8/Accounts");
    }

    @Test
    void deletedRecordsOfCrmAreAListLikeAnyOther() throws IOException {
        zoho.api(Reply.json(200, sample("crm-accounts-deleted.json")));

        var page = client.page(
                request("crm", "/Accounts/deleted").with("page", "1"), new PageReading(mapper, accounts(null)));

        assertThat(page.value().records()).extracting(SourceRecord::sourceId).containsExactly("3652397000000623777");
    }

    @Test
    void crmErrorsAreThoseOfTheSamples() throws IOException {
        zoho.api(Reply.json(401, sample("crm-error.scope-mismatch.http401.json")));
        assertThatThrownBy(() -> client.get(request("crm", "/Accounts")))
                .isInstanceOf(SourceFailure.Denied.class)
                .hasMessageContaining("OAUTH_SCOPE_MISMATCH: invalid oauth scope");

        zoho.api(
                Reply.json(401, sample("crm-error.invalid-token.http401.json")),
                Reply.json(200, sample("crm-accounts-list.json")));
        assertThat(found(client.get(request("crm", "/Accounts"))).path("data")).hasSize(2);
        assertThat(zoho.tokenCalls()).hasSize(2);
    }

    // --- CRM as a source ---

    @Test
    void aJobReadsCrmLikeAnyOtherList() throws IOException {
        zoho.api(
                Reply.json(200, sample("crm-accounts-list.json")),
                Reply.json(200, sample("crm-accounts-list.lastpage.json")));
        var source = source();

        var first = source.fetch(accounts(null), 1);
        var second = source.fetch(accounts(null), 2);

        assertThat(first.more()).isTrue();
        assertThat(second).extracting(SourcePage::number, SourcePage::more).containsExactly(2, false);
        assertThat(first.records())
                .extracting(SourceRecord::sourceId)
                .containsExactly("3652397000000624101", "3652397000000624089");
        assertThat(new String(first.records().get(0).json(), UTF_8)).contains("Nordwind Touristik GmbH");
        assertThat(zoho.apiCalls())
                .extracting(Call::query)
                .containsExactly(
                        "fields=Account_Name&per_page=200&page=1",
                        "fields=Account_Name&per_page=200&page_token=c8582xx9e7c7invented");
    }

    @Test
    void changesOfCrmAreAskedForByHeaderAndNothingNewIsAnEmptyPage() {
        zoho.api(Reply.of(304, null, ""), Reply.of(204, null, ""));
        var source = source();

        for (int i = 0; i < 2; i++) {
            var page = source.fetch(accounts(Means.FILTER), 1);
            assertThat(page.records()).isEmpty();
            assertThat(page.more()).isFalse();
        }
        assertThat(zoho.apiCalls()).extracting(Call::since).containsOnly("2026-01-01T12:00:00+00:00");
    }

    @Test
    void timesOfCrmAreRead() throws IOException {
        zoho.api(Reply.json(200, sample("crm-accounts-list.json")));

        assertThat(source().fetch(accounts(Means.SORT), 1).records())
                .extracting(SourceRecord::modifiedAt)
                .containsExactly(Instant.parse("2025-06-12T06:15:40Z"), Instant.parse("2025-05-30T10:00:00Z"));
        assertThat(zoho.apiCalls())
                .extracting(Call::query)
                .containsExactly("fields=Account_Name&per_page=200&sort_by=Modified_Time&sort_order=desc&page=1");
    }

    @Test
    void aRestartWithinTheFirstTwoThousandGoesOnByNumber() {
        zoho.api(crmPage("t", true));

        assertThat(source().fetch(accounts(null), 10).number()).isEqualTo(10);
        assertThat(zoho.apiCalls()).extracting(Call::query).containsExactly("fields=Account_Name&per_page=200&page=10");
    }

    @Test
    void aRestartBeyondThemBeginsAgainSoThatNothingIsSkipped() {
        zoho.api(crmPage("t", true));

        assertThat(source().fetch(accounts(null), 11).number()).isEqualTo(1);
        assertThat(zoho.apiCalls()).extracting(Call::query).containsExactly("fields=Account_Name&per_page=200&page=1");
    }

    @Test
    void aTokenThatHasExpiredBeginsAgainOnce() {
        var expired = Reply.json(
                400, "{\"code\":\"INVALID_DATA\",\"details\":{},\"message\":\"page_token\",\"status\":\"error\"}");
        var source = source();
        zoho.api(crmPage("old", true), expired, crmPage("new", true), crmPage("newer", false), expired);
        source.fetch(accounts(null), 1);

        var again = source.fetch(accounts(null), 2);
        assertThat(again.number()).isEqualTo(1);
        assertThat(again.more()).isTrue();
        assertThat(source.fetch(accounts(null), 2).number()).isEqualTo(2);
        assertThat(zoho.apiCalls().get(3).query()).endsWith("page_token=new");

        assertThatThrownBy(() -> source.fetch(accounts(null), 2))
                .as("not for ever")
                .isInstanceOf(SourceFailure.Refused.class);
    }

    @Test
    void aPageOfCrmThatDoesNotSayWhetherThereAreMoreIsNone() {
        zoho.api(Reply.json(200, "{\"data\":[]}"));

        assertThatThrownBy(() -> source().fetch(accounts(null), 1))
                .isInstanceOf(SourceFailure.Unavailable.class)
                .hasMessageContaining("info.more_records");
    }

    private ZohoSource source() {
        return TestClients.source(client, database.dataSource(), zoho.settings(), clock);
    }

    private static final DetailQuery ITEMS =
            new DetailQuery("10", 1, Priority.DELTA, "inventory", "/itemdetails", "item_ids", "items", "item_id");

    private static SourceQuery accounts(@Nullable Means means) {
        return new SourceQuery(
                "10",
                1,
                Priority.DELTA,
                "crm",
                "/Accounts",
                "data",
                "id",
                200,
                true,
                Map.of("fields", "Account_Name"),
                Set.of(),
                Set.of(),
                means == null ? null : new Changes(NOON, means));
    }

    private static Reply crmPage(String next, boolean more) {
        return Reply.json(
                200,
                "{\"data\":[{\"id\":\"1\"}],\"info\":{\"next_page_token\":\"%s\",\"more_records\":%s}}"
                        .formatted(next, more));
    }

    private static Reply page(int records, boolean more) {
        var items = IntStream.range(0, records)
                .mapToObj(i -> "{\"item_id\":\"" + i + "\"}")
                .toList();
        return Reply.json(
                200,
                "{\"code\":0,\"items\":[%s],\"page_context\":{\"has_more_page\":%s}}"
                        .formatted(String.join(",", items), more));
    }

    private static String itemDetails(IntStream ids) {
        var items = ids.mapToObj(id -> "{\"item_id\":\"" + id + "\"}").toList();
        return "{\"code\":0,\"items\":[" + String.join(",", items) + "]}";
    }

    private static JsonNode found(ZohoResult<JsonNode> result) {
        return ((ZohoResult.Found<JsonNode>) result).value();
    }

    private static String sample(String name) throws IOException {
        try (var in = ZohoReadsIntegrationTests.class.getResourceAsStream(name)) {
            return new String(java.util.Objects.requireNonNull(in).readAllBytes(), UTF_8);
        }
    }

    @Test
    void aRequestSaysWhatItIs() {
        var request = request("books", "/contacts/1/comments");
        assertThat(request.repeatable()).isTrue();
        assertThat(request.as(HttpMethod.POST, null).repeatable()).isFalse();
        assertThat(request.account()).isEqualTo("10");
        assertThat(request("crm", "/Accounts").account()).isEqualTo("crm/10");
        assertThat(request.endpoint()).isEqualTo("/contacts/{id}/comments");
    }
}
