package app.tds.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import app.tds.PostgresServer;
import app.tds.RunningApplication;
import app.tds.ServingApplication;
import app.tds.TestDatabase;
import app.tds.access.ApiKeys;
import app.tds.access.Role;
import app.tds.jobs.JobDefinitions;
import app.tds.launch.LaunchRequest;
import app.tds.launch.Launcher;
import app.tds.launch.OrganizationRefresh;
import app.tds.pipeline.AskedBy;
import app.tds.pipeline.RunMode;
import app.tds.sandbox.Company;
import app.tds.sandbox.Sandbox;
import app.tds.sandbox.SandboxSettings;
import java.io.ByteArrayOutputStream;
import java.io.File;
import java.io.IOException;
import java.io.PrintStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Clock;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.postgresql.ds.PGSimpleDataSource;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Commands and queries in the documents are done as they are written: {@code tds} in one application that serves, everything
 * else by the shell. Only names, numbers and addresses of an author are those of the sandbox.
 */
class DocumentedCommandsIntegrationTests {

    /** Why a command is not done here. {@link DocumentedCommandsTests} reads each of them all the same. */
    private static final Map<String, String> NOT_HERE = Map.of(
            "mvn ", "a build inside of a build",
            "for seed in ", "a build inside of a build",
            "src/bench/", "minutes of measuring",
            "PRIORITY=", "the same",
            "docker ", "no engine; ComposeTests read the file",
            "docker/", "minutes of building an image, in the long build",
            "cd ops/kubernetes", "no cluster; KubernetesTests read the files",
            "kubectl ", "no cluster; KubernetesTests read the files",
            "tds serve", "does not end; each ServingProcess is one",
            "tds connect --code -", "a code is good once; ConnectCommandsIntegrationTests give one");

    /** Changes this machine, as a superuser; SystemdTests read the files. */
    private static final List<String> OF_A_MACHINE =
            List.of("useradd ", "install ", "/opt/tds/", "systemctl ", "for f in ");

    /** Commands that answer something else than 0 here, and what a person reads then. */
    private static final Map<String, Map.Entry<Integer, String>> ANSWERS = Map.of(
            "tds doctor", Map.entry(1, "PROBLEM"),
            "tds alerts test", Map.entry(1, "Nobody is told of alerts"),
            "tds stop 27", Map.entry(1, "is not running"),
            "tds restart 27", Map.entry(1, "the run is over"),
            "tds abandon 27", Map.entry(1, "it is live or over"),
            "tds documents give-up invoices 4815000000044208", Map.entry(2, "0 of these 1 invoices were waited for"),
            "tds sync invoices --mode full --accept-deletions", Map.entry(2, "there is nothing to accept"));

    private static final Map<String, String> before = new LinkedHashMap<>();

    @TempDir
    private static Path folder;

    private static Sandbox sandbox;
    private static String organization;
    private static Company company;
    private static ServingApplication application;
    private static String key;
    private static int port;
    private static int postgres;

