package app.tds.mirror;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import app.tds.TestDatabase;
import app.tds.mirror.TestRows.StockLevel;
import app.tds.mirror.TestRows.Vendor;
import java.math.BigDecimal;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.springframework.dao.DataIntegrityViolationException;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.SingleConnectionDataSource;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

class TdsTablesIntegrationTests {

    private static final Instant NOON = Instant.parse("2026-01-01T12:00:00Z");
    private static final Instant LATER = NOON.plusSeconds(60);
    private static final Kinds KINDS = new Kinds(Set.of(StockLevel.class), Set.of());
    private static final Stamp FIRST = new Stamp("10", 1, NOON);
    private static final Stamp SECOND = new Stamp("10", 2, LATER);

    private final TestDatabase database = TestDatabase.create();
    private final SingleConnectionDataSource dataSource;
    private final JdbcClient jdbc;
    private final TdsTables tables;
    private final TransactionTemplate transaction;

    TdsTablesIntegrationTests() throws SQLException {
        dataSource = new SingleConnectionDataSource(database.dataSource().getConnection(), true);
        jdbc = JdbcClient.create(dataSource);
        tables = new TdsTables(new JdbcTemplate(dataSource));
        transaction = new TransactionTemplate(new JdbcTransactionManager(dataSource));
    }

    @Test
    void whatBecameOfEachRecordIsCounted() {
        assertThat(write(FIRST, stock("a", NOON, 1), stock("b", NOON, 1))).isEqualTo(new Written(2, 0, 0, 0));

        assertThat(write(
                        SECOND,
                        stock("a", NOON, 1), // the same
                        stock("b", LATER, 2), // changed
                        stock("c", NOON, 3), // new
                        stock("c", LATER, 4), // and its newer copy
                        stock("b", NOON, 1))) // an older copy
                .isEqualTo(new Written(1, 1, 1, 2));
        assertThat(levels()).isEqualTo(Map.of("a", "1", "b", "2", "c", "4"));
        assertThat(tables.write(SECOND, KINDS, List.of(), new Changes())).isEqualTo(Written.NONE);
    }

    @Test
    void aRowThatSaysTheSameIsNotTouched() {
        write(FIRST, stock("a", NOON, 1), stock("b", NOON, 1));
        var before = jdbc.sql("select source_id, xmin::text, ctid::text, synced_at, run_id from tds.stock order by 1")
                .query()
                .listOfRows();
        long updates = updates();

        assertThat(write(SECOND, stock("a", NOON, 1), stock("b", LATER, 1))).isEqualTo(new Written(0, 0, 2, 0));

        assertThat(jdbc.sql("select source_id, xmin::text, ctid::text, synced_at, run_id from tds.stock order by 1")
                        .query()
                        .listOfRows())
                .isEqualTo(before);
        assertThat(updates()).isEqualTo(updates);

        write(SECOND, stock("a", LATER, 2));
        assertThat(updates()).isEqualTo(updates + 1);
    }

    @Test
    void anOlderVersionNeverReplacesANewerOne() {
        write(FIRST, stock("a", LATER, 2));

        assertThat(write(SECOND, stock("a", NOON, 1))).isEqualTo(new Written(0, 0, 1, 0));
        assertThat(levels()).isEqualTo(Map.of("a", "2"));
    }

    @Test
    void ofEqualTimesTheOneObservedLaterWins() {
        write(FIRST, stock("a", NOON, 1));

        assertThat(write(SECOND, stock("a", NOON, 2))).isEqualTo(new Written(0, 1, 0, 0));
        assertThat(levels()).isEqualTo(Map.of("a", "2"));

        write(SECOND, stock("a", NOON, 3), stock("a", NOON, 5), stock("a", NOON, 4));
        assertThat(levels()).isEqualTo(Map.of("a", "4"));
    }

    @Test
    void withoutATimeTheOneObservedLaterWins() {
        write(FIRST, stock("a", null, 1));
        write(SECOND, stock("a", NOON, 2));
        assertThat(levels()).isEqualTo(Map.of("a", "2"));

        write(SECOND, stock("a", null, 3));
        assertThat(levels()).isEqualTo(Map.of("a", "3"));
    }

