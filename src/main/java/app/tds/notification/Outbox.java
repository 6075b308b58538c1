package app.tds.notification;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.json.JsonMapper;

/**
 * The rows of {@code etl.notifications}. A row is written in the transaction that changes the alarm, handed out to one
 * node at a time, and kept until it is told. A node that dies with a parcel leaves it to the others when {@link #LEASE}
 * is over.
 */
@Component
class Outbox {

    /** Longer than an attempt takes on any channel. */
    static final Duration LEASE = Duration.ofMinutes(2);

    static final String DIGEST = "digest";

    private static final Duration BETWEEN_MESSAGES = Duration.ofMinutes(5);
    private static final int AN_HOUR = 10;

    private static final JsonMapper JSON = JsonMapper.builder()
            .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .build();

    private final JdbcClient jdbc;
    private final TransactionTemplate transaction;
    private final Clock clock;

    Outbox(JdbcClient jdbc, TransactionTemplate transaction, Clock clock) {
        this.jdbc = jdbc;
        this.transaction = transaction;
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

    /** Who was told, or is to be told, of the alarm. */
    List<Known> whoKnows(long alarm) {
        return jdbc.sql("""
                        select receiver, channel, bool_and(state = 'HELD') from etl.notifications
                        where alarm_id = ? group by receiver, channel order by receiver, channel
                        """)
                .param(alarm)
                .query((row, number) -> new Known(row.getString(1), row.getString(2), row.getBoolean(3)))
                .list();
    }

    /**
     * How far an alarm has gone up the ladder.
     *
     * @param since when the alarm was last told at the first step; null if never
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

    /** Whether the receivers that know of the alarm are told, or are to be told, that it is over. */
    boolean isOver(long alarm) {
        return jdbc.sql("select exists (select from etl.notifications where alarm_id = ? and news = 'RESOLVED')")
                .param(alarm)
                .query(Boolean.class)
                .single();
    }

    /**
     * Takes what is due, with everything else that goes in the same message. No other process has these rows until the
     * lease is over.
     */
    Optional<Parcel> take(String channel) {
        return Optional.ofNullable(
                transaction.execute(status -> leader(channel).map(this::taken).orElse(null)));
    }

    private record Leader(
            long id,
            String receiver,
            String channel,
            String toldWith,
            boolean held,
            @Nullable UUID message,
            int attempts) {}

    /**
     * The first row of a message. The process that has locked the row may take the message; no process waits for
     * another.
     */
    private Optional<Leader> leader(String channel) {
        return jdbc.sql("""
                        with due as (
                          select min(notification_id) as leader, message_id, min(due_at) as since,
                            bool_or(news = 'TEST' or told ->> 'severity' = 'CRITICAL') as urgent
                          from etl.notifications
                          where channel = :channel and done_at is null
                          group by receiver, told_with, state, message_id having min(due_at) <= :now)
                        select row.* from etl.notifications as row
                          join due on due.leader = row.notification_id
                            and due.message_id is not distinct from row.message_id
                        where row.done_at is null and (row.message_id is null or row.due_at <= :now)
                          and (row.message_id is not null or due.urgent or (
                            select count(distinct sent.message_id) from etl.notifications as sent
                            where sent.receiver = row.receiver and sent.channel = row.channel and sent.done_at > :hour
                              and sent.state = 'SENT') < :most)
                        order by due.since limit 1
                        for update of row skip locked
                        """)
                .param("channel", channel)
                .param("now", now())
                .param("hour", Timestamp.from(clock.instant().minus(Duration.ofHours(1))))
                .param("most", AN_HOUR)
                .query((row, number) -> new Leader(
                        row.getLong("notification_id"),
                        row.getString("receiver"),
                        row.getString("channel"),
                        row.getString("told_with"),
                        row.getString("state").equals("HELD"),
                        row.getObject("message_id", UUID.class),
                        row.getInt("attempts")))
                .optional();
    }

    private Parcel taken(Leader leader) {
        UUID id = leader.message() == null ? UUID.randomUUID() : leader.message();
        List<Notification> notifications = jdbc.sql("""
                        with taken as (
                          update etl.notifications set message_id = :id, due_at = :until
                          where receiver = :receiver and channel = :channel and told_with = :with and done_at is null
                            and message_id is not distinct from :message::uuid
                            and (state = 'HELD') = :held and (not :held or due_at <= :now or message_id is not null)
                          returning *)
                        select * from taken order by notification_id
                        """)
                .param("id", id)
                .param("until", Timestamp.from(clock.instant().plus(LEASE)))
                .param("receiver", leader.receiver())
                .param("channel", leader.channel())
                .param("with", leader.toldWith())
                .param("message", leader.message())
                .param("held", leader.held())
                .param("now", now())
                .query((row, number) -> notification(row))
                .list();
        return new Parcel(
                id,
                leader.receiver(),
                leader.channel(),
                leader.held(),
                leader.attempts(),
                notifications,
                thread(leader, id, notifications.get(0).told().alarm()));
    }

    private @Nullable UUID thread(Leader leader, UUID id, long alarm) {
        return jdbc.sql("""
                        select message_id from etl.notifications
                        where alarm_id = ? and receiver = ? and channel = ? and message_id <> ? and state = 'SENT'
                        order by done_at, notification_id limit 1
                        """)
                .params(alarm, leader.receiver(), leader.channel(), id)
                .query(UUID.class)
                .optional()
                .orElse(null);
    }

    private static Notification notification(ResultSet row) throws SQLException {
        return new Notification(
                row.getLong("notification_id"),
                News.valueOf(row.getString("news")),
                row.getInt("step"),
                JSON.readValue(row.getString("told"), Told.class),
                row.getTimestamp("created_at").toInstant());
    }

    /** The receiver has it. */
    void sent(UUID message) {
        end(message, "SENT", null);
    }

    /** Nobody tries any more. */
    void giveUp(UUID message, String reason) {
        end(message, "GIVEN_UP", reason);
    }

    private void end(UUID message, String state, @Nullable String reason) {
        jdbc.sql("""
                        update etl.notifications set state = :state, done_at = :now, attempts = attempts + 1,
                          last_error = coalesce(:reason, last_error)
                        where message_id = :id and done_at is null
                        """)
                .param("state", state)
                .param("now", now())
                .param("reason", reason)
                .param("id", message)
                .update();
    }

    /** It is tried again then. */
    void failed(UUID message, String reason, Instant again) {
        jdbc.sql("""
                        update etl.notifications set attempts = attempts + 1, last_error = ?, due_at = ?
                        where message_id = ? and done_at is null
                        """).params(reason, Timestamp.from(again), message).update();
    }

    /** Since when something waits that could be told by now; empty if nothing does. What is held back does not wait. */
    Optional<Instant> oldestWaiting() {
        return jdbc.sql("""
                        select min(created_at) from etl.notifications as waiting
                        where state = 'WAITING' and (message_id is not null or due_at <= :now and (
                          select count(distinct sent.message_id) from etl.notifications as sent
                          where sent.receiver = waiting.receiver and sent.channel = waiting.channel
                            and sent.done_at > :hour and sent.state = 'SENT') < :most)
                        """)
                .param("now", now())
                .param("hour", Timestamp.from(clock.instant().minus(Duration.ofHours(1))))
                .param("most", AN_HOUR)
                .query((row, number) -> Optional.ofNullable(row.getTimestamp(1)).map(Timestamp::toInstant))
                .single();
    }

    /** How many notifications wait to be told, including those that are held back. */
    long waiting() {
        return jdbc.sql("select count(*) from etl.notifications where done_at is null")
                .query(Long.class)
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

    /** How a way to a receiver fares. */
    record Way(
            String receiver,
            String channel,
            int failures,
            @Nullable String reason,
            @Nullable Instant delivered) {}

    /**
     * All ways that were used in the last week. Failures are the attempts since the last message that arrived. A
     * message that was given up counts each of its attempts, and a self-test that failed counts as three.
     */
    List<Way> ways() {
        return jdbc.sql("""
                        with arrived as (
                          select receiver, channel, max(done_at) as at from etl.notifications where state = 'SENT'
                          group by receiver, channel),
                        failing as (
                          select receiver, channel, message_id, max(attempts) as attempts, bool_or(news = 'TEST'
                              and state = 'GIVEN_UP') as test, max(coalesce(done_at, due_at)) as at,
                            max(last_error) as reason
                          from etl.notifications as failed
                          where state <> 'SENT' and attempts > 0 and created_at > :since
                            and (done_at is null or not exists (
                              select from arrived where arrived.receiver = failed.receiver
                                and arrived.channel = failed.channel and arrived.at > failed.done_at))
                          group by receiver, channel, message_id)
                        select receiver, channel, coalesce(sum(case when failing.test then greatest(3, failing.attempts)
                              else failing.attempts end), 0) as failures,
                          (array_agg(failing.reason order by failing.at desc))[1] as reason, max(arrived.at) as delivered
                        from arrived full join failing using (receiver, channel)
                        group by receiver, channel order by receiver, channel
                        """)
                .param("since", Timestamp.from(clock.instant().minus(Duration.ofDays(7))))
                .query((row, number) -> new Way(
                        row.getString("receiver"),
                        row.getString("channel"),
                        row.getInt("failures"),
                        row.getString("reason"),
                        Optional.ofNullable(row.getTimestamp("delivered"))
                                .map(Timestamp::toInstant)
                                .orElse(null)))
                .list();
    }

    long forget(Instant doneBefore) {
        return jdbc.sql("delete from etl.notifications where done_at < ?")
                .param(Timestamp.from(doneBefore))
                .update();
    }

    private Timestamp now() {
        return Timestamp.from(clock.instant());
    }
}
