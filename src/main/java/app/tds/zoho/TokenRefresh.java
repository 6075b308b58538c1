package app.tds.zoho;

import app.tds.Repeated;
import app.tds.source.ConnectionMade;
import app.tds.source.SourceFailure;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.event.Level;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.stereotype.Component;

/** While serving, replaces each connection's token before anybody has to wait for a new one. */
@Component
class TokenRefresh implements Repeated {

    private static final Logger log = LoggerFactory.getLogger(TokenRefresh.class);
    private static final Duration BEFORE = Duration.ofMinutes(10);
    private static final Duration EVERY = Duration.ofMinutes(1);

    private final ZohoConnections connections;
    private final AccessTokens tokens;
    private final ApplicationEventPublisher events;
    private final Map<String, Failure> failures = new HashMap<>();
    private final Set<String> well = new HashSet<>();

    TokenRefresh(ZohoConnections connections, AccessTokens tokens, ApplicationEventPublisher events) {
        this.connections = connections;
        this.tokens = tokens;
        this.events = events;
    }

    /**
     * Why there is no token.
     *
     * @param away Zoho does not answer, which an alarm tells
     */
    private record Failure(String said, boolean away) {

        private boolean isNewsAfter(@Nullable Failure before) {
            return before == null || away != before.away || !away && !said.equals(before.said);
        }
    }

    @Override
    public String subject() {
        return "Refreshing access tokens";
    }

    @Override
    public Duration pause() {
        return EVERY;
    }

    /** The log tells of a connection's failure when the failure begins, changes or ends, not every time. */
    @Override
    public synchronized void round() {
        for (ZohoConnection connection : connections.all()) {
            Failure failure = failure(connection);
            Failure before =
                    failure == null ? failures.remove(connection.name()) : failures.put(connection.name(), failure);
            if (failure != null && failure.isNewsAfter(before)) {
                log.atLevel(failure.away() ? Level.INFO : Level.WARN)
                        .log("Connection {} has no access token: {}", connection.name(), failure.said());
            } else if (failure == null && before != null) {
                log.info("Connection {} has an access token again", connection.name());
            }
            tell(connection.name(), failure == null);
        }
    }

    /** Another process may have made the connection. */
    private void tell(String connection, boolean isWell) {
        if (!isWell) {
            well.remove(connection);
        } else if (well.add(connection)) {
            try {
                events.publishEvent(new ConnectionMade("zoho", connection));
            } catch (RuntimeException failure) {
                log.error("Connection {} works again, but a step that follows from this failed", connection, failure);
            }
        }
    }

    /** One connection's failure is not another's. */
    private @Nullable Failure failure(ZohoConnection connection) {
        try {
            tokens.ahead(connection, BEFORE);
            return null;
        } catch (SourceFailure failure) {
            return new Failure(String.valueOf(failure.getMessage()), failure instanceof SourceFailure.Unavailable);
        } catch (RuntimeException failure) {
            return new Failure(failure.getClass().getSimpleName() + ": " + failure.getMessage(), false);
        }
    }
}
