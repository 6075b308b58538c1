package app.tds.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assumptions.assumeThat;

import app.tds.InvalidConfiguration;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.jdbc.autoconfigure.DataSourceAutoConfiguration;
import org.springframework.boot.jdbc.autoconfigure.JdbcClientAutoConfiguration;
import org.springframework.boot.jdbc.autoconfigure.JdbcTemplateAutoConfiguration;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.util.unit.DataSize;

class OwnPostgresIntegrationTests {

    @TempDir
    Path home;

    // Unpacking takes longer than everything else here.
    @BeforeEach
    void shareTheBinaries() throws IOException {
        var shared = Files.createDirectories(Path.of("target/postgres-binaries").toAbsolutePath());
        Files.createSymbolicLink(home.resolve("bin"), shared);
    }

    @Test
    void itWritesCarefullyAndListensOnlyHere() throws SQLException {
        try (var postgres = start(0)) {
            assertThat(show(postgres, "fsync")).isEqualTo("on");
            assertThat(show(postgres, "synchronous_commit")).isEqualTo("on");
            assertThat(show(postgres, "listen_addresses")).isEqualTo("127.0.0.1");
            assertThat(show(postgres, "max_connections")).isEqualTo("60");
            assertThat(show(postgres, "server_encoding")).isEqualTo("UTF8");
        }
        assertThat(home.resolve("postgres.log")).isNotEmptyFile();
    }

    @Test
    void nobodyElseOnThisMachineGetsIn() throws Exception {
        try (var postgres = start(0)) {
            wantsAPassword(postgres);
            assertThat(query(postgres, "select 1")).isEqualTo("1");
            assertThat(show(postgres, "unix_socket_directories")).isEmpty();
            assertThat(query(postgres, "select rolpassword from pg_authid where rolname = 'postgres'"))
                    .startsWith("SCRAM-SHA-256$");
            assertThat(postgres.toString() + postgres.password())
                    .doesNotContain(postgres.password().value());
            assertThat(Files.readString(home.resolve("pgpass")))
                    .isEqualTo("127.0.0.1:*:*:postgres:" + postgres.password().value() + "\n");
        }
        assertThat(permissions("")).isEqualTo("rwx------");
        assertThat(permissions("pgpass")).isEqualTo("rw-------");
        assertThat(permissions("postgres.log")).isEqualTo("rw-------");
        assertThat(permissions("bin")).isEqualTo("rwx------");
        assertThat(permissions("data")).isEqualTo("rwx------");
        assertThat(home.resolve("initdb-password")).doesNotExist();
    }

    @Test
    void theFolderOfEverythingThatIsOursIsForItsOwnerOnly() throws Exception {
        var own = Files.createDirectories(home.resolve(".tds/postgres"));
        PostgresFolder.take(own).orElseThrow().close();

        assertThat(permissions(".tds")).isEqualTo("rwx------");
        assertThat(permissions(".tds/postgres")).isEqualTo("rwx------");
    }

    @Test
    void aFolderOfAnOlderVersionThatTrustedEverybodyIsTakenOver() throws Exception {
        trusting(home).close();

        try (var postgres = start(0)) {
            assertThat(query(postgres, "select answer from kept")).isEqualTo("42");
            wantsAPassword(postgres);
        }
        try (var postgres = start(0)) {
            wantsAPassword(postgres);
        }
    }

    @Test
    void aPasswordThatWasLostIsReplaced() throws Exception {
        start(0).close();
        Files.delete(home.resolve("pgpass"));

        try (var postgres = start(0)) {
            assertThat(query(postgres, "select 1")).isEqualTo("1");
            wantsAPassword(postgres);
        }
    }

    /** As it was started before there were passwords. */
    @Test
    void aNewDatabaseNeedsRoomAndSaysHowMuch() {
        try (var folder = PostgresFolder.take(home.resolve("full")).orElseThrow()) {
            assertThatThrownBy(() -> folder.refuseFull(DataSize.ofTerabytes(1000)))
                    .hasMessageContaining("tds.database.home: only ")
                    .hasMessageContaining(
                            ", and a new database needs 1048576000 MB: make room, or name another folder.");
        }
    }

    private static EmbeddedPostgres trusting(Path home) throws Exception {
        var postgres = EmbeddedPostgres.builder()
                .setOverrideWorkingDirectory(home.resolve("bin").toFile())
                .setDataDirectory(home.resolve("data"))
                .setCleanDataDirectory(false)
                .setRegisterShutdownHook(false)
                .start();
        try (var connection = postgres.getPostgresDatabase().getConnection();
                var statement = connection.createStatement()) {
            statement.execute("create table kept as select 42 as answer");
        }
        return postgres;
    }

