package app.tds.zoho;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.stereotype.Component;

/**
 * Limits the calls that an organization has in progress, over all nodes. Each call holds a slot, which is an advisory
 * lock of PostgreSQL. The lock is free again the moment its process is gone.
 */
@Component
class CallSlots implements DisposableBean {

    private static final Logger log = LoggerFactory.getLogger(CallSlots.class);

    /** Advisory locks of two 32-bit numbers; locks of one 64-bit number are different locks. */
    private static final String TAKE = "select pg_try_advisory_lock(?, ?)";

    private static final String FREE = "select pg_advisory_unlock(?, ?)";

    private final DataSource dataSource;
    private final int most;
    private final Map<String, Set<Integer>> ours = new HashMap<>();
    private @Nullable Connection connection;

    CallSlots(DataSource dataSource, ZohoSettings settings) {
        this.dataSource = dataSource;
        this.most = settings.callsInFlight();
    }

    /** One call in progress. */
    interface Slot {
        void close();
    }

    /** A slot, if one is free. */
    synchronized Optional<Slot> tryTake(String organizationId) {
        if (most == 0) {
            return Optional.of(() -> {});
        }
        Set<Integer> held = ours.computeIfAbsent(organizationId, id -> new TreeSet<>());
        for (int slot = 1; slot <= most; slot++) {
            // A session may lock twice what it holds, so what is ours is not asked for.
            if (!held.contains(slot) && ask(TAKE, organizationId, slot)) {
                held.add(slot);
                int taken = slot;
                Connection on = connection;
                return Optional.of(() -> free(organizationId, taken, on));
            }
        }
        return Optional.empty();
    }

    private synchronized void free(String organizationId, int slot, @Nullable Connection on) {
        if (on == connection) {
            ours.getOrDefault(organizationId, Set.of()).remove(slot);
            ask(FREE, organizationId, slot);
        }
    }

    private boolean ask(String sql, String organizationId, int slot) {
        try {
            return answer(open(), sql, organizationId, slot);
        } catch (SQLException lost) {
            // With the session went its locks, ours and nobody else's.
            destroy();
            throw new IllegalStateException("the database that counts the calls in progress is gone", lost);
        }
    }

    private static boolean answer(Connection open, String sql, String organizationId, int slot) throws SQLException {
        try (PreparedStatement statement = open.prepareStatement(sql)) {
            statement.setInt(1, organizationId.hashCode());
            statement.setInt(2, slot);
            try (ResultSet row = statement.executeQuery()) {
                row.next();
                return row.getBoolean(1);
            }
        }
    }

    private Connection open() throws SQLException {
        Connection open = connection;
        if (open == null) {
            open = dataSource.getConnection();
            open.setAutoCommit(true);
            connection = open;
        }
        return open;
    }

    @Override
    public synchronized void destroy() {
        ours.clear();
        if (connection != null) {
            try (Connection closing = connection;
                    PreparedStatement unlock = closing.prepareStatement("select pg_advisory_unlock_all()")) {
                unlock.execute();
            } catch (SQLException gone) {
                log.debug("the slots went with their connection: {}", gone.getMessage());
            }
            connection = null;
        }
    }
}
