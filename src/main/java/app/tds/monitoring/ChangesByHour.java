package app.tds.monitoring;

import java.sql.Timestamp;
import java.time.Instant;
import java.util.List;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** The view {@code reporting.sync_changes_hourly} as a type. */
@Component
public class ChangesByHour {

    private final JdbcClient jdbc;

    ChangesByHour(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /**
     * What changed of a job's records in an hour.
     *
     * @param hour when it began
     * @param changed rows that were new or changed
     * @param deleted rows that were marked as deleted
     */
    public record Hour(String organizationId, String job, Instant hour, long changed, long deleted) {}

    /** From this hour on, in order of jobs and hours. An hour that is not here brought nothing. */
    public List<Hour> since(Instant first) {
        return jdbc.sql("""
                        select organization_id, job, hour, inserted + updated as changed, deleted
                        from reporting.sync_changes_hourly where hour >= ? order by organization_id, job, hour
                        """)
                .param(Timestamp.from(first))
                .query((row, number) -> new Hour(
                        row.getString("organization_id"),
                        row.getString("job"),
                        row.getTimestamp("hour").toInstant(),
                        row.getLong("changed"),
                        row.getLong("deleted")))
                .list();
    }
}