    private static void wantsAPassword(OwnPostgres postgres) {
        for (var password : new String[] {null, "", "postgres"}) {
            assertThatThrownBy(() ->
                            DriverManager.getConnection(postgres.location().url(), "postgres", password))
                    .isInstanceOf(SQLException.class)
                    .hasMessageContaining("password");
        }
    }

    private String permissions(String path) throws IOException {
        return PosixFilePermissions.toString(
                Files.getPosixFilePermissions(home.resolve(path).toRealPath()));
    }

    @Test
    void dataAndPortSurviveARestart() throws SQLException {
        int port;
        try (var postgres = start(0)) {
            port = postgres.location().port();
            run(postgres, "create table kept as select 42 as answer");
        }
        try (var postgres = start(0)) {
            assertThat(postgres.location().port()).isEqualTo(port);
            assertThat(query(postgres, "select answer from kept")).isEqualTo("42");
        }
    }

    @Test
    void aTakenPortIsLeftAloneUnlessItIsTheConfiguredOne() throws IOException, SQLException {
        try (var other = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            Files.writeString(home.resolve("port"), Integer.toString(other.getLocalPort()));
            try (var postgres = start(0)) {
                assertThat(postgres.location().port()).isNotEqualTo(other.getLocalPort());
            }
            assertThatThrownBy(() -> start(other.getLocalPort()))
                    .isInstanceOf(InvalidConfiguration.class)
                    .hasMessageContaining("tds.database.port: " + other.getLocalPort() + " is used");
        }
    }

    /** Also one that an older version has left, which trusted everybody. */
    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void aServerThatOutlivedItsApplicationIsAdopted(boolean trusting) throws Exception {
        var application = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        Application.class.getName(),
                        home.toString(),
                        Boolean.toString(trusting))
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        var output = new BufferedReader(new InputStreamReader(application.getInputStream(), StandardCharsets.UTF_8));
        var ready = output.lines().filter(it -> it.startsWith("port ")).findFirst();
        application.destroyForcibly().waitFor(10, TimeUnit.SECONDS);
        var pid = Files.readAllLines(home.resolve("data/postmaster.pid")).get(0);
        assertThat(ProcessHandle.of(Long.parseLong(pid))).isPresent();

