package app.tds.monitoring;

import java.math.BigDecimal;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** What a weekly letter tells, from the views {@code reporting.sync_*}. */
@Component
public class Week {

    private final JdbcClient jdbc;

    Week(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /**
     * A line of the owner's exam.
     *
     * @param name of the line
     * @param measured null if that is unknown
     * @param unit of both numbers
     * @param bar what the owner asks for
     * @param passed null if that is unknown
     */
    public record ExamLine(
            String name,
            @Nullable BigDecimal measured,
            String unit,
            BigDecimal bar,
            @Nullable Boolean passed) {}

    /** The exam of an organization, in order. */
    public List<ExamLine> exam(String organizationId) {
        return jdbc.sql("select * from reporting.sync_weekly_exam where organization_id = ? order by place")
                .param(organizationId)
                .query((row, number) -> new ExamLine(
                        row.getString("line"),
                        row.getBigDecimal("measured"),
                        row.getString("unit"),
                        row.getBigDecimal("bar"),
                        row.getObject("passed", Boolean.class)))
                .list();
    }

    /**
     * What was wrong.
     *
     * @param job empty if it was about none in particular
     * @param endedAt null while it goes on
     * @param acknowledgedBy who saw to it; null if nobody did
     */
    public record Incident(
            String kind,
            String job,
            Instant beganAt,
            @Nullable Instant endedAt,
            long minutes,
            @Nullable String acknowledgedBy) {}

    /** What was wrong since then, the latest first. */
    public List<Incident> incidents(String organizationId, Instant since, int most) {
        return jdbc.sql("""
                        select * from reporting.sync_incidents
                        where organization_id in ('', ?) and (ended_at is null or ended_at >= ?)
                        order by began_at desc limit ?
                        """)
                .params(organizationId, Timestamp.from(since), most)
                .query((row, number) -> {
                    Timestamp ended = row.getTimestamp("ended_at");
                    return new Incident(
                            row.getString("kind"),
                            row.getString("job"),
                            row.getTimestamp("began_at").toInstant(),
                            ended == null ? null : ended.toInstant(),
                            row.getLong("minutes"),
                            row.getString("acknowledged_by"));
                })
                .list();
    }

    /**
     * What became of the calls of some days.
     *
     * @param calls that were made
     * @param wasted by runs that failed
     */
    public record Calls(long calls, long wasted) {}

    /** Of the last seven days and today. */
    public Calls calls(String organizationId) {
        return jdbc.sql("""
                        select coalesce(sum(calls), 0) as calls, coalesce(sum(wasted), 0) as wasted
                        from reporting.sync_quota_daily where organization_id = ? and day >= current_date - 7
                        """)
                .param(organizationId)
                .query((row, number) -> new Calls(row.getLong("calls"), row.getLong("wasted")))
                .single();
    }
}
