package app.tds.monitoring;

import app.tds.Repeated;
import java.math.BigDecimal;
import java.sql.Date;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * Sums up documents by month and currency after full imports, and is the view {@code reporting.sync_proof_monthly_kept} as a
 * type. Every document is read for that, so it takes no more than a hundredth of a process's time.
 */
@Component
public class MonthlyProofs implements Repeated {

    private static final int REST = 100;

    private final JdbcClient jdbc;
    private final Clock clock;
    private Instant notBefore = Instant.EPOCH;

    MonthlyProofs(JdbcClient jdbc, Clock clock) {
        this.jdbc = jdbc;
        this.clock = clock;
    }

    /**
     * Documents of a month in a currency.
     *
     * @param job that writes them, or the name of their table
     * @param month its first day; null for documents without a date
     * @param recordsThere documents whose answer of Zoho is kept
     */
    public record Month(
            String organizationId,
            String job,
            @Nullable LocalDate month,
            @Nullable String currency,
            long recordsHere,
            long recordsThere,
            @Nullable BigDecimal sumHere,
            @Nullable BigDecimal sumThere,
            Instant checkedAt) {

        /** Whether the sums agree; null if an answer of Zoho is missing. */
        public @Nullable Boolean agrees() {
            if (sumHere != null && sumThere != null && recordsHere == recordsThere) {
                return sumHere.compareTo(sumThere) == 0;
            }
            return sumHere == null && sumThere == null && recordsHere == recordsThere ? Boolean.TRUE : null;
        }
    }

    /** Months from this one on, and every one that does not agree, the latest first. */
    public List<Month> since(LocalDate first, int most) {
        return jdbc.sql("""
                        select *, coalesce(job, entity) as named from reporting.sync_proof_monthly_kept
                        where month >= ? or month is null or sum_difference <> 0
                        order by month desc nulls last, named, currency_code limit ?
                        """)
                .params(Date.valueOf(first), most)
                .query((row, number) -> new Month(
                        row.getString("organization_id"),
                        row.getString("named"),
                        row.getObject("month", LocalDate.class),
                        row.getString("currency_code"),
                        row.getLong("records_here"),
                        row.getLong("records_there"),
                        row.getBigDecimal("sum_here"),
                        row.getBigDecimal("sum_there"),
                        row.getTimestamp("checked_at").toInstant()))
                .list();
    }

    @Override
    public String subject() {
        return "Summing up documents by month";
    }

    @Override
    public Duration pause() {
        return Duration.ofMinutes(10);
    }

    @Override
    public Duration firstAfter() {
        return Duration.ofMinutes(2);
    }

    @Override
    public void round() {
        Instant began = clock.instant();
        if (began.isBefore(notBefore)) {
            return;
        }
        jdbc.sql("select etl.keep_proof_by_month(?)")
                .param(Timestamp.from(began))
                .query(row -> {});
        notBefore =
                clock.instant().plus(Duration.between(began, clock.instant()).multipliedBy(REST));
    }
}
