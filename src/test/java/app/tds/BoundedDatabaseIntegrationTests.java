package app.tds;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.springframework.jdbc.core.simple.JdbcClient;

/** What nobody can cancel in PostgreSQL takes a bounded time. */
class BoundedDatabaseIntegrationTests {

    private static final JdbcClient jdbc =
            JdbcClient.create(TestDatabase.create().dataSource());

    @Test
    void noCheckComparesTheElementsOfTwoArrays() {
        assertThat(jdbc.sql("""
                        select conrelid::regclass || ' ' || pg_get_constraintdef(oid) from pg_constraint
                        where pg_get_constraintdef(oid) ~ '@>|<@|&&'
                        """).query(String.class).list()).isEmpty();
    }

    @Test
    @Timeout(20)
    void aRunOfManyIdsIsChangedAtOnce() {
        List<String> ids =
                IntStream.range(0, 20_000).mapToObj(i -> "48150000000" + i).toList();
        long run = jdbc.sql("""
                        insert into etl.runs (job, organization_id, mode, ids, ids_left, asked_by, asked_at, until, node_id,
                          started_at)
                        values ('invoices', '1', 'BY_ID', ?, ?, 'test', now(), now(), 4711, now()) returning run_id
                        """)
                .params(ids.toArray(String[]::new), ids.toArray(String[]::new))
                .query(Long.class)
                .single();

        long began = System.nanoTime();
        jdbc.sql("update etl.runs set calls = calls + 1 where run_id = ?")
                .param(run)
                .update();

        assertThat(Duration.ofNanos(System.nanoTime() - began)).isLessThan(Duration.ofSeconds(2));
    }
}
