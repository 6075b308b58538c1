package app.tds.zoho;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import app.tds.Secret;
import app.tds.ServingApplication;
import app.tds.SettableClock;
import app.tds.TestDatabase;
import app.tds.jobs.JobDefinitions;
import app.tds.launch.LaunchRequest;
import app.tds.launch.Launcher;
import app.tds.pipeline.AskedBy;
import app.tds.pipeline.RunFinished.Outcome;
import app.tds.pipeline.RunMode;
import app.tds.sandbox.Sandbox;
import app.tds.sandbox.SandboxSettings;
import app.tds.source.SourceAccess;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Everything the application says while it works and fails, at DEBUG: no secret is in it. */
class SecretsIntegrationTests {

    private static final String BASE = "/api/v1/tds/integrations/zoho";
    private String cookie = "";
    private static final String PASSWORD = "Baghdad-Gate-1258";
    private static final String ADMIN = "admin:" + PASSWORD;

    /** The shape of every code, refresh token and access token. */
    private static final Pattern TOKEN = Pattern.compile("1000\\.[0-9a-f]{32}\\.[0-9a-f]{32}");

    private static final byte[] KEY =
            HexFormat.of().parseHex("8f3b1c5a77d2e9046bb8f0c1d2a3e4f5061728394a5b6c7d8e9fa0b1c2d3e4f5");

    @TempDir
    private Path folder;

    private final SettableClock clock = new SettableClock(Instant.parse("2026-03-01T09:00:00Z"));
    private final Sandbox sandbox = Sandbox.start(SandboxSettings.tiny(), clock);
    private final TestDatabase database = TestDatabase.create();
    private final StringWriter told = new StringWriter();
    private final Map<String, String> secrets = new LinkedHashMap<>();

    @Test
    void nothingThatIsWrittenHoldsASecret() throws Exception {
        String key = Base64.getEncoder().encodeToString(KEY);
        secrets.put("the client's secret", sandbox.clientSecret());
        secrets.put("the secret key", key);
        secrets.put("the secret key in hex", HexFormat.of().formatHex(KEY));
        secrets.put("the secret key's bytes", new String(KEY, StandardCharsets.ISO_8859_1));
        secrets.put("the admin's password", PASSWORD);
        Path log = folder.resolve("tds.log");
        var console = new ByteArrayOutputStream();
        PrintStream out = System.out;
        PrintStream err = System.err;
        System.setOut(new PrintStream(console, true, StandardCharsets.UTF_8));
        System.setErr(System.out);
        try (var application = ServingApplication.start(
                sandbox,
                database,
                clock,
                "logging.config=" + logback(log),
                "tds.zoho.record-calls=" + folder.resolve("calls"),
                "logging.level.app.tds.zoho.calls=debug",
                "tds.schedule.enabled=true",
                "tds.secret-key=" + key,
                "tds.security.admin-password=" + PASSWORD)) {
            work(application);
            for (String path : List.of("/actuator/prometheus", "/actuator/info", "/actuator/health", "/actuator")) {
                told.append(application.get(path, ADMIN).body());
            }
            records(application);
        } finally {
            System.setOut(out);
            System.setErr(err);
            sandbox.close();
        }
        String logged = Files.readString(log, StandardCharsets.ISO_8859_1);
        String dumped = dump();

        assertThat(logged).contains("Connection default was made", "was not made", "status=200", "status=401");
        assertThat(dumped).contains("etl.connections", "etl.oauth_states", "etl.runs");
        assertThat(told.toString()).contains("jvm_memory_used_bytes", "******");
        nothingIn("the log", logged);
        nothingIn("the recorded calls", recorded());
        nothingIn("the console", console.toString(StandardCharsets.ISO_8859_1));
        nothingIn("the database", dumped);
        nothingIn("what was told", told.toString());
    }

    private void work(ServingApplication application) {
        var tokens = application.bean(AccessTokens.class);
        ZohoConnection connection =
                application.bean(ZohoConnections.class).all().get(0);
        tell(catchThrowable(() -> tokens.current(connection)));
        URI late = consent(application);
        clock.advance(Duration.ofMinutes(2));
        told.append(come(application, late).body());
        URI answer = consent(application);
        told.append(come(application, answer).body());
        told.append(come(application, answer).body());
        known(tokens.current(connection));
        // The organizations are known since the connection was made.
        runEverything(application, Outcome.COMPLETED);

        sandbox.faults().on("/books/v3/invoices").status(401, 14);
        runEverything(application, Outcome.COMPLETED);
        known(tokens.current(connection));

        tell(catchThrowable(() -> tokens.connect(
                connection,
                new Secret(known(sandbox.grantCode("Zoho"), "a code")),
                null,
                URI.create("https://127.0.0.1:1"))));
        clock.advance(Duration.ofHours(1));
        sandbox.faults().on("/oauth/v2/token").truncated();
        tell(catchThrowable(() -> tokens.current(connection)));
        sandbox.faults().on("/oauth/v2/token").html();
        application.bean(TokenRefresh.class).round();
        sandbox.faults().on("/oauth/v2/token").always().status(400, 0);
        application.bean(TokenRefresh.class).round();
        runEverything(application, null);
        told.append(application.bean(SourceAccess.class).check().toString());
        sandbox.faults().clear();

        clock.advance(Duration.ofHours(1));
        sandbox.faults().on("/books/v3/*").always().status(401, 14);
        told.append(application.bean(SourceAccess.class).check().toString());
        sandbox.faults().clear();
        clock.advance(Duration.ofHours(1));
        told.append(application.bean(SourceAccess.class).check().toString());
        known(tokens.current(connection));
    }

