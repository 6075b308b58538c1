package app.tds.database;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.mock.env.MockEnvironment;

class DatabaseCheckIntegrationTests {

    @TempDir
    static Path home;

    private static OwnPostgres postgres;
    private static DatabaseLocation location;

    @BeforeAll
    static void start() throws IOException {
        var shared = Files.createDirectories(Path.of("target/postgres-binaries").toAbsolutePath());
        Files.createSymbolicLink(home.resolve("bin"), shared);
        postgres = OwnPostgres.start(new DatabaseSettings(home, 0, false));
        location = postgres.location();
    }

    @AfterAll
    static void stop() {
        postgres.close();
    }

    @Test
    void withoutAUrlThereIsNothingToCheck() {
        assertThat(new DatabaseCheck().problems(new MockEnvironment())).isEmpty();
    }

    @Test
    void aServerOfToday() {
        assertThat(problems(withPassword(location.url()), "postgres")).isEmpty();
    }

    @Test
    void anOldServer() {
        assertThat(DatabaseCheck.tooOld(location, 140_012))
                .isEqualTo("spring.datasource.url: PostgreSQL at 127.0.0.1:" + location.port()
                        + " is version 14; 15 is the oldest that works.");
        assertThat(DatabaseCheck.tooOld(location, 150_000)).isNull();
    }

    @Test
    void anotherKindOfDatabase() {
        assertThat(problems("jdbc:mysql://localhost/tds", "root"))
                .containsExactly("spring.datasource.url: must look like jdbc:postgresql://host:5432/database.");
    }

    @Test
    void nobodyAnswers() {
        assertThat(problems("jdbc:postgresql://127.0.0.1:1/tds?password=s3cret", "sync"))
                .containsExactly("spring.datasource.url: no PostgreSQL answers at 127.0.0.1:1:"
                        + " start it there, or correct the address.");
    }

    @Test
    void noSuchDatabase() {
        assertThat(problems(withPassword("jdbc:postgresql://127.0.0.1:" + location.port() + "/absent?"), "postgres"))
                .containsExactly("spring.datasource.url: there is no database absent at 127.0.0.1:" + location.port()
                        + ": create it, or correct its name.");
    }

    @Test
    void noSuchUser() {
        assertThat(problems("jdbc:postgresql://127.0.0.1:" + location.port() + "/postgres", "nobody"))
                .containsExactly("spring.datasource.username: PostgreSQL at 127.0.0.1:" + location.port()
                        + " refuses the user nobody with the password given (spring.datasource.password).");
    }

    @Test
    void noPassword() {
        var environment = new MockEnvironment()
                .withProperty("spring.datasource.url", "jdbc:postgresql://127.0.0.1:" + location.port() + "/postgres")
                .withProperty("spring.datasource.username", "postgres");
        assertThat(new DatabaseCheck().problems(environment))
                .containsExactly("spring.datasource.username: PostgreSQL at 127.0.0.1:" + location.port()
                        + " refuses the user postgres without a password; set spring.datasource.password.");
    }

    @Test
    void noSuchHost() {
        assertThat(problems("jdbc:postgresql://db.invalid:5432/tds", "sync"))
                .containsExactly("spring.datasource.url: there is no host db.invalid: correct the name,"
                        + " or see to it that this machine can resolve the name.");
    }

    @Test
    void aRoleThatMayNotMakeTables() throws SQLException {
        try (var connection = DriverManager.getConnection(withPassword(location.url()), "postgres", null);
                var statement = connection.createStatement()) {
            statement.execute("create role poor login password 'p00r'");
        }
        String url = "jdbc:postgresql://127.0.0.1:" + location.port() + "/postgres?password=p00r";

        assertThat(problems(url, "poor"))
                .containsExactly("spring.datasource.username: poor may not make tables in the database postgres at"
                        + " 127.0.0.1:" + location.port() + ": make that role the owner of the database,"
                        + " as ops/postgres/roles.sql does.");
    }

    private static String withPassword(String url) {
        return url + "&password=" + postgres.password().value();
    }

    private static List<String> problems(String url, String user) {
        var environment = new MockEnvironment()
                .withProperty("spring.datasource.url", url)
                .withProperty("spring.datasource.username", user)
                .withProperty("spring.datasource.password", "s3cret");
        var problems = new DatabaseCheck().problems(environment);
        assertThat(problems.toString()).doesNotContain("s3cret");
        return problems;
    }
}