        try (var postgres = start(0)) {
            assertThat("port " + postgres.location().port()).isEqualTo(ready.orElseThrow());
            assertThat(query(postgres, "select answer from kept")).isEqualTo("42");
            wantsAPassword(postgres);
            assertThat(Files.readAllLines(home.resolve("data/postmaster.pid")).get(0))
                    .isEqualTo(pid);
        }
        assertThat(home.resolve("data/postmaster.pid")).doesNotExist();
    }

    @Test
    void aPidFileThatNamesAnotherProgramDoesNotPreventTheStart() throws Exception {
        start(0).close();
        Files.write(
                home.resolve("data/postmaster.pid"),
                List.of(Long.toString(ProcessHandle.current().pid()), "data", "0", "5432", "", "127.0.0.1", "", ""));

        try (var postgres = start(0)) {
            assertThat(query(postgres, "select 1")).isEqualTo("1");
        }
    }

    @Test
    void twoApplicationsCannotShareAFolder() {
        try (var postgres = start(0)) {
            assertThat(postgres.location().ownDatabase()).isTrue();
            assertThatThrownBy(() -> start(0))
                    .isInstanceOf(InvalidConfiguration.class)
                    .hasMessageContaining("is in use by another instance of this application, process "
                            + ProcessHandle.current().pid());
        }
    }

    @Test
    void aCommandJoinsADatabaseThatAnotherProcessServesAndLeavesItRunning() throws SQLException {
        try (var postgres = start(0)) {
            try (var joined = OwnPostgres.start(new DatabaseSettings(home, 0, true))) {
                assertThat(joined.location()).isEqualTo(postgres.location());
                run(joined, "create table of_the_command as select 42 as answer");
            }
            assertThat(query(postgres, "select answer from of_the_command")).isEqualTo("42");
        }
        assertThat(home.resolve("data/postmaster.pid")).doesNotExist();
    }

    @Test
    void aCommandStartsTheDatabaseWhereNobodyDoesAndEndsIt() throws SQLException {
        try (var alone = OwnPostgres.start(new DatabaseSettings(home, 0, true))) {
            assertThat(query(alone, "select 1")).isEqualTo("1");
        }
        assertThat(home.resolve("data/postmaster.pid")).doesNotExist();
    }

    @Test
    void dataOfAnotherUserAreLeftAlone() throws IOException {
        assumeThat(System.getProperty("user.name"))
                .as("only root can give a folder away")
                .isEqualTo("root");
        var nobody = home.getFileSystem().getUserPrincipalLookupService().lookupPrincipalByName("nobody");
        Files.setOwner(Files.createDirectory(home.resolve("data")), nobody);

        assertThatThrownBy(() -> start(0))
                .isInstanceOf(InvalidConfiguration.class)
                .hasMessageContaining("belongs to the user nobody");
    }

    @Test
    void aServerThatDoesNotStartIsExplained() throws IOException {
        start(0).close();
        Files.writeString(home.resolve("data/postgresql.conf"), "nonsense = on");

        assertThatThrownBy(() -> OwnPostgres.start(new DatabaseSettings(home, 0, false), Duration.ofSeconds(2)))
                .isInstanceOf(InvalidConfiguration.class)
                .hasMessageContaining("PostgreSQL did not start")
                .hasMessageContaining("postgres.log");
    }

    @Test
    void withoutAUrlTheDataSourceIsTheOwnOne() {
        new ApplicationContextRunner()
                .withUserConfiguration(DatabaseConfiguration.class)
                .withConfiguration(AutoConfigurations.of(
                        DataSourceAutoConfiguration.class,
                        JdbcTemplateAutoConfiguration.class,
                        JdbcClientAutoConfiguration.class))
                .withPropertyValues("tds.database.home=" + home, "spring.datasource.url=")
                .run(context -> {
                    var location = context.getBean(DatabaseLocation.class);
                    var jdbc = context.getBean(JdbcClient.class);
                    assertThat(jdbc.sql("show port").query(Integer.class).single())
                            .isEqualTo(location.port());
                    assertThat(location.psql())
                            .isEqualTo("psql \"postgresql://postgres@127.0.0.1:" + location.port()
                                    + "/postgres?passfile=" + home.toAbsolutePath() + "/pgpass\"");
                });
        assertThat(home.resolve("data/postmaster.pid")).doesNotExist();
    }

    @Test
    void withAUrlNothingIsStarted() {
        new ApplicationContextRunner()
                .withUserConfiguration(DatabaseConfiguration.class)
                .withPropertyValues(
                        "tds.database.home=" + home,
                        "spring.datasource.url=jdbc:postgresql://db.example.com/tds?password=s3cret",
                        "spring.datasource.username=sync")
                .run(context -> {
                    assertThat(context).doesNotHaveBean(OwnPostgres.class);
                    assertThat(context.getBean(DatabaseLocation.class))
                            .isEqualTo(new DatabaseLocation(
                                    "jdbc:postgresql://db.example.com/tds",
                                    "db.example.com",
                                    5432,
                                    "tds",
                                    "sync",
                                    null));
                });
        assertThat(home.resolve("data")).doesNotExist();
    }

    private OwnPostgres start(int port) {
        return OwnPostgres.start(new DatabaseSettings(home, port, false));
    }

    private static Connection connect(OwnPostgres postgres) throws SQLException {
        return DriverManager.getConnection(
                postgres.location().url(), "postgres", postgres.password().value());
    }

    private static String show(OwnPostgres postgres, String setting) throws SQLException {
        return query(postgres, "show " + setting);
    }

    private static String query(OwnPostgres postgres, String sql) throws SQLException {
        try (var connection = connect(postgres);
                var statement = connection.createStatement();
                var rows = statement.executeQuery(sql)) {
            rows.next();
            return rows.getString(1);
        }
    }

    private static void run(OwnPostgres postgres, String sql) throws SQLException {
        try (var connection = connect(postgres);
                var statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    /** Starts a database, says where, and waits to be killed. */
    static class Application {

        public static void main(String[] args) throws Exception {
            var home = Path.of(args[0]);
            int port;
            if (Boolean.parseBoolean(args[1])) {
                port = trusting(home).getPort();
            } else {
                var postgres = OwnPostgres.start(new DatabaseSettings(home, 0, false));
                run(postgres, "create table kept as select 42 as answer");
                port = postgres.location().port();
            }
            System.out.println("port " + port);
            System.in.read();
        }
    }
}
