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
import java.util.regex.Pattern;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Authorizations that were begun; Zoho's answer counts only with a state from here, once, and not for long. */
@Component
class OAuthStates {

    static final Duration VALID = Duration.ofMinutes(10);

    /** Long enough to tell a person who comes back that the answer was used, or came too late. */
    private static final Duration REMEMBERED = Duration.ofDays(1);

    private static final Pattern STATE = Pattern.compile("[A-Za-z0-9_-]{43}");

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

    /**
     * What an authorization needs; only hashes of both are kept.
     *
     * @param state that Zoho sends back
     * @param browser for a cookie of the browser in which it was begun
     */
    record Fresh(String state, String browser) {}

    /** A new state, for one browser. */
    Fresh begin(Begun begun) {
        var fresh = new Fresh(random(), random());
        Instant now = clock.instant();
        jdbc.sql("delete from etl.oauth_states where valid_until < ?")
                .param(Timestamp.from(now.minus(REMEMBERED)))
                .update();
        jdbc.sql("""
                        insert into etl.oauth_states (state_hash, browser_hash, connection, redirect_uri, valid_until)
                        values (?, ?, ?, ?, ?)
                        """)
                .params(
                        hash(fresh.state()),
                        hash(fresh.browser()),
                        begun.connection(),
                        begun.redirectUri().toString(),
                        Timestamp.from(now.plus(VALID)))
                .update();
        return fresh;
    }

    private String random() {
        byte[] bytes = new byte[32];
        random.nextBytes(bytes);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }

    /**
     * What this state was begun for; nobody gets it a second time.
     *
     * @param browser the cookie, or empty if there is none
     * @throws StateRefused if the state is not ours, was used, is too old, or was begun in another browser
     */
    Begun use(String state, String browser) {
        if (!STATE.matcher(state).matches()) {
            throw new StateRefused(ConnectOutcome.UNKNOWN);
        }
        Timestamp now = Timestamp.from(clock.instant());
        return jdbc.sql("""
                        update etl.oauth_states set used_at = :now
                        where state_hash = :hash and browser_hash = :browser and used_at is null and valid_until > :now
                        returning connection, redirect_uri
                        """)
                .param("now", now)
                .param("hash", hash(state))
                .param("browser", hash(browser))
                .query((row, number) ->
                        new Begun(row.getString("connection"), URI.create(row.getString("redirect_uri"))))
                .optional()
                .orElseThrow(() -> new StateRefused(why(state)));
    }

    private ConnectOutcome why(String state) {
        return jdbc.sql("select used_at is not null, valid_until <= ? from etl.oauth_states where state_hash = ?")
                .params(Timestamp.from(clock.instant()), hash(state))
                .query((row, number) -> row.getBoolean(1)
                        ? ConnectOutcome.USED
                        : row.getBoolean(2) ? ConnectOutcome.EXPIRED : ConnectOutcome.OTHER_BROWSER)
                .optional()
                .orElse(ConnectOutcome.UNKNOWN);
    }

    private static byte[] hash(String state) {
        return Sha256.of(state.getBytes(StandardCharsets.UTF_8));
    }
}
