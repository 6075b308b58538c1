package app.tds.zoho;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import app.tds.SettableClock;
import app.tds.TestDatabase;
import app.tds.source.Priority;
import app.tds.source.SourceFailure;
import app.tds.source.SourceFailure.Denied;
import app.tds.zoho.ScriptedZoho.Reply;
import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.json.JsonMapper;

/** What becomes of each answer that Zoho documents or was seen to give: its kind, the calls it costs, and the words. */
@Timeout(30)
class AnswersIntegrationTests {

    private static final String NO_LIST = "may not have this list";

    private static final Instant NOON = Instant.parse("2026-01-01T12:00:00Z");

    private final TestDatabase database = TestDatabase.create();
    private final SettableClock clock = new SettableClock(NOON);
    private final ScriptedZoho zoho = new ScriptedZoho();
    private final ZohoClient client = TestClients.client(database.dataSource(), zoho.settings(), clock);

    @AfterEach
    void stop() {
        zoho.close();
    }

    @ParameterizedTest(name = "{0} {1} with {2}: {3} after {4} or {5} calls")
    @CsvSource(
            delimiter = '|',
            nullValues = "-",
            value = {
                // api   | status | code                | kind       | gets | posts | words
                "books   | 200 | 0                      | Found       | 1 | 1 | -",
                "books   | 201 | 0                      | Found       | 1 | 1 | -",
                "books   | 400 | 2                      | Refused     | 1 | 1 | job file",
                "books   | 400 | 4                      | Refused     | 1 | 1 | job file",
                "books   | 404 | 5                      | NotAllowed  | 1 | 1 | may not have this list",
                "books   | 400 | 6                      | Refused     | 1 | 1 | job file",
                "books   | 401 | 14                     | Denied      | 2 | 2 | tds.zoho.data-center",
                "books   | 405 | 37                     | Refused     | 1 | 1 | job file",
                "books   | 429 | 44                     | Throttled   | 1 | 1 | locked the organization out",
                "books   | 429 | 45                     | Throttled   | 1 | 1 | used up",
                "books   | 429 | 1070                   | Throttled   | 4 | 4 | in progress",
                "books   | 429 | -                      | Throttled   | 1 | 1 | asks for a pause",
                "books   | 401 | 57                     | NotAllowed  | 1 | 1 | Add the scope",
                "books   | 401 | -                      | Denied      | 1 | 1 | its scopes",
                "books   | 403 | -                      | Denied      | 1 | 1 | its scopes",
                "books   | 500 | 1000                   | Unavailable | 4 | 1 | Zoho's",
                "books   | 500 | -                      | Unavailable | 4 | 1 | Zoho's",
                "books   | 502 | -                      | Unavailable | 4 | 1 | Zoho's",
                "books   | 503 | -                      | Unavailable | 4 | 1 | Zoho's",
                "books   | 504 | -                      | Unavailable | 4 | 1 | Zoho's",
                "books   | 408 | -                      | Unavailable | 4 | 1 | Zoho's",
                "books   | 404 | 1002                   | Gone        | 1 | 1 | -",
                "books   | 404 | -                      | Refused     | 1 | 1 | job file",
                "books   | 400 | 6041                   | Denied      | 1 | 1 | tds.zoho.organizations",
                "books   | 200 | 6041                   | Denied      | 1 | 1 | tds.zoho.organizations",
                "books   | 200 | 44                     | Throttled   | 1 | 1 | locked the organization out",
                "books   | 200 | -                      | Unavailable | 4 | 1 | cannot be read: its code is not 0",
                "books   | 200 | 4711                   | Unavailable | 4 | 1 | Zoho's",
                "books   | 400 | 4711                   | Refused     | 1 | 1 | job file",
                "books   | 418 | -                      | Refused     | 1 | 1 | job file",
                "books   | 302 | -                      | Refused     | 1 | 1 | job file",
                "books   | 204 | -                      | Unavailable | 4 | 1 | Zoho's",
                "books   | 304 | -                      | Refused     | 1 | 1 | job file",
                "crm     | 200 | -                      | Found       | 1 | 1 | -",
                "crm     | 202 | -                      | Found       | 1 | 1 | -",
                "crm     | 204 | -                      | Nothing     | 1 | 1 | -",
                "crm     | 401 | INVALID_TOKEN          | Denied      | 2 | 2 | tds.zoho.data-center",
                "crm     | 401 | OAUTH_SCOPE_MISMATCH   | NotAllowed  | 1 | 1 | Add the scope",
                "crm     | 403 | NO_PERMISSION          | NotAllowed  | 1 | 1 | Add the scope",
                "crm     | 400 | INVALID_MODULE         | NotAllowed  | 1 | 1 | may not have this list",
                "crm     | 404 | INVALID_URL_PATTERN    | NotAllowed  | 1 | 1 | may not have this list",
                "crm     | 400 | INVALID_DATA           | Refused     | 1 | 1 | job file",
                "crm     | 429 | TOO_MANY_REQUESTS      | Throttled   | 1 | 1 | for now",
                "crm     | 500 | INTERNAL_ERROR         | Unavailable | 4 | 1 | Zoho's",
                "crm     | 200 | NEVER_SEEN             | Unavailable | 4 | 1 | Zoho's",
                "crm     | 400 | NEVER_SEEN             | Refused     | 1 | 1 | job file",
            })
    void everyAnswerHasItsKindItsCallsAndItsWords(
            String api, int status, @Nullable String code, String kind, int gets, int posts, @Nullable String words) {
        var request = new ZohoRequest(zoho.connection(), Priority.DELTA, api, "/things", "10", Map.of(), 1);

        zoho.api(reply(status, code));
        assertKind(kind, words, () -> client.get(request));
        assertThat(zoho.apiCalls()).as("GETs").hasSize(gets);

        JdbcClient.create(database.dataSource())
                .sql("update etl.budgets set paused_until = null")
                .update();
        // The token that was got for the first one is refused as well.
        // Only who reads a list learns that there is none.
        boolean noList = NO_LIST.equals(words);
        assertKind(
                noList ? "Refused" : kind,
                noList ? "job file" : words,
                () -> client.post(request, new JsonMapper().createObjectNode()));
        assertThat(zoho.apiCalls()).as("GETs and POSTs").hasSize(gets + posts);
    }