    @Test
    void aDeletedRowThatIsListedAgainComesBack() {
        write(FIRST, stock("a", NOON, 1));
        jdbc.sql("update tds.stock set deleted_at = ?")
                .param(Timestamp.from(NOON))
                .update();
        assertThat(tables.fingerprints(Set.of(StockLevel.class), "10", List.of("a")))
                .isEmpty();

        assertThat(write(SECOND, stock("a", NOON, 1))).isEqualTo(new Written(0, 1, 0, 0));
        assertThat(jdbc.sql("select deleted_at from tds.stock").query().singleRow())
                .containsEntry("deleted_at", null);
        assertThat(tables.fingerprints(Set.of(StockLevel.class), "10", List.of("a")))
                .containsOnlyKeys("a");
    }

    @Test
    void firstSeenStaysAndTheRestMoves() {
        write(FIRST, stock("a", NOON, 1));
        write(SECOND, stock("a", LATER, 2));

        var row = jdbc.sql("select * from tds.stock").query().singleRow();
        assertThat(row)
                .containsEntry("first_seen_at", Timestamp.from(NOON))
                .containsEntry("synced_at", Timestamp.from(LATER))
                .containsEntry("source_modified_at", Timestamp.from(LATER))
                .containsEntry("run_id", 2L)
                .containsEntry("organization_id", "10");
        assertThat((byte[]) row.get("payload_hash")).isEqualTo(new byte[] {2});
    }

    @Test
    void severalKindsGoToTheirTablesInOneWrite() {
        assertThat(write(FIRST, stock("a", NOON, 1), vendor("a", "x"), stock("b", NOON, 1), vendor("a", "y")))
                .isEqualTo(new Written(3, 0, 0, 1));

        assertThat(levels()).isEqualTo(Map.of("a", "1", "b", "1"));
        assertThat(jdbc.sql("select contact_name from tds.vendors")
                        .query(String.class)
                        .list())
                .containsExactly("y");
        assertThat(tables.fingerprints(Set.of(StockLevel.class, Vendor.class), "10", List.of("a", "b", "c")))
                .containsOnlyKeys("a", "b");
    }

    @Test
    void aRefusedRowRefusesAllOfThem() {
        jdbc.sql("alter table tds.stock add constraint planted check (stock_on_hand <> 13)")
                .update();
        write(FIRST, stock("a", NOON, 1));

        assertThatThrownBy(() -> write(SECOND, vendor("v", "x"), stock("a", LATER, 2), stock("b", NOON, 13)))
                .isInstanceOf(DataIntegrityViolationException.class)
                .hasMessageContaining("planted");

        assertThat(levels()).isEqualTo(Map.of("a", "1"));
        assertThat(jdbc.sql("select count(*) from tds.vendors")
                        .query(Integer.class)
                        .single())
                .isZero();
        assertThat(write(SECOND, stock("b", NOON, 12))).isEqualTo(new Written(1, 0, 0, 0));
    }

    @Test
    void organizationsDoNotTouchEachOther() {
        write(FIRST, stock("a", NOON, 1), stock("b", NOON, 1));

        assertThat(write(new Stamp("20", 2, LATER), stock("a", LATER, 2))).isEqualTo(new Written(1, 0, 0, 0));
        assertThat(jdbc.sql("select organization_id || source_id || stock_on_hand from tds.stock order by 1")
                        .query(String.class)
                        .list())
                .containsExactly("10a1", "10b1", "20a2");
        assertThat(tables.fingerprints(Set.of(StockLevel.class), "20", List.of("a", "b")))
                .containsOnlyKeys("a");
        assertThat(tables.fingerprints(Set.of(StockLevel.class), "10", List.of()))
                .isEmpty();
    }

    @Test
    void inAnyOrderTheTableEndsWithTheNewestVersions() {
        for (int seed = 0; seed < AnyOrder.SEEDS; seed++) {
            var random = new Random(seed);
            String organization = "seed" + seed;
            Map<String, String> newest = new HashMap<>();
            List<TdsRecord> arrivals = new ArrayList<>();
            for (int id = 0; id < 6; id++) {
                int versions = 1 + random.nextInt(4);
                for (int version = 1; version <= versions; version++) {
                    for (int copy = 0; copy <= random.nextInt(3); copy++) {
                        arrivals.add(stock("r" + id, NOON.plusSeconds(version), version));
                    }
                }
                newest.put("r" + id, "" + versions);
            }
            Collections.shuffle(arrivals, random);

            Written sum = Written.NONE;
            for (int from = 0; from < arrivals.size(); ) {
                int to = Math.min(arrivals.size(), from + 1 + random.nextInt(8));
                sum = sum.plus(write(
                        new Stamp(organization, seed, LATER),
                        arrivals.subList(from, to).toArray(TdsRecord[]::new)));
                from = to;
            }

            assertThat(levels(organization)).as("seed %s", seed).isEqualTo(newest);
            assertThat(sum.inserted()).isEqualTo(6);
            assertThat(sum.inserted() + sum.updated() + sum.unchanged() + sum.duplicates())
                    .as("seed %s", seed)
                    .isEqualTo(arrivals.size());
        }
    }

