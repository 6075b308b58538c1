package app.tds.pipeline;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * The rows of {@code etl.verifications}, and how far each job is verified.
 *
 * <p>A window that was compared counts once its run comes to its end. The windows that were compared have to be an
 * unbroken chain. The end of that chain is what is verified, as long as no difference is open.
 */
@Component
public class Verifications {

    private final JdbcClient jdbc;
    private final Watermarks watermarks;
    private final Clock clock;

    Verifications(JdbcClient jdbc, Watermarks watermarks, Clock clock) {
        this.jdbc = jdbc;
        this.watermarks = watermarks;
        this.clock = clock;
    }

    /** Notes what a run compared, in the caller's transaction. The comparison counts once the run is concluded. */
    void add(Run run, Verification.Kind kind, long compared, long differing, long repaired, Instant began) {
        add(run, kind, compared, differing, repaired, 0, began);
    }

    /** The same of a run that asked the source. */
    void add(Run run, Verification.Kind kind, long compared, long differing, long repaired, long calls, Instant began) {
        boolean listed = kind == Verification.Kind.LIST || kind == Verification.Kind.WINDOW;
        jdbc.sql("""
                        insert into etl.verifications as kept (run_id, organization_id, job, kind, window_from, window_to, compared,
                          equal, differing, repaired, calls, began_at, ended_at)
                        values (:run, :organization, :job, :kind, :from, :to, :compared, :compared - :differing, :differing,
                          :repaired, :calls, :began, :now)
                        on conflict (run_id) do update set compared = excluded.compared, equal = excluded.equal,
                          differing = excluded.differing, repaired = kept.repaired + excluded.repaired,
                          calls = kept.calls + excluded.calls, ended_at = excluded.ended_at
                        """)
                .param("run", run.id())
                .param("organization", run.organizationId())
                .param("job", run.job())
                .param("kind", kind.name())
                .param("from", listed && run.since() != null ? Timestamp.from(run.since()) : null)
                .param("to", listed ? Timestamp.from(run.until()) : null)
                .param("compared", compared)
                .param("differing", differing)
                .param("repaired", repaired)
                .param("calls", calls)
                .param("began", Timestamp.from(began))
                .param("now", Timestamp.from(clock.instant()))
                .update();
    }

    /** Documents that were chosen by chance within 30 days and were equal, since the last one that was not. */
    long sampledEqual(Run run) {
        return jdbc.sql("""
                        select coalesce(sum(compared), 0) from etl.verifications as one
                        where organization_id = :organization and job = :job and kind = 'SAMPLE' and ended_at > :since
                          and differing = 0 and not exists (select from etl.verifications as later
                            where later.organization_id = one.organization_id and later.job = one.job
                              and later.kind = 'SAMPLE' and later.run_id > one.run_id and later.differing > 0)
                        """)
                .param("organization", run.organizationId())
                .param("job", run.job())
                .param("since", Timestamp.from(clock.instant().minus(Duration.ofDays(30))))
                .query(Long.class)
                .single();
    }

    /** Whatever was written before then has been compared by another run. */
    Instant comparedSince(Run run) {
        return jdbc.sql("""
                        select began_at from etl.verifications
                        where organization_id = ? and job = ? and concluded and kind in ('LIST', 'WINDOW')
                        order by run_id desc limit 1
                        """)
                .params(run.organizationId(), run.job())
                .query((row, number) -> row.getTimestamp(1).toInstant())
                .optional()
                .orElse(Instant.EPOCH);
    }

    /** The run comes to its end, in the transaction that says so. */
    void conclude(Run run) {
        jdbc.sql("""
                        update etl.job_state as state set compared_through = done.window_to from etl.verifications as done
                        where done.run_id = :run and not done.concluded and done.window_to is not null
                          and state.organization_id = done.organization_id and state.job = done.job
                          and (state.compared_through is null or state.compared_through < done.window_to)
                          and (done.kind = 'LIST' or done.window_from is null or done.window_from <= state.compared_through)
                        """).param("run", run.id()).update();
        state(run);
        jdbc.sql("""
                        update etl.verifications as done set concluded = true, verified_through = state.verified_through,
                          held_by = state.verification_held_by
                        from etl.job_state as state where done.run_id = ?
                          and state.organization_id = done.organization_id and state.job = done.job
                        """).param(run.id()).update();
    }

    /**
     * The run comes to its end without anything to compare: its list shows nothing new, and nothing was written since the
     * last comparison.
     */
    void concludeUnchanged(Run run) {
        jdbc.sql("""
                        update etl.job_state set compared_through = :until
                        where organization_id = :organization and job = :job and compared_through < :until
                          and compared_through >= :since
                        """)
                .param("organization", run.organizationId())
                .param("job", run.job())
                .param("until", Timestamp.from(run.until()))
                .param("since", Timestamp.from(Objects.requireNonNull(run.since())))
                .update();
        state(run);
    }

    private void state(Run run) {
        String held = heldBy(run);
        Instant seen = watermarks.seenUntil(run.organizationId(), run.job()).orElse(null);
        boolean complete = waiting(run) + quarantined(run) == 0;
        jdbc.sql("""
                        update etl.job_state set fresh_at = :seen::timestamptz,
                          complete_through = case when :complete then :seen::timestamptz else complete_through end,
                          verified_through = case when :held::text is null
                            then greatest(verified_through, compared_through) else verified_through end,
                          verification_held_by = :held
                        where organization_id = :organization and job = :job
                        """)
                .param("seen", seen == null ? null : Timestamp.from(seen))
                .param("complete", complete)
                .param("held", held)
                .param("organization", run.organizationId())
                .param("job", run.job())
                .update();
    }

