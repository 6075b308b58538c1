package app.tds.monitoring;

import app.tds.Repeated;
import java.math.BigDecimal;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Looks for the largest moves of prices and stock, and is the view {@code reporting.sync_moves} as a type. */
@Component
public class Moves implements Repeated {

    private final JdbcClient jdbc;
    private final Clock clock;

    Moves(JdbcClient jdbc, Clock clock) {
        this.jdbc = jdbc;
        this.clock = clock;
    }

    /**
     * What moved within 24 hours.
     *
     * @param kind price or stock
     * @param id of the item
     * @param called its SKU or its name
     */
    public record Move(
            String organizationId,
            String kind,
            String id,
            String called,
            BigDecimal before,
            BigDecimal now,
            Instant checkedAt) {

        /** Negative if it became less. */
        public BigDecimal difference() {
            return now.subtract(before);
        }
    }

    /** Prices first, of each kind the largest first. */
    public List<Move> largest() {
        return jdbc.sql("""
                        select * from reporting.sync_moves
                        order by organization_id, kind, case kind when 'price' then share else abs(difference) end desc nulls first
                        """)
                .query((row, number) -> new Move(
                        row.getString("organization_id"),
                        row.getString("kind"),
                        row.getString("source_id"),
                        row.getString("called"),
                        row.getBigDecimal("before"),
                        row.getBigDecimal("now"),
                        row.getTimestamp("checked_at").toInstant()))
                .list();
    }

    @Override
    public String subject() {
        return "Looking for the largest moves";
    }

    @Override
    public Duration pause() {
        return Duration.ofMinutes(10);
    }

    @Override
    public Duration firstAfter() {
        return Duration.ofMinutes(3);
    }

    @Override
    public void round() {
        jdbc.sql("select etl.keep_moves(?)")
                .param(Timestamp.from(clock.instant()))
                .query(row -> {});
    }
}
