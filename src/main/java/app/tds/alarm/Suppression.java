package app.tds.alarm;

import static java.sql.Timestamp.from;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * What keeps people from being told of an alarm: silences, and other alarms that explain the alarm. They are looked for
 * all the same.
 */
@Component
class Suppression {

    /** What follows from an alarm takes a while to be over as well. */
    private static final Duration LINGERS = Duration.ofMinutes(15);

    private static final List<String> NOTHING_COMES =
            List.of("stale", "never-succeeded", "idle", "runs-failing%", "overdue", "overrun", "webhooks-%");

    /**
     * A root alarm and the alarms that it explains, of the same organization and job as far as the root has any. The
     * first pair that fits wins.
     */
    private static final List<Cover> COVERS = Stream.of(
                    Cover.of("nobody-serves", List.of("%")),
                    Cover.of("connection-refused", NOTHING_COMES),
                    Cover.of("zoho-away", NOTHING_COMES),
                    Cover.of("quota-out", NOTHING_COMES),
                    Cover.of("too-old", List.of("stale", "never-succeeded")),
                    Cover.of("idle", List.of("stale")))
            .flatMap(List::stream)
            .toList();

    private final JdbcClient jdbc;
    private final TransactionTemplate transaction;
    private final Transitions transitions;

    Suppression(JdbcClient jdbc, TransactionTemplate transaction, Transitions transitions) {
        this.jdbc = jdbc;
        this.transaction = transaction;
        this.transitions = transitions;
    }

    private record Cover(String root, String covered) {
        static List<Cover> of(String root, List<String> covered) {
            return covered.stream().map(kind -> new Cover(root, kind)).toList();
        }
    }

    private record Flags(
            long alarm,
            @Nullable Long silenced,
            @Nullable Long silencedNow,
            @Nullable Long inhibited,
            @Nullable Long inhibitedNow) {}

    /** Of two findings, roots come first: what they explain is then never told. */
    static int rank(Finding finding) {
        for (int i = 0; i < COVERS.size(); i++) {
            if (COVERS.get(i).root().equals(finding.kind())) {
                return i;
            }
        }
        return COVERS.size();
    }

    /** Sets the flags of an alarm whose change is about to be told. */
    void apply(long alarmId, Instant now) {
        changed(alarmId, now).forEach(this::set);
    }

    /** Says of every alarm that goes on what has changed about its flags. */
    void refresh(Instant now) {
        changed(0, now)
                .forEach(flags -> transaction.executeWithoutResult(status -> {
                    // Another process may have done so in between.
                    lock(flags.alarm());
                    changed(flags.alarm(), now).forEach(still -> tell(still, now));
                }));
    }

    private void lock(long alarmId) {
        jdbc.sql("select 1 from etl.alarms where alarm_id = ? for update")
                .param(alarmId)
                .query(Integer.class)
                .optional();
    }

    private void tell(Flags flags, Instant now) {
        set(flags);
        // One silence or root after the other is no news.
        if ((flags.silenced() == null) != (flags.silencedNow() == null)) {
            silenced(flags, now);
        }
        if ((flags.inhibited() == null) != (flags.inhibitedNow() == null)) {
            transitions.note(
                    flags.alarm(), flags.inhibitedNow() == null ? Change.INHIBITION_ENDED : Change.INHIBITED, now);
        }
    }

    private void silenced(Flags flags, Instant now) {
        if (flags.silencedNow() == null) {
            transitions.note(flags.alarm(), Change.SILENCE_ENDED, now);
        } else if (flags.silenced() == null) {
            Silence silence = jdbc.sql("select * from etl.silences where silence_id = ?")
                    .param(flags.silencedNow())
                    .query(Silence::of)
                    .single();
            transitions.note(flags.alarm(), Change.SILENCED, now, silence.who(), silence.reason());
        }
    }

    private void set(Flags flags) {
        jdbc.sql("update etl.alarms set silence_id = ?, inhibited_by = ? where alarm_id = ?")
                .param(flags.silencedNow())
                .param(flags.inhibitedNow())
                .param(flags.alarm())
                .update();
    }

    private List<Flags> changed(long alarmId, Instant now) {
        return jdbc.sql("""
                        with flags as (
                          select alarm_id, silence_id, inhibited_by,
                            (select silence.silence_id from etl.silences as silence
                              where silence.ended_at is null and silence.began_at <= :now and silence.until > :now
                                and silence.kind in ('', this.kind) and silence.job in ('', this.job)
                                and silence.organization_id in ('', this.organization_id)
                              order by silence.until desc, silence.silence_id limit 1) as silence_now,
                            (select root.alarm_id
                              from unnest(:roots, :covered) with ordinality as cover (root, covered, rank)
                              join etl.alarms as root on root.kind = cover.root
                                and (root.state in ('FIRING', 'ACKNOWLEDGED') or root.ended_at > :lingers)
                              where this.kind like cover.covered and root.kind <> this.kind
                                and root.organization_id in ('', this.organization_id) and root.job in ('', this.job)
                              order by cover.rank, root.ended_at desc nulls first, root.alarm_id limit 1) as root_now
                          from etl.alarms as this
                          where ended_at is null and state <> 'PENDING' and :alarm in (0, alarm_id))
                        select * from flags
                        where silence_id is distinct from silence_now or inhibited_by is distinct from root_now
                        order by alarm_id
                        """)
                .param("now", from(now))
                .param("lingers", from(now.minus(LINGERS)))
                .param("roots", COVERS.stream().map(Cover::root).toArray(String[]::new))
                .param("covered", COVERS.stream().map(Cover::covered).toArray(String[]::new))
                .param("alarm", alarmId)
                .query((row, number) -> new Flags(
                        row.getLong("alarm_id"),
                        row.getObject("silence_id", Long.class),
                        row.getObject("silence_now", Long.class),
                        row.getObject("inhibited_by", Long.class),
                        row.getObject("root_now", Long.class)))
                .list();
    }
}
