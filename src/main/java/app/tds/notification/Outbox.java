package app.tds.notification;

import java.sql.Timestamp;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.json.JsonMapper;

/** The rows of {@code etl.notifications}: written with what they tell of, and kept until they are told and long after. */
@Component
class Outbox {

    static final String DIGEST = "digest";

    private static final Duration BETWEEN_MESSAGES = Duration.ofMinutes(5);
    private static final JsonMapper JSON = JsonMapper.builder()
            .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .build();

    private final JdbcClient jdbc;
    private final Clock clock;

    Outbox(JdbcClient jdbc, Clock clock) {
        this.jdbc = jdbc;
        this.clock = clock;
    }

    /**
     * What is to be told, and when.
     *
     * @param key of what is told, without to whom
     * @param due the earliest moment
     * @param held whether the receiver's quiet hours are the reason to wait
     * @param spaced whether some time has to pass since the last message of the same group
     */
    record Entry(
            String key,
            News news,
            int step,
            String receiver,
            String channel,
            Told told,
            Instant due,
            boolean held,
            boolean spaced) {

        private String toldWith() {
            return held ? DIGEST : told.group();
        }
    }

    /** Keeps it, unless it is kept already. Whoever calls this in a transaction keeps both or nothing. */
    void add(Entry entry) {
        jdbc.sql("""
                        insert into etl.notifications (told_key, alarm_id, news, step, receiver, channel, told_with, told,
                          created_at, due_at, state)
                        values (:key, nullif(:alarm, 0), :news, :step, :receiver, :channel, :with, :told::jsonb, :now,
                          case when :spaced then greatest(:due, (
                            select max(done_at) + :between::interval from etl.notifications
                            where receiver = :receiver and channel = :channel and told_with = :with and state = 'SENT'))
                          else :due end, :state)
                        on conflict (told_key) do nothing
                        """)
                .param("key", entry.key() + " to " + entry.receiver() + " by " + entry.channel())
                .param("alarm", entry.told().alarm())
                .param("news", entry.news().name())
                .param("step", entry.step())
                .param("receiver", entry.receiver())
                .param("channel", entry.channel())
                .param("with", entry.toldWith())
                .param("told", JSON.writeValueAsString(entry.told()))
                .param("now", now())
                .param("due", Timestamp.from(entry.due()))
                .param("spaced", entry.spaced())
                .param("between", BETWEEN_MESSAGES.toSeconds() + " seconds")
                .param("state", entry.held() ? "HELD" : "WAITING")
                .update();
    }

    /**
     * Somebody who was to be told of an alarm.
     *
     * @param held whether all of it is still held back
     */
    record Known(String receiver, String channel, boolean held) {}

    /** Who was told, or is to be told, that the alarm goes on. Whoever heard last that it is over does not hear that again. */
    List<Known> whoKnows(long alarm) {
        return jdbc.sql("""
                        select receiver, channel, bool_and(state = 'HELD') from etl.notifications
                        where alarm_id = ? group by receiver, channel
                        having (array_agg(news order by notification_id desc))[1] <> 'RESOLVED' order by receiver, channel
                        """)
                .param(alarm)
                .query((row, number) -> new Known(row.getString(1), row.getString(2), row.getBoolean(3)))
                .list();
    }

    /**
     * How far an alarm has gone up the ladder.
     *
     * @param since when it was last told at the first step; null if it never was
     * @param step the highest it was told at since
     */
    record Climb(@Nullable Instant since, int step) {}

    Climb climb(long alarm) {
        return jdbc.sql("""
                        with first as (
                          select max(created_at) as at from etl.notifications
                          where alarm_id = :alarm and news in ('FIRING', 'RAISED', 'FLAPPING') and step = 0)
                        select first.at, coalesce(max(step), 0) as step
                        from first left join etl.notifications as told on told.alarm_id = :alarm and told.created_at >= first.at
                        group by first.at
                        """)
                .param("alarm", alarm)
                .query((row, number) -> new Climb(
                        Optional.ofNullable(row.getTimestamp("at"))
                                .map(Timestamp::toInstant)
                                .orElse(null),
                        row.getInt("step")))
                .single();
    }

    /** Until when something about the alarm is held back; empty if nothing is. */
    Optional<Instant> heldUntil(long alarm) {
        return jdbc.sql("select max(due_at) from etl.notifications where alarm_id = ? and state = 'HELD'")
                .param(alarm)
                .query((row, number) -> Optional.ofNullable(row.getTimestamp(1)).map(Timestamp::toInstant))
                .single();
    }

    /** Whether those who know of the alarm are told, or are to be told, that it is over. */
    boolean isOver(long alarm) {
        return jdbc.sql("select exists (select from etl.notifications where alarm_id = ? and news = 'RESOLVED')")
                .param(alarm)
                .query(Boolean.class)
                .single();
    }

    /** What became of what was to be told. */
    record Result(
            String receiver,
            String channel,
            boolean sent,
            @Nullable String reason,
            @Nullable Instant done) {}

    /** What became of all that was added with this key. */
    List<Result> results(String key) {
        return jdbc.sql("""
                        select receiver, channel, state = 'SENT', last_error, done_at from etl.notifications
                        where told_key in (select :key || ' to ' || receiver || ' by ' || channel)
                        order by receiver, channel
                        """)
                .param("key", key)
                .query((row, number) -> new Result(
                        row.getString(1),
                        row.getString(2),
                        row.getBoolean(3),
                        row.getString(4),
                        Optional.ofNullable(row.getTimestamp(5))
                                .map(Timestamp::toInstant)
                                .orElse(null)))
                .list();
    }

    /** What became of the last test of a way. */
    record Test(
            String receiver,
            String channel,
            Instant at,
            boolean sent,
            @Nullable String reason,
            boolean done) {}

    /** The last test of each way. */
    List<Test> lastTests() {
        return jdbc.sql("""
                        select distinct on (receiver, channel) receiver, channel, created_at, state = 'SENT', last_error,
                          done_at is not null
                        from etl.notifications where news = 'TEST' order by receiver, channel, notification_id desc
                        """)
                .query((row, number) -> new Test(
                        row.getString(1),
                        row.getString(2),
                        row.getTimestamp(3).toInstant(),
                        row.getBoolean(4),
                        row.getString(5),
                        row.getBoolean(6)))
                .list();
    }

    long forget(Instant doneBefore) {
        return jdbc.sql("delete from etl.notifications where done_at < ?")
                .param(Timestamp.from(doneBefore))
                .update();
    }

    static Told told(String json) {
        return JSON.readValue(json, Told.class);
    }

    private Timestamp now() {
        return Timestamp.from(clock.instant());
    }
}
