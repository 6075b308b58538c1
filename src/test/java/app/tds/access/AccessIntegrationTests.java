package app.tds.access;

import static org.assertj.core.api.Assertions.assertThat;

import app.tds.ServingApplication;
import app.tds.TestDatabase;
import app.tds.sandbox.Sandbox;
import app.tds.sandbox.SandboxSettings;
import jakarta.servlet.FilterChain;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.net.Socket;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Base64;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.boot.web.servlet.ServletRegistrationBean;
import org.springframework.core.Ordered;
import org.springframework.http.HttpMethod;
import org.springframework.http.server.PathContainer;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.web.bind.annotation.RequestMethod;
import org.springframework.web.filter.OncePerRequestFilter;
import org.springframework.web.servlet.function.support.RouterFunctionMapping;
import org.springframework.web.servlet.handler.AbstractUrlHandlerMapping;
import org.springframework.web.servlet.mvc.method.RequestMappingInfoHandlerMapping;
import org.springframework.web.util.pattern.PathPatternParser;
import tools.jackson.databind.json.JsonMapper;

/** Every endpoint the application has, as it maps them itself, called by everybody there is in every way there is. */
class AccessIntegrationTests {

    private static final Sandbox sandbox = Sandbox.start(SandboxSettings.tiny(), Clock.systemUTC());
    private static final TestDatabase database = TestDatabase.create();
    private static final String CSRF = "0123456789";

    private static ServingApplication application;
    private static final Map<Role, String> passwords = Map.of(
            Role.VIEWER,
            "viewer:v-viewer-viewer",
            Role.OPERATOR,
            "operator:o-operator-oper",
            Role.ADMIN,
            "admin:a-admin-admin-a");
    private static final Map<Role, String> keys = new EnumMap<>(Role.class);

    @BeforeAll
    static void start() {
        application = ServingApplication.start(
                sandbox,
                database,
                context -> {
                    context.registerBean(
                            "reached", FilterRegistrationBean.class, () -> behindEverything(new Reached()));
                },
                // Wrong ones are shown some hundred times.
                "tds.security.failed-logins=100000",
                "tds.security.admin-password=a-admin-admin-a",
                "tds.security.operator-password=o-operator-oper",
                "tds.security.viewer-password=v-viewer-viewer");
        for (var role : Role.values()) {
            keys.put(role, application.bean(ApiKeys.class).create("test", role).value());
        }
    }

    @AfterAll
    static void stop() {
        application.close();
        sandbox.close();
    }

    record Endpoint(HttpMethod method, String pattern) {

        /** With something in place of every variable. */
        String path() {
            return pattern.replaceAll("\\{[^}]*}", "zoho").replace("/**", "/something");
        }

        /** Nobody looks at a login. */
        boolean isOpen() {
            return rule().isPresent() && rule().get().needs() == null;
        }

        /** Open, but only to a page of this site. */
        boolean needsAToken() {
            return method.equals(HttpMethod.POST) && pattern.equals(AccessRule.LOGIN);
        }

        /** Nothing at this address is open. */
        boolean isClosedInEveryWay() {
            return pattern.startsWith("/actuator")
                    || endpoints().stream()
                            .filter(it -> it.pattern().equals(pattern))
                            .noneMatch(Endpoint::isOpen);
        }

        Optional<AccessRule> rule() {
            return AccessRule.ALL.stream()
                    .filter(it -> it.method().equals(method) && it.path().equals(pattern))
                    .findFirst();
        }

        @Override
        public String toString() {
            return method + " " + pattern;
        }
    }

    static List<Endpoint> endpoints() {
        var endpoints = new ArrayList<Endpoint>();
        for (var mapping :
                application.beans(RequestMappingInfoHandlerMapping.class).values()) {
            mapping.getHandlerMethods().forEach((info, handler) -> {
                var methods = info.getMethodsCondition().getMethods().isEmpty()
                        ? List.of(RequestMethod.values())
                        : List.copyOf(info.getMethodsCondition().getMethods());
                for (var pattern : info.getPatternValues()) {
                    methods.forEach(method -> endpoints.add(new Endpoint(method.asHttpMethod(), pattern)));
                }
            });
        }
        // Spring Boot's page for what went wrong: only reached from within.
        endpoints.removeIf(it -> it.pattern().equals("/error"));
        assertThat(endpoints).hasSizeGreaterThan(25);
        return endpoints;
    }

    @ParameterizedTest
    @MethodSource("endpoints")
    void everyEndpointHasARule(Endpoint endpoint) {
        assertThat(endpoint.rule()).as("a rule in AccessRule for %s", endpoint).isPresent();
    }

