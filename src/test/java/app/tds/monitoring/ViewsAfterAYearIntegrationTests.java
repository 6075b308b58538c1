package app.tds.monitoring;

import static org.assertj.core.api.Assertions.assertThat;

import app.tds.TestDatabase;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Three organizations with twenty jobs each, 660,000 runs in a year, 44,000 documents and 600 webhooks that wait. */
@Tag("long")
class ViewsAfterAYearIntegrationTests {

    private static final double MOST_MILLIS = 50;
    private static final double MOST_MILLIS_OF_HISTORY = 20_000;
    private static final Pattern TIME = Pattern.compile("(?:Planning|Execution) Time: ([0-9.]+) ms");

    private static final TestDatabase database = TestDatabase.create();
    private static final JdbcClient jdbc = JdbcClient.create(database.dataSource());

    @BeforeAll
    static void aYear() throws SQLException {
        // One connection, and without the triggers that would sum up run by run what is summed up here at once.
        try (var connection = database.dataSource().getConnection();
                var statement = connection.createStatement()) {
            statement.execute("""
                    set session_replication_role = replica;
                    insert into tds.organizations (organization_id, source, name, time_zone, is_mirrored, first_seen_at,
                      synced_at)
                    select id::text, 'zoho', 'Company ' || id, 'Asia/Baghdad', true, now(), now()
                    from generate_series(1, 3) as id;
                    create temporary table everything as
                    select organization_id, 'job' || number as job
                    from tds.organizations, generate_series(1, 20) as number;
                    insert into etl.job_state (organization_id, job, freshness, every, scheduled_since, last_ended_at,
                      last_outcome, ok_at, answered_at, rows_alive, listed, full_at)
                    select organization_id, job, '1 hour', '5 minutes', now() - interval '1 year', now(), 'COMPLETED', now(),
                      now(), 1000, 1000, now() from everything;
                    insert into etl.watermarks
                    select organization_id, job, now() - interval '5 minutes', 1, now() from everything;
                    insert into etl.usual_runs select organization_id, job, 'DELTA', 9, 60, 1, 6, 1 from everything;
                    insert into etl.runs (job, organization_id, mode, asked_by, asked_kind, asked_at, until, node_id,
                      started_at, execution_began_at, finished_at, outcome, cause, read, calls, updated)
                    select job, organization_id, case when run % 300 = 0 then 'FULL' when run % 3 = 0 then 'DOCUMENTS'
                      else 'DELTA' end, 'schedule', 'SCHEDULE', at, at, 1, at, at, at + interval '20 seconds',
                      case when run % 97 = 0 then 'FAILED' else 'COMPLETED' end,
                      case when run % 97 = 0 then 'No answer.' end, 200, 3, 5
                    from everything, generate_series(1, 11000) as run,
                      lateral (select now() - run * interval '47 minutes 46 seconds' as at) as moment;
                    insert into etl.runs_by_hour (organization_id, job, mode, hour, outcome, runs, read, updated, calls)
                    select organization_id, job, mode, date_trunc('hour', finished_at, 'UTC'), outcome, count(*), sum(read),
                      sum(updated), sum(calls)
                    from etl.runs group by 1, 2, 3, 4, 5;
                    insert into etl.hydration (organization_id, job, source_id, queued_at)
                    select '1', 'job' || 1 + id % 2, id::text, now() from generate_series(1, 44000) as id;
                    insert into etl.quarantine (organization_id, job, source_id, field, cause, payload, payload_hash, run_id,
                      first_seen_at, last_seen_at)
                    select organization_id, job, id::text, 'rate', 'no number', '{}', '', 1, now(), now()
                    from everything, generate_series(1, 100) as id;
                    insert into etl.inbox (source, organization_id, job, entity, source_ids, content_type, query, body_hash,
                      received_at, last_received_at, done_at, due_at, source_modified_at)
                    select 'zoho', organization_id, job, job, array[id::text], '', '',
                      decode(md5(id || job || organization_id), 'hex'), now() - id * interval '1 minute', now(),
                      case when id > 10 then now() - id * interval '1 minute' end, case when id <= 10 then now() end, now()
                    from everything, generate_series(1, 1000) as id;
                    analyze""");
        }
    }

    @Test
    void noViewTakesLongNorReadsTheWholeHistory() {
        assertThat(count("select count(*) from etl.runs")).isEqualTo(660_000);
        assertThat(count("select count(*) from etl.runs_by_hour")).isGreaterThan(400_000);
        List<String> slow = new ArrayList<>();
        for (String view : SyncViews.askedOften(jdbc)) {
            String plan = plan(view);
            assertThat(plan)
                    .as(view)
                    .doesNotContain("Seq Scan on runs ", "Seq Scan on runs_by_hour", "Seq Scan on inbox");
            double millis = millis(plan);
            for (int i = 0; i < 10 && millis > MOST_MILLIS; i++) {
                millis = Math.min(millis, millis(plan(view)));
            }
            if (millis > MOST_MILLIS) {
                slow.add(view + " took " + millis + " ms\n" + plan);
            }
        }
        assertThat(slow).isEmpty();
    }

    @Test
    void viewsOfHistoryTakeSomeSeconds() {
        assertThat(SyncViews.all(jdbc)).containsAll(SyncViews.OF_HISTORY);
        for (String view : SyncViews.OF_HISTORY) {
            assertThat(millis(plan(view))).as(view).isLessThan(MOST_MILLIS_OF_HISTORY);
        }
    }

    private static String plan(String view) {
        return String.join(
                "\n",
                jdbc.sql("explain (analyze, timing off) select * from reporting." + view)
                        .query(String.class)
                        .list());
    }

    private static double millis(String plan) {
        Matcher times = TIME.matcher(plan);
        double sum = 0;
        while (times.find()) {
            sum += Double.parseDouble(times.group(1));
        }
        return sum;
    }

    private static long count(String sql) {
        return jdbc.sql(sql).query(Long.class).single();
    }
}
