package app.tds.zoho;

import static org.assertj.core.api.Assertions.assertThat;

import app.tds.ConfigurationCheck;
import java.net.URI;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.core.io.support.SpringFactoriesLoader;
import org.springframework.mock.env.MockEnvironment;

class ZohoCheckTests {

    private final MockEnvironment environment = new MockEnvironment()
            .withProperty("tds.zoho.client-id", "1000.CLIENT")
            .withProperty("tds.zoho.client-secret", "very-secret")
            .withProperty("tds.zoho.refresh-token", "1000.refresh.token")
            .withProperty("tds.zoho.organizations", "10234695,20087345519")
            .withProperty("tds.secret-key", Base64.getEncoder().encodeToString(new byte[32]));

    @Test
    void itIsAskedBeforeEveryStart() {
        assertThat(SpringFactoriesLoader.forDefaultResourceLocation(getClass().getClassLoader())
                        .load(ConfigurationCheck.class))
                .hasAtLeastOneElementOfType(ZohoCheck.class);
    }

    @Test
    void aCompleteConfigurationHasNoProblem() {
        assertThat(problems()).isEmpty();
    }

    @Test
    void everyProblemIsNamedAtOnceByItsKey() {
        var wrong = new MockEnvironment()
                .withProperty("tds.zoho.data-center", "mars")
                .withProperty("tds.zoho.accounts-url", "http://accounts.zoho.com")
                .withProperty("tds.zoho.client-secret", " ")
                .withProperty("tds.zoho.calls-per-minute", "-1");

        assertThat(new ZohoCheck().problems(wrong))
                .extracting(problem -> problem.substring(0, problem.indexOf(": ")))
                .containsExactlyInAnyOrder(
                        "tds.zoho.client-id",
                        "tds.zoho.client-secret",
                        "tds.zoho.data-center",
                        "tds.zoho.accounts-url",
                        "tds.zoho.organizations",
                        "tds.zoho.calls-per-minute",
                        "tds.secret-key");
    }

    @Test
    void noProblemTellsASecret() {
        environment
                .withProperty("tds.secret-key", "dG9vIHNob3J0")
                .withProperty("tds.zoho.data-center", "x")
                .withProperty("tds.zoho.organizations", "x");

        assertThat(problems())
                .hasSize(3)
                .allSatisfy(problem ->
                        assertThat(problem).doesNotContain("dG9vIHNob3J0", "very-secret", "1000.refresh.token"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://accounts.zoho.eu",
                "http://127.0.0.1:8080",
                "http://127.8.9.1",
                "http://localhost:1",
                "http://[::1]:8080",
                "https://127.0.0.1.evil.example"
            })
    void encryptedOrOnThisMachineIsSafe(String address) {
        environment.withProperty("tds.zoho.accounts-url", address);

        assertThat(problems()).isEmpty();
        assertThat(ZohoCheck.safe(URI.create(address))).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://accounts.zoho.eu",
                "http://127.0.0.1.evil.example",
                "http://127.evil.example",
                "http://localhost.evil.example",
                "http://127.0.0.1@evil.example",
                "http://evil.example/127.0.0.1",
                "http://10.0.0.1",
                "http://192.168.0.1:8080",
                "http://[::2]",
                "http://0.0.0.0"
            })
    void plainHttpToAnotherMachineIsNot(String address) {
        environment.withProperty("tds.zoho.accounts-url", address);

        assertThat(problems())
                .singleElement()
                .asString()
                .startsWith("tds.zoho.accounts-url: ")
                .contains("https");
        assertThat(ZohoCheck.safe(URI.create(address))).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"accounts.zoho.eu", "ftp://127.0.0.1", "https://", "https:///x", "http://a b", "127.0.0.1"})
    void whatIsNoWebAddressIsNamed(String address) {
        environment.withProperty("tds.zoho.accounts-url", address);

        assertThat(problems()).singleElement().asString().startsWith("tds.zoho.accounts-url: ");
    }

    @Test
    void organizationsMayBeListedOneByOne() {
        var listed = new MockEnvironment()
                .withProperty("tds.zoho.client-id", "1000.CLIENT")
                .withProperty("tds.zoho.client-secret", "very-secret")
                .withProperty("tds.zoho.refresh-token", "1000.refresh.token")
                .withProperty("tds.zoho.organizations[0]", "10234695")
                .withProperty("tds.zoho.organizations[1]", "20087345519")
                .withProperty("tds.secret-key", Base64.getEncoder().encodeToString(new byte[32]));
        assertThat(new ZohoCheck().problems(listed)).isEmpty();

        listed.withProperty("tds.zoho.organizations[2]", "acme");
        assertThat(new ZohoCheck().problems(listed)).singleElement().asString().contains("\"acme\"", "digits");
    }

    @Test
    void aRefreshTokenMayComeFromConnecting() {
        environment.withProperty("tds.zoho.refresh-token", "");

        assertThat(problems()).isEmpty();
    }

    @Test
    void organizationsAreDigitsAndNamedOnce() {
        environment.withProperty("tds.zoho.organizations", "10, 20 ,10");
        assertThat(problems()).containsExactly("tds.zoho.organizations: 10 is named twice");

        environment.withProperty("tds.zoho.organizations", "10,x1,123456789012345678901");
        assertThat(problems()).hasSize(2);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "   ", "not base64!", "dG9vIHNob3J0"})
    void aKeyIs32BytesInBase64(String key) {
        environment.withProperty("tds.secret-key", key);

        assertThat(problems())
                .singleElement()
                .asString()
                .startsWith("tds.secret-key: ")
                .contains("openssl rand -base64 32");
    }

    @Test
    void noLimitIsALimitOfZero() {
        environment.withProperty("tds.zoho.calls-per-minute", "0");

        assertThat(problems()).isEmpty();
    }

    private List<String> problems() {
        return new ZohoCheck().problems(environment);
    }

    @Test
    void crmIsOfOneOrganizationOfAConnectionAndOfOneThatIsMirrored() {
        environment.setProperty("tds.zoho.organizations", "10,20");
        environment.setProperty("tds.zoho.crm-organizations", "20");
        assertThat(problems()).isEmpty();

        environment.setProperty("tds.zoho.crm-organizations", "10,20,30");
        assertThat(problems())
                .containsExactly(
                        "tds.zoho.crm-organizations: names several of tds.zoho.organizations; calls to CRM name no"
                                + " organization, so only one of a connection can have CRM",
                        "tds.zoho.crm-organizations: \"30\" is not one of the organizations that are mirrored");
    }
}
