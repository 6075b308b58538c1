package app.tds.zoho;

import app.tds.Sha256;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Authorizations that were begun; Zoho's answer counts only with a state from here, once, and not for long. */
@Component
class OAuthStates {

    static final Duration VALID = Duration.ofMinutes(10);

    /** Long enough to tell a person who comes back that the answer was used, or came too late. */
    private static final Duration REMEMBERED = Duration.ofDays(1);

    private final JdbcClient jdbc;
    private final Clock clock;
    private final SecureRandom random = new SecureRandom();

    OAuthStates(JdbcClient jdbc, Clock clock) {
        this.jdbc = jdbc;
        this.clock = clock;
    }

    /**
     * What an authorization was begun for.
     *
     * @param connection by name
     * @param redirectUri where Zoho was told to answer
     */
    record Begun(String connection, URI redirectUri) {}

    /** The state is worth nothing. */
    static final class StateRefused extends RuntimeException {

        private final ConnectOutcome outcome;

        StateRefused(ConnectOutcome outcome) {
            super(outcome.english());
            this.outcome = outcome;
        }

        ConnectOutcome outcome() {
            return outcome;
        }
    }

    /** A new state, which only its hash is kept of. */
    String begin(Begun begun) {
        byte[] bytes = new byte[32];
        random.nextBytes(bytes);
        String state = Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
        Instant now = clock.instant();
        jdbc.sql("delete from etl.oauth_states where valid_until < ?")
                .param(Timestamp.from(now.minus(REMEMBERED)))
                .update();
        jdbc.sql("insert into etl.oauth_states (state_hash, connection, redirect_uri, valid_until) values (?, ?, ?, ?)")
                .params(
                        hash(state),
                        begun.connection(),
                        begun.redirectUri().toString(),
                        Timestamp.from(now.plus(VALID)))
                .update();
        return state;
    }

    /**
     * What this state was begun for; nobody gets it a second time.
     *
     * @throws StateRefused if it is not ours, was used, or is too old
     */
    Begun use(String state) {
        Timestamp now = Timestamp.from(clock.instant());
        return jdbc.sql("""
                        update etl.oauth_states set used_at = :now
                        where state_hash = :hash and used_at is null and valid_until > :now
                        returning connection, redirect_uri
                        """)
                .param("now", now)
                .param("hash", hash(state))
                .query((row, number) ->
                        new Begun(row.getString("connection"), URI.create(row.getString("redirect_uri"))))
                .optional()
                .orElseThrow(() -> new StateRefused(why(state)));
    }

    private ConnectOutcome why(String state) {
        return jdbc.sql("select used_at is not null from etl.oauth_states where state_hash = ?")
                .param(hash(state))
                .query(Boolean.class)
                .optional()
                .map(used -> used ? ConnectOutcome.USED : ConnectOutcome.EXPIRED)
                .orElse(ConnectOutcome.UNKNOWN);
    }

    private static byte[] hash(String state) {
        return Sha256.of(state.getBytes(StandardCharsets.UTF_8));
    }
}
