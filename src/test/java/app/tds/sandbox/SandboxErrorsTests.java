package app.tds.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.net.http.HttpRequest;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SandboxErrorsTests {

    private static Sandbox sandbox;
    private static Caller caller;

    @BeforeAll
    static void start() throws Exception {
        sandbox = Sandbox.start(SandboxSettings.tiny(), new MovableClock());
        caller = Caller.authorized(sandbox);
    }

    @AfterAll
    static void stop() {
        sandbox.close();
    }

    @Test
    void noTokenOrAnUnknownOneIsCode14() throws Exception {
        var nobody = new Caller(sandbox).get("/books/v3/items");
        assertThat(nobody.status()).isEqualTo(401);
        assertThat(nobody.code()).isEqualTo(14);
        assertThat(new Caller(sandbox)
                        .using("1000.guess.guess")
                        .get("/books/v3/items")
                        .code())
                .isEqualTo(14);
    }

    @Test
    void bearerIsNotZohosScheme() throws Exception {
        var request = HttpRequest.newBuilder(URI.create(sandbox.accountsUrl() + "/books/v3/organizations"))
                .header("Authorization", "Bearer " + caller.token());
        assertThat(caller.send(request).code()).isEqualTo(14);
    }

    @Test
    void missingOrForeignOrganizationIsCode6041() throws Exception {
        var missing = caller.plain("/books/v3/items");
        assertThat(missing.status()).isEqualTo(400);
        assertThat(missing.code()).isEqualTo(6041);
        assertThat(caller.plain("/books/v3/items?organization_id=123")
                        .json()
                        .path("message")
                        .asString())
                .isEqualTo("This user is not associated with the CompanyID/CompanyName:123.");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/books/v3/nothing",
                "/books/v3/itemdetails",
                "/books/v3/invoices/1/payments",
                "/books/v3/",
                "/crm/v7/Accounts"
            })
    void unknownPathsAreCode5(String path) throws Exception {
        var heard = caller.get(path);
        assertThat(heard.status()).isEqualTo(404);
        assertThat(heard.code()).isEqualTo(5);
        assertThat(heard.json().path("message").asString()).isEqualTo("Invalid URL Passed");
    }

    @ParameterizedTest
    @ValueSource(strings = {"5107440000000999999", "abc", "99999999999999999999999"})
    void unknownIdsAreCode1002(String id) throws Exception {
        var heard = caller.get("/books/v3/invoices/" + id);
        assertThat(heard.status()).isEqualTo(404);
        assertThat(heard.code()).isEqualTo(1002);
        assertThat(heard.json().path("message").asString()).isEqualTo("Invoice does not exist.");
    }

    @Test
    void onlyReadingIsAllowed() throws Exception {
        var heard = caller.post("/books/v3/invoices?organization_id="
                + sandbox.organizationIds().get(0));
        assertThat(heard.status()).isEqualTo(405);
        assertThat(heard.code()).isEqualTo(37);
    }

    @ParameterizedTest
    @ValueSource(strings = {"2026-01-01T00:00:00+0300", "2026-01-01", "yesterday"})
    void aTimeThatCannotBeReadIsCode2(String time) throws Exception {
        var heard = caller.get("/books/v3/invoices?last_modified_time=" + time);
        assertThat(heard.status()).isEqualTo(400);
        assertThat(heard.code()).isEqualTo(2);
        assertThat(heard.json().path("message").asString()).isEqualTo("Invalid value passed for last_modified_time");
    }

    @Test
    void everyAnswerCarriesZohosHeaders() throws Exception {
        for (String path : new String[] {"/books/v3/items", "/books/v3/invoices/1", "/books/v3/nothing"}) {
            var heard = caller.get(path);
            SandboxShapesTests.sample("response-headers.ok.json")
                    .propertyNames()
                    .forEach(name -> assertThat(heard.header(name)).as(name).isNotEmpty());
            assertThat(heard.header("content-type")).isEqualTo("application/json;charset=UTF-8");
        }
    }
}
