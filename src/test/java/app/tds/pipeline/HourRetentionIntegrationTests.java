package app.tds.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import app.tds.SettableClock;
import app.tds.TestDatabase;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;

class HourRetentionIntegrationTests {

    private static final String BY_DAY = """
            select organization_id || ' ' || job || ' ' || (hour at time zone time_zone)::date as day, outcome,
              sum(runs) as runs, sum(read) as read, sum(calls) as calls, sum(changed_since) as changed, sum(seconds) as seconds
            from etl.runs_by_hour join tds.organizations using (organization_id) group by 1, 2 order by 1, 2
            """;

    private final JdbcClient jdbc = JdbcClient.create(TestDatabase.create().dataSource());
    private final SettableClock clock = new SettableClock(Instant.parse("2026-06-01T00:20:00Z"));

    /** Sixty days; one organization has whole hours between its day and UTC's, the other half of one. */
    @BeforeEach
    void hours() {
        jdbc.sql("""
                        insert into tds.organizations (organization_id, source, name, time_zone, first_seen_at, synced_at)
                        values ('10', 'zoho', 'a', 'Asia/Baghdad', now(), now()), ('11', 'zoho', 'b', 'Asia/Kolkata', now(), now())
                        """).update();
        jdbc.sql("""
                        insert into etl.runs_by_hour (organization_id, job, mode, hour, outcome, runs, read, calls, changed_since, seconds)
                        select organization, job, 'DELTA', hour, outcome, 12, extract(epoch from hour)::bigint %% 977, 13, 2, 4.5
                        from unnest(array['10', '11']) as organization, unnest(array['invoices', 'bills']) as job,
                          unnest(array['COMPLETED', 'FAILED']) as outcome,
                          generate_series(timestamptz '%s', timestamptz '%s', '1 hour') as hour
                        """.formatted("2026-04-02 00:00Z", "2026-05-31 23:00Z")).update();
    }

    @Test
    void hoursOfLongAgoAreADayAndEachDayHasTheSumsThatItHad() {
        List<Map<String, Object>> before = jdbc.sql(BY_DAY).query().listOfRows();
        long byTheHour = rowsOf("hour > timestamptz '2026-04-27 00:20Z'");
        long all = rowsOf("true");

        long gone = purge();

        assertThat(gone).isGreaterThan(24 * 22 * 8);
        assertThat(rowsOf("true")).isGreaterThanOrEqualTo(all - gone);
        assertThat(jdbc.sql(BY_DAY).query().listOfRows()).isEqualTo(before);
        assertThat(rowsOf("hour > timestamptz '2026-04-27 00:20Z'"))
                .as("35 days stay by the hour")
                .isEqualTo(byTheHour);
        assertThat(mostOfADay("2026-04-26")).isEqualTo(1);
        assertThat(purge()).as("once more").isZero();
    }

    @Test
    void theNextNightsGoOnWithTheDayThatWasNotOverAndLeaveNoGap() {
        List<Map<String, Object>> before = jdbc.sql(BY_DAY).query().listOfRows();
        purge();
        for (int night = 0; night < 3; night++) {
            clock.advance(Duration.ofMinutes(24 * 60 + 70));
            assertThat(purge()).isPositive();
        }

        assertThat(jdbc.sql(BY_DAY).query().listOfRows()).isEqualTo(before);
        assertThat(mostOfADay("2026-04-29")).isEqualTo(1);
    }

    /** Of the days before that one: rows of one organization, job and outcome. */
    private long mostOfADay(String end) {
        return jdbc.sql("""
                        select max(rows) from (select count(*) as rows from etl.runs_by_hour join tds.organizations
                          using (organization_id) where (hour at time zone time_zone)::date < ?::date
                          group by organization_id, job, outcome, (hour at time zone time_zone)::date) as days
                        """).param(end).query(Long.class).single();
    }

    private long purge() {
        return new HourRetention(jdbc, clock, Duration.ofDays(400)).purge();
    }

    private long rowsOf(String condition) {
        return jdbc.sql("select count(*) from etl.runs_by_hour where " + condition)
                .query(Long.class)
                .single();
    }
}