    @ParameterizedTest
    @MethodSource("endpoints")
    void everybodyReachesWhatTheirRoleAllowsAndNothingElse(Endpoint endpoint) {
        var needs = endpoint.rule().orElseThrow().needs();
        for (var role : Role.values()) {
            var expected = needs == null || role.compareTo(needs) >= 0 ? 204 : 403;
            assertThat(status(endpoint, key(keys.get(role))))
                    .as("%s with a key", role)
                    .isEqualTo(endpoint.needsAToken() ? 403 : expected);
            assertThat(status(endpoint, basic(passwords.get(role)), csrf()))
                    .as("%s with a password", role)
                    .isEqualTo(expected);
        }
    }

    @ParameterizedTest
    @MethodSource("endpoints")
    void nobodyElseDoes(Endpoint endpoint) {
        if (endpoint.isOpen()) {
            assertThat(status(endpoint)).isEqualTo(endpoint.needsAToken() ? 403 : 204);
            assertThat(status(endpoint, csrf())).isEqualTo(204);
            assertThat(status(endpoint, key("wrong"), basic("admin:wrong"), csrf()))
                    .isEqualTo(204);
            return;
        }
        var good = keys.get(Role.ADMIN);
        var revoked =
                application.bean(ApiKeys.class).create("revoked", Role.ADMIN).value();
        application.bean(ApiKeys.class).revoke(revoked.split("_")[1]);

        assertThat(status(endpoint)).as("no login").isEqualTo(401);
        for (var wrong : List.of(
                "",
                "tds",
                "tds__",
                "x" + good,
                good + "x",
                good.substring(0, good.length() - 1),
                good.replace("tds_", "tds_0"),
                keys.get(Role.VIEWER).substring(0, 17) + good.substring(17),
                revoked)) {
            assertThat(status(endpoint, key(wrong))).as("key %s", wrong).isEqualTo(401);
            assertThat(status(endpoint, key(wrong), basic("admin:a-admin-admin-a"), csrf()))
                    .as("key %s beside a good password", wrong)
                    .isEqualTo(401);
        }
        for (var wrong :
                List.of("admin:", "admin:o-operator-oper", "nobody:a-admin-admin-a", ":", "operator:a-admin-admin-a")) {
            assertThat(status(endpoint, basic(wrong), csrf()))
                    .as("login %s", wrong)
                    .isEqualTo(401);
        }
    }

    @ParameterizedTest
    @MethodSource("endpoints")
    void aForeignPageChangesNothing(Endpoint endpoint) {
        var changes = !endpoint.method().equals(HttpMethod.GET) && (!endpoint.isOpen() || endpoint.needsAToken());
        var allowed = changes ? 403 : 204;
        assertThat(status(endpoint, basic("admin:a-admin-admin-a")))
                .as("no token")
                .isEqualTo(allowed);
        assertThat(status(endpoint, basic("admin:a-admin-admin-a"), new String[] {"X-XSRF-TOKEN", CSRF}))
                .as("no cookie")
                .isEqualTo(allowed);
        assertThat(status(endpoint, basic("admin:a-admin-admin-a"), new String[] {"Cookie", "XSRF-TOKEN=" + CSRF}))
                .as("no header")
                .isEqualTo(allowed);
        assertThat(status(endpoint, basic("admin:a-admin-admin-a"), new String[] {
                    "X-XSRF-TOKEN", "1" + CSRF, "Cookie", "XSRF-TOKEN=" + CSRF
                }))
                .as("another token")
                .isEqualTo(allowed);
        // A key does not excuse a password that a browser may have added.
        assertThat(status(endpoint, basic("admin:a-admin-admin-a"), key(keys.get(Role.VIEWER))))
                .as("a key beside the password")
                .isIn(changes ? List.of(403) : List.of(204, 403));
    }

    @Test
    void nothingButLookingIsOpenToThoseWhoOnlyLook() {
        assertThat(AccessRule.ALL)
                .filteredOn(it -> !it.method().equals(HttpMethod.GET)
                        && !List.of(
                                        "/api/v1/tds/webhooks/{integration}/{*rest}",
                                        "/login",
                                        "/logout",
                                        "/acknowledge/{id}/{token}")
                                .contains(it.path()))
                .allSatisfy(it -> assertThat(it.needs()).isIn(Role.OPERATOR, Role.ADMIN));
        assertThat(AccessRule.ALL)
                .filteredOn(it -> it.needs() == null)
                .extracting(AccessRule::path)
                .containsExactly(
                        "/actuator/health",
                        "/actuator/health/liveness",
                        "/actuator/health/readiness",
                        "/api/v1/tds/integrations/zoho/callback",
                        "/api/v1/tds/webhooks/{integration}/{*rest}",
                        "/api/v1/tds/webhooks/{integration}/{*rest}",
                        "/login",
                        "/login",
                        "/assets/{version}/{name}",
                        "/enter/{key}",
                        "/acknowledge/{id}/{token}",
                        "/acknowledge/{id}/{token}");
    }

