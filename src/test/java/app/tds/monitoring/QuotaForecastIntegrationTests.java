package app.tds.monitoring;

import static org.assertj.core.api.Assertions.assertThat;

import app.tds.TestDatabase;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;

/** How many calls are likely to be left at the end of the day. */
class QuotaForecastIntegrationTests {

    private static final TestDatabase database = TestDatabase.create();
    private static final JdbcClient jdbc = JdbcClient.create(database.dataSource());

    @BeforeEach
    void anOrganizationWithFiveHoursUntilItsQuotaIsNew() {
        jdbc.sql("truncate tds.organizations, etl.budgets, etl.calls_by_hour cascade")
                .update();
        jdbc.sql("""
                        insert into tds.organizations (organization_id, source, name, time_zone, is_mirrored, first_seen_at,
                          synced_at)
                        values ('1', 'zoho', 'Company', 'Asia/Baghdad', true, now(), now());
                        insert into etl.budgets (organization_id, calls_per_day, remaining, resets_at)
                        values ('1', 10000, 1000, now() + interval '5 hours');
                        """).update();
    }

    /** A day ago 10 calls in each of the hours after this time of day, two days ago 20, and so on; before that time, many. */
    private void calls(int days) {
        jdbc.sql("""
                        insert into etl.calls_by_hour (organization_id, hour, api, purpose, outcome, calls, milliseconds)
                        select '1', date_trunc('hour', now(), 'UTC') - day * interval '1 day' + hour * interval '1 hour',
                          'books', 'delta', 'found', case when hour < 1 then 5000 when hour > 5 then 7000 else 10 * day end, 1
                        from generate_series(1, ?) as day, unnest(array[-1, 1, 2, 7]) as hour
                        """).param(days).update();
    }

    private Figures.Forecast forecast() {
        return new Figures(jdbc).forecasts().get(0);
    }

    @Test
    void aDayIsLikeTheQuietestOrTheBusiestOfTheLastSevenAtTheSameTimeOfDay() {
        calls(9);
        assertThat(forecast()).isEqualTo(new Figures.Forecast("1", 7, 1000L - 2 * 70, 1000L - 2 * 10));
        assertThat(jdbc.sql("select left_usual from reporting.sync_quota_forecast")
                        .query(Long.class)
                        .single())
                .isEqualTo(1000 - 2 * 40);
    }

    @Test
    void whatCrmTakesIsOfAnotherQuota() {
        calls(7);
        jdbc.sql("""
                        insert into etl.calls_by_hour (organization_id, hour, api, purpose, outcome, calls, milliseconds)
                        select '1', date_trunc('hour', now(), 'UTC') - interval '23 hours', 'crm', 'delta', 'found', 900, 1
                        """).update();
        assertThat(forecast().least()).isEqualTo(1000L - 2 * 70);
    }

    @Test
    void beforeThreeDaysNothingIsKnown() {
        calls(2);
        assertThat(forecast().least()).isNull();
        assertThat(forecast().most()).isNull();
    }

    @Test
    void whatIsLeftIsNeverLessThanNothing() {
        calls(7);
        jdbc.sql("update etl.budgets set remaining = 100").update();
        assertThat(forecast()).isEqualTo(new Figures.Forecast("1", 7, 0L, 80L));
    }
}
