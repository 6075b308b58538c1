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

/** Sessions in the database and, while that is away, those that were seen in the last minutes. */
class RememberedSessions<S extends Session> implements SessionRepository<S> {

    private static final Duration REMEMBERED = Duration.ofMinutes(5);
    private static final int MOST = 1000;

    private final SessionRepository<S> kept;
    private final Clock clock;
    private final Map<String, Seen<S>> seen = new LinkedHashMap<>();

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
            return found;
        } catch (DataAccessException | TransactionException away) {
            return remembered(id);
        }
    }

    private synchronized void remember(String id, @Nullable S session) {
        seen.remove(id);
        if (session != null) {
            seen.put(id, new Seen<>(session, clock.instant()));
        }
        if (seen.size() > MOST) {
            seen.remove(seen.keySet().iterator().next());
        }
    }

    private synchronized @Nullable S remembered(String id) {
        Seen<S> last = seen.get(id);
        return last == null || last.at().isBefore(clock.instant().minus(REMEMBERED)) ? null : last.session();
    }

    /** When a page was last asked for is not worth a page that fails; a login that cannot be kept is. */
    @Override
    public void save(S session) {
        try {
            kept.save(session);
        } catch (DataAccessException | TransactionException away) {
            if (remembered(session.getId()) == null) {
                throw away;
            }
        }
    }

    @Override
    public void deleteById(String id) {
        remember(id, null);
        kept.deleteById(id);
    }
}
