package app.tds.pipeline;

import app.tds.alarm.Finding;
import app.tds.alarm.Severity;
import app.tds.alarm.Watch;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Looks for rows that still differ from what the source had said after they were asked for once more. */
@Component
class DifferenceWatch implements Watch {

    /** A repair takes seconds, unless a run of its job is in the way. */
    private static final Duration TIME_TO_REPAIR = Duration.ofMinutes(15);

    private final JdbcClient jdbc;
    private final Clock clock;

    DifferenceWatch(JdbcClient jdbc, Clock clock) {
        this.jdbc = jdbc;
        this.clock = clock;
    }

    @Override
    public List<Finding> look() {
        List<Finding> findings = new ArrayList<>();
        jdbc.sql("""
                        select distinct on (organization_id, job) *, count(*) over (partition by organization_id, job) as fields
                        from etl.differences where repaired_at is null and repair_asked_at < ?
                        order by organization_id, job, difference_id
                        """)
                .param(Timestamp.from(clock.instant().minus(TIME_TO_REPAIR)))
                .query(row -> {
                    String part = row.getString("part_id").isEmpty() ? "" : ", part " + row.getString("part_id");
                    findings.add(Finding.of(
                                    "differs",
                                    Severity.CRITICAL,
                                    row.getLong("fields") + " fields of " + row.getString("job")
                                            + " differ from what Zoho said, though the records were asked for once more. The"
                                            + " first is " + row.getString("field") + " of tds."
                                            + row.getString("table_name")
                                            + ", record " + row.getString("source_id") + part + ".",
                                    "Find out who writes to schema tds besides this application. etl.differences has every"
                                            + " field; \"verify " + row.getString("job") + "\" compares again.")
                            .ofJob(row.getString("job"), row.getString("organization_id")));
                });
        return findings;
    }
}
