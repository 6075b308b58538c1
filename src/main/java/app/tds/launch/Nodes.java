package app.tds.launch;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** The rows of {@code etl.nodes}: processes that execute runs. A process that is gone has no lock any more. */
@Component
public class Nodes {

    private static final String LIVES = """
            exists (
              select from pg_locks where locktype = 'advisory' and granted and objsubid = 1
                and database = (select oid from pg_database where datname = current_database())
                and classid::bigint = node_id >> 32 and objid::bigint = node_id & 4294967295)""";

    private final JdbcClient jdbc;
    private final Clock clock;

    Nodes(JdbcClient jdbc, Clock clock) {
        this.jdbc = jdbc;
        this.clock = clock;
    }

    /**
     * A process that lives.
     *
     * @param name host and process id
     * @param began when the process first showed that it lives
     */
    public record Node(String name, Instant began) {}

    /** The processes that serve, the oldest first. */
    public List<Node> serving() {
        return jdbc.sql("select name, began_at from etl.nodes where serves and " + LIVES + " order by began_at, name")
                .query((row, number) -> new Node(
                        row.getString("name"), row.getTimestamp("began_at").toInstant()))
                .list();
    }

    /** The organizations that living processes have configured. */
    Set<String> organizations() {
        return Set.copyOf(jdbc.sql("select distinct unnest(organizations) from etl.nodes where " + LIVES)
                .query(String.class)
                .list());
    }

    /** When a process that serves last showed that it goes on; empty if none is known. */
    public Optional<Instant> lastSign() {
        return jdbc.sql("select max(coalesce(seen_at, began_at)) from etl.nodes where serves")
                .query((row, number) -> Optional.ofNullable(row.getTimestamp(1)).map(Timestamp::toInstant))
                .single();
    }

    /** The processes that serve and have shown no sign of life since then. */
    public List<Node> silentSince(Instant then) {
        return jdbc.sql("""
                        select name, began_at from etl.nodes where serves and coalesce(seen_at, began_at) < ?
                        order by began_at, name
                        """)
                .param(Timestamp.from(then))
                .query((row, number) -> new Node(
                        row.getString("name"), row.getTimestamp("began_at").toInstant()))
                .list();
    }

    /** Notes that the process goes on. */
    void seen(long nodeId) {
        jdbc.sql("update etl.nodes set seen_at = ? where node_id = ?")
                .params(Timestamp.from(clock.instant()), nodeId)
                .update();
    }

    /** Notes that the process lives, through the connection that holds its lock. Rows of processes that are gone are deleted. */
    void lives(Connection holder, long nodeId, String name, boolean serves, Set<String> organizations)
            throws SQLException {
        execute(holder, "delete from etl.nodes where not " + LIVES);
        execute(
                holder,
                "insert into etl.nodes (node_id, name, serves, organizations, began_at) values (?, ?, ?, ?, ?)"
                        + " on conflict (node_id) do nothing",
                nodeId,
                name,
                serves,
                organizations.toArray(String[]::new),
                Timestamp.from(clock.instant()));
    }

    /** Notes that the process ends. */
    void ends(Connection holder, long nodeId) throws SQLException {
        execute(holder, "delete from etl.nodes where node_id = ?", nodeId);
    }

    private static void execute(Connection connection, String sql, Object... values) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            for (int i = 0; i < values.length; i++) {
                statement.setObject(i + 1, values[i]);
            }
            statement.executeUpdate();
        }
    }
}
