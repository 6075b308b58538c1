package app.tds.zoho;

import app.tds.PlainTime;
import app.tds.source.Allowance;
import app.tds.source.Priority;
import app.tds.source.SourceFailure.Throttled;
import io.github.bucket4j.Bucket;
import io.github.bucket4j.BucketConfiguration;
import io.github.bucket4j.ConsumptionProbe;
import io.github.bucket4j.EstimationProbe;
import io.github.bucket4j.TimeMeter;
import io.github.bucket4j.distributed.ExpirationAfterWriteStrategy;
import io.github.bucket4j.distributed.jdbc.PrimaryKeyMapper;
import io.github.bucket4j.distributed.proxy.ProxyManager;
import io.github.bucket4j.postgresql.Bucket4jPostgreSQL;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.util.StringUtils;

/**
 * The calls that an organization may still make: per minute, at the same time, today, and whether any at all. All
 * processes on this database share the budget.
 *
 * <p>A thread waits for its turn within the minute. The budget never waits for a pause or a new day: the call fails as
 * Throttled, and the run is parked.
 */
@Component
class RequestBudget {

    private static final Logger log = LoggerFactory.getLogger(RequestBudget.class);
    private static final Duration MINUTE = Duration.ofMinutes(1);

    /** So many calls of the bucket are only for urgent work: a person need not wait until all documents are there. */
    private static final int KEPT = 1;

    private static final Duration CREDITS_BELIEVED = Duration.ofHours(1);

    /** A pause that somebody else has run into is noticed this soon. */
    private static final Duration LONGEST_NAP = Duration.ofSeconds(1);

    private final ZohoSettings settings;
    private final CallSlots slots;
    private final JdbcClient jdbc;
    private final Clock clock;
    private final Waiting waiting;
    private final ProxyManager<String> buckets;

    RequestBudget(
            DataSource dataSource,
            JdbcClient jdbc,
            ZohoSettings settings,
            CallSlots slots,
            Clock clock,
            Waiting waiting) {
        this.settings = settings;
        this.slots = slots;
        this.jdbc = jdbc;
        this.clock = clock;
        this.waiting = waiting;
        this.buckets = Bucket4jPostgreSQL.selectForUpdateBasedBuilder(dataSource)
                .primaryKeyMapper(PrimaryKeyMapper.STRING)
                .table("etl.rate_buckets")
                .idColumn("id")
                .stateColumn("state")
                .expiresAtColumn("expires_at")
                .clientClock(time(clock))
                .expirationAfterWrite(
                        ExpirationAfterWriteStrategy.basedOnTimeForRefillingBucketUpToMax(MINUTE.multipliedBy(10)))
                .build();
    }

    /** Permission for one call. */
    interface Permit {
        /** The call is over: another may be in progress in its place. */
        void release();
    }

    /**
     * What is known of an organization's day and of its pause.
     *
     * @param callsPerDay the quota, or null before Zoho has said
     * @param remaining calls left, or null before Zoho has said
     * @param resetsAt when the quota is new
     * @param pausedUntil nothing is asked before this
     * @param pauseReason why
     * @param rolling whether what was used comes back piece by piece; what is left is then believed until {@code
     *     resetsAt}, and nobody says when all is there again
     */
    record State(
            @Nullable Long callsPerDay,
            @Nullable Long remaining,
            @Nullable Instant resetsAt,
            @Nullable Instant pausedUntil,
            @Nullable String pauseReason,
            boolean rolling) {

        static final State UNKNOWN = new State(null, null, null, null, null, false);
    }

    /**
     * Waits until one more call is allowed. Urgent work goes first; otherwise the order is nobody's in particular.
     *
     * @param price how many Zoho counts for this one
     * @throws Throttled if nothing may be asked before an instant that is not worth waiting for
     * @throws InterruptedException if the thread is asked to stop meanwhile; no call was taken then
     */
    Permit take(String organizationId, Priority priority, int price) throws InterruptedException {
        Optional<CallSlots.Slot> slot = Optional.empty();
        while (slot.isEmpty()) {
            refuseIfNotAllowed(organizationId, priority);
            slot = slots.tryTake(organizationId);
            if (slot.isEmpty()) {
                waiting.about(Duration.ofMillis(20));
            }
        }
        boolean taken = false;
        try {
            takeFromTheMinute(organizationId, priority);
            jdbc.sql("update etl.budgets set remaining = greatest(0, remaining - ?)"
                            + " where organization_id = ? and remaining > 0")
                    .param(price)
                    .param(organizationId)
                    .update();
            taken = true;
            return slot.get()::close;
        } finally {
            if (!taken) {
                slot.get().close();
            }
        }
    }

