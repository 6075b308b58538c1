package app.tds.monitoring;

import java.math.BigDecimal;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** The views {@code reporting.sync_*} as types. Each number has its definition in its view. */
@Component
public class Figures {

    private final JdbcClient jdbc;

    Figures(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /**
     * What the last full import left of a job.
     *
     * @param rows that are alive; null if that is not known
     * @param verifiedThrough until when rows have been compared with the source; null if they never were
     * @param differences between what was listed and what is alive; null if that is not known
     */
    public record OfJob(
            String organizationId,
            String job,
            @Nullable Long rows,
            @Nullable Instant verifiedThrough,
            @Nullable Long differences) {}

    /** Of every job that was ever due. */
    public List<OfJob> jobs() {
        return jdbc.sql("""
                        select proof.organization_id, proof.job, counts.rows_alive, proof.verified_through,
                          counts.difference
                        from reporting.sync_proof as proof
                        left join reporting.sync_counts as counts using (organization_id, job)
                        """)
                .query((row, number) -> new OfJob(
                        row.getString("organization_id"),
                        row.getString("job"),
                        row.getObject("rows_alive", Long.class),
                        instant(row, "verified_through"),
                        row.getObject("difference", Long.class)))
                .list();
    }

    /**
     * How a job has fared lately.
     *
     * @param changed rows that were changed in the last hour
     * @param half half of those were here within so many seconds; null without any
     * @param most 95 % of those were here within so many seconds; null without any
     * @param calls of the last seven days
     * @param callsPerChange calls of the last seven days for each changed record; null without any
     * @param documents share of its rows whose documents are complete, from 0 to 1; null if that is not known
     */
    public record Lately(
            long changed,
            @Nullable Double half,
            @Nullable Double most,
            long calls,
            @Nullable Double callsPerChange,
            @Nullable Double documents) {}

    /** Of this job. */
    public Lately lately(String organizationId, String job) {
        return jdbc.sql("""
                        select coalesce(delay.changed, 0) as changed, extract(epoch from delay.p50) as half,
                          extract(epoch from delay.p95) as most, coalesce(cost.calls, 0) as calls, cost.calls_per_change,
                          documents.share
                        from (values (:organization, :job)) as asked (organization_id, job)
                        left join reporting.sync_delay as delay using (organization_id, job)
                        left join reporting.sync_cost as cost using (organization_id, job)
                        left join reporting.sync_documents as documents using (organization_id, job)
                        """)
                .param("organization", organizationId)
                .param("job", job)
                .query((row, number) -> new Lately(
                        row.getLong("changed"),
                        decimal(row, "half"),
                        decimal(row, "most"),
                        row.getLong("calls"),
                        decimal(row, "calls_per_change"),
                        decimal(row, "share")))
                .single();
    }

    private static @Nullable Double decimal(ResultSet row, String column) throws SQLException {
        BigDecimal value = row.getBigDecimal(column);
        return value == null ? null : value.doubleValue();
    }

    /**
     * What a run is likely to cost.
     *
     * @param mode of the run
     * @param calls half of the last runs took no more; null before there are three
     * @param deviation how far half of them were off
     */
    public record Cost(
            String organizationId,
            String job,
            String mode,
            @Nullable Long calls,
            @Nullable Long deviation) {}

    /** Of every job and mode that has run. */
    public List<Cost> costs() {
        return jdbc.sql("select * from reporting.sync_next_runs")
                .query((row, number) -> new Cost(
                        row.getString("organization_id"),
                        row.getString("job"),
                        row.getString("mode"),
                        rounded(row, "calls"),
                        rounded(row, "calls_deviation")))
                .list();
    }

    /**
     * What an organization may still ask today.
     *
     * @param limit calls a day; null if that is not known
     * @param remaining calls of today; null if that is not known
     * @param renewedAt when all are there again; null if that is not known
     * @param needed calls that lists take until then; null if that is not known
     * @param forecast calls that will be left then; null if that is not known
     * @param kept calls that lists leave to others; null if that is not known
     * @param pausedUntil until when nothing may be asked; null if something may
     * @param pauseReason why
     */
    public record Quota(
            String organizationId,
            @Nullable Long limit,
            @Nullable Long remaining,
            @Nullable Instant renewedAt,
            @Nullable Long needed,
            @Nullable Long forecast,
            @Nullable Long kept,
            @Nullable Instant pausedUntil,
            @Nullable String pauseReason) {

        /** Whether what is left is enough; empty if that is not known. */
        public Optional<Boolean> enough() {
            return forecast == null || kept == null ? Optional.empty() : Optional.of(forecast >= kept);
        }
    }

    /** Of every organization. */
    public List<Quota> quotas() {
        return jdbc.sql("select * from reporting.sync_quota")
                .query((row, number) -> new Quota(
                        row.getString("organization_id"),
                        rounded(row, "calls_limit"),
                        rounded(row, "remaining"),
                        instant(row, "renewed_at"),
                        rounded(row, "needed"),
                        rounded(row, "forecast"),
                        rounded(row, "kept"),
                        instant(row, "paused_until"),
                        row.getString("pause_reason")))
                .list();
    }

    /**
     * How many calls are likely to be left when a day's calls are renewed, if today is like the last days.
     *
     * @param days that the forecast is judged by
     * @param least calls left if today is like the busiest of them; null if there are too few days
     * @param most calls left if today is like the quietest of them; null if there are too few days
     */
    public record Forecast(
            String organizationId,
            long days,
            @Nullable Long least,
            @Nullable Long most) {}

    /** Of every organization whose quota is known. */
    public List<Forecast> forecasts() {
        return jdbc.sql("select organization_id, days, left_least, left_most from reporting.sync_quota_forecast")
                .query((row, number) -> new Forecast(
                        row.getString("organization_id"),
                        row.getLong("days"),
                        rounded(row, "left_least"),
                        rounded(row, "left_most")))
                .list();
    }

    /**
     * CRM's credits of an organization.
     *
     * @param used by this application in 24 hours
     * @param limit about how many there are for 24 hours; null if that is not known
     * @param remaining null if that is not known
     * @param pausedUntil until when CRM is asked nothing; null if it is asked
     * @param pauseReason why
     */
    public record Credits(
            String organizationId,
            @Nullable Long used,
            @Nullable Long limit,
            @Nullable Long remaining,
            @Nullable Instant pausedUntil,
            @Nullable String pauseReason) {}

    /** Of every organization whose CRM was asked. */
    public List<Credits> credits() {
        return jdbc.sql("select * from reporting.sync_credits")
                .query((row, number) -> new Credits(
                        row.getString("organization_id"),
                        rounded(row, "used_24h"),
                        rounded(row, "credits_limit"),
                        rounded(row, "remaining"),
                        instant(row, "paused_until"),
                        row.getString("pause_reason")))
                .list();
    }

    /**
     * Sums that must agree.
     *
     * @param check its name
     * @param checked records that were compared
     * @param differences records that do not agree
     */
    public record TieOut(String organizationId, String check, long checked, long differences, Instant checkedAt) {}

    /** Of every organization, as they were last compared. */
    public List<TieOut> tieOuts() {
        return jdbc.sql("select * from reporting.sync_tie_outs order by organization_id, check_name")
                .query((row, number) -> new TieOut(
                        row.getString("organization_id"),
                        row.getString("check_name"),
                        row.getLong("checked"),
                        row.getLong("differences"),
                        row.getTimestamp("checked_at").toInstant()))
                .list();
    }

    /**
     * A mark that changes as soon as a page may have to say something else: when a run goes on or ends, records change,
     * an alarm changes, or a process comes or goes.
     */
    public String mark() {
        return jdbc.sql("""
                        select md5(concat_ws('/',
                          (select max(sequence) from etl.events),
                          (select string_agg(concat_ws(' ', run_id, node_id, phase, progressed_at, resume_at, stop_asked_by), ','
                              order by run_id) from etl.runs where outcome is null),
                          (select max(last_ended_at) from etl.job_state),
                          (select count(*) || ' ' || max(alarm_id) from etl.alarms where ended_at is null),
                          (select max(transition_id) from etl.alarm_transitions),
                          (select string_agg(node_id::text, ',' order by node_id) from etl.nodes where serves),
                          (select count(*) from etl.quarantine)))
                        """).query(String.class).single();
    }

    private static @Nullable Long rounded(ResultSet row, String column) throws SQLException {
        BigDecimal value = row.getBigDecimal(column);
        return value == null ? null : Math.round(value.doubleValue());
    }

    private static @Nullable Instant instant(ResultSet row, String column) throws SQLException {
        Timestamp time = row.getTimestamp(column);
        return time == null ? null : time.toInstant();
    }
}
