package app.tds.access;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DriverManagerDataSource;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

class SecurityConfigurationTests {

    private static final String BASE = "/api/v1/tds/integrations/zoho";
    private static final String WEBHOOKS = "/api/v1/tds/webhooks/zoho";
    private static final ConfigurableApplicationContext OPEN = start("--tds.security.admin-password=s3cret-s3cret");
    private static final ConfigurableApplicationContext CLOSED = start("--tds.security.admin-password=");

    @AfterAll
    static void stop() {
        OPEN.close();
        CLOSED.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"/actuator/health", "/actuator/health/liveness", "/actuator/health/readiness"})
    void healthIsOpenWithoutDetails(String path) throws Exception {
        var answer = get(OPEN, path, null);

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.body()).contains("\"UP\"").doesNotContain("components", "details");
        assertThat(answer.headers().firstValue("Set-Cookie")).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"/actuator/prometheus", "/actuator/info", "/actuator", "/actuator/health/diskSpace"})
    void theRestNeedsTheAdmin(String path) throws Exception {
        assertThat(get(OPEN, path, null).statusCode()).isEqualTo(401);
        assertThat(get(OPEN, path, "admin:wrong").statusCode()).isEqualTo(401);
        assertThat(get(OPEN, path, "admin:s3cret-s3cret").statusCode()).isEqualTo(200);
    }

    @Test
    void theAdminSeesDetailsOfHealth() throws Exception {
        assertThat(get(OPEN, "/actuator/health/all", "admin:s3cret-s3cret").body())
                .contains("diskSpace");
        assertThat(get(OPEN, "/actuator/health", "admin:s3cret-s3cret").body()).doesNotContain("diskSpace");
    }

    @Test
    void anIntegrationsAnswerNeedsNoLoginAndConnectingDoes() throws Exception {
        assertThat(get(OPEN, BASE + "/callback?state=x", null).body()).isEqualTo("answered");
        assertThat(get(OPEN, BASE + "/connect/default", null).statusCode()).isEqualTo(401);
        assertThat(get(OPEN, BASE + "/connect/default", "admin:wrong").statusCode())
                .isEqualTo(401);
        assertThat(get(OPEN, BASE + "/connect/default", "admin:s3cret-s3cret").body())
                .isEqualTo("connects");
        assertThat(get(CLOSED, BASE + "/connect/default", "admin:").statusCode())
                .isEqualTo(401);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/anything",
                "/",
                "/actuator/env",
                BASE,
                BASE + "/callback/more",
                BASE + "/connect",
                "/api/v1/tds/integrations/callback"
            })
    void whatNobodyNamedIsDeniedEvenToTheAdmin(String path) throws Exception {
        assertThat(get(OPEN, path, null).statusCode()).isEqualTo(401);
        assertThat(get(OPEN, path, "admin:s3cret-s3cret").statusCode()).isEqualTo(404);
        assertThat(get(OPEN, path, "admin:s3cret-s3cret").body()).doesNotContain("something");
    }

    @ParameterizedTest
    @ValueSource(strings = {WEBHOOKS, WEBHOOKS + "/invoices", WEBHOOKS + "/20087345519/invoices"})
    void webhooksAreTakenWithoutLoginAndWithAnyAndNothingElseIs(String path) throws Exception {
        for (var login : new String[] {null, "admin:wrong"}) {
            for (var method : List.of("POST", "PUT")) {
                assertThat(send(OPEN, method, path, login).body()).isEqualTo("received");
            }
        }
        for (var login : new String[] {null, "admin:s3cret-s3cret"}) {
            for (var method : List.of("GET", "HEAD", "DELETE", "PATCH", "OPTIONS")) {
                var answer = send(OPEN, method, path, login);
                assertThat(answer.statusCode()).as(method).isIn(404, 405);
                assertThat(answer.body()).doesNotContain("received");
            }
        }
        assertThat(send(OPEN, "POST", path, null).headers().map()).doesNotContainKey("Set-Cookie");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/anything",
                "/actuator/prometheus",
                "/actuator/health",
                BASE + "/callback",
                "/api/v1/tds/webhook",
                "/api/v1/tds/webhooksmore",
                "/api/v1/tds"
            })
    void nothingButWebhooksCanBePosted(String path) throws Exception {
        assertThat(send(OPEN, "POST", path, null).statusCode()).isIn(401, 405);
        assertThat(send(OPEN, "POST", path, "admin:s3cret-s3cret").statusCode()).isIn(404, 405);
    }

    @Test
    void theTokenAgainstForeignPagesIsSentOverTlsOnlyWhereTheApplicationIsReachedOverTls() throws Exception {
        assertThat(xsrf(OPEN)).contains("SameSite=Strict").doesNotContain("Secure");
        try (var behindTls =
                start("--tds.security.admin-password=s3cret-s3cret", "--tds.zoho.public-url=https://tds.example.com")) {
            assertThat(xsrf(behindTls)).contains("SameSite=Strict", "; Secure");
        }
    }

    private static String xsrf(ConfigurableApplicationContext context) throws IOException, InterruptedException {
        var refused = send(context, "POST", "/api/v1/tds/runs/1/stop", "admin:s3cret-s3cret");
        assertThat(refused.statusCode()).isEqualTo(403);
        return refused.headers().firstValue("Set-Cookie").orElseThrow();
    }

    @ParameterizedTest
    @ValueSource(strings = {"admin:", "user:", "admin:admin", ":"})
    void withoutAPasswordNobodyCanLogIn(String login) throws Exception {
        assertThat(get(CLOSED, "/actuator/prometheus", login).statusCode()).isEqualTo(401);
        assertThat(get(CLOSED, "/actuator/health", null).statusCode()).isEqualTo(200);
    }

    @Test
    void theSettingsDoNotPrintThePassword() {
        assertThat(OPEN.getBean(SecuritySettings.class)).asString().doesNotContain("s3cret");
    }

    private static HttpResponse<String> get(ConfigurableApplicationContext context, String path, String login)
            throws IOException, InterruptedException {
        return send(context, "GET", path, login);
    }

    private static HttpResponse<String> send(
            ConfigurableApplicationContext context, String method, String path, String login)
            throws IOException, InterruptedException {
        var port = context.getEnvironment().getProperty("local.server.port");
        var request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
                .method(method, BodyPublishers.noBody());
        if (login != null) {
            var token = Base64.getEncoder().encodeToString(login.getBytes(StandardCharsets.UTF_8));
            request.header("Authorization", "Basic " + token);
        }
        return HttpClient.newHttpClient().send(request.build(), BodyHandlers.ofString());
    }

    private static ConfigurableApplicationContext start(String... settings) {
        var application = new SpringApplication(WebOnly.class);
        // The checks of other modules are theirs to test.
        application.setInitializers(application.getInitializers().stream()
                .filter(it -> !it.getClass().getSimpleName().equals("StartChecks"))
                .toList());
        var arguments = new ArrayList<>(List.of(settings));
        arguments.add("--server.port=0");
        arguments.add("--management.server.port=");
        return application.run(arguments.toArray(String[]::new));
    }

    @Configuration(proxyBeanMethods = false)
    @EnableAutoConfiguration(
            excludeName = {
                "org.springframework.boot.batch.autoconfigure.BatchAutoConfiguration",
                "org.springframework.boot.batch.jdbc.autoconfigure.BatchJdbcAutoConfiguration",
                "org.springframework.boot.jdbc.autoconfigure.DataSourceAutoConfiguration",
                "org.springframework.boot.liquibase.autoconfigure.LiquibaseAutoConfiguration",
                "org.springframework.boot.quartz.autoconfigure.QuartzAutoConfiguration",
                "org.springframework.modulith.events.config.EventPublicationAutoConfiguration",
                "org.springframework.modulith.events.jdbc.JdbcEventPublicationAutoConfiguration"
            })
    @Import({SecurityConfiguration.class, Sessions.class, LoginProviders.class, Anything.class})
    static class WebOnly {

        @Bean
        Clock clock() {
            return Clock.systemUTC();
        }

        /** Without a database: the log tells it. */
        @Bean
        Audit audit() {
            return new Audit(JdbcClient.create(new DriverManagerDataSource()), Clock.systemUTC());
        }

        /** Without a database: nobody shows a key here. */
        @Bean
        ApiKeys keys() {
            return new ApiKeys(JdbcClient.create(new DriverManagerDataSource()), audit(), Clock.systemUTC());
        }
    }

    @RestController
    static class Anything {

        @GetMapping("/anything")
        String anything() {
            return "something";
        }

        @GetMapping(BASE + "/callback")
        String callback() {
            return "answered";
        }

        @RequestMapping(WEBHOOKS + "/{*rest}")
        String webhook() {
            return "received";
        }

        @GetMapping(BASE + "/connect/{connection}")
        String connect() {
            return "connects";
        }
    }
}
