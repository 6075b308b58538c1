package app.tds.sandbox;

import static app.tds.sandbox.Caller.encoded;
import static app.tds.sandbox.Caller.texts;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;

class SandboxCrmTests {

    private static final String ACCOUNTS = "/crm/v8/Accounts?fields=Account_Name,Phone,Modified_Time,Owner";

    private final MovableClock clock = new MovableClock();
    private Sandbox sandbox;
    private Caller caller;
    private Company company;

    @BeforeEach
    void start() throws Exception {
        sandbox = Sandbox.start(SandboxSettings.tiny().withCompanies(new CompanySize(10, 60, 20, 10, 10)), clock);
        caller = Caller.authorized(sandbox);
        company = sandbox.company(sandbox.organizationIds().get(0));
    }

    @AfterEach
    void stop() {
        sandbox.close();
    }

    @Test
    void rowsHaveTheFieldsThatWereAskedForInTheShapeOfTheSample() throws Exception {
        var heard = caller.plain(
                "/crm/v8/Accounts?fields=Account_Name,Phone,Website,Billing_Street,Billing_City,Billing_Country,Owner,"
                        + "Created_Time,Modified_Time&per_page=2");
        var sample = SandboxShapesTests.sample("crm-accounts-list.json");

        assertThat(heard.json().path("data").path(0).propertyNames())
                .containsExactlyInAnyOrderElementsOf(sample.path("data").path(0).propertyNames());
        assertThat(heard.json().path("info").propertyNames())
                .isSubsetOf(sample.path("info").propertyNames())
                .contains("more_records", "next_page_token", "page_token_expiry", "count", "page", "per_page");
        assertThat(heard.json().path("data").path(0).path("Modified_Time").asString())
                .matches(".*[+-]\\d\\d:\\d\\d");
        assertThat(heard.json().path("data").path(0).path("Website").isNull()).isTrue();
        assertThat(heard.header("x-api-credits-remaining"))
                .as("CRM says it once half of the credits are used")
                .isEmpty();
        assertThat(heard.header("x-rate-limit-remaining")).isEmpty();
        assertThat(caller.plain("/crm/v8/Contacts?fields=Email")
                        .json()
                        .path("data")
                        .path(0)
                        .propertyNames())
                .containsExactlyInAnyOrder("Email", "id");
    }

    @Test
    void tokensLeadThroughTheWholeListYoungestFirst() throws Exception {
        var ids = texts(all(ACCOUNTS + "&per_page=7"), "id");

        assertThat(ids).isSortedAccordingTo(Comparator.reverseOrder()).doesNotHaveDuplicates();
        assertThat(ids).isEqualTo(texts(all(ACCOUNTS), "id")).hasSizeGreaterThan(20);
        assertThat(texts(all("/crm/v8/Contacts?fields=Email&sort_by=Modified_Time&sort_order=asc&per_page=9"), "id"))
                .hasSizeGreaterThan(ids.size())
                .doesNotHaveDuplicates();
    }

    @Test
    void aTokenLosesItsPlaceNeitherByADeletionNorByANewRecord() throws Exception {
        var before = texts(all(ACCOUNTS), "id");
        var first = caller.plain(ACCOUNTS + "&per_page=5").json();

        company.create("crm/accounts");
        company.delete("crm/accounts", before.get(2));
        var rest = new ArrayList<String>();
        var token = first.path("info").path("next_page_token").asString();
        while (!token.isEmpty()) {
            var page =
                    caller.plain(ACCOUNTS + "&per_page=5&page_token=" + token).json();
            page.path("data").forEach(it -> rest.add(it.path("id").asString()));
            token = page.path("info").path("next_page_token").asString("");
        }

        assertThat(rest).isEqualTo(before.subList(5, before.size()));
    }

    @Test
    void aTokenIsGoodForADayAndNotTogetherWithAPage() throws Exception {
        var token = caller.plain(ACCOUNTS + "&per_page=5")
                .json()
                .path("info")
                .path("next_page_token")
                .asString();

        assertThat(caller.plain(ACCOUNTS + "&page=2&page_token=" + token).status())
                .isEqualTo(400);
        assertThat(caller.plain("/crm/v8/Contacts?fields=Email&page_token=" + token)
                        .status())
                .isEqualTo(400);
        assertThat(caller.plain(ACCOUNTS + "&page_token=" + token).status()).isEqualTo(200);
        clock.advance(Duration.ofDays(1));
        caller = Caller.authorized(sandbox);
        var expired = caller.plain(ACCOUNTS + "&page_token=" + token);
        assertThat(expired.status()).isEqualTo(400);
        assertThat(expired.json().path("code").asString()).isEqualTo("EXPIRED_VALUE");
    }

    @Test
    void pageNumbersReachTwoThousandRecords() throws Exception {
        assertThat(caller.plain(ACCOUNTS + "&page=2&per_page=5").json().path("data"))
                .hasSize(5);
        assertThat(caller.plain(ACCOUNTS + "&page=10&per_page=200").status())
                .as("past the end")
                .isEqualTo(204);
        var beyond = caller.plain(ACCOUNTS + "&page=11&per_page=200");
        assertThat(beyond.status()).isEqualTo(400);
        assertThat(beyond.json()).isEqualTo(SandboxShapesTests.sample("crm-error.discrete-pagination.http400.json"));
    }