    @BeforeAll
    static void anImportedCompany() throws Exception {
        assumeThat(programs()).as("psql, pg_dump and curl are on this machine").isTrue();
        for (String name : List.of("ops", "docker", "src")) {
            Files.createSymbolicLink(folder.resolve(name), Path.of(name).toAbsolutePath());
        }
        sandbox = Sandbox.start(SandboxSettings.tiny(), Clock.systemUTC());
        organization = sandbox.organizationIds().get(0);
        company = sandbox.company(organization);
        postgres = port(PostgresServer.OLDEST);
        // As setup says.
        assertThat(shell(documented("psql -f ops/postgres/roles.sql"), postgres).code())
                .isZero();
        try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = socket.getLocalPort();
        }
        // Where the documents say 127.0.0.1:8080. An answer that is an error is a failure.
        Files.writeString(folder.resolve(".curlrc"), """
                connect-to = "127.0.0.1:8080:127.0.0.1:%s"
                fail-with-body
                silent
                """.formatted(port));
        TestDatabase database = database();
        Map<String, String> settings = RunningApplication.settings(sandbox, database);
        settings.put("server.port", Integer.toString(port));
        settings.put("tds.zoho.public-url", "http://127.0.0.1:" + port);
        settings.put("tds.webhooks.secrets." + organization, "thewebhooksecret1");
        application = ServingApplication.start(
                sandbox,
                database,
                Clock.systemUTC(),
                settings.entrySet().stream()
                        .map(it -> it.getKey() + "=" + it.getValue())
                        .toArray(String[]::new));
        // For doctor, which starts an application in its own way.
        settings.put("logging.file.name", folder.resolve("doctor.log").toString());
        settings.put("tds.security.admin-password", "s3cret-s3cret");
        settings.forEach((name, value) -> before.put(name, System.setProperty(name, value)));
        application.bean(OrganizationRefresh.class).refresh();
        application.bean(JobDefinitions.class).names().forEach(DocumentedCommandsIntegrationTests::read);
        key = application.bean(ApiKeys.class).create("shop", Role.OPERATOR).value();
    }

    private static void read(String job) {
        application
                .bean(Launcher.class)
                .launch(new LaunchRequest(job, organization, RunMode.FULL, AskedBy.person("test")))
                .finished()
                .join();
    }

    @AfterAll
    static void stop() throws SQLException {
        before.forEach((name, value) -> {
            if (value == null) {
                System.clearProperty(name);
            } else {
                System.setProperty(name, value);
            }
        });
        if (application != null) {
            application.close();
        }
        if (sandbox != null) {
            sandbox.close();
            for (PostgresServer server : PostgresServer.values()) {
                superuser(port(server), "drop database if exists tds (force)");
            }
            superuser(postgres, "drop role if exists shop");
        }
    }

    static Stream<String> commands() {
        return Documented.commands().stream()
                .filter(command -> NOT_HERE.keySet().stream().noneMatch(command::startsWith))
                .filter(command -> OF_A_MACHINE.stream().noneMatch(command::startsWith))
                // Done before and after all others.
                .filter(command -> !command.contains("ops/postgres/roles.sql") && !command.startsWith("pg_"))
                .map(command -> command.replaceAll(" +#.*", ""))
                .distinct();
    }

    @ParameterizedTest
    @MethodSource("commands")
    void isDoneAsItIsWritten(String command) throws Exception {
        Said said = command.startsWith("tds ") ? tds(command) : shell(command, postgres);

        // No item of the sandbox has a picture that was fetched.
        int code = command.contains("curl -N") ? 124 : command.contains("/image?") ? 22 : 0;
        var answer = ANSWERS.getOrDefault(command, Map.entry(code, ""));
        assertThat(said.code()).as(said.text()).isEqualTo(answer.getKey());
        assertThat(said.text()).contains(answer.getValue()).doesNotContain("\tat app.tds", "could not go on");
    }

    @Test
    void thereIsSomethingToDo() {
        assertThat(commands()).hasSizeGreaterThan(40);
    }

    @Test
    void aDumpIsRestored() throws Exception {
        int other = port(PostgresServer.NEWEST);
        Said dumped = shell(documented("pg_dump"), postgres);
        assertThat(dumped.code()).as(dumped.text()).isZero();
        Said made = shell(documented("psql -f ops/postgres/roles.sql"), other);
        assertThat(made.code()).as(made.text()).isZero();
        Said restored = shell(documented("pg_restore"), other);

        assertThat(restored.code()).as(restored.text()).isZero();
        assertThat(rows(other)).isEqualTo(rows(postgres)).hasSizeGreaterThan(80);
    }

    /** Those of the page for readers are asked by a reader, elsewhere. */
    static Stream<String> queries() {
        return Stream.concat(
                        Documented.blocks()
                                .filter(block -> block.language().equals("sql"))
                                .filter(block -> !block.document().endsWith("reading-the-database.md")
                                        || block.text().startsWith("create"))
                                .flatMap(block -> Arrays.stream(block.text().split(";\\s*\n"))),
                        Documented.quoted().filter(quoted -> quoted.matches("select .+ from .+|select etl\\..+")))
                .distinct();
    }

    @ParameterizedTest
    @MethodSource("queries")
    void isAsked(String query) throws SQLException {
        String asked = query.replace("$1", "'" + organization + "'")
                .replace("$2", "now()")
                .replace("20087345519", organization);
        if (asked.startsWith("create role")) {
            superuser(postgres, asked);
        } else {
            try (var connection = database().dataSource().getConnection();
                    var statement = connection.createStatement()) {
                statement.execute(asked);
            }
        }
    }

    private record Said(int code, String text) {}

    private static Said tds(String command) {
        var said = new ByteArrayOutputStream();
        String[] words = ofTheSandbox(command).substring(4).split(" ");
        PrintStream out = System.out;
        PrintStream err = System.err;
        try (var both = new PrintStream(said, true, StandardCharsets.UTF_8)) {
            System.setOut(both);
            System.setErr(both);
            int code = OneShot.inside(application.context(), () -> TdsCommand.run(words));
            return new Said(code, said.toString(StandardCharsets.UTF_8));
        } finally {
            System.setOut(out);
            System.setErr(err);
        }
    }

    private static Said shell(String command, int server) throws IOException, InterruptedException {
        // A stream of events has no end of its own.
        var builder = new ProcessBuilder(
                        "timeout", command.contains("curl -N") ? "2" : "60", "bash", "-c", ofTheSandbox(command))
                .directory(folder.toFile())
                .redirectErrorStream(true);
        builder.environment()
                .putAll(Map.of(
                        "PGHOSTADDR", "127.0.0.1",
                        "PGPORT", Integer.toString(server),
                        "CURL_HOME", folder.toString(),
                        "KEY", String.valueOf(key)));
        Process process = builder.start();
        String text = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        process.waitFor(1, TimeUnit.MINUTES);
        return new Said(process.exitValue(), text);
    }

    private static String ofTheSandbox(String command) {
        return company == null
                ? command
                : command.replace("20087345519", organization)
                        .replace("contacts/4815000000044208", "contacts/" + first("contacts"))
                        .replace("items/4815000000044208", "items/" + first("items"))
                        .replace("4815000000044208", first("invoices"))
                        .replace(
                                "INV-001494",
                                company.row("invoices", first("invoices"))
                                        .path("invoice_number")
                                        .asString())
                        .replaceAll("(stop|restart|abandon) 27", "$1 1");
    }

    private static String first(String list) {
        return company.ids(list).get(0);
    }

    /** The one command that has these words in it. */
    private static String documented(String words) {
        return Documented.commands().stream()
                .filter(command -> command.contains(words))
                .findFirst()
                .orElseThrow();
    }

    private static boolean programs() {
        return Stream.of("psql", "pg_dump", "pg_restore", "curl", "bash", "timeout")
                .allMatch(program -> Arrays.stream(System.getenv("PATH").split(File.pathSeparator))
                        .anyMatch(place -> Path.of(place, program).toFile().canExecute()));
    }

    private static int port(PostgresServer server) {
        return ((PGSimpleDataSource) server.empty().dataSource()).getPortNumbers()[0];
    }

    private static TestDatabase database() {
        return database(postgres);
    }

    private static TestDatabase database(int server) {
        String url = "jdbc:postgresql://127.0.0.1:" + server + "/tds?user=tds_app&reWriteBatchedInserts=true";
        var dataSource = new PGSimpleDataSource();
        dataSource.setUrl(url);
        return new TestDatabase(dataSource, url);
    }

    /** How many rows each table has. */
    private static Map<String, Long> rows(int server) {
        JdbcClient jdbc = JdbcClient.create(database(server).dataSource());
        Map<String, Long> rows = new TreeMap<>();
        for (String table : jdbc.sql("""
                        select format('%I.%I', table_schema, table_name) from information_schema.tables
                        where table_type = 'BASE TABLE' and table_schema in ('tds', 'etl', 'reporting', 'batch', 'quartz')
                        """).query(String.class).list()) {
            rows.put(
                    table,
                    jdbc.sql("select count(*) from " + table).query(Long.class).single());
        }
        return rows;
    }

    private static void superuser(int server, String sql) throws SQLException {
        try (var connection = DriverManager.getConnection(
                        "jdbc:postgresql://127.0.0.1:" + server + "/postgres", "postgres", "");
                var statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }
}