    private void takeFromTheMinute(String organizationId, Priority priority) throws InterruptedException {
        if (settings.callsPerMinute() == 0) {
            return;
        }
        // The limits are part of the key: a stored bucket keeps the configuration it was made with.
        String id = organizationId + "/" + settings.callsPerMinute();
        var bucket = buckets.builder().build(id, () -> limits(settings.callsPerMinute()));
        int left = priority.isUrgent() ? 0 : Math.min(KEPT, burst(settings.callsPerMinute()) - 1);
        Duration needed = tryTaking(bucket, left);
        while (!needed.isZero()) {
            waiting.about(needed.compareTo(LONGEST_NAP) < 0 ? needed : LONGEST_NAP);
            refuseIfNotAllowed(organizationId, priority);
            needed = tryTaking(bucket, left);
        }
    }

    /**
     * Takes a call from the bucket if so many are left in the bucket afterwards.
     *
     * @return how long to wait for the call; zero if the call was taken
     */
    private static Duration tryTaking(Bucket bucket, int left) {
        if (left > 0) {
            EstimationProbe before = bucket.estimateAbilityToConsume(1 + left);
            if (!before.canBeConsumed()) {
                return Duration.ofNanos(before.getNanosToWaitForRefill()).plusMillis(1);
            }
        }
        ConsumptionProbe probe = bucket.tryConsumeAndReturnRemaining(1);
        return probe.isConsumed()
                ? Duration.ZERO
                : Duration.ofNanos(probe.getNanosToWaitForRefill()).plusMillis(1);
    }

    /**
     * Whether the organization may be asked at all.
     *
     * @throws Throttled if it is paused
     */
    void refuseIfPaused(String organizationId) {
        refuseIfPaused(organizationId, state(organizationId));
    }

    private void refuseIfPaused(String organizationId, State state) {
        if (state.pausedUntil() != null && state.pausedUntil().isAfter(clock.instant())) {
            throw new Throttled(
                    StringUtils.capitalize(Dialect.ofWhom(organizationId)) + " is paused until "
                            + PlainTime.utc(state.pausedUntil()) + ": " + state.pauseReason(),
                    state.pausedUntil());
        }
    }

    private void refuseIfNotAllowed(String organizationId, Priority priority) {
        State state = state(organizationId);
        refuseIfPaused(organizationId, state);
        if (state.resetsAt() != null && state.resetsAt().isAfter(clock.instant()) && belowFloor(state, priority)) {
            throw new Throttled(
                    state.rolling()
                            ? fewCredits(organizationId, state, priority)
                            : "Of the " + state.callsPerDay() + " calls a day of organization " + organizationId + ", "
                                    + state.remaining() + " are left, and those are not for " + priority
                                    + "; it goes on when the quota is new, at " + PlainTime.utc(state.resetsAt()),
                    state.resetsAt());
        }
    }

    private static String fewCredits(String account, State state, Priority priority) {
        return "Of the credits for 24 hours of " + Dialect.ofWhom(account) + ", about " + state.callsPerDay() + ", "
                + state.remaining() + " are left, and those are not for " + priority + "; CRM is asked again at "
                + PlainTime.utc(state.resetsAt());
    }

    private boolean belowFloor(State state, Priority priority) {
        if (state.callsPerDay() == null || state.remaining() == null) {
            return false;
        }
        return state.remaining() <= state.callsPerDay() * keptShare(priority);
    }

    private double keptShare(Priority priority) {
        return Math.min(1, settings.reservedShare() + priority.floor());
    }

    /** What this kind of work may ask of an organization; empty before Zoho has said how much there is. */
    Optional<Allowance> allowance(String organizationId, Priority priority) {
        State state = state(organizationId);
        if (state.callsPerDay() == null || state.remaining() == null || state.resetsAt() == null) {
            return Optional.empty();
        }
        Instant now = clock.instant();
        long left = state.remaining();
        Instant renewedAt = state.resetsAt();
        if (state.rolling() && !renewedAt.isAfter(now)) {
            return Optional.empty();
        }
        while (!renewedAt.isAfter(now)) {
            left = state.callsPerDay();
            renewedAt = renewedAt.plus(Duration.ofDays(1));
        }
        return Optional.of(new Allowance(
                state.callsPerDay(),
                (long) Math.floor(state.callsPerDay() * keptShare(priority)),
                left,
                renewedAt,
                settings.callsPerMinute() == 0 ? 0 : refill(settings.callsPerMinute())));
    }

    /** What is known of the organization. */
    State state(String organizationId) {
        return jdbc.sql("select * from etl.budgets where organization_id = ?")
                .param(organizationId)
                .query((row, number) -> new State(
                        (Long) row.getObject("calls_per_day"),
                        (Long) row.getObject("remaining"),
                        instant(row.getTimestamp("resets_at")),
                        instant(row.getTimestamp("paused_until")),
                        row.getString("pause_reason"),
                        row.getBoolean("is_rolling")))
                .optional()
                .orElse(State.UNKNOWN);
    }