    @Test
    void everyRuleIsAboutAnEndpoint() {
        var endpoints = endpoints();
        assertThat(AccessRule.ALL)
                .allSatisfy(rule -> assertThat(endpoints)
                        .anyMatch(it -> it.method().equals(rule.method())
                                && (it.pattern().equals(rule.path())
                                        || PathPatternParser.defaultInstance
                                                .parse(it.pattern())
                                                .matches(PathContainer.parsePath(rule.path())))));
    }

    @Test
    void nothingIsServedInAnotherWay() {
        assertThat(application.beans(ServletRegistrationBean.class).keySet())
                .containsExactly("dispatcherServletRegistration");
        assertThat(application.beans(RouterFunctionMapping.class).values())
                .allSatisfy(it -> assertThat(it.getRouterFunction()).isNull());
        var urls = new TreeSet<String>();
        application
                .beans(AbstractUrlHandlerMapping.class)
                .values()
                .forEach(it -> urls.addAll(it.getHandlerMap().keySet()));
        urls.add("/anything.html");
        urls.add("/error");
        for (var url : urls) {
            for (var method : List.of(HttpMethod.GET, HttpMethod.POST)) {
                var endpoint = new Endpoint(method, url);
                assertThat(status(endpoint)).as(url).isEqualTo(401);
                assertThat(status(endpoint, key(keys.get(Role.ADMIN)))).as(url).isEqualTo(404);
            }
        }
    }

    @ParameterizedTest
    @MethodSource("endpoints")
    void anotherMethodIsNotAllowedAndTheAnswerNamesThoseThatAre(Endpoint endpoint) {
        var allowed = endpoints().stream()
                // An address may be one of several patterns, such as a name beside a variable.
                .filter(it -> PathPatternParser.defaultInstance
                        .parse(it.pattern())
                        .matches(PathContainer.parsePath(endpoint.path())))
                .map(Endpoint::method)
                .distinct()
                .toList();
        for (var method : List.of(
                HttpMethod.GET,
                HttpMethod.POST,
                HttpMethod.PUT,
                HttpMethod.DELETE,
                HttpMethod.PATCH,
                HttpMethod.OPTIONS)) {
            if (allowed.contains(method)) {
                continue;
            }
            var wrong = new Endpoint(method, endpoint.pattern());
            for (var login : List.of(
                    new String[][] {key(keys.get(Role.ADMIN))},
                    new String[][] {basic("admin:a-admin-admin-a"), csrf()},
                    new String[][] {basic("admin:a-admin-admin-a")})) {
                var answer = send(wrong, login);
                assertThat(answer.statusCode()).as("%s", method).isEqualTo(405);
                assertThat(answer.headers().firstValue("Allow").orElseThrow().split(", "))
                        .containsAll(allowed.stream().map(HttpMethod::name).toList())
                        .doesNotContain(method.name());
                assertProblem(answer);
            }
            assertThat(status(wrong))
                    .as("%s without a login", method)
                    .isEqualTo(endpoint.isClosedInEveryWay() ? 401 : 405);
        }
    }

