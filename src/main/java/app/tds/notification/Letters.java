package app.tds.notification;

import app.tds.alarm.Severity;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Mails a letter to the owner, once, whichever process is at it; what fails is tried again for some hours. */
@Component
public class Letters {

    /** Who gets letters, by the name in {@code receivers.yaml}. */
    public static final String OWNER = "owner";

    private static final Logger log = LoggerFactory.getLogger(Letters.class);
    private static final Duration BETWEEN = Duration.ofMinutes(10);
    private static final int ATTEMPTS = 30;

    private final Receivers receivers;
    private final MailChannel mail;
    private final JdbcClient jdbc;
    private final Clock clock;

    Letters(Receivers receivers, MailChannel mail, JdbcClient jdbc, Clock clock) {
        this.receivers = receivers;
        this.mail = mail;
        this.jdbc = jdbc;
        this.clock = clock;
    }

    /**
     * A letter in one language.
     *
     * @param title one line
     * @param paragraphs each some lines
     */
    public record Letter(String title, List<List<String>> paragraphs) {}

    /** Mails what is written in the owner's language, unless the letter of this key was sent, or there is no owner. */
    public void send(String key, Function<Locale, Letter> written) {
        receivers
                .named(OWNER)
                .filter(mail::reaches)
                .ifPresent(owner -> taken(key).ifPresent(id -> deliver(key, id, owner, written)));
    }

    private Optional<UUID> taken(String key) {
        Instant now = clock.instant();
        jdbc.sql("insert into etl.letters (letter_key, letter_id) values (?, ?) on conflict do nothing")
                .params(key, UUID.randomUUID())
                .update();
        return jdbc.sql("""
                        update etl.letters set attempts = attempts + 1, taken_until = ?
                        where letter_key = ? and sent_at is null and attempts < ?
                          and (taken_until is null or taken_until <= ?)
                        returning letter_id
                        """)
                .params(Timestamp.from(now.plus(BETWEEN)), key, ATTEMPTS, Timestamp.from(now))
                .query(UUID.class)
                .optional();
    }

    private void deliver(String key, UUID id, Receiver owner, Function<Locale, Letter> written) {
        Letter letter = written.apply(owner.language().locale());
        try {
            mail.deliver(
                    new Message(
                            id,
                            null,
                            News.TEST,
                            Severity.INFO,
                            owner.language(),
                            letter.title(),
                            letter.paragraphs(),
                            null,
                            List.of(),
                            clock.instant()),
                    owner);
            jdbc.sql("update etl.letters set sent_at = ?, last_error = null where letter_key = ?")
                    .params(Timestamp.from(clock.instant()), key)
                    .update();
        } catch (Undelivered failure) {
            log.warn("The weekly letter could not be mailed: {}", failure.getMessage());
            jdbc.sql("update etl.letters set last_error = ? where letter_key = ?")
                    .param(failure.getMessage())
                    .param(key)
                    .update();
        }
    }
}