    private static void assertKind(
            String kind, @Nullable String words, java.util.function.Supplier<ZohoResult<?>> call) {
        ZohoResult<?>[] result = {null};
        var failure = catchThrowable(() -> result[0] = call.get());
        if (failure == null) {
            assertThat(result[0].getClass().getSimpleName()).isEqualTo(kind);
        } else {
            assertThat(failure.getClass().getSimpleName()).isEqualTo(kind);
            assertThat(failure).isInstanceOf(SourceFailure.class).hasMessageContaining(words);
        }
    }

    private static Reply reply(int status, @Nullable String code) {
        if (status == 204 || status == 304) {
            return Reply.of(status, null, "");
        }
        String said = code == null
                ? "{\"message\":\"said\"}"
                : code.matches("[0-9]+")
                        ? "{\"code\":" + code + ",\"message\":\"said\"}"
                        : "{\"code\":\"" + code + "\",\"details\":{},\"message\":\"said\",\"status\":\"error\"}";
        return Reply.json(status, said).with("Retry-After", "1070".equals(code) ? "0" : "1800");
    }

    @Test
    void aRecordThatIsNoMoreIsAResult() {
        zoho.api(
                Reply.json(404, "{\"code\":1002,\"message\":\"Invoice does not exist.\"}"),
                Reply.json(
                        404,
                        "{\"code\":5,\"message\":\"We couldnt find any resource for the given ID."
                                + " Please verify the ID and try again.\"}"));
        var request = new ZohoRequest(zoho.connection(), Priority.HYDRATION, "books", "/invoices/7", "10", Map.of(), 1);

        assertThat(client.get(request))
                .isEqualTo(
                        new ZohoResult.Gone<>("GET books/invoices/7 of organization 10: Zoho answered 404, code 1002:"
                                + " Invoice does not exist."));
        assertThat(client.delete(request)).isInstanceOf(ZohoResult.Gone.class);
    }