    @ParameterizedTest
    @MethodSource("endpoints")
    void everyRefusalIsAProblem(Endpoint endpoint) {
        assertProblem(send(endpoint, key("wrong")));
        assertProblem(send(endpoint, basic("admin:wrong"), csrf()));
        assertProblem(send(endpoint));
        assertProblem(send(endpoint, key(keys.get(Role.VIEWER))));
        assertProblem(send(endpoint, basic("admin:a-admin-admin-a")));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "GET /api/v1/tds/runs/%00 HTTP/1.1\r\nHost: x",
                "GET /api//v1/tds/runs HTTP/1.1\r\nHost: x",
                "GET /api/v1/tds/runs;a=b HTTP/1.1\r\nHost: x",
                "GET /api/v1/tds/runs?a={} HTTP/1.1\r\nHost: x",
                "GET /%zz HTTP/1.1\r\nHost: x",
                "GET /api/v1/tds/runs HTTP/1.1\r\nHost: x y",
                "GET /api/v1/tds/runs HTTP/1.1",
                "GET /api/v1/tds/runs HTTP/1.1\r\nHost: x\r\nAccept: text/html",
                "NONSENSE /api/v1/tds/runs HTTP/1.1\r\nHost: x",
                "TRACE /api/v1/tds/runs HTTP/1.1\r\nHost: x",
                "POST /api/v1/tds/runs HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: nonsense",
                "POST /api/v1/tds/runs HTTP/1.1\r\nHost: x\r\nContent-Length: many",
                "\u0001 / HTTP/1.1\r\nHost: x"
            })
    void evenWhatTheServerCannotReadIsAnsweredWithAProblem(String request) throws Exception {
        var address = application.address("/");
        try (var socket = new Socket(address.getHost(), address.getPort())) {
            socket.setSoTimeout(10_000);
            socket.getOutputStream()
                    .write((request + "\r\nConnection: close\r\n\r\n").getBytes(StandardCharsets.ISO_8859_1));
            var answer = new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);

            assertThat(answer)
                    .containsPattern("^HTTP/1.1 (4..|501) ")
                    .containsIgnoringCase("content-type: application/problem+json")
                    .contains("\"title\":", "\"status\":", "\"detail\":");
            assertThat(answer).doesNotContain("Exception", "Tomcat", "<html");
        }
    }

    private static void assertProblem(HttpResponse<String> answer) {
        if (answer.statusCode() == 204) {
            return;
        }
        assertThat(answer.statusCode()).isBetween(400, 499);
        assertThat(answer.headers().firstValue("Content-Type")).contains("application/problem+json");
        var problem = JsonMapper.shared().readTree(answer.body());
        assertThat(problem.path("status").asInt()).isEqualTo(answer.statusCode());
        assertThat(problem.propertyNames()).contains("type", "title", "detail", "instance");
        assertThat(problem.path("detail").asString()).endsWith(".");
    }

    @Test
    void whoIsRefusedIsToldWhatWouldHelp() {
        var post = new Endpoint(HttpMethod.POST, "/api/v1/tds/runs/1/stop");

        var unknown = send(post);
        assertThat(unknown.headers().firstValue("Content-Type")).contains("application/problem+json");
        assertThat(unknown.headers().firstValue("WWW-Authenticate"))
                .hasValueSatisfying(it -> assertThat(it).startsWith("Basic"));
        assertThat(unknown.body()).contains("\"status\":401", "X-API-Key", "\"instance\":\"/api/v1/tds/runs/1/stop\"");
        assertThat(send(post, key(keys.get(Role.VIEWER))).body())
                .contains("\"status\":403", "Your role does not allow this.");

        var forged = send(post, basic("admin:a-admin-admin-a"));
        assertThat(forged.body()).contains("\"status\":403", "X-XSRF-TOKEN");
        var cookie = forged.headers().firstValue("Set-Cookie").orElseThrow();
        assertThat(cookie).contains("SameSite=Strict");
        var token = cookie.replaceAll("XSRF-TOKEN=([^;]*);.*", "$1");
        assertThat(status(post, basic("admin:a-admin-admin-a"), new String[] {
                    "X-XSRF-TOKEN", token, "Cookie", "XSRF-TOKEN=" + token
                }))
                .isEqualTo(204);
        assertThat(send(post, key(keys.get(Role.ADMIN))).headers().map()).doesNotContainKey("Set-Cookie");
    }

    @Test
    void ofAKeyOnlyAHashIsKept() {
        var key = keys.get(Role.OPERATOR);
        var id = key.split("_")[1];
        var row = JdbcClient.create(database.dataSource())
                .sql("select k::text, encode(secret_hash, 'hex') as hash from etl.api_keys k where key_id = ?")
                .param(id)
                .query()
                .singleRow();
        assertThat(row.get("k").toString()).doesNotContain(key.substring(17));
        assertThat(row.get("hash").toString()).hasSize(64);
        assertThat(application.bean(ApiKeys.class).create("test", Role.VIEWER)).hasToString("******");
    }

    private static int status(Endpoint endpoint, String[]... headers) {
        var answer = send(endpoint, headers);
        if (answer.statusCode() == 204) {
            assertThat(answer.headers().firstValue("X-Reached")).isPresent();
        }
        return answer.statusCode();
    }

    private static HttpResponse<String> send(Endpoint endpoint, String[]... headers) {
        var request = HttpRequest.newBuilder(application.address(endpoint.path()))
                .method(endpoint.method().name(), BodyPublishers.noBody());
        Stream.of(headers).filter(it -> it.length > 0).forEach(request::headers);
        return application.send(request, "");
    }

    private static String[] key(String key) {
        return new String[] {"X-API-Key", key};
    }

    private static String[] basic(String login) {
        return new String[] {"Authorization", "Basic " + Base64.getEncoder().encodeToString(login.getBytes())};
    }

    private static String[] csrf() {
        return new String[] {"X-XSRF-TOKEN", CSRF, "Cookie", "XSRF-TOKEN=" + CSRF};
    }

    private static FilterRegistrationBean<Reached> behindEverything(Reached reached) {
        var registration = new FilterRegistrationBean<>(reached);
        registration.setOrder(Ordered.LOWEST_PRECEDENCE);
        return registration;
    }

    /** Answers in place of the endpoint: who gets here was let in. */
    static class Reached extends OncePerRequestFilter {

        @Override
        protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain) {
            response.setHeader("X-Reached", request.getRequestURI());
            response.setStatus(204);
        }
    }
}
