package app.tds.access;

import static org.assertj.core.api.Assertions.assertThat;

import app.tds.SettableClock;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.ConcurrentHashMap;
import org.junit.jupiter.api.Test;
import org.springframework.dao.DataAccessResourceFailureException;
import org.springframework.session.MapSession;
import org.springframework.session.MapSessionRepository;
import org.springframework.session.SessionRepository;

class RememberedSessionsTests {

    private final SettableClock clock = new SettableClock(Instant.parse("2026-03-01T09:00:00Z"));
    private final MapSessionRepository database = new MapSessionRepository(new ConcurrentHashMap<>());
    private boolean away;
    private final RememberedSessions<MapSession> sessions = new RememberedSessions<>(
            new SessionRepository<>() {
                @Override
                public MapSession createSession() {
                    return database.createSession();
                }

                @Override
                public void save(MapSession session) {
                    ask().save(session);
                }

                @Override
                public MapSession findById(String id) {
                    return ask().findById(id);
                }

                @Override
                public void deleteById(String id) {
                    ask().deleteById(id);
                }
            },
            clock);

    private MapSessionRepository ask() {
        if (away) {
            throw new DataAccessResourceFailureException("away");
        }
        return database;
    }

    @Test
    void whoIsLoggedInStaysSoForFiveMinutesWithoutTheDatabase() {
        MapSession session = sessions.createSession();
        session.setAttribute("name", "Sara");
        sessions.save(session);
        assertThat(sessions.findById(session.getId())).isNotNull();

        away = true;
        clock.advance(Duration.ofMinutes(5));
        MapSession remembered = sessions.findById(session.getId());
        assertThat((String) remembered.getAttribute("name")).isEqualTo("Sara");
        sessions.save(remembered);
        clock.advance(Duration.ofSeconds(1));
        assertThat(sessions.findById(session.getId())).isNull();
    }

    @Test
    void whoLogsInMeanwhileStaysLoggedInAndIsKeptAsSoonAsTheDatabaseIsBack() {
        away = true;
        MapSession session = sessions.createSession();
        session.setAttribute("name", "Sara");
        sessions.save(session);
        assertThat(sessions.findById(session.getId())).isNotNull();

        away = false;
        MapSession later = sessions.findById(session.getId());
        assertThat((String) later.getAttribute("name")).isEqualTo("Sara");
        sessions.save(later);
        assertThat(database.findById(session.getId())).isNotNull();
    }

    @Test
    void whoLoggedInMeanwhileAndOutAgainIsForgotten() {
        away = true;
        MapSession session = sessions.createSession();
        sessions.save(session);
        away = false;
        sessions.deleteById(session.getId());
        assertThat(sessions.findById(session.getId())).isNull();
    }

    @Test
    void aLoginOfMeanwhileEndsAfterFiveMinutesIfTheDatabaseStaysAway() {
        away = true;
        MapSession session = sessions.createSession();
        sessions.save(session);
        clock.advance(Duration.ofMinutes(5).plusSeconds(1));
        assertThat(sessions.findById(session.getId())).isNull();
    }

    @Test
    void whatEndedElsewhereIsForgotten() {
        MapSession session = sessions.createSession();
        sessions.save(session);
        sessions.findById(session.getId());
        database.deleteById(session.getId());
        assertThat(sessions.findById(session.getId())).isNull();
        away = true;
        assertThat(sessions.findById(session.getId())).isNull();
    }
}