    /** Zoho's own count, from the headers of an answer (zoho-api.md 2.5). A quota is a day's, whatever a header says. */
    void observed(String organizationId, long callsPerDay, long remaining, Duration untilReset) {
        Instant now = clock.instant();
        Duration day = Duration.ofDays(1);
        Duration believed = untilReset.compareTo(day) > 0 ? day : untilReset;
        jdbc.sql("""
                        insert into etl.budgets as known (organization_id, calls_per_day, remaining, resets_at, observed_at)
                        values (:organization, :quota, :remaining, :resets, :now)
                        on conflict (organization_id) do update set calls_per_day = excluded.calls_per_day,
                          remaining = case when known.resets_at > excluded.observed_at
                            then least(known.remaining, excluded.remaining) else excluded.remaining end,
                          resets_at = excluded.resets_at, observed_at = excluded.observed_at
                        """)
                .param("organization", organizationId)
                .param("quota", callsPerDay)
                .param("remaining", remaining)
                .param("resets", Timestamp.from(now.plus(believed)))
                .param("now", Timestamp.from(now))
                .update();
    }

    /**
     * What is left of CRM's credits. CRM says so only once half of them are used, and never says how many there are: at
     * least twice what is left then, and at least what is left and what was used here. Credits come back as they get
     * older than 24 hours, so that an answer is believed for an hour only.
     */
    void observedCredits(String account, String organizationId, long remaining) {
        Instant now = clock.instant();
        jdbc.sql("""
                        insert into etl.budgets as known (organization_id, calls_per_day, remaining, resets_at, observed_at,
                          is_rolling)
                        select :account, greatest(2 * :remaining, :remaining + coalesce(sum(credits), 0)), :remaining,
                          :until, :now, true
                        from etl.calls_by_hour
                        where organization_id = :organization and api = 'crm' and hour > :yesterday
                        on conflict (organization_id) do update set calls_per_day = case
                            when known.observed_at > :yesterday then greatest(known.calls_per_day, excluded.calls_per_day)
                            else excluded.calls_per_day end,
                          remaining = excluded.remaining, resets_at = excluded.resets_at, observed_at = excluded.observed_at,
                          is_rolling = true
                        """)
                .param("account", account)
                .param("organization", organizationId)
                .param("remaining", remaining)
                .param("until", Timestamp.from(now.plus(CREDITS_BELIEVED)))
                .param("yesterday", Timestamp.from(now.minus(Duration.ofDays(1))))
                .param("now", Timestamp.from(now))
                .update();
    }

    /** Nothing is asked for this organization, by any node, before that. */
    void pause(String organizationId, Instant until, String reason) {
        int changed = jdbc.sql("""
                        insert into etl.budgets as known (organization_id, paused_until, pause_reason)
                        values (:organization, :until, :reason)
                        on conflict (organization_id) do update set paused_until = excluded.paused_until,
                          pause_reason = excluded.pause_reason
                        where known.paused_until is null or known.paused_until < excluded.paused_until
                        """)
                .param("organization", organizationId)
                .param("until", Timestamp.from(until))
                .param("reason", reason)
                .update();
        // An alarm tells whoever has to know.
        if (changed > 0) {
            log.info("{} is paused until {}: {}", Dialect.ofWhom(organizationId), PlainTime.utc(until), reason);
        }
    }

    /**
     * Any window of 60 s sees at most a full bucket and what flows in meanwhile: together 95 % of the limit. So Zoho's
     * limit holds even if Zoho measures the window a little differently.
     */
    static BucketConfiguration limits(int callsPerMinute) {
        return BucketConfiguration.builder()
                .addLimit(limit -> limit.capacity(burst(callsPerMinute)).refillGreedy(refill(callsPerMinute), MINUTE))
                .build();
    }

    private static int burst(int callsPerMinute) {
        return Math.max(1, most(callsPerMinute) / 19);
    }

    private static int refill(int callsPerMinute) {
        return Math.max(1, most(callsPerMinute) - burst(callsPerMinute));
    }

    private static int most(int callsPerMinute) {
        return Math.max(1, callsPerMinute * 95 / 100);
    }

    private static TimeMeter time(Clock clock) {
        return new TimeMeter() {
            @Override
            public long currentTimeNanos() {
                Instant now = clock.instant();
                return now.getEpochSecond() * 1_000_000_000L + now.getNano();
            }

            @Override
            public boolean isWallClockBased() {
                return true;
            }
        };
    }

    private static @Nullable Instant instant(@Nullable Timestamp timestamp) {
        return timestamp == null ? null : timestamp.toInstant();
    }
}
