package app.tds.database;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import liquibase.database.Database;
import liquibase.database.core.PostgresDatabase;
import liquibase.database.jvm.JdbcConnection;
import liquibase.exception.DatabaseException;
import liquibase.exception.LockException;
import liquibase.lockservice.StandardLockService;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One process at a time changes the tables: a session-level advisory lock, which PostgreSQL releases the moment the
 * process is gone. Liquibase's own lock is a row, which a killed process leaves behind; such a row is released here.
 */
public final class MigrationLock extends StandardLockService {

    private static final Logger log = LoggerFactory.getLogger(MigrationLock.class);

    /** The letters "tds lock", so that a person finds it in pg_locks. */
    static final long KEY = 0x746473206c6f636bL;

    private static final Duration PATIENCE = Duration.ofMinutes(5);
    private static final long LOOK_MILLIS = 250;

    private final Duration patience;

    /** Liquibase makes it. */
    public MigrationLock() {
        this(PATIENCE);
    }

    MigrationLock(Duration patience) {
        this.patience = patience;
    }

    @Override
    public int getPriority() {
        return PRIORITY_DATABASE;
    }

    @Override
    public boolean supports(Database candidate) {
        return candidate instanceof PostgresDatabase;
    }

    /** Whoever ends this process meanwhile ends the waiting. */
    @Override
    public void waitForLock() throws LockException {
        if (acquireLock()) {
            return;
        }
        log.info("Another process changes the tables; this one waits for its end.");
        var waiting = Thread.currentThread();
        var end = new Thread(waiting::interrupt, "end-of-waiting");
        Runtime.getRuntime().addShutdownHook(end);
        try {
            waitUntil(System.nanoTime() + patience.toNanos());
        } finally {
            remove(end);
        }
    }

    private void waitUntil(long last) throws LockException {
        while (!acquireLock()) {
            if (System.nanoTime() > last) {
                throw new LockException("Another process has been changing the tables for " + patience.toMinutes()
                        + " minutes: look for it in pg_stat_activity, or wait and start again.");
            }
            try {
                Thread.sleep(LOOK_MILLIS);
            } catch (InterruptedException ended) {
                Thread.currentThread().interrupt();
                throw new LockException("The process was ended while another one changed the tables.");
            }
        }
    }

    private static void remove(Thread hook) {
        try {
            Runtime.getRuntime().removeShutdownHook(hook);
        } catch (IllegalStateException ending) {
            log.debug("the process ends");
        }
    }

    @Override
    public boolean acquireLock() throws LockException {
        if (hasChangeLogLock) {
            return true;
        }
        try {
            if (!isTrue("select pg_try_advisory_lock(" + KEY + ")")) {
                return false;
            }
            releaseStale();
            if (super.acquireLock()) {
                return true;
            }
            unlock();
            return false;
        } catch (SQLException | DatabaseException cause) {
            throw new LockException(cause);
        }
    }

    /** Nobody changes the tables: we do. */
    private void releaseStale() throws SQLException, DatabaseException {
        if (!isDatabaseChangeLogLockTableCreated()) {
            return;
        }
        var table = database.escapeTableName(
                database.getLiquibaseCatalogName(),
                database.getLiquibaseSchemaName(),
                database.getDatabaseChangeLogLockTableName());
        try (var statement = connection().createStatement()) {
            var released = statement.executeUpdate(
                    "update " + table + " set locked = false, lockgranted = null, lockedby = null where locked");
            if (released > 0) {
                log.info("A process was killed while it changed the tables; its lock is released.");
            }
        }
        database.commit();
    }

    @Override
    public void releaseLock() throws LockException {
        var held = hasChangeLogLock;
        try {
            super.releaseLock();
        } finally {
            if (held) {
                unlock();
            }
        }
    }

    private void unlock() throws LockException {
        try {
            isTrue("select pg_advisory_unlock(" + KEY + ")");
        } catch (SQLException cause) {
            throw new LockException(cause);
        }
    }

    private boolean isTrue(String sql) throws SQLException {
        try (var statement = connection().createStatement();
                var rows = statement.executeQuery(sql)) {
            return rows.next() && rows.getBoolean(1);
        }
    }

    private Connection connection() {
        return ((JdbcConnection) database.getConnection()).getUnderlyingConnection();
    }
}
