package app.tds.notification;

import app.tds.alarm.Alarms;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.springframework.core.env.Environment;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Links in messages, with which the reader says that somebody sees to an alarm, without a login. A link is signed with
 * {@code tds.secret-key} for one alarm and one receiver. It is good for a day, and once.
 */
@Component
public class AcknowledgeLinks {

    static final String KEY = "tds.secret-key";

    private static final Duration GOOD = Duration.ofHours(24);
    private static final String HMAC = "HmacSHA256";
    private static final Pattern TOKEN =
            Pattern.compile("([a-z][a-z0-9-]{0,29})\\.([0-9]{1,11})\\.([A-Za-z0-9_-]{43})");

    private final String key;
    private final Alarms alarms;
    private final JdbcClient jdbc;
    private final TransactionTemplate transaction;
    private final Clock clock;

    AcknowledgeLinks(
            Environment environment, Alarms alarms, JdbcClient jdbc, TransactionTemplate transaction, Clock clock) {
        this.key = environment.getProperty(KEY, "");
        this.alarms = alarms;
        this.jdbc = jdbc;
        this.transaction = transaction;
        this.clock = clock;
    }

    /** What became of an acknowledgement. */
    public enum Outcome {
        /** Somebody sees to the alarm from now on. */
        DONE,
        /** The link is forged, changed, or older than a day. */
        NOT_GOOD,
        /** The link was used before. */
        USED,
        /** The alarm goes on no more. */
        OVER
    }

    /** What belongs in a message that was written then; the same at each attempt to deliver the message. */
    String token(long alarm, String receiver, Instant written) {
        long ends = written.plus(GOOD).getEpochSecond();
        return receiver + "." + ends + "." + signature(alarm, receiver, ends);
    }

    private record Link(long alarm, String receiver, Instant ends) {}

    /** The link that the token belongs to; empty if it is forged, changed, or over. No database is asked. */
    private Optional<Link> link(long alarm, String token) {
        Matcher parts = TOKEN.matcher(token);
        if (!parts.matches()) {
            return Optional.empty();
        }
        long ends = Long.parseLong(parts.group(2));
        byte[] genuine = signature(alarm, parts.group(1), ends).getBytes(StandardCharsets.US_ASCII);
        boolean good = MessageDigest.isEqual(genuine, parts.group(3).getBytes(StandardCharsets.US_ASCII))
                && ends > clock.instant().getEpochSecond();
        return good ? Optional.of(new Link(alarm, parts.group(1), Instant.ofEpochSecond(ends))) : Optional.empty();
    }

    private String signature(long alarm, String receiver, long ends) {
        if (key.isBlank()) {
            throw new IllegalStateException("links are signed with " + KEY + ", which is not set");
        }
        try {
            Mac mac = Mac.getInstance(HMAC);
            mac.init(new SecretKeySpec(key.getBytes(StandardCharsets.UTF_8), HMAC));
            String signed = "acknowledge " + alarm + " " + receiver + " " + ends;
            return Base64.getUrlEncoder()
                    .withoutPadding()
                    .encodeToString(mac.doFinal(signed.getBytes(StandardCharsets.UTF_8)));
        } catch (GeneralSecurityException cause) {
            throw new IllegalStateException("every Java platform has " + HMAC, cause);
        }
    }

    /** Whether the token could be used now: {@link Outcome#DONE} if so. Nothing is changed. */
    public Outcome look(long alarm, String token) {
        return link(alarm, token)
                .map(link -> isUsed(link) ? Outcome.USED : Outcome.DONE)
                .orElse(Outcome.NOT_GOOD);
    }

    private boolean isUsed(Link link) {
        return jdbc.sql("""
                        select exists (
                          select from etl.used_links where alarm_id = ? and receiver = ? and ends_at = ?)
                        """)
                .params(link.alarm(), link.receiver(), Timestamp.from(link.ends()))
                .query(Boolean.class)
                .single();
    }

    /**
     * Somebody who has the link sees to the alarm.
     *
     * @throws IllegalArgumentException if it is not said who, or what is being done
     */
    public Outcome acknowledge(long alarm, String token, String name, String note) {
        Optional<Link> good = link(alarm, token);
        if (good.isEmpty()) {
            return Outcome.NOT_GOOD;
        }
        return transaction.execute(status -> {
            if (!use(good.get())) {
                return Outcome.USED;
            }
            String who = name.isBlank() ? "" : name + " (link of " + good.get().receiver() + ")";
            if (alarms.acknowledge(alarm, who, note).isEmpty()) {
                status.setRollbackOnly();
                return Outcome.OVER;
            }
            return Outcome.DONE;
        });
    }

    /** Of two who use the link at once, one does. */
    private boolean use(Link link) {
        return jdbc.sql("""
                        insert into etl.used_links (alarm_id, receiver, ends_at, used_at) values (?, ?, ?, ?)
                        on conflict do nothing
                        """)
                        .params(
                                link.alarm(),
                                link.receiver(),
                                Timestamp.from(link.ends()),
                                Timestamp.from(clock.instant()))
                        .update()
                == 1;
    }

    /** What is no longer good need not be known to have been used. */
    long forget() {
        return jdbc.sql("delete from etl.used_links where ends_at < ?")
                .param(Timestamp.from(clock.instant()))
                .update();
    }
}
