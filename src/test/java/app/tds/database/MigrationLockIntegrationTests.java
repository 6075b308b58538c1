package app.tds.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import app.tds.TestDatabase;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Collections;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.Executors;
import liquibase.Liquibase;
import liquibase.Scope;
import liquibase.changelog.ChangeLogHistoryService;
import liquibase.changelog.ChangeLogHistoryServiceFactory;
import liquibase.database.Database;
import liquibase.database.DatabaseFactory;
import liquibase.database.jvm.JdbcConnection;
import liquibase.exception.DatabaseException;
import liquibase.exception.LiquibaseException;
import liquibase.exception.LockException;
import liquibase.lockservice.LockServiceFactory;
import liquibase.resource.ClassLoaderResourceAccessor;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.springframework.jdbc.core.simple.JdbcClient;

@Timeout(60)
class MigrationLockIntegrationTests {

    private final TestDatabase database = TestDatabase.createEmpty();

    @Test
    void aLockThatAKilledProcessLeftBehindIsReleasedAtOnce() throws Exception {
        var jdbc = JdbcClient.create(database.dataSource());
        jdbc.sql("""
                create table databasechangeloglock (
                  id integer primary key, locked boolean not null, lockgranted timestamp, lockedby varchar(255))
                """).update();
        jdbc.sql("insert into databasechangeloglock values (1, true, now(), 'a host that is gone')")
                .update();

        migrate();

        assertThat(jdbc.sql("select to_regclass('etl.runs') is not null")
                        .query(Boolean.class)
                        .single())
                .isTrue();
        assertThat(jdbc.sql("select locked from databasechangeloglock")
                        .query(Boolean.class)
                        .single())
                .isFalse();
    }

    @Test
    void whileAnotherProcessChangesTheTablesNobodyElseDoesAndItsDeathEndsThat() throws Exception {
        try (var other = DriverManager.getConnection(database.url());
                var connection = DriverManager.getConnection(database.url())) {
            take(other);
            var lock = lock(connection, Duration.ofMillis(300));
            assertThatThrownBy(lock::waitForLock)
                    .isInstanceOf(LockException.class)
                    .hasMessageContaining("Another process has been changing the tables");
            other.abort(Runnable::run);
            lock(connection, Duration.ofSeconds(20)).waitForLock();
        }
        await().atMost(Duration.ofSeconds(20)).until(this::free);
    }

    @Test
    void whoIsEndedWhileItWaitsDoesNotWaitOn() throws Exception {
        try (var other = DriverManager.getConnection(database.url());
                var connection = DriverManager.getConnection(database.url())) {
            take(other);
            var lock = lock(connection, Duration.ofMinutes(5));
            Thread.currentThread().interrupt();
            assertThatThrownBy(lock::waitForLock).hasMessageContaining("The process was ended");
            assertThat(Thread.interrupted()).isTrue();
        }
    }

    @Test
    void liquibaseTakesThisLockForPostgres() throws Exception {
        try (var connection = DriverManager.getConnection(database.url())) {
            assertThat(LockServiceFactory.getInstance().getLockService(database(connection)))
                    .isInstanceOf(MigrationLock.class);
        }
        migrate();
        assertThat(free()).isTrue();
    }

    @Test
    void ofStartsAtTheSameMomentInAnEmptyDatabaseOneMakesTheTableOfTheChangesAndNoneFails() throws Exception {
        var starts = Executors.newFixedThreadPool(4);
        try {
            for (int round = 0; round < 8; round++) {
                JdbcClient.create(database.dataSource())
                        .sql("drop table if exists databasechangelog")
                        .update();
                var together = new CyclicBarrier(4);
                for (var start : starts.invokeAll(Collections.nCopies(4, () -> history(together)))) {
                    assertThat(start.get()).isInstanceOf(ChangeLogHistory.class);
                }
            }
        } finally {
            starts.shutdown();
        }
    }

    private ChangeLogHistoryService history(CyclicBarrier together) throws Exception {
        try (var connection = DriverManager.getConnection(database.url())) {
            var history = Scope.getCurrentScope()
                    .getSingleton(ChangeLogHistoryServiceFactory.class)
                    .getChangeLogService(database(connection));
            together.await();
            history.init();
            return history;
        }
    }

    private void migrate() throws SQLException, LiquibaseException {
        try (var connection = DriverManager.getConnection(database.url())) {
            new Liquibase("sql/changelog.yaml", new ClassLoaderResourceAccessor(), database(connection)).update("");
        }
    }

    private static MigrationLock lock(Connection connection, Duration patience) throws DatabaseException {
        var lock = new MigrationLock(patience);
        lock.setDatabase(database(connection));
        return lock;
    }

    private static Database database(Connection connection) throws DatabaseException {
        return DatabaseFactory.getInstance().findCorrectDatabaseImplementation(new JdbcConnection(connection));
    }

    private static void take(Connection connection) throws SQLException {
        try (var statement = connection.createStatement()) {
            statement.execute("select pg_advisory_lock(" + MigrationLock.KEY + ")");
        }
    }

    private boolean free() {
        return JdbcClient.create(database.dataSource())
                .sql("select pg_try_advisory_lock(" + MigrationLock.KEY + ")")
                .query(Boolean.class)
                .single();
    }
}