    @Test
    void aChangeIsWhatAReaderSees() {
        write(FIRST, stock("a", NOON, 1), stock("b", NOON, 1), stock("c", NOON, 1), stock("d", NOON, 1));
        var changes = new Changes();
        transaction.executeWithoutResult(
                status -> tables.markDeleted(KINDS, Kinds.NONE, SECOND, List.of("d", "unknown"), changes));
        assertThat(changes.list()).containsExactly(new Changes.Change("Stock", true, List.of("d")));

        var seen = new Changes();
        var sameAgain = new TdsRecord(stock("b", LATER, 1).row(), new byte[] {7}, new byte[] {7});
        Written written = transaction.execute(status -> tables.write(
                SECOND,
                KINDS,
                List.of(
                        stock("a", NOON, 1),
                        sameAgain,
                        stock("c", LATER, 2),
                        stock("d", LATER, 1),
                        stock("e", NOON, 1)),
                seen));
        assertThat(written).as("b has another time and fingerprint").isEqualTo(new Written(1, 3, 1, 0));
        assertThat(seen.list()).singleElement().satisfies(one -> {
            assertThat(one.entity()).isEqualTo("Stock");
            assertThat(one.deleted()).isFalse();
            assertThat(one.sourceIds()).containsExactlyInAnyOrder("c", "d", "e");
        });
    }

    @Test
    void whatSomebodyElseChangesMeanwhileIsAChangeEvenIfItIsChangedBack() throws Exception {
        write(FIRST, stock("a", NOON, 1));
        var changes = new Changes();
        try (var other = database.dataSource().getConnection()) {
            other.setAutoCommit(false);
            other.createStatement().execute("update tds.stock set stock_on_hand = 2, fingerprint = 'other'");
            var writing = CompletableFuture.runAsync(() -> transaction.executeWithoutResult(
                    status -> tables.write(SECOND, KINDS, List.of(stock("a", LATER, 1)), changes)));
            try (var third = database.dataSource().getConnection()) {
                await().until(() -> JdbcClient.create(new SingleConnectionDataSource(third, true))
                                .sql("select count(*) from pg_locks where not granted")
                                .query(Long.class)
                                .single()
                        == 1);
            }
            other.commit();
            writing.join();
        }
        assertThat(levels()).isEqualTo(Map.of("a", "1"));
        assertThat(changes.list()).containsExactly(new Changes.Change("Stock", false, List.of("a")));
    }

    @Test
    void whatIsNoTableIsNamed() {
        record Strange(
                String sourceId,
                @Nullable Instant sourceCreatedAt,
                @Nullable Instant sourceModifiedAt) implements TdsRow {}

        assertThatThrownBy(() -> TdsTable.of(Strange.class)).hasMessageContaining("@Table");
    }

    private Written write(Stamp stamp, TdsRecord... records) {
        return transaction.execute(status -> tables.write(stamp, KINDS, List.of(records), new Changes()));
    }

    /** Tuples of tds.stock that were ever updated, this session's included. */
    private long updates() {
        jdbc.sql("select pg_stat_force_next_flush()").query().singleRow();
        return jdbc.sql("select n_tup_upd from pg_stat_user_tables where schemaname = 'tds' and relname = 'stock'")
                .query(Long.class)
                .single();
    }

    private Map<String, String> levels() {
        return levels("10");
    }

    private Map<String, String> levels(String organization) {
        Map<String, String> levels = new HashMap<>();
        jdbc.sql("select source_id, stock_on_hand from tds.stock where organization_id = ?")
                .param(organization)
                .query(row -> {
                    levels.put(row.getString(1), row.getString(2));
                });
        return levels;
    }

    private static TdsRecord stock(String id, @Nullable Instant modified, int level) {
        var row = StockLevel.of(id, modified, BigDecimal.valueOf(level));
        return new TdsRecord(row, new byte[] {(byte) level}, new byte[] {(byte) level});
    }

    private static TdsRecord vendor(String id, String name) {
        var row = new Vendor(id, null, NOON, name);
        return new TdsRecord(row, new byte[] {1}, name.getBytes(java.nio.charset.StandardCharsets.UTF_8));
    }
}
