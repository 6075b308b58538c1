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

/** How the ways to receivers fare, by the rows of the outbox. */
@Component
class Ways {

    private final JdbcClient jdbc;
    private final Clock clock;

    Ways(JdbcClient jdbc, Clock clock) {
        this.jdbc = jdbc;
        this.clock = clock;
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
                .param("now", Timestamp.from(clock.instant()))
                .param("hour", Timestamp.from(clock.instant().minus(Duration.ofHours(1))))
                .param("most", Dispatch.AN_HOUR)
                .query((row, number) -> Optional.ofNullable(row.getTimestamp(1)).map(Timestamp::toInstant))
                .single();
    }

    /** How many notifications wait to be told, those that are held back included. */
    long waiting() {
        return jdbc.sql("select count(*) from etl.notifications where done_at is null")
                .query(Long.class)
                .single();
    }

    /** How a way to a receiver fares. */
    record Way(
            String receiver,
            String channel,
            int failures,
            @Nullable String reason,
            @Nullable Instant delivered) {}

    /**
     * All ways that were used in the last week. Failures are the attempts since the last message that arrived; a message that
     * was given up counts as many as it was tried, and a self-test that failed counts as three.
     */
    List<Way> all() {
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
}
