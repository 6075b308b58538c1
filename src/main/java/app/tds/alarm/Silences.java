package app.tds.alarm;

import static java.sql.Timestamp.from;

import app.tds.PlainTime;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/** What people do not want to be told for a while. Alarms are looked for and kept all the same. */
@Component
public class Silences {

    /** Nothing may be silenced longer at once. */
    public static final Duration LONGEST = Duration.ofDays(7);

    private final JdbcClient jdbc;
    private final TransactionTemplate transaction;
    private final Suppression suppression;
    private final Clock clock;

    Silences(JdbcClient jdbc, TransactionTemplate transaction, Suppression suppression, Clock clock) {
        this.jdbc = jdbc;
        this.transaction = transaction;
        this.suppression = suppression;
        this.clock = clock;
    }

    /** Of which alarms; what is empty means every one. */
    public record Matcher(String kind, String organization, String job) {}

    /**
     * From now on the alarms that fit are not told.
     *
     * @throws IllegalArgumentException if the end is past or too far away, or no reason is given; the message says so
     */
    public Silence begin(Matcher alarms, Instant until, String reason, String who) {
        Instant now = clock.instant();
        if (!until.isAfter(now) || until.isAfter(now.plus(LONGEST))) {
            throw new IllegalArgumentException("A silence ends after now and within " + LONGEST.toDays() + " days; "
                    + PlainTime.utc(until) + " does not.");
        }
        if (reason.isBlank()) {
            throw new IllegalArgumentException("A silence needs a reason, for those who wonder why nobody was told.");
        }
        return transaction.execute(status -> {
            Silence silence = jdbc.sql("""
                            insert into etl.silences (kind, organization_id, job, began_at, until, reason, who)
                            values (?, ?, ?, ?, ?, ?, ?) returning *
                            """)
                    .params(alarms.kind(), alarms.organization(), alarms.job(), from(now), from(until), reason, who)
                    .query(Silence::of)
                    .single();
            suppression.refresh(now);
            return silence;
        });
    }

    /**
     * It ends now; what it covered and still goes on is told.
     *
     * @return the silence; empty if none of this number goes on
     */
    public Optional<Silence> end(long id, String who) {
        Instant now = clock.instant();
        return transaction.execute(status -> {
            Optional<Silence> ended = jdbc.sql("""
                            update etl.silences set ended_at = :now, ended_by = :who
                            where silence_id = :id and ended_at is null and until > :now returning *
                            """)
                    .param("now", from(now))
                    .param("who", who)
                    .param("id", id)
                    .query(Silence::of)
                    .optional();
            suppression.refresh(now);
            return ended;
        });
    }

    /** The silences that go on, and the last silences that are over, the newest first. */
    public List<Silence> latest(int most) {
        return jdbc.sql("select * from etl.silences order by silence_id desc limit ?")
                .param(most)
                .query(Silence::of)
                .list();
    }

    /** Those that go on, the one that ends first before the others. */
    public List<Silence> current() {
        return jdbc.sql("select * from etl.silences where ended_at is null and until > ? order by until, silence_id")
                .param(from(clock.instant()))
                .query(Silence::of)
                .list();
    }

    long forget(Instant before) {
        return jdbc.sql("delete from etl.silences where until < ?")
                .param(from(before))
                .update();
    }
}
