package app.tds.webhook;

import static org.assertj.core.api.Assertions.assertThat;

import app.tds.ConfigurationCheck;
import app.tds.Secret;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.ConfigurationPropertySources;
import org.springframework.core.env.StandardEnvironment;
import org.springframework.core.env.SystemEnvironmentPropertySource;
import org.springframework.core.io.support.SpringFactoriesLoader;
import org.springframework.mock.env.MockEnvironment;

class WebhookCheckTests {

    private static final String ONE = "zohowebhooksecret01";
    private static final String TWO = "zohowebhooksecret02";

    @Test
    void itIsAskedBeforeEveryStart() {
        assertThat(SpringFactoriesLoader.forDefaultResourceLocation(getClass().getClassLoader())
                        .load(ConfigurationCheck.class))
                .hasAtLeastOneElementOfType(WebhookCheck.class);
    }

    @Test
    void nothingIsNeededAndTwoSecretsAreFine() {
        assertThat(new WebhookCheck().problems(new MockEnvironment())).isEmpty();
        assertThat(problems(Map.of(
                        "tds.webhooks.secrets.20087345519", ONE + "," + TWO,
                        "tds.webhooks.secrets.10234695[0]", ONE,
                        "tds.webhooks.unsigned", "true",
                        "server.address", "127.0.0.1",
                        "tds.webhooks.max-body", "2MB",
                        "tds.webhooks.retention", "7d")))
                .isEmpty();
    }

    @Test
    void everyProblemIsNamedAtOnceByItsKeyAndTellsNoSecret() {
        assertThat(problems(Map.of(
                        "tds.webhooks.secrets.mine", ONE,
                        "tds.webhooks.secrets.1", "tooshort1",
                        "tds.webhooks.secrets.2", ONE + "," + TWO + "," + ONE,
                        "tds.webhooks.secrets.3", "",
                        "tds.webhooks.unsigned", "true",
                        "server.address", "0.0.0.0",
                        "tds.webhooks.max-body", "1GB",
                        "tds.webhooks.per-minute", "0",
                        "tds.webhooks.refused-per-minute", "-1",
                        "tds.webhooks.retention", "5m")))
                .allSatisfy(problem -> assertThat(problem).doesNotContain(ONE, TWO, "tooshort1"))
                .extracting(problem -> problem.substring(0, problem.indexOf(": ")))
                .containsExactlyInAnyOrder(
                        "tds.webhooks.secrets.mine",
                        "tds.webhooks.secrets.1",
                        "tds.webhooks.secrets.2",
                        "tds.webhooks.secrets.3",
                        "tds.webhooks.unsigned",
                        "tds.webhooks.max-body",
                        "tds.webhooks.per-minute",
                        "tds.webhooks.refused-per-minute",
                        "tds.webhooks.retention");
        assertThat(problems(Map.of(
                        "tds.webhooks.unsigned", "true",
                        "server.address", "127.0.0.1",
                        "server.forward-headers-strategy", "NATIVE",
                        "tds.zoho.public-url", "https://tds.example.com")))
                .satisfiesExactly(
                        headers -> assertThat(headers).contains("forward-headers-strategy native"),
                        proxied -> assertThat(proxied).contains("public-url"));
        assertThat(problems(Map.of(
                        "tds.webhooks.unsigned",
                        "perhaps",
                        "tds.webhooks.max-body",
                        "big",
                        "tds.webhooks.retention",
                        "long",
                        "tds.webhooks.share-of-calls",
                        "30")))
                .hasSize(4);
    }

    @Test
    void secretsOfAnOrganizationFitAnEnvironmentVariable() {
        var environment = new StandardEnvironment();
        environment
                .getPropertySources()
                .addFirst(new SystemEnvironmentPropertySource(
                        StandardEnvironment.SYSTEM_ENVIRONMENT_PROPERTY_SOURCE_NAME,
                        Map.of("TDS_WEBHOOKS_SECRETS_20087345519", ONE + "," + TWO)));
        ConfigurationPropertySources.attach(environment);

        var settings = Binder.get(environment).bindOrCreate("tds.webhooks", WebhookSettings.class);

        assertThat(settings.secrets()).isEqualTo(Map.of("20087345519", List.of(new Secret(ONE), new Secret(TWO))));
        assertThat(settings.toString()).doesNotContain(ONE);
        assertThat(new WebhookCheck().problems(environment)).isEmpty();
    }

    private static List<String> problems(Map<String, String> settings) {
        var environment = new MockEnvironment();
        settings.forEach(environment::setProperty);
        return new WebhookCheck().problems(environment);
    }
}
