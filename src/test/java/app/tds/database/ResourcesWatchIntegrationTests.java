package app.tds.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import app.tds.TestDatabase;
import app.tds.alarm.Finding;
import app.tds.alarm.Severity;
import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import com.zaxxer.hikari.HikariDataSource;
import java.io.ByteArrayInputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.sql.SQLException;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.postgresql.PGConnection;
import org.slf4j.LoggerFactory;
import org.springframework.boot.health.contributor.Status;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.ConnectionCallback;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** A PostgreSQL whose disk is full says so to whoever makes a table or adds a row. */
class ResourcesWatchIntegrationTests {

    private static final String FULL = "could not extend file \"base/5/17392\": No space left on device";

    private final Logger logger = (Logger) LoggerFactory.getLogger(InsufficientResources.class);
    private final ListAppender<ILoggingEvent> log = new ListAppender<>();
    private final InsufficientResources resources = new InsufficientResources();
    private final DatabaseConfiguration.Hurried pools = new DatabaseConfiguration.Hurried(resources);
    private final HikariDataSource pool = pool(TestDatabase.createEmpty().url());
    private final JdbcTemplate jdbc = new JdbcTemplate(pool);
    private final ResourcesWatch watch = new ResourcesWatch(
            resources, JdbcClient.create(pool), new TransactionTemplate(new JdbcTransactionManager(pool)));

    ResourcesWatchIntegrationTests() {
        pools.postProcessAfterInitialization(jdbc, "jdbcTemplate");
        log.start();
        logger.setLevel(Level.INFO);
        logger.addAppender(log);
        jdbc.execute("create table kept (n integer)");
    }

    private List<String> logged(Level level) {
        return log.list.stream()
                .filter(it -> it.getLevel() == level)
                .map(ILoggingEvent::getFormattedMessage)
                .toList();
    }

    private HikariDataSource pool(String url) {
        var made = new HikariDataSource();
        made.setJdbcUrl(url);
        made.setConnectionTimeout(300);
        made.setInitializationFailTimeout(-1);
        pools.postProcessBeforeInitialization(made, "dataSource");
        return made;
    }

    @AfterEach
    void close() {
        logger.detachAppender(log);
        logger.setLevel(null);
        pool.close();
    }

    private void fill() {
        String refusal =
                "begin raise exception using errcode = '53100', message = '" + FULL.replace("'", "''") + "'; end";
        jdbc.execute("create function refuse_row() returns trigger language plpgsql as $$ " + refusal + " $$");
        jdbc.execute("create trigger refuse before insert on kept for each row execute function refuse_row()");
        jdbc.execute("create function refuse_table() returns event_trigger language plpgsql as $$ " + refusal + " $$");
        jdbc.execute("create event trigger refuse on ddl_command_start when tag in ('CREATE TABLE AS')"
                + " execute function refuse_table()");
    }

    private void makeRoom() {
        jdbc.execute("drop event trigger refuse");
        jdbc.execute("drop trigger refuse on kept");
    }

    @Test
    void aFullDiskIsToldOnceAndEndsWhenRowsCanBeWritten() {
        assertThat(watch.health().getStatus()).isEqualTo(Status.UP);
        assertThat(watch.look()).isEmpty();
        fill();
        for (int i = 0; i < 2; i++) {
            assertThatThrownBy(() -> jdbc.update("insert into kept values (1)"))
                    .isInstanceOf(DataAccessException.class);
        }

        assertThat(resources.areShort()).isTrue();
        assertThat(logged(Level.ERROR))
                .singleElement()
                .asString()
                .contains("The disk of PostgreSQL is full", FULL, "Make room on that disk");
        assertThat(watch.health().getStatus()).isEqualTo(Status.DOWN);
        assertThat(watch.health().getDetails().get("lack")).asString().contains(FULL);
        assertThat(watch.look()).singleElement().satisfies(it -> {
            assertThat(it.kind()).isEqualTo("database-resources");
            assertThat(it.severity()).isEqualTo(Severity.CRITICAL);
        });

        watch.round();
        assertThat(watch.health().getStatus()).as("still full").isEqualTo(Status.DOWN);
        makeRoom();
        watch.round();
        assertThat(watch.health().getStatus()).isEqualTo(Status.UP);
        assertThat(watch.look()).isEmpty();
        assertThat(logged(Level.INFO)).containsExactly("The database takes rows again.");
        assertThat(jdbc.queryForObject("select count(*) from pg_class where relname = 'tds_room'", Long.class))
                .as("what was written to try is gone")
                .isZero();
    }

    @Test
    void copiedRowsAreHeardToo() {
        fill();
        assertThatThrownBy(() -> jdbc.execute((ConnectionCallback<Long>) connection -> {
                    try {
                        return connection
                                .unwrap(PGConnection.class)
                                .getCopyAPI()
                                .copyIn("copy kept from stdin", new ByteArrayInputStream("1\n".getBytes()));
                    } catch (java.io.IOException unforeseen) {
                        throw new java.io.UncheckedIOException(unforeseen);
                    }
                }))
                .isInstanceOf(DataAccessException.class);
        assertThat(watch.look())
                .extracting(Finding::sentence)
                .singleElement()
                .asString()
                .contains(FULL);
    }

    @Test
    void everyWantOfTheServerCountsAndNoMistakeOfAStatementDoes() {
        for (String mistake : new String[] {"22012", "23505", "40001", "42P01", "57014"}) {
            resources.adjudicate(new SQLException("a mistake", mistake));
            assertThat(resources.areShort()).as(mistake).isFalse();
        }
        for (String want : new String[] {"53000", "53100", "53200", "53300", "53400", "58000", "58030", "XX001"}) {
            resources.adjudicate(new SQLException("a want", want));
            assertThat(watch.look())
                    .as(want)
                    .singleElement()
                    .satisfies(it -> assertThat(it.sentence()).contains("a want"));
            resources.over();
            assertThat(resources.areShort()).isFalse();
        }
    }

    @Test
    void aServerThatIsGoneIsToldOnce() throws Exception {
        int closed;
        try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            closed = socket.getLocalPort();
        }
        try (var gone = pool("jdbc:postgresql://127.0.0.1:" + closed + "/tds?user=nobody")) {
            var connections = new HurriedDataSource(gone, resources);
            for (int i = 0; i < 3; i++) {
                assertThatThrownBy(connections::getConnection).isInstanceOf(SQLException.class);
            }
        }
        assertThat(logged(Level.ERROR)).singleElement().asString().startsWith("PostgreSQL lets nobody in (");
        assertThat(watch.health().getStatus()).isEqualTo(Status.DOWN);
    }
}
