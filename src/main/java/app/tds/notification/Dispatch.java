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

/**
 * Hands the notifications of the outbox out, to one node at a time, and keeps what became of them. A node that dies with a
 * parcel leaves the parcel to the others when {@link #LEASE} is over.
 */
@Component
class Dispatch {

    /** Longer than an attempt takes on any channel. */
    static final Duration LEASE = Duration.ofMinutes(2);

    /** Messages to one receiver by one channel in an hour. The last of them, and each urgent one after it, takes all that is due. */
    static final int AN_HOUR = 10;

    private final JdbcClient jdbc;
    private final TransactionTemplate transaction;
    private final Clock clock;

    Dispatch(JdbcClient jdbc, TransactionTemplate transaction, Clock clock) {
        this.jdbc = jdbc;
        this.transaction = transaction;
        this.clock = clock;
    }

    /** Takes what is due, with everything else that goes in the same message; nobody else has it until the lease is over. */
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
            int attempts,
            boolean crowded) {

        static Leader of(ResultSet row, int number) throws SQLException {
            return new Leader(
                    row.getLong("notification_id"),
                    row.getString("receiver"),
                    row.getString("channel"),
                    row.getString("told_with"),
                    row.getString("state").equals("HELD"),
                    row.getObject("message_id", UUID.class),
                    row.getInt("attempts"),
                    row.getBoolean("crowded"));
        }
    }

    /** The first row of a message. Whoever has locked it may take the message; nobody waits for another node. */
    private Optional<Leader> leader(String channel) {
        return jdbc.sql("""
                        with due as (
                          select min(notification_id) as leader, message_id, min(due_at) as since,
                            bool_or(news = 'TEST' or told ->> 'severity' = 'CRITICAL') as urgent
                          from etl.notifications
                          where channel = :channel and done_at is null
                          group by receiver, case when message_id is null then told_with end, state, message_id
                          having min(due_at) <= :now)
                        select row.*, lately.messages >= :most - 1 and row.news <> 'TEST' as crowded from etl.notifications as row
                          join due on due.leader = row.notification_id
                            and due.message_id is not distinct from row.message_id
                          cross join lateral (
                            select count(distinct sent.message_id) as messages from etl.notifications as sent
                            where sent.receiver = row.receiver and sent.channel = row.channel and sent.done_at > :hour
                              and sent.state = 'SENT') as lately
                        where row.done_at is null and (row.message_id is null or row.due_at <= :now)
                          and (row.message_id is not null or due.urgent or lately.messages < :most)
                        order by due.since limit 1
                        for update of row skip locked
                        """)
                .param("channel", channel)
                .param("now", now())
                .param("hour", Timestamp.from(clock.instant().minus(Duration.ofHours(1))))
                .param("most", AN_HOUR)
                .query(Leader::of)
                .optional();
    }

    /** What another node has locked is left to that node: two that wait for each other's rows would end in neither having any. */
    private Parcel taken(Leader leader) {
        UUID id = leader.message() == null ? UUID.randomUUID() : leader.message();
        List<Notification> notifications = jdbc.sql("""
                        with free as (
                          select notification_id from etl.notifications
                          where receiver = :receiver and channel = :channel and done_at is null
                            and message_id is not distinct from :message::uuid
                            and (state = 'HELD') = :held and (not :held or due_at <= :now or message_id is not null)
                            and (told_with = :with or message_id is not null or :crowded and due_at <= :now and news <> 'TEST')
                          for update skip locked),
                        taken as (
                          update etl.notifications set message_id = :id, due_at = :until
                          where notification_id in (select notification_id from free) returning *)
                        select * from taken order by notification_id
                        """)
                .param("id", id)
                .param("until", Timestamp.from(clock.instant().plus(LEASE)))
                .param("receiver", leader.receiver())
                .param("channel", leader.channel())
                .param("with", leader.toldWith())
                .param("message", leader.message())
                .param("held", leader.held())
                .param("crowded", leader.crowded())
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
                Outbox.told(row.getString("told")),
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

    private Timestamp now() {
        return Timestamp.from(clock.instant());
    }
}
