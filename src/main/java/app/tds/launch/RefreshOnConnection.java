package app.tds.launch;

import app.tds.source.ConnectionMade;
import app.tds.source.SourceFailure;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;

/** Reads the organizations of a new connection at once, so that no restart is needed. */
@Component
class RefreshOnConnection {

    private static final Logger log = LoggerFactory.getLogger(RefreshOnConnection.class);

    private final OrganizationRefresh organizations;

    RefreshOnConnection(OrganizationRefresh organizations) {
        this.organizations = organizations;
    }

    @EventListener
    void on(ConnectionMade made) {
        try {
            organizations.refresh();
        } catch (SourceFailure failure) {
            log.warn(
                    "The organizations of connection {} could not be read: {}",
                    made.connection(),
                    failure.getMessage());
        }
    }
}