    /** Why what was compared does not count as verified; null if nothing is in the way. */
    private @Nullable String heldBy(Run run) {
        String difference = jdbc.sql("""
                        select count(*) over () || ' differences are open; the first is ' || field || ' of ' || table_name || ' '
                          || source_id || case part_id when '' then '' else ', part ' || part_id end
                          || ': ' || coalesce(here, 'nothing') || ' in place of ' || coalesce(there, 'nothing')
                        from etl.differences where organization_id = ? and job = ? and repaired_at is null
                        order by difference_id limit 1
                        """)
                .params(run.organizationId(), run.job())
                .query(String.class)
                .optional()
                .orElse(null);
        if (difference != null) {
            return difference;
        }
        long quarantined = quarantined(run);
        if (quarantined > 0) {
            return quarantined == 1 ? "1 record is in quarantine" : quarantined + " records are in quarantine";
        }
        long waiting = waiting(run);
        if (waiting > 0) {
            return waiting == 1
                    ? "1 complete document has still to be fetched"
                    : waiting + " complete documents have still to be fetched";
        }
        long unseen = unseen(run);
        if (unseen > 0) {
            return unseen + " versions came by webhook, and Zoho's own list has not shown them";
        }
        return gap(run);
    }

    private @Nullable String gap(Run run) {
        return jdbc.sql("""
                        select case when state.compared_through is null then 'no full import has been compared yet'
                          when seen.seen_until > state.compared_through
                          then 'what was modified after ' || to_char(state.compared_through at time zone 'UTC',
                            'YYYY-MM-DD HH24:MI:SS') || ' UTC was not compared from there on: a full import closes the gap' end
                        from etl.job_state as state left join etl.watermarks as seen using (organization_id, job)
                        where organization_id = ? and job = ?
                        """)
                .params(run.organizationId(), run.job())
                .query((row, number) -> Optional.ofNullable(row.getString(1)))
                .optional()
                .flatMap(gap -> gap)
                .orElse(null);
    }

    private long quarantined(Run run) {
        return jdbc.sql("select count(*) from etl.quarantine where organization_id = ? and job in (?, ?)")
                .params(run.organizationId(), run.job(), Quarantine.details(run))
                .query(Long.class)
                .single();
    }

    /** Versions that were delivered before the last list was read, and that the list did not confirm. */
    private long unseen(Run run) {
        return jdbc.sql("""
                        select count(*) from etl.provisional as told join etl.watermarks as seen using (organization_id, job)
                        where organization_id = ? and job = ? and told.delivered_at <= seen.seen_until
                        """)
                .params(run.organizationId(), run.job())
                .query(Long.class)
                .single();
    }

    private long waiting(Run run) {
        return jdbc.sql("select count(*) from etl.hydration where organization_id = ? and job = ?")
                .params(run.organizationId(), run.job())
                .query(Long.class)
                .single();
    }

    /**
     * When a job was last proven as a whole.
     *
     * @param since when its first full import ended
     * @param documents every row was compared with its documents; null if never
     * @param source the source was asked; null if never
     * @param silent whether the source is known not to say how many records it has
     */
    public record Proven(
            String organizationId,
            String job,
            Instant since,
            @Nullable Instant documents,
            @Nullable Instant source,
            boolean silent) {}

    /** Of every job that was fully imported. */
    public List<Proven> proven() {
        return jdbc.sql("""
                        select state.organization_id, state.job, state.full_at,
                          (select max(ended_at) from etl.verifications as done where done.organization_id = state.organization_id
                            and done.job = state.job and done.kind = 'DOCUMENTS') as documents,
                          (select max(ended_at) from etl.verifications as done where done.organization_id = state.organization_id
                            and done.job = state.job and done.kind in ('SOURCE', 'SAMPLE')) as source,
                          exists (select from etl.source_totals as said where said.organization_id = state.organization_id
                            and said.job = state.job and said.count_name is null) as silent
                        from etl.job_state as state
                        join tds.organizations as organization
                          on organization.organization_id = state.organization_id and organization.is_mirrored
                        where state.full_at is not null order by 1, 2
                        """)
                .query((row, number) -> new Proven(
                        row.getString("organization_id"),
                        row.getString("job"),
                        row.getTimestamp("full_at").toInstant(),
                        instant(row.getTimestamp("documents")),
                        instant(row.getTimestamp("source")),
                        row.getBoolean("silent")))
                .list();
    }

    private static @Nullable Instant instant(@Nullable Timestamp time) {
        return time == null ? null : time.toInstant();
    }

    /** What this run compared, if it did. */
    public Optional<Verification> of(long runId) {
        return jdbc.sql("select * from etl.verifications where run_id = ?")
                .param(runId)
                .query((row, number) -> verification(row))
                .optional();
    }

    /** The last of a job. */
    public List<Verification> latest(String organizationId, String job, int most) {
        return jdbc.sql("""
                        select * from etl.verifications where organization_id = ? and job = ? order by run_id desc limit ?
                        """)
                .params(organizationId, job, most)
                .query((row, number) -> verification(row))
                .list();
    }

    private static Verification verification(ResultSet row) throws SQLException {
        Timestamp through = row.getTimestamp("verified_through");
        return new Verification(
                row.getLong("run_id"),
                row.getString("organization_id"),
                row.getString("job"),
                Verification.Kind.valueOf(row.getString("kind")),
                row.getLong("compared"),
                row.getLong("equal"),
                row.getLong("differing"),
                row.getLong("repaired"),
                through == null ? null : through.toInstant(),
                row.getString("held_by"));
    }
}
