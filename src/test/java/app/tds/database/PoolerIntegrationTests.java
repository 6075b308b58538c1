package app.tds.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;
import static org.awaitility.Awaitility.await;

import app.tds.RunningApplication;
import app.tds.TestDatabase;
import app.tds.pipeline.RunFinished.Outcome;
import app.tds.pipeline.RunMode;
import app.tds.sandbox.Sandbox;
import app.tds.sandbox.SandboxSettings;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.mock.env.MockEnvironment;

/** PgBouncer in front of PostgreSQL. */
class PoolerIntegrationTests {

    @TempDir
    private Path folder;

    private final TestDatabase database = TestDatabase.create();
    private final int port = freePort();
    private Process pooler;

    @BeforeEach
    void isThere() {
        assumeThat(program()).as("pgbouncer is on this machine").isNotNull();
    }

    @AfterEach
    void stop() throws InterruptedException {
        if (pooler != null) {
            pooler.destroyForcibly().waitFor(10, TimeUnit.SECONDS);
        }
    }

    @Test
    void inSessionModeTheApplicationWorks() throws IOException {
        start("session", 0);

        assertThat(problems()).isEmpty();
        try (var sandbox = Sandbox.start(SandboxSettings.tiny(), Clock.systemUTC());
                var application = RunningApplication.start(sandbox, new TestDatabase(database.dataSource(), url()))) {
            var run = application.run("invoices", sandbox.organizationIds().get(0), RunMode.FULL);
            assertThat(run.outcome()).as("%s", run.cause()).isEqualTo(Outcome.COMPLETED);
            assertThat(run.counts().inserted()).isEqualTo(120);
        }
    }

    @ParameterizedTest
    @CsvSource({"transaction, 0", "transaction, 1", "statement, 0"})
    void inEveryOtherModeTheStartIsRefused(String mode, int roundRobin) throws IOException {
        start(mode, roundRobin);

        assertThat(problems())
                .singleElement()
                .asString()
                .startsWith("spring.datasource.url: the connection pool at 127.0.0.1:" + port)
                .endsWith("use pool_mode = session in PgBouncer, or name PostgreSQL itself.");
    }

    private List<String> problems() {
        return new DatabaseCheck().problems(new MockEnvironment().withProperty("spring.datasource.url", url()));
    }

    private String url() {
        return database.url().replaceFirst("127\\.0\\.0\\.1:\\d+/[a-z_0-9]+", "127.0.0.1:" + port + "/pooled");
    }

    private void start(String mode, int roundRobin) throws IOException {
        var location = DatabaseLocation.of(database.url(), null);
        Path configuration = Files.writeString(folder.resolve("pgbouncer.ini"), """
                        [databases]
                        pooled = host=127.0.0.1 port=%d dbname=%s user=postgres
                        [pgbouncer]
                        listen_addr = 127.0.0.1
                        listen_port = %d
                        unix_socket_dir =
                        auth_type = any
                        pool_mode = %s
                        server_round_robin = %d
                        min_pool_size = 5
                        default_pool_size = 40
                        ignore_startup_parameters = extra_float_digits
                        """.formatted(
                        location.port(), location.database(), port, mode, roundRobin));
        Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwxr-xr-x"));
        List<String> command = new ArrayList<>(List.of(program()));
        if (System.getProperty("user.name").equals("root")) {
            command.addAll(List.of("-u", "nobody"));
        }
        command.add(configuration.toString());
        pooler = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("log").toFile())
                .start();
        await().atMost(Duration.ofSeconds(20)).until(() -> listens() || !pooler.isAlive());
        assertThat(pooler.isAlive()).as(Files.readString(folder.resolve("log"))).isTrue();
    }

    private boolean listens() {
        try (var socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            return socket.isConnected();
        } catch (IOException notYet) {
            return false;
        }
    }

    private static String program() {
        return Stream.of("/usr/sbin/pgbouncer", "/usr/bin/pgbouncer", "/usr/local/bin/pgbouncer")
                .filter(it -> Files.isExecutable(Path.of(it)))
                .findFirst()
                .orElse(null);
    }

    private static int freePort() {
        try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        } catch (IOException cause) {
            throw new java.io.UncheckedIOException(cause);
        }
    }
}
