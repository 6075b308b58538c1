package app.tds.alarm;

import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Alarms, past and present, page by page, and what happened to each alarm. */
@Component
public class AlarmHistory {

    private final JdbcClient jdbc;

    AlarmHistory(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /**
     * Which alarms; what is null or empty means all.
     *
     * @param kind of what is wrong
     */
    public record Filter(
            Set<Alarm.State> states,
            @Nullable Severity severity,
            @Nullable String organization,
            @Nullable String job,
            @Nullable String kind) {

        static final Filter ALL = new Filter(Set.of(), null, null, null, null);
    }

    /** The newest first, of those with a smaller number than {@code before}. */
    public List<Alarm> page(Filter filter, long before, int limit) {
        return jdbc.sql("""
                        select * from reporting.sync_alarms
                        where alarm_id < :before and (:states::text[] = '{}' or state = any(:states))
                          and (:severity::text is null or severity = :severity)
                          and (:organization::text is null or organization_id = :organization)
                          and (:job::text is null or job = :job) and (:kind::text is null or kind = :kind)
                        order by alarm_id desc limit :limit
                        """)
                .param("before", before)
                .param("states", filter.states().stream().map(Enum::name).toArray(String[]::new))
                .param(
                        "severity",
                        filter.severity() == null ? null : filter.severity().name())
                .param("organization", filter.organization())
                .param("job", filter.job())
                .param("kind", filter.kind())
                .param("limit", limit)
                .query(Alarm::of)
                .list();
    }

    /** What happened to this alarm, in order. */
    public List<Transition> of(long alarm) {
        return jdbc.sql("select * from etl.alarm_transitions where alarm_id = ? order by transition_id")
                .param(alarm)
                .query(Transition::of)
                .list();
    }

    /** The number of the last transition; 0 if there is none. */
    public long newest() {
        return jdbc.sql("select coalesce(max(transition_id), 0) from etl.alarm_transitions")
                .query(Long.class)
                .single();
    }

    /** What happened behind that transition, in order, each with its alarm as it is now. */
    public List<AlarmChanged> after(long transition, int limit) {
        return jdbc.sql("""
                        select alarm.*, past.transition_id, past.change, past.at, past.who, past.note as why
                        from etl.alarm_transitions as past join reporting.sync_alarms as alarm using (alarm_id)
                        where past.transition_id > ? order by past.transition_id limit ?
                        """)
                .params(transition, limit)
                .query((row, number) -> new AlarmChanged(
                        row.getLong("transition_id"),
                        Alarm.of(row, number),
                        Change.valueOf(row.getString("change")),
                        row.getTimestamp("at").toInstant(),
                        row.getString("who"),
                        row.getString("why")))
                .list();
    }
}