    private HttpResponse<String> come(ServingApplication application, URI answer) {
        return application.send(HttpRequest.newBuilder(answer).header("Cookie", cookie), "");
    }

    private URI consent(ServingApplication application) {
        var begun = application.get(BASE + "/connect/default", ADMIN);
        URI zoho = URI.create(begun.headers().firstValue("Location").orElseThrow());
        cookie = begun.headers().firstValue("Set-Cookie").orElseThrow().split(";")[0];
        known(cookie.split("=", 2)[1], "a browser");
        URI answer = URI.create(
                application.get(zoho, "").headers().firstValue("Location").orElseThrow());
        known(answer.getQuery().replaceAll(".*code=([^&]*)&.*", "$1"), "a code");
        known(answer.getQuery().replaceAll(".*state=([^&]*).*", "$1"), "a state");
        return answer;
    }

    private void runEverything(ServingApplication application, Outcome outcome) {
        for (String job : application.bean(JobDefinitions.class).names()) {
            var finished = application
                    .bean(Launcher.class)
                    .launch(new LaunchRequest(
                            job, sandbox.organizationIds().get(0), RunMode.FULL, AskedBy.person("test")))
                    .finished()
                    .join();
            told.append(finished.toString()).append('\n');
            if (outcome != null) {
                assertThat(finished.outcome()).as(job).isEqualTo(outcome);
            }
        }
    }

    private void records(ServingApplication application) {
        var cipher = application.bean(TokenCipher.class);
        ZohoConnection connection =
                application.bean(ZohoConnections.class).all().get(0);
        StoredConnection stored = JdbcClient.create(database.dataSource())
                .sql("select * from etl.connections")
                .query((row, number) -> StoredConnection.of(row, cipher, connection, clock.instant()))
                .single();
        Secret refreshToken = java.util.Objects.requireNonNull(stored.refreshToken());
        known(refreshToken.value(), "a refresh token");
        assertThat(refreshToken.value()).matches(TOKEN);
        Access access = java.util.Objects.requireNonNull(stored.access());
        var configured = new ZohoConnection("x", connection.accounts(), "id", refreshToken, refreshToken, List.of("1"));
        List<Object> records = List.of(
                application.bean(ZohoSettings.class),
                connection,
                configured,
                stored,
                access,
                refreshToken,
                new TokenEndpoint.Granted(access, refreshToken),
                new ZohoSettings.Connection("us", null, "id", refreshToken, refreshToken, List.of("1")),
                cipher);
        records.forEach(record -> told.append(record.toString()).append(' ').append(record.hashCode() + "\n"));
    }

    private void known(Access access) {
        known(access.token().value(), "an access token");
    }

    private String known(String secret, String what) {
        secrets.put(what + " " + secrets.size(), secret);
        return secret;
    }

    private void tell(Throwable failure) {
        assertThat(failure).isNotNull();
        failure.printStackTrace(new PrintWriter(told, true));
    }

    private String recorded() throws IOException {
        try (Stream<Path> files = Files.walk(folder.resolve("calls"))) {
            var recorded = new StringBuilder();
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                recorded.append(file).append('\n').append(Files.readString(file, StandardCharsets.ISO_8859_1));
            }
            return recorded.toString();
        }
    }

    /** Every row of every table, binary columns in hex. */
    private String dump() {
        var jdbc = JdbcClient.create(database.dataSource());
        var dumped = new StringBuilder();
        List<String> tables = new ArrayList<>(jdbc.sql("select format('%I.%I', table_schema, table_name)"
                        + " from information_schema.tables where table_type = 'BASE TABLE'"
                        + " and table_schema in ('etl', 'batch', 'quartz', 'tds')")
                .query(String.class)
                .list());
        for (String table : tables) {
            dumped.append(table).append('\n');
            jdbc.sql("select t::text from " + table + " t")
                    .query(String.class)
                    .list()
                    .forEach(row -> dumped.append(row).append('\n'));
        }
        return dumped.toString();
    }

    private void nothingIn(String place, String text) {
        assertThat(text).as(place).isNotEmpty().doesNotContainPattern(TOKEN);
        secrets.forEach((what, secret) -> {
            assertThat(text.contains(secret)).as(what + " in " + place).isFalse();
            assertThat(text.contains(secret.substring(0, 12)))
                    .as("the beginning of " + what + " in " + place)
                    .isFalse();
            assertThat(text.contains(HexFormat.of().formatHex(secret.getBytes(StandardCharsets.UTF_8))))
                    .as(what + " in hex in " + place)
                    .isFalse();
        });
    }

    private Path logback(Path log) throws Exception {
        return Files.writeString(folder.resolve("logback.xml"), """
                <configuration>
                  <appender name="file" class="ch.qos.logback.core.FileAppender">
                    <file>%s</file>
                    <encoder><pattern>%%d %%-5level %%logger %%msg%%n%%ex{full}</pattern></encoder>
                  </appender>
                  <appender name="console" class="ch.qos.logback.core.ConsoleAppender">
                    <encoder><pattern>%%d %%-5level %%logger %%msg%%n</pattern></encoder>
                  </appender>
                  <logger name="app.tds" level="debug"/>
                  <root level="info"><appender-ref ref="file"/><appender-ref ref="console"/></root>
                </configuration>
                """.formatted(log));
    }
}
