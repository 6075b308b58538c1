package app.tds.access;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.DataAccessException;
import org.springframework.session.Session;
import org.springframework.session.SessionRepository;
import org.springframework.transaction.TransactionException;

/**
 * Sessions in the database. While the database is away: sessions that were seen in the last minutes, and those that began
 * meanwhile, which are kept as soon as the database is back.
 */
class RememberedSessions<S extends Session> implements SessionRepository<S> {

    private static final Duration REMEMBERED = Duration.ofMinutes(5);
    private static final int MOST = 1000;

    private final SessionRepository<S> kept;
    private final Clock clock;
    private final Map<String, Seen<S>> seen = new LinkedHashMap<>();
    private final Map<String, Seen<S>> unsaved = new LinkedHashMap<>();

    RememberedSessions(SessionRepository<S> kept, Clock clock) {
        this.kept = kept;
        this.clock = clock;
    }

    private record Seen<S>(S session, Instant at) {}

    @Override
    public S createSession() {
        return kept.createSession();
    }

    @Override
    public @Nullable S findById(String id) {
        try {
            S found = kept.findById(id);
            remember(id, found);
            return found == null ? recent(unsaved, id) : found;
        } catch (DataAccessException | TransactionException away) {
            S last = recent(seen, id);
            return last == null ? recent(unsaved, id) : last;
        }
    }

    private synchronized void remember(String id, @Nullable S session) {
        put(seen, id, session);
        if (session != null) {
            unsaved.remove(id);
        }
    }

    private synchronized void put(Map<String, Seen<S>> sessions, String id, @Nullable S session) {
        sessions.remove(id);
        if (session != null) {
            sessions.put(id, new Seen<>(session, clock.instant()));
        }
        if (sessions.size() > MOST) {
            sessions.remove(sessions.keySet().iterator().next());
        }
    }

    private synchronized @Nullable S recent(Map<String, Seen<S>> sessions, String id) {
        Seen<S> last = sessions.get(id);
        return last == null || last.at().isBefore(clock.instant().minus(REMEMBERED)) ? null : last.session();
    }

    /** A page that was asked for, and a login, are worth more than what the database would say of them. */
    @Override
    public void save(S session) {
        try {
            kept.save(session);
            put(unsaved, session.getId(), null);
        } catch (DataAccessException | TransactionException away) {
            if (recent(seen, session.getId()) == null) {
                put(unsaved, session.getId(), session);
            }
        }
    }

    @Override
    public void deleteById(String id) {
        remember(id, null);
        put(unsaved, id, null);
        kept.deleteById(id);
    }
}
