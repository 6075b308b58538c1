package app.tds.zoho;

import app.tds.alarm.Finding;
import app.tds.alarm.Severity;
import app.tds.alarm.Watch;
import java.util.List;
import java.util.stream.Stream;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Finds connections that Zoho gives no token for, by what was noted the last time a token was asked for. */
@Component
class ConnectionsWatch implements Watch {

    private final ZohoConnections connections;
    private final JdbcClient jdbc;

    ConnectionsWatch(ZohoConnections connections, JdbcClient jdbc) {
        this.connections = connections;
        this.jdbc = jdbc;
    }

    private record Refusal(String connection, String said) {}

    @Override
    public List<Finding> look() {
        return jdbc
                .sql("""
                        select connection, refusal from etl.connections
                        where refusal is not null and refusal_kind = 'Denied' order by connection
                        """)
                .query((row, number) -> new Refusal(row.getString("connection"), row.getString("refusal")))
                .list()
                .stream()
                .filter(refused -> connections.named(refused.connection()).isPresent())
                .flatMap(this::findings)
                .toList();
    }

    /** One for each organization that cannot be read. */
    private Stream<Finding> findings(Refusal refusal) {
        List<String> organizations = connections.named(refusal.connection()).stream()
                .flatMap(connection -> connection.organizations().stream())
                .distinct()
                .toList();
        return organizations.stream()
                .map(organization ->
                        finding(refusal, String.join(", ", organizations)).ofOrganization(organization));
    }

    private static Finding finding(Refusal refusal, String organizations) {
        return Finding.of(
                        "connection-refused",
                        Severity.CRITICAL,
                        "Zoho gives no token for connection \"" + refusal.connection()
                                + "\", so that nothing can be read of " + organizations + ": " + refusal.said(),
                        "doctor looks at the connection; connect makes it again.")
                .about(refusal.connection());
    }
}