    @ParameterizedTest
    @CsvSource({
        "{\"error\":\"invalid_code\"}, 200, Denied, does not accept the refresh token",
        "{\"error\":\"invalid_client\"}, 200, Denied, tds.zoho.data-center",
        "{\"error\":\"invalid_client_secret\"}, 200, Denied, tds.zoho.client-secret",
        "{\"error\":\"invalid_redirect_uri\"}, 200, Refused, Check",
        "{\"error\":\"Access Denied\"}, 400, Throttled, for a while",
        "{\"error\":\"Access Denied\"}, 200, Throttled, for a while",
        "{\"error\":\"never seen\"}, 200, Refused, Check",
    })
    void withoutATokenTheApiIsNotAsked(String body, int status, String kind, String words) {
        zoho.accounts(Reply.json(status, body));
        var request = new ZohoRequest(zoho.connection(), Priority.DELTA, "books", "/items", "10", Map.of(), 1);

        for (int i = 0; i < 3; i++) {
            assertKind(kind, words, () -> client.get(request));
        }

        assertThat(zoho.apiCalls()).isEmpty();
        assertThat(zoho.tokenCalls()).as("a refusal is remembered").hasSize(1);
    }

    @Test
    void anErrorOfTheAccountsServerIsAskedForAgainAsOftenAsZohoAllows() {
        zoho.accounts(Reply.json(500, "{\"error\":\"never seen\"}"));
        var request = new ZohoRequest(zoho.connection(), Priority.DELTA, "books", "/items", "10", Map.of(), 1);

        for (int i = 1; i <= 2; i++) {
            assertKind("Unavailable", "Zoho answered 500", () -> client.get(request));
            assertThat(zoho.tokenCalls()).hasSize(4 * i);
        }
        assertKind("Throttled", "accounts server gives none", () -> client.get(request));

        assertThat(zoho.apiCalls()).isEmpty();
        assertThat(zoho.tokenCalls()).as("in ten minutes").hasSize(8);
    }

    @Test
    void aRevokedTokenIsRefreshedOnceAndThenTheCallStops() {
        var request = new ZohoRequest(zoho.connection(), Priority.DELTA, "books", "/items", "10", Map.of(), 1);
        client.get(request);
        zoho.api(Reply.json(401, "{\"code\":14,\"message\":\"revoked\"}"));

        assertThat(catchThrowable(() -> client.get(request)))
                .isInstanceOf(Denied.class)
                .hasMessageContaining("code 14: revoked")
                .hasMessageContaining("create a new refresh token");

        assertThat(zoho.apiCalls()).as("one good, two refused").hasSize(3);
        assertThat(zoho.tokenCalls()).as("one at first, one instead").hasSize(2);
    }

    @Test
    void aRevokedRefreshTokenEndsTheCallAtOnce() {
        var request = new ZohoRequest(zoho.connection(), Priority.DELTA, "books", "/items", "10", Map.of(), 1);
        client.get(request);
        zoho.api(Reply.json(401, "{\"code\":14,\"message\":\"revoked\"}"));
        zoho.accounts(Reply.json(200, "{\"error\":\"invalid_code\"}"));

        assertThat(catchThrowable(() -> client.get(request)))
                .isInstanceOf(Denied.class)
                .hasMessageContaining("does not accept the refresh token");

        assertThat(zoho.apiCalls()).hasSize(2);
        assertThat(zoho.tokenCalls()).hasSize(2);
    }
}
