package app.tds.launch;

import app.tds.ThisProcess;
import app.tds.pipeline.Integrations;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.concurrent.ThreadLocalRandom;
import javax.sql.DataSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * Shows other processes that this one lives: a session-level advisory lock on this node's number.
 *
 * <p>PostgreSQL releases the lock the moment the process is gone. Other processes can then take over its runs at once.
 */
@Component
class NodeLease implements DisposableBean, SignOfLife {

    private static final Logger log = LoggerFactory.getLogger(NodeLease.class);
    private static final String HELD = """
            select exists (
              select from pg_locks where locktype = 'advisory' and granted and objsubid = 1
                and database = (select oid from pg_database where datname = current_database())
                and classid::bigint = :high and objid::bigint = :low)
            """;
    /** A number that no node has. */
    private static final long SERVING = 0;

    private final DataSource dataSource;
    private final JdbcClient jdbc;
    private final Nodes nodes;
    private final Integrations integrations;
    private final boolean serving;
    private final String name = host() + ":" + ProcessHandle.current().pid();
    private final long nodeId = ThreadLocalRandom.current().nextLong(1, Long.MAX_VALUE);

    private @org.jspecify.annotations.Nullable Connection connection;

    NodeLease(DataSource dataSource, JdbcClient jdbc, Nodes nodes, Integrations integrations, ThisProcess process) {
        this.dataSource = dataSource;
        this.jdbc = jdbc;
        this.nodes = nodes;
        this.integrations = integrations;
        this.serving = process.serves();
    }

    private static String host() {
        try {
            return InetAddress.getLocalHost().getHostName();
        } catch (UnknownHostException nameless) {
            return "localhost";
        }
    }

    /** The name of this process for a person: host and process id. */
    String name() {
        return name;
    }

    /** This node's number. From the first call on, other processes see that this one lives. */
    synchronized long nodeId() {
        try {
            if (connection == null || !connection.isValid(5)) {
                destroy();
                connection = locked(dataSource.getConnection());
            }
            return nodeId;
        } catch (SQLException cause) {
            throw new IllegalStateException("cannot show that this process lives: " + cause.getMessage(), cause);
        }
    }

    @Override
    public void show() {
        nodes.seen(nodeId());
    }

    private Connection locked(Connection fresh) throws SQLException {
        lock(fresh, "select pg_advisory_lock(?)", nodeId);
        if (serving) {
            lock(fresh, "select pg_advisory_lock_shared(?)", SERVING);
        }
        nodes.lives(fresh, nodeId, name, serving, integrations.organizationIds());
        return fresh;
    }

    private static void lock(Connection connection, String sql, long number) throws SQLException {
        try (PreparedStatement lock = connection.prepareStatement(sql)) {
            lock.setLong(1, number);
            try (ResultSet row = lock.executeQuery()) {
                row.next();
            }
        }
    }

    /** Whether a process lives that executes runs of others. */
    boolean anyServes() {
        return serving || lives(SERVING);
    }

    /** Whether the process of this number lives. */
    boolean lives(long node) {
        return jdbc.sql(HELD)
                .param("high", node >>> 32)
                .param("low", node & 0xffff_ffffL)
                .query(Boolean.class)
                .single();
    }

    @Override
    public synchronized void destroy() {
        if (connection != null) {
            try (Connection closing = connection;
                    PreparedStatement unlock = closing.prepareStatement("select pg_advisory_unlock_all()")) {
                nodes.ends(closing, nodeId);
                unlock.execute();
            } catch (SQLException gone) {
                log.debug("the lease went with its connection: {}", gone.getMessage());
            }
            connection = null;
        }
    }
}
