package app.tds.notification;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import app.tds.SettableClock;
import app.tds.TestDatabase;
import app.tds.alarm.Alarms;
import app.tds.alarm.Finding;
import app.tds.alarm.Severity;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DelegatingDataSource;
import org.springframework.mock.env.MockEnvironment;

class HeartbeatIntegrationTests {

    private static final Instant NOON = Instant.parse("2026-06-01T09:00:00Z");
    private static final Finding OLD = Finding.of("too-old", Severity.CRITICAL, "Invoices of Noor are old.", "Wait.")
            .ofJob("invoices", "10");

    private final TestDatabase database = TestDatabase.create();
    private final Breakable breakable = new Breakable();
    private final SettableClock clock = new SettableClock(NOON);
    private final Hooks hooks = new Hooks();
    private Node node;

    @TempDir
    private Path folder;

    /** A database that can be away. */
    private final class Breakable extends DelegatingDataSource {
        private volatile boolean away;

        Breakable() {
            super(database.dataSource());
        }

        @Override
        public Connection getConnection() throws SQLException {
            if (away) {
                throw new SQLException("the database is away");
            }
            return super.getConnection();
        }
    }

    @BeforeEach
    void begin() {
        Node.receivers(folder, "receivers: {operators: {quiet: none, slack: {url: \"${SLACK}\"}}}");
        node = new Node(
                breakable,
                clock,
                folder,
                "SLACK=" + hooks.uri("/slack"),
                "tds.alerts.heartbeat.url=" + hooks.uri("/ping/uuid"));
    }

    @AfterEach
    void end() {
        node.close();
        hooks.close();
    }

    private void beat() {
        node.bean(Heartbeat.class).round();
    }

    @Test
    void itBeatsWhileAllIsWellAndSaysWhatIsCritical() {
        node.look();
        beat();
        assertThat(hooks.received()).extracting(Hooks.Received::path).containsExactly("/ping/uuid");
        node.wrong = List.of(OLD);
        node.look();
        beat();
        assertThat(hooks.received())
                .last()
                .satisfies(it -> assertThat(it.path() + " " + it.body())
                        .isEqualTo("/ping/uuid/fail too-old invoices of organization 10"));
    }

    @Test
    void itStopsWhenNobodyLooksAnyMore() {
        assertThatThrownBy(this::beat).hasMessageContaining("nobody has looked");
        node.look();
        clock.advance(Duration.ofSeconds(121));
        assertThatThrownBy(this::beat).hasMessageContaining("nobody has looked");
        assertThat(hooks.received()).isEmpty();
    }

    @Test
    void itStopsWhenMessagesDoNotGoOut() {
        node.wrong = List.of(OLD);
        node.look();
        for (int i = 0; i < 12; i++) {
            clock.advance(Duration.ofSeconds(30));
            node.look();
        }
        assertThatThrownBy(this::beat).hasMessageContaining("has waited to be delivered");
        node.work();
        beat();
        assertThat(hooks.at("/ping")).hasSize(1);
    }

    @Test
    void aCommandSaysThatItBeginsAndHowItEnded() {
        var pings = new WorkPings();
        var configured = new MockEnvironment()
                .withProperty(
                        "tds.alerts.heartbeat.url", hooks.uri("/ping/uuid").toString());
        pings.begin(configured);
        pings.end(1);
        assertThat(hooks.received())
                .extracting(Hooks.Received::path)
                .containsExactly("/ping/uuid/start", "/ping/uuid/1");
        hooks.refuse();
        pings.begin(configured);
        pings.begin(new MockEnvironment());
        pings.begin(new MockEnvironment().withProperty("tds.alerts.heartbeat.url", "ftp://hc.example.com/uuid"));
        pings.end(0);
        assertThat(hooks.received())
                .as("nothing is called that is not an address")
                .hasSize(3);
    }

    @Test
    void whileTheDatabaseIsAwayNothingIsLostAndNothingIsToldTwice() {
        node.wrong = List.of(OLD);
        node.look();
        breakable.away = true;
        for (int i = 0; i < 20; i++) {
            clock.advance(Duration.ofSeconds(30));
            assertThatThrownBy(node::look).hasMessageContaining("JDBC Connection");
            assertThatThrownBy(node::work).hasMessageContaining("JDBC Connection");
            assertThatThrownBy(this::beat).isInstanceOf(RuntimeException.class);
        }
        assertThat(hooks.received()).isEmpty();

        breakable.away = false;
        node.live(clock, Duration.ofMinutes(5));
        assertThat(node.bean(Alarms.class).open()).hasSize(1);
        assertThat(hooks.at("/slack"))
                .as("what was to be told before, and that nobody has seen to it since")
                .hasSizeBetween(1, 2);
        assertThat(JdbcClient.create(database.dataSource())
                        .sql("select count(*) from etl.alarms")
                        .query(Long.class)
                        .single())
                .isEqualTo(1);
        beat();
        assertThat(hooks.at("/ping")).hasSize(1);
    }

    @Test
    void itsAddressIsCheckedAndNeverRepeated() {
        var environment = new MockEnvironment();
        assertThat(HeartbeatSettings.problems(environment)).isEmpty();
        environment.setProperty("tds.alerts.heartbeat.url", "http://hc.example.com/secret-uuid");
        assertThat(HeartbeatSettings.problems(environment))
                .singleElement()
                .asString()
                .contains("tds.alerts.heartbeat.url", "use https")
                .doesNotContain("secret-uuid");
    }
}
