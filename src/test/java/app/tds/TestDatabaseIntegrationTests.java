package app.tds;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;

class TestDatabaseIntegrationTests {

    @Test
    void everyDatabaseHasAllTablesAndIsIndependent() {
        var one = JdbcClient.create(TestDatabase.create().dataSource());
        var other = JdbcClient.create(TestDatabase.create().dataSource());
        one.sql("create table mine (x int)").update();

        assertThat(tables(one, "tds")).isPositive().isEqualTo(tables(other, "tds"));
        assertThat(tables(one, "quartz")).isEqualTo(11);
        assertThat(tables(one, "public") - tables(other, "public")).isEqualTo(1);
        assertThat(tables(JdbcClient.create(TestDatabase.createEmpty().dataSource()), "tds"))
                .isZero();
    }

    private static int tables(JdbcClient jdbc, String schema) {
        return jdbc.sql("select count(*) from information_schema.tables where table_schema = ?")
                .param(schema)
                .query(Integer.class)
                .single();
    }
}
