package app.tds.mirror;

import static org.assertj.core.api.Assertions.assertThat;

import app.tds.TestDatabase;
import app.tds.mirror.TestRows.Product;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.datasource.SingleConnectionDataSource;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** Rows are read in the order of their ids, some at a time. */
class ReplaysIntegrationTests {

    private static final int ROWS = 20_000;
    private static final int AT_A_TIME = 1_000;

    private final JdbcTemplate jdbc;
    private final TransactionTemplate transaction;
    private final Replays replays;

    ReplaysIntegrationTests() throws SQLException {
        var dataSource = new SingleConnectionDataSource(
                TestDatabase.create().dataSource().getConnection(), true);
        jdbc = new JdbcTemplate(dataSource);
        transaction = new TransactionTemplate(new JdbcTransactionManager(dataSource));
        replays = new Replays(jdbc);
    }

    @Test
    void afterAFirstImportTheTableIsNotReadFromEndToEndForEachThousandOfRows() {
        jdbc.update("""
                insert into tds.products (organization_id, source_id, first_seen_at, synced_at, run_id, payload_hash, fingerprint, name)
                select '1', lpad(id::text, 8, '0'), now(), now(), 1, sha256(id::text::bytea), '\\x01', 'a product'
                from generate_series(1, ?) as id order by md5(id::text)
                """, ROWS);

        List<String> read = new ArrayList<>();
        Long tuples = transaction.execute(status -> {
            List<KeptRow> some = replays.after(Product.class, "1", "", AT_A_TIME);
            while (!some.isEmpty()) {
                some.forEach(row -> read.add(row.sourceId()));
                some = replays.after(Product.class, "1", read.get(read.size() - 1), AT_A_TIME);
            }
            return jdbc.queryForObject(
                    "select seq_tup_read from pg_stat_xact_user_tables where relid = 'tds.products'::regclass",
                    Long.class);
        });

        assertThat(read).hasSize(ROWS).isSorted().doesNotHaveDuplicates();
        assertThat(tuples).as("rows read by scans of the whole table").isZero();
        assertThat(jdbc.queryForObject("show enable_sort", String.class)).isEqualTo("on");
    }
}