    @Test
    void onlyWhatWasModifiedSinceOrNothingNew() throws Exception {
        clock.advance(Duration.ofMinutes(5));
        var now = "2999-01-01T00:00:00+03:00";
        assertThat(since(now).status()).isEqualTo(304);
        assertThat(since(now).response().body()).isEmpty();

        var id = texts(all(ACCOUNTS), "id").get(3);
        company.edit("crm/accounts", id, Map.of("Account_Name", "New Name"));
        var modified = caller.plain(ACCOUNTS + "&sort_by=Modified_Time")
                .json()
                .path("data")
                .path(0);
        assertThat(modified.path("Account_Name").asString()).isEqualTo("New Name");
        var changed = since(modified.path("Modified_Time").asString());
        assertThat(changed.json().path("data").path(0).path("id").asString()).isEqualTo(id);
        assertThat(changed.json().path("data")).hasSize(1);
        assertThat(since("2026-01-01T00:00:00+0300").status())
                .as("without a colon")
                .isEqualTo(400);
    }

    @Test
    void whatWasDeletedIsListed() throws Exception {
        assertThat(caller.plain("/crm/v8/Accounts/deleted").status()).isEqualTo(204);
        var gone = caller.plain(ACCOUNTS).json().path("data").path(0);

        company.delete("crm/accounts", gone.path("id").asString());

        var deleted = caller.plain("/crm/v8/Accounts/deleted").json();
        assertThat(deleted.path("data").path(0).path("id").asString())
                .isEqualTo(gone.path("id").asString());
        assertThat(deleted.path("data").path(0).path("display_name").asString())
                .isEqualTo(gone.path("Account_Name").asString());
        assertThat(deleted.path("data").path(0).propertyNames())
                .containsExactlyInAnyOrderElementsOf(SandboxShapesTests.sample("crm-accounts-deleted.json")
                        .path("data")
                        .path(0)
                        .propertyNames());
        assertThat(deleted.path("info").path("more_records").asBoolean(true)).isFalse();
        assertThat(texts(all(ACCOUNTS), "id")).doesNotContain(gone.path("id").asString());
    }

    @ParameterizedTest
    @CsvSource({
        "/crm/v8/Accounts, 400, REQUIRED_PARAM_MISSING",
        "/crm/v8/Nothing?fields=a, 400, INVALID_MODULE",
        "/crm/v8/Accounts/1/deleted, 404, INVALID_URL_PATTERN",
        "/crm/v8/Accounts?fields=a&page_token=x, 400, INVALID_DATA",
    })
    void errorsAreWordsInCrm(String path, int status, String code) throws Exception {
        var heard = caller.plain(path);

        assertThat(heard.status()).isEqualTo(status);
        assertThat(heard.json().path("code").asString()).isEqualTo(code);
        assertThat(heard.json().path("status").asString()).isEqualTo("error");
    }

    @Test
    void tokensAndScopesAreRefusedAsInTheSamples() throws Exception {
        assertThat(new Caller(sandbox).using("1000.guess").plain(ACCOUNTS).json())
                .isEqualTo(SandboxShapesTests.sample("crm-error.invalid-token.http401.json"));
        var narrow = new Caller(sandbox);
        narrow.using(narrow.exchange(sandbox.grantCode("ZohoCRM.modules.contacts.READ"))
                .json()
                .path("access_token")
                .asString());
        assertThat(narrow.plain(ACCOUNTS).json())
                .isEqualTo(SandboxShapesTests.sample("crm-error.scope-mismatch.http401.json"));
        assertThat(narrow.plain("/crm/v8/Contacts?fields=Email").status()).isEqualTo(200);
        assertThat(caller.post(ACCOUNTS).status()).isEqualTo(405);
    }

    @Test
    void recordsAreThereByTheirIdsAndAlone() throws Exception {
        var ids = texts(all(ACCOUNTS), "id");

        assertThat(texts(all(ACCOUNTS + "&ids=" + ids.get(3) + "," + ids.get(5) + ",9"), "id"))
                .containsExactly(ids.get(3), ids.get(5));
        var one = caller.plain("/crm/v8/Accounts/" + ids.get(3))
                .json()
                .path("data")
                .path(0);
        assertThat(one.path("id").asString()).isEqualTo(ids.get(3));
        assertThat(one.path("Delivery_Windows").isArray()).as("a subform").isTrue();
        assertThat(one.has("$approved")).isTrue();
        var none = caller.plain("/crm/v8/Accounts/3652397000000999999");
        assertThat(none.status()).isEqualTo(400);
        assertThat(none.json().path("code").asString()).isEqualTo("INVALID_DATA");
    }

    @Test
    void fieldsAreDescribedAsInTheSample() throws Exception {
        company.defineField("crm/accounts", "Loyalty", "integer");
        var fields = caller.plain("/crm/v8/settings/fields?module=Accounts&type=all")
                .json()
                .path("fields");

        assertThat(fields.path(0).propertyNames())
                .containsExactlyInAnyOrderElementsOf(SandboxShapesTests.sample("crm-fields-metadata.json")
                        .path("fields")
                        .path(0)
                        .propertyNames());
        assertThat(texts(fields.valueStream().toList(), "api_name"))
                .contains("Account_Name", "Loyalty", "Delivery_Windows");
    }

    private Caller.Heard since(String time) throws Exception {
        return caller.send(caller.request(ACCOUNTS).header("If-Modified-Since", time));
    }

    private List<JsonNode> all(String path) throws Exception {
        var rows = new ArrayList<JsonNode>();
        String token = "";
        do {
            var heard = caller.plain(path + (token.isEmpty() ? "" : "&page_token=" + encoded(token)));
            heard.json().path("data").forEach(rows::add);
            token = heard.json().path("info").path("next_page_token").asString("");
        } while (!token.isEmpty());
        return rows;
    }
}
