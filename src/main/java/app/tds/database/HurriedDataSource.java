package app.tds.database;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.SQLTransientConnectionException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.datasource.DelegatingDataSource;

/**
 * Connections, which somebody in a {@link Hurry} either gets soon or not at all. Whoever comes while another one's question
 * is still without an answer is refused at once.
 */
final class HurriedDataSource extends DelegatingDataSource {

    private static final Duration PATIENCE = Duration.ofMillis(1500);

    private final Executor askers = Executors.newCachedThreadPool(asker -> {
        Thread thread = new Thread(asker, "database-asked");
        thread.setDaemon(true);
        // Not the one of the request for which it happens to be made.
        thread.setContextClassLoader(HurriedDataSource.class.getClassLoader());
        return thread;
    });
    private volatile @Nullable CompletableFuture<Connection> unanswered;

    private final InsufficientResources resources;

    HurriedDataSource(DataSource pool, InsufficientResources resources) {
        super(pool);
        this.resources = resources;
    }

    @Override
    public Connection getConnection() throws SQLException {
        return Hurry.isOn() ? soon() : pooled();
    }

    private Connection pooled() throws SQLException {
        try {
            return super.getConnection();
        } catch (SQLException failure) {
            resources.noConnection(failure);
            throw failure;
        }
    }

    private Connection soon() throws SQLException {
        CompletableFuture<Connection> before = unanswered;
        if (before != null && !before.isDone()) {
            throw away();
        }
        CompletableFuture<Connection> asked = CompletableFuture.supplyAsync(this::ask, askers);
        try {
            return asked.get(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException late) {
            unanswered = asked;
            asked.thenAccept(HurriedDataSource::giveBack);
            throw away();
        } catch (ExecutionException refused) {
            throw refused.getCause() instanceof SQLException cause ? cause : new SQLException(refused.getCause());
        } catch (InterruptedException over) {
            asked.thenAccept(HurriedDataSource::giveBack);
            Thread.currentThread().interrupt();
            throw away();
        }
    }

    private Connection ask() {
        try {
            return pooled();
        } catch (SQLException refused) {
            throw new CompletionException(refused);
        }
    }

    private static void giveBack(Connection late) {
        try {
            late.close();
        } catch (SQLException gone) {
            // A connection that cannot be closed is one that the pool throws away.
        }
    }

    private static SQLException away() {
        return new SQLTransientConnectionException(
                "The database gave no connection within " + PATIENCE.toMillis() + " ms.");
    }
}
