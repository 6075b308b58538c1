package app.tds.zoho;

import static org.assertj.core.api.Assertions.assertThat;

import app.tds.Secret;
import java.net.URI;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.mock.env.MockEnvironment;

class AccountsServerTests {

    private static final ZohoConnection AMERICAN = connection("https://accounts.zoho.com");
    private static final ZohoConnection OWN = connection("http://127.0.0.1:8090");

    @ParameterizedTest
    @CsvSource({
        "https://accounts.zoho.eu, https://accounts.zoho.eu",
        "https://accounts.zoho.com/, https://accounts.zoho.com",
        "https://accounts.zoho.in:443, https://accounts.zoho.in",
        "https://Accounts.Zoho.SA, https://accounts.zoho.sa",
        "https://accounts.zohocloud.ca, https://accounts.zohocloud.ca"
    })
    void everyDataCentreIsKnown(String named, URI known) {
        assertThat(AccountsServer.named(named, AMERICAN)).contains(known);
        assertThat(AccountsServer.named(named, OWN)).contains(known);
    }

    @Test
    void soIsTheConfiguredServerAndOnlyThere() {
        assertThat(AccountsServer.named("http://127.0.0.1:8090", OWN)).contains(OWN.accounts());
        assertThat(AccountsServer.named("http://127.0.0.1:8091", OWN)).isEmpty();
        assertThat(AccountsServer.named("http://127.0.0.1:8090", AMERICAN)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://accounts.zoho.ca",
                "https://zoho.com",
                "https://accounts.zoho.com.example",
                "http://accounts.zoho.eu",
                "https://accounts.zoho.eu:8443",
                "https://a@accounts.zoho.eu",
                "https://accounts.zoho.eu/x",
                "https://accounts.zoho.eu#x",
                "accounts.zoho.eu",
                "mailto:accounts.zoho.eu",
                "https://",
                "",
                "\u0000"
            })
    void nothingElseIs(String named) {
        assertThat(AccountsServer.named(named, AMERICAN)).isEmpty();
    }

    @Test
    void aLocationMeansADataCentreUnlessAServerOfOnesOwnIsConfigured() {
        assertThat(AccountsServer.located("eu", AMERICAN)).isEqualTo(URI.create("https://accounts.zoho.eu"));
        assertThat(AccountsServer.located("mars", AMERICAN)).isNull();
        assertThat(AccountsServer.located(null, AMERICAN)).isNull();
        assertThat(AccountsServer.located("eu", OWN)).isNull();
    }

    @ParameterizedTest
    @CsvSource(
            nullValues = "none",
            value = {
                "none, ''",
                "https://tds.example.com, ''",
                "https://tds.example.com/prefix/, ''",
                "http://127.0.0.1:9000, ''",
                "http://tds.example.com, plain http",
                "tds.example.com, not a web address",
                "https://tds.example.com?x=1, without ?"
            })
    void thePublicUrlIsCheckedAtTheStart(String url, String problem) {
        var environment = new MockEnvironment();
        if (url != null) {
            environment.setProperty("tds.zoho.public-url", url);
        }

        var problems = new ZohoCheck()
                .problems(environment).stream()
                        .filter(it -> it.contains("public-url"))
                        .toList();

        if (problem.isEmpty()) {
            assertThat(problems).isEmpty();
        } else {
            assertThat(problems).singleElement().asString().contains(problem);
        }
    }

    private static ZohoConnection connection(String accounts) {
        return new ZohoConnection("x", URI.create(accounts), "id", new Secret("s"), null, List.of());
    }
}
