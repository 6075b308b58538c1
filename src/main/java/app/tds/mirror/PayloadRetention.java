package app.tds.mirror;

import app.tds.InvalidConfiguration;
import app.tds.PlainTime;
import app.tds.Retention;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Removes versions of {@code etl.payloads} that were replaced by others long ago, but never one that a row was made
 * from.
 *
 * <p>A version's age counts from its replacement: what was in force within the time that is kept can be asked for. Each
 * time, only the replacements that came of age since the last time are looked at, one day in each transaction.
 */
@Component
public class PayloadRetention implements Retention {

    private static final Duration STEP = Duration.ofDays(1);

    private final JdbcClient jdbc;
    private final TransactionTemplate transaction;
    private final Clock clock;
    private final Duration keep;

    PayloadRetention(
            JdbcClient jdbc,
            TransactionTemplate transaction,
            Clock clock,
            @Value("${tds.payloads.keep}") Duration keep) {
        this.jdbc = jdbc;
        this.transaction = transaction;
        this.clock = clock;
        this.keep = keep;
        if (keep.isNegative() || keep.isZero()) {
            throw new InvalidConfiguration(List.of(
                    "tds.payloads.keep: \"" + PlainTime.text(keep) + "\" is no time to keep anything, such as 400d"));
        }
    }

    @Override
    public String what() {
        return "replaced versions of payloads";
    }

    /** One process does it for all. */
    @Override
    public long purge() {
        Instant now = clock.instant();
        Instant end = now.minus(keep);
        long removed = 0;
        while (true) {
            Long some = transaction.execute(status -> step(now, end));
            if (some == null || some < 0) {
                break;
            }
            removed += some;
        }
        return removed;
    }

    /** Negative if there is nothing left to look at, or if another process does the work. */
    private long step(Instant now, Instant end) {
        if (!Boolean.TRUE.equals(jdbc.sql("select pg_try_advisory_xact_lock(hashtext('etl.retention'))")
                .query(Boolean.class)
                .single())) {
            return -1;
        }
        Instant from = lookedAt();
        if (from == null || !from.isBefore(end)) {
            return -1;
        }
        Instant until = from.plus(STEP).isBefore(end) ? from.plus(STEP) : end;
        long removed = remove(from, until);
        jdbc.sql("""
                        insert into etl.retention (superseded_until, purged_at) values (?, ?)
                        on conflict (one) do update
                        set superseded_until = excluded.superseded_until, purged_at = excluded.purged_at
                        """).param(Timestamp.from(until)).param(Timestamp.from(now)).update();
        return removed;
    }

    private @Nullable Instant lookedAt() {
        Timestamp from = jdbc.sql("select coalesce((select superseded_until from etl.retention),"
                        + " (select min(first_seen_at) - interval '1 second' from etl.payloads))")
                .query(Timestamp.class)
                .optional()
                .orElse(null);
        return from == null ? null : from.toInstant();
    }

    private long remove(Instant from, Instant until) {
        String unused = madeFrom().stream().map(" and "::concat).collect(Collectors.joining());
        return jdbc.sql("""
                        with newer as (
                          select organization_id, source_id, resource, payload_hash, source_modified_at,
                            first_seen_at as seen_at
                          from etl.payloads where first_seen_at > :from and first_seen_at <= :until
                          union all
                          select organization_id, source_id, resource, payload_hash, source_modified_at, seen_at
                          from etl.sightings join etl.payloads using (organization_id, source_id, payload_hash)
                          where seen_at > :from and seen_at <= :until),
                        removed as (
                          delete from etl.payloads as old using newer
                          where old.organization_id = newer.organization_id and old.source_id = newer.source_id
                            and old.resource = newer.resource and old.payload_hash <> newer.payload_hash
                            and old.first_seen_at < newer.seen_at
                            and coalesce(old.source_modified_at <= newer.source_modified_at, true)
                            and not exists (
                              select from etl.sightings as again
                              where again.organization_id = old.organization_id and again.source_id = old.source_id
                                and again.payload_hash = old.payload_hash and again.seen_at >= newer.seen_at)%s
                          returning old.organization_id, old.source_id, old.payload_hash),
                        forgotten as (
                          delete from etl.sightings as again using removed
                          where again.organization_id = removed.organization_id
                            and again.source_id = removed.source_id and again.payload_hash = removed.payload_hash)
                        select count(*) from removed
                        """.formatted(unused))
                .param("from", Timestamp.from(from))
                .param("until", Timestamp.from(until))
                .query(Long.class)
                .single();
    }

    /** In SQL, that no row of any table was made from the old version. */
    private List<String> madeFrom() {
        return jdbc.sql("""
                        select format('not exists (select from tds.%I as kept where kept.organization_id ='
                          || ' old.organization_id and kept.source_id = old.source_id and kept.%I = old.payload_hash)',
                          table_name, column_name)
                        from information_schema.columns
                        where table_schema = 'tds' and column_name in ('payload_hash', 'detail_hash')
                        """).query((row, number) -> row.getString(1)).list();
    }
}
