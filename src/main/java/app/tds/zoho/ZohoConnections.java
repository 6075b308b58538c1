package app.tds.zoho;

import app.tds.source.SourceFailure;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.springframework.stereotype.Component;

/** The configured connections. */
@Component
class ZohoConnections {

    private final List<ZohoConnection> connections;

    ZohoConnections(ZohoSettings settings) {
        this.connections = settings.all();
    }

    List<ZohoConnection> all() {
        return connections;
    }

    List<String> names() {
        return connections.stream().map(ZohoConnection::name).toList();
    }

    /** The ids of all organizations that are configured, in order. */
    Set<String> organizationIds() {
        return connections.stream()
                .flatMap(connection -> connection.organizations().stream())
                .collect(Collectors.toCollection(TreeSet::new));
    }

    Optional<ZohoConnection> named(String name) {
        return connections.stream().filter(one -> one.name().equals(name)).findFirst();
    }

    /**
     * The one through which an organization is read.
     *
     * @throws SourceFailure.Denied if there is none
     */
    ZohoConnection of(String organizationId) {
        return connections.stream()
                .filter(one -> one.organizations().contains(organizationId))
                .findFirst()
                .orElseThrow(() -> new SourceFailure.Denied("Organization " + organizationId
                        + " is not configured: add it to tds.zoho.organizations or to a connection's."));
    }
}
