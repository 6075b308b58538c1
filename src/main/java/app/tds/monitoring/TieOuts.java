package app.tds.monitoring;

import app.tds.Repeated;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Compares sums within the mirror after each full import, and keeps the sums that do not agree. */
@Component
class TieOuts implements Repeated {

    private final JdbcClient jdbc;
    private final Clock clock;

    TieOuts(JdbcClient jdbc, Clock clock) {
        this.jdbc = jdbc;
        this.clock = clock;
    }

    @Override
    public String subject() {
        return "Comparing sums";
    }

    @Override
    public Duration pause() {
        return Duration.ofMinutes(1);
    }

    @Override
    public void round() {
        for (String organizationId : due()) {
            jdbc.sql("select etl.tie_out(?, ?)")
                    .params(organizationId, Timestamp.from(clock.instant()))
                    .query(row -> {});
        }
    }

    /** Organizations of which a full import has ended since sums were last compared. */
    private List<String> due() {
        return jdbc.sql("""
                        select state.organization_id from etl.job_state as state
                        join tds.organizations as organization on organization.organization_id = state.organization_id
                          and organization.is_mirrored
                        group by state.organization_id
                        having max(state.full_at) > coalesce((select max(kept.checked_at) from etl.tie_outs as kept
                          where kept.organization_id = state.organization_id), '-infinity')
                        """).query((row, number) -> row.getString(1)).list();
    }
}
