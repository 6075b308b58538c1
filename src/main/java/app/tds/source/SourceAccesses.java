package app.tds.source;

import app.tds.source.SourceAccess.Finding;
import java.util.List;
import java.util.Optional;
import org.springframework.stereotype.Component;

/** The accounts of all integrations. */
@Component
public class SourceAccesses {

    private final List<SourceAccess> all;

    SourceAccesses(List<SourceAccess> all) {
        this.all = List.copyOf(all);
    }

    /**
     * A connection of an integration.
     *
     * @param access the integration's accounts
     * @param name of the connection within it
     */
    public record Connection(SourceAccess access, String name) {

        /** The name among the connections of all integrations. */
        public String fullName() {
            return access.name() + "/" + name;
        }
    }

    /** The accounts of one integration; empty if the integration has no accounts that can be connected or tried. */
    public Optional<SourceAccess> of(String integration) {
        return all.stream().filter(it -> it.name().equals(integration)).findFirst();
    }

    /** All connections, integration by integration. */
    public List<Connection> connections() {
        return all.stream()
                .flatMap(access -> access.connections().stream().map(name -> new Connection(access, name)))
                .toList();
    }

    /** Tries everything of every integration, and never fails itself. */
    public List<Finding> check() {
        return all.stream().flatMap(access -> access.check().stream()).toList();
    }
}
