package app.tds.mirror;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import app.tds.TestDatabase;
import app.tds.mirror.TestRows.Invoice;
import app.tds.mirror.TestRows.InvoiceLine;
import app.tds.mirror.TestRows.Product;
import app.tds.mirror.TestRows.StockAtLocation;
import app.tds.mirror.TestRows.StockLevel;
import app.tds.mirror.TestRows.StockPromised;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.springframework.dao.DataIntegrityViolationException;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.SingleConnectionDataSource;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** Details, the rows that are part of them, and list rows, against a real PostgreSQL. */
class TdsDetailsIntegrationTests {

    private static final Instant NOON = Instant.parse("2026-01-01T12:00:00Z");
    private static final Instant LATER = NOON.plusSeconds(60);
    private static final Instant LATEST = NOON.plusSeconds(120);
    private static final Kinds KINDS = new Kinds(Set.of(Invoice.class), Set.of(InvoiceLine.class));
    private static final Stamp FIRST = new Stamp("10", 1, NOON);
    private static final Stamp SECOND = new Stamp("10", 2, LATER);

    private final JdbcClient jdbc;
    private final TdsTables tables;
    private final Replays replays;
    private final TransactionTemplate transaction;

    TdsDetailsIntegrationTests() throws SQLException {
        var dataSource = new SingleConnectionDataSource(
                TestDatabase.create().dataSource().getConnection(), true);
        jdbc = JdbcClient.create(dataSource);
        tables = new TdsTables(new JdbcTemplate(dataSource));
        replays = new Replays(new JdbcTemplate(dataSource));
        transaction = new TransactionTemplate(new JdbcTransactionManager(dataSource));
    }

    @Test
    void detailsFillWhatTheListLeavesOut() {
        list(FIRST, listed("a", NOON, "L1"));

        assertThat(details(SECOND, detail("a", NOON, "D1", line("1", 2), line("2", 3))))
                .isEqualTo(new Written(0, 1, 0, 0));

        assertThat(invoice("a"))
                .containsEntry("invoice_number", "D1")
                .containsEntry("notes", "notes of D1")
                .containsEntry("country", "Iraq")
                .containsEntry("run_id", 2L)
                .containsEntry("payload_hash", "\\x" + hex("L1"))
                .containsEntry("fingerprint", "\\x" + hex("L1"))
                .containsEntry("detail_hash", "\\x" + hex("D1"))
                .containsEntry("detailed_at", LATER.toString())
                .containsEntry("detail_modified_at", NOON.toString());
        assertThat(lines("a")).isEqualTo(Map.of("a/1", "2", "a/2", "3"));
        assertThat(jdbc.sql("select payload_hash from tds.invoice_lines limit 1")
                        .query(byte[].class)
                        .single())
                .isEqualTo("D1".getBytes(StandardCharsets.UTF_8));
    }

    @Test
    void aListRowWipesNoCustomFieldThatTheDocumentTold() {
        list(FIRST, listed("a", NOON, "L1"));
        details(FIRST, withCustomFields("D1", "{\"cf_date\":\"2026-09-17\",\"cf_worth\":1}"));

        list(SECOND, listed("a", LATER, "L2"));
        assertThat(invoice("a")).containsEntry("invoice_number", "L2");
        assertThat(invoice("a").get("custom_fields")).hasToString("{\"cf_date\": \"2026-09-17\", \"cf_worth\": 1}");

        list(SECOND, withCustomFields(LATEST, "L3", "{\"cf_worth\":2}"));
        assertThat(invoice("a").get("custom_fields")).hasToString("{\"cf_date\": \"2026-09-17\", \"cf_worth\": 2}");

        details(SECOND, withCustomFields(detail("a", LATEST, "D2"), "{\"cf_worth\":3}"));
        assertThat(invoice("a").get("custom_fields")).hasToString("{\"cf_worth\": 3}");
    }

    private static TdsDetail withCustomFields(String what, String fields) {
        return withCustomFields(detail("a", NOON, what), fields);
    }

    private static TdsDetail withCustomFields(TdsDetail detail, String fields) {
        return new TdsDetail(((Invoice) detail.row()).with(new Json(fields)), detail.payloadHash(), detail.children());
    }

    private static TdsRecord withCustomFields(Instant modified, String what, String fields) {
        TdsRecord listed = listed("a", modified, what);
        return new TdsRecord(
                ((Invoice) listed.row()).with(new Json(fields)), listed.payloadHash(), listed.fingerprint());
    }

    @Test
    void aListRowLeavesDetailsAndLinesAlone() {
        list(FIRST, listed("a", NOON, "L1"));
        details(FIRST, detail("a", NOON, "D1", line("1", 2)));

        assertThat(list(SECOND, listed("a", LATER, "L2"))).isEqualTo(new Written(0, 1, 0, 0));

        assertThat(invoice("a"))
                .containsEntry("invoice_number", "L2")
                .containsEntry("notes", "notes of D1")
                .containsEntry("invoice_url", "https://D1")
                .containsEntry("source_modified_at", LATER.toString())
                .containsEntry("detail_modified_at", NOON.toString())
                .containsEntry("payload_hash", "\\x" + hex("L2"))
                .containsEntry("detail_hash", "\\x" + hex("D1"));
        assertThat(lines("a")).isEqualTo(Map.of("a/1", "2"));
    }

    @Test
    void newerDetailsMoveTheRow() {
        list(FIRST, listed("a", NOON, "L1"));
        details(SECOND, detail("a", LATER, "D2", line("1", 2)));

        assertThat(invoice("a"))
                .containsEntry("invoice_number", "D2")
                .containsEntry("source_modified_at", LATER.toString())
                .containsEntry("fingerprint", "\\x" + hex("L1"));
        assertThat(list(SECOND, listed("a", NOON, "older"))).isEqualTo(new Written(0, 0, 1, 0));
        assertThat(list(SECOND, listed("a", LATER, "L2"))).isEqualTo(new Written(0, 1, 0, 0));
    }

    @Test
    void olderDetailsChangeNothing() {
        list(FIRST, listed("a", NOON, "L1"), listed("b", LATEST, "L1"));
        details(FIRST, detail("a", LATER, "D2", line("1", 2)), detail("c", LATER, "D2", line("1", 4)));
        var before = tuples();

        assertThat(details(
                        SECOND,
                        detail("a", NOON, "D1", line("1", 1), line("2", 1)),
                        detail("b", LATER, "D2", line("1", 1)),
                        detail("c", NOON, "D1")))
                .isEqualTo(new Written(0, 0, 3, 0));

        assertThat(tuples()).isEqualTo(before);
        assertThat(lines("b")).isEmpty();
    }

    @Test
    void ofEqualTimesTheDetailsObservedLaterWin() {
        details(FIRST, detail("a", NOON, "D1", line("1", 2), line("2", 2)));

        assertThat(details(SECOND, detail("a", NOON, "D2", line("1", 3)))).isEqualTo(new Written(0, 1, 0, 0));
        assertThat(lines("a")).isEqualTo(Map.of("a/1", "3"));

        assertThat(details(
                        SECOND,
                        detail("a", NOON, "D3", line("1", 4)),
                        detail("a", NOON, "D4", line("1", 5)),
                        detail("b", NOON, "D1", line("1", 6))))
                .isEqualTo(new Written(1, 1, 0, 1));
        assertThat(lines("a")).isEqualTo(Map.of("a/1", "5"));
        assertThat(lines("b")).isEqualTo(Map.of("b/1", "6"));
    }

    @Test
    void theSameDetailsAgainWriteNothing() {
        list(FIRST, listed("a", NOON, "L1"));
        details(FIRST, detail("a", NOON, "D1", line("1", 2), line("2", 3)));
        var before = tuples();
        long updates = updates();

        assertThat(details(SECOND, detail("a", NOON, "D1", line("1", 2), line("2", 3))))
                .isEqualTo(new Written(0, 0, 1, 0));

        assertThat(tuples()).isEqualTo(before);
        assertThat(updates()).isEqualTo(updates);
    }

    @Test
    void onlyLinesThatDifferAreWritten() {
        details(FIRST, detail("a", NOON, "D1", line("same", 1), line("changed", 2), line("gone", 3)));
        var before = tuples();
        long updates = updates();

        details(SECOND, detail("a", LATER, "D2", line("same", 1), line("changed", 20), line("new", 4)));

        assertThat(lines("a")).isEqualTo(Map.of("a/same", "1", "a/changed", "20", "a/new", "4"));
        assertThat(tuples()).containsEntry("line a/same", Objects.requireNonNull(before.get("line a/same")));
        assertThat(tuples().get("line a/changed")).isNotEqualTo(before.get("line a/changed"));
        assertThat(updates()).isEqualTo(updates + 2); // the document and one line
    }

    @Test
    void aDocumentWithoutLinesLosesThem() {
        details(FIRST, detail("a", NOON, "D1", line("1", 1)), detail("b", NOON, "D1", line("1", 7)));
        details(SECOND, detail("a", LATER, "D2"));

        assertThat(lines("a")).isEmpty();
        assertThat(lines("b")).isEqualTo(Map.of("b/1", "7"));
    }

    @Test
    void detailsOfARowThatNoListHadMakeIt() {
        assertThat(details(FIRST, detail("a", NOON, "D1", line("1", 2)))).isEqualTo(new Written(1, 0, 0, 0));

        assertThat(invoice("a"))
                .containsEntry("fingerprint", "\\x")
                .containsEntry("payload_hash", "\\x" + hex("D1"))
                .containsEntry("country", null);
        assertThat(list(SECOND, listed("a", NOON, "L1"))).isEqualTo(new Written(0, 1, 0, 0));
        assertThat(invoice("a"))
                .containsEntry("country", "Iraq")
                .containsEntry("notes", "notes of D1")
                .containsEntry("payload_hash", "\\x" + hex("L1"))
                .containsEntry("first_seen_at", NOON.toString());
        assertThat(lines("a")).isEqualTo(Map.of("a/1", "2"));
    }

    @Test
    void aDeletedRowWhoseDetailsComeIsBack() {
        details(FIRST, detail("a", NOON, "D1", line("1", 2)));
        jdbc.sql("update tds.invoices set deleted_at = now()").update();

        assertThat(details(SECOND, detail("a", NOON, "D1", line("1", 2)))).isEqualTo(new Written(0, 1, 0, 0));
        assertThat(invoice("a")).containsEntry("deleted_at", null);
    }

    @Test
    void organizationsDoNotTouchEachOther() {
        details(FIRST, detail("a", NOON, "D1", line("1", 1), line("2", 1)));

        assertThat(details(new Stamp("20", 2, LATER), detail("a", LATER, "D2", line("1", 5))))
                .isEqualTo(new Written(1, 0, 0, 0));
        details(new Stamp("20", 3, LATER), detail("a", LATEST, "D3"));

        assertThat(lines("a")).isEqualTo(Map.of("a/1", "1", "a/2", "1"));
        assertThat(invoice("a")).containsEntry("invoice_number", "D1");
    }

    @Test
    void aRefusedLineRefusesTheDocument() {
        jdbc.sql("alter table tds.invoice_lines add constraint planted check (quantity <> 13)")
                .update();
        details(FIRST, detail("a", NOON, "D1", line("1", 1)));
        var before = tuples();

        assertThatThrownBy(() -> details(SECOND, detail("a", LATER, "D2", line("1", 13))))
                .isInstanceOf(DataIntegrityViolationException.class)
                .hasMessageContaining("planted");

        assertThat(tuples()).isEqualTo(before);
        assertThat(details(SECOND, detail("a", LATER, "D2", line("1", 12)))).isEqualTo(new Written(0, 1, 0, 0));
    }

    @Test
    void aLineBelongsToItsDocument() {
        var stray = new TdsDetail(
                detail("a", NOON, "D1").row(),
                new byte[] {1},
                List.of(new ChildSet<>(InvoiceLine.class, List.of(invoiceLine("b", NOON, line("1", 1))))));

        assertThatThrownBy(() -> details(FIRST, stray)).hasMessage("b/1 is not part of a");
    }

    @Test
    void stockByLocationComesWithTheProductAndTheTotalKeepsItsListRow() {
        list(FIRST, new TdsRecord(total("p", 38), bytes("S1"), bytes("S1")));
        details(FIRST, product("p", NOON, "D1", List.of(at("p", "x", 4), at("p", "y", 34))));

        assertThat(stock())
                .isEqualTo(Map.of("p", "38 promised 7", "p/x", "4 promised null", "p/y", "34 promised null"));
        assertThat(jdbc.sql("select fingerprint from tds.stock where source_id = 'p'")
                        .query(byte[].class)
                        .single())
                .isEqualTo(bytes("S1"));

        list(SECOND, new TdsRecord(total("p", 39), bytes("S2"), bytes("S2")));
        details(SECOND, product("p", NOON, "D2", List.of(at("p", "y", 35))));
        assertThat(stock()).isEqualTo(Map.of("p", "39 promised 7", "p/y", "35 promised null"));

        details(SECOND, product("p", NOON, "D3", null));
        assertThat(stock()).containsOnlyKeys("p", "p/y");

        details(SECOND, product("q", NOON, "D1", List.of(at("q", "x", 1))));
        assertThat(list(SECOND, new TdsRecord(total("q", 1), bytes("S1"), bytes("S1"))))
                .isEqualTo(new Written(0, 1, 0, 0));
        assertThat(stock()).containsEntry("q", "1 promised 7").containsEntry("q/x", "1 promised null");
    }

    @Test
    void severalKindsGoToTheirTablesInOneWrite() {
        assertThat(details(
                        FIRST,
                        detail("a", NOON, "D1", line("1", 1)),
                        product("p", NOON, "D1", List.of(at("p", "x", 4))),
                        detail("b", NOON, "D1", line("1", 2))))
                .isEqualTo(new Written(3, 0, 0, 0));
        assertThat(lines("b")).isEqualTo(Map.of("b/1", "2"));
        assertThat(tables.writeDetails(FIRST, KINDS, List.of(), new Changes())).isEqualTo(Written.NONE);
    }

    /** List rows and details of several versions of several documents, in any order and in chunks of any size. */
    @Test
    void inAnyOrderHeadersAreTheNewestAndLinesThoseOfTheNewestDetails() {
        for (int seed = 0; seed < AnyOrder.SEEDS; seed++) {
            var random = new Random(seed);
            var stamp = new Stamp("seed" + seed, seed, LATER);
            record Arrival(String id, int version, boolean isDetail) {}
            List<Arrival> arrivals = new ArrayList<>();
            Map<String, Integer> versions = new HashMap<>();
            for (int number = 0; number < 5; number++) {
                String id = "d" + number;
                int newest = 1 + random.nextInt(4);
                versions.put(id, newest);
                for (int version = 1; version <= newest; version++) {
                    int lists = random.nextInt(3);
                    for (int copy = 0; copy < lists; copy++) {
                        arrivals.add(new Arrival(id, version, false));
                    }
                    // Of every second document the newest details come; of the others perhaps.
                    int details = random.nextInt(3) + (version == newest && number % 2 == 0 ? 1 : 0);
                    for (int copy = 0; copy < details; copy++) {
                        arrivals.add(new Arrival(id, version, true));
                    }
                }
            }
            Collections.shuffle(arrivals, random);

            Map<String, Integer> headers = new TreeMap<>();
            Map<String, Integer> detailed = new TreeMap<>();
            for (int from = 0; from < arrivals.size(); ) {
                boolean isDetail = arrivals.get(from).isDetail();
                int most = from + 1 + random.nextInt(6);
                int to = from;
                while (to < arrivals.size() && to < most && arrivals.get(to).isDetail() == isDetail) {
                    Arrival it = arrivals.get(to++);
                    // Within a chunk the newest is taken, which is what taking one by one comes to.
                    if (it.version() >= headers.getOrDefault(it.id(), 0)) {
                        headers.put(it.id(), it.version());
                        if (isDetail) {
                            detailed.put(it.id(), it.version());
                        }
                    }
                }
                var chunk = arrivals.subList(from, to);
                if (isDetail) {
                    details(
                            stamp,
                            chunk.stream()
                                    .map(it -> version(it.id(), it.version()))
                                    .toArray(TdsDetail[]::new));
                } else {
                    list(
                            stamp,
                            chunk.stream()
                                    .map(it -> listed(it.id(), NOON.plusSeconds(it.version()), "V" + it.version()))
                                    .toArray(TdsRecord[]::new));
                }
                from = to;
            }

            Map<String, Integer> found = new TreeMap<>();
            jdbc.sql("select source_id, substr(invoice_number, 2)::integer from tds.invoices where organization_id = ?")
                    .param(stamp.organizationId())
                    .query(row -> {
                        found.put(row.getString(1), row.getInt(2));
                    });
            Map<String, String> foundLines = new TreeMap<>();
            jdbc.sql("select source_id, quantity from tds.invoice_lines where organization_id = ?")
                    .param(stamp.organizationId())
                    .query(row -> {
                        foundLines.put(row.getString(1), row.getString(2));
                    });
            Map<String, String> expectedLines = new TreeMap<>();
            detailed.forEach((id, version) -> expectedLines.putAll(linesOf(id, version)));
            assertThat(found).as("seed %s", seed).isEqualTo(headers);
            assertThat(foundLines).as("seed %s", seed).isEqualTo(expectedLines);
            for (int number = 0; number < 5; number += 2) {
                String id = "d" + number;
                assertThat(headers.get(id)).as("seed %s", seed).isEqualTo(versions.get(id));
                assertThat(detailed.get(id)).as("seed %s", seed).isEqualTo(versions.get(id));
            }
        }
    }

    @Test
    void whoReadsWhileOthersWriteSeesWholeDocuments() throws Exception {
        var database = TestDatabase.create().dataSource();
        var executor = Executors.newFixedThreadPool(2);
        try {
            List<Future<?>> writers = new ArrayList<>();
            for (int writer = 0; writer < 2; writer++) {
                var random = new Random(writer);
                writers.add(executor.submit(() -> {
                    var own = new TdsTables(new JdbcTemplate(database));
                    var ownTransaction = new TransactionTemplate(new JdbcTransactionManager(database));
                    for (int i = 0; i < 40; i++) {
                        int version = 1 + i / 10;
                        List<String> ids = new ArrayList<>(List.of("a", "b", "c", "d"));
                        Collections.shuffle(ids, random);
                        String what = "V" + version + "." + random.nextInt();
                        ownTransaction.executeWithoutResult(status -> own.writeDetails(
                                SECOND,
                                KINDS,
                                ids.stream().map(id -> whole(id, version, what)).toList(),
                                new Changes()));
                    }
                }));
            }
            var reader = JdbcClient.create(database);
            int read = 0;
            while (!writers.stream().allMatch(Future::isDone)) {
                read++;
                assertThat(reader.sql("""
                                select document.source_id from tds.invoices document
                                left join tds.invoice_lines line on line.organization_id = document.organization_id
                                  and line.invoice_id = document.source_id
                                group by document.organization_id, document.source_id
                                having count(line.source_id) <> date_part('epoch', document.source_modified_at - ?)
                                  or count(distinct line.quantity) > 1
                                  or document.sub_total <> coalesce(sum(line.item_total), 0)
                                """)
                                .param(Timestamp.from(NOON))
                                .query(String.class)
                                .list())
                        .isEmpty();
            }
            assertThat(read).as("statements between the writes").isPositive();
            for (Future<?> writer : writers) {
                writer.get();
            }
        } finally {
            executor.shutdownNow();
        }
    }

    /** Version n has n lines, and they all change with every observation. */
    private static TdsDetail whole(String id, int version, String what) {
        Line[] lines = new Line[version];
        for (int i = 0; i < version; i++) {
            lines[i] = line("" + i, what.hashCode());
        }
        return detail(id, NOON.plusSeconds(version), what, lines);
    }

    /** Version n has lines 0 to n, and those with an odd number change in each. */
    private static TdsDetail version(String id, int version) {
        Line[] lines = new Line[version];
        for (int i = 0; i < version; i++) {
            lines[i] = line("" + (i + version) % 5, i % 2 == 0 ? 1 : version);
        }
        return detail(id, NOON.plusSeconds(version), "V" + version, lines);
    }

    private static Map<String, String> linesOf(String id, int version) {
        Map<String, String> lines = new HashMap<>();
        for (int i = 0; i < version; i++) {
            lines.put(id + "/" + (i + version) % 5, "" + (i % 2 == 0 ? 1 : version));
        }
        return lines;
    }

    private record Line(String id, int quantity) {}

    private static Line line(String id, int quantity) {
        return new Line(id, quantity);
    }

    private static InvoiceLine invoiceLine(String document, Instant modified, Line line) {
        BigDecimal quantity = BigDecimal.valueOf(line.quantity());
        return new InvoiceLine(document + "/" + line.id(), modified, document, quantity, quantity);
    }

    private static TdsDetail detail(String id, Instant modified, String what, Line... lines) {
        BigDecimal sum =
                Stream.of(lines).map(it -> BigDecimal.valueOf(it.quantity())).reduce(BigDecimal.ZERO, BigDecimal::add);
        var row = new Invoice(id, null, modified, what, null, "https://" + what, sum, "notes of " + what, null);
        var set = new ChildSet<>(
                InvoiceLine.class,
                Stream.of(lines).map(it -> invoiceLine(id, modified, it)).toList());
        return new TdsDetail(row, bytes(what), List.of(set));
    }

    private static TdsRecord listed(String id, Instant modified, String what) {
        var row = new Invoice(id, null, modified, what, "Iraq", null, null, null, null);
        return new TdsRecord(row, bytes(what), bytes(what));
    }

    private static TdsDetail product(String id, Instant modified, String what, @Nullable List<StockAtLocation> places) {
        List<ChildSet<?>> children = new ArrayList<>();
        children.add(
                new ChildSet<>(StockPromised.class, List.of(new StockPromised(id, id, "", BigDecimal.valueOf(7)))));
        if (places != null) {
            children.add(new ChildSet<>(StockAtLocation.class, places));
        }
        return new TdsDetail(new Product(id, null, modified, what), bytes(what), children);
    }

    private static StockAtLocation at(String item, String location, int onHand) {
        return new StockAtLocation(item + "/" + location, NOON, item, location, BigDecimal.valueOf(onHand));
    }

    private static StockLevel total(String item, int onHand) {
        return StockLevel.of(item, NOON, BigDecimal.valueOf(onHand));
    }

    private Map<String, String> stock() {
        Map<String, String> stock = new HashMap<>();
        jdbc.sql("select source_id, stock_on_hand, committed_stock from tds.stock")
                .query(row -> {
                    stock.put(row.getString(1), row.getString(2) + " promised " + row.getString(3));
                });
        return stock;
    }

    @Test
    void aReplayBesideTheTableIsSeenOnlyWhenItSwapsAndLeavesAloneWhatOtherDocumentsMadeMeanwhile() {
        list(FIRST, listed("a", NOON, "L1"), listed("b", NOON, "L1"));
        details(SECOND, detail("a", NOON, "D1", line("1", 2), line("2", 3)), detail("b", NOON, "D1", line("1", 2)));
        Replay replay = replays.shadow(9);

        transaction.executeWithoutResult(status ->
                replay.stage(List.of(remade("a", line("1", 2), line("3", 8)), remade("b", line("1", 99)))));
        assertThat(invoice("a")).containsEntry("invoice_number", "D1");
        assertThat(replays.shadows()).containsExactly(9L);
        details(new Stamp("10", 3, LATEST), detail("b", LATER, "D2", line("1", 7)));
        Long changed = transaction.execute(status -> replay.apply(new Stamp("10", 9, LATEST), new Changes()));

        assertThat(changed).isOne();
        assertThat(invoice("a"))
                .containsEntry("invoice_number", "made anew")
                .containsEntry("run_id", 9L)
                .containsEntry("first_seen_at", NOON.toString())
                .containsEntry("detailed_at", LATEST.toString())
                .containsEntry("detail_hash", "\\x" + hex("D1"))
                .containsEntry("fingerprint", "\\x" + hex("L1"));
        assertThat(lines("a")).hasSize(2).containsKeys("a/1", "a/3");
        assertThat(invoice("b")).containsEntry("invoice_number", "D2").containsEntry("run_id", 3L);
        assertThat(lines("b").toString()).contains("7").doesNotContain("99");
        assertThat(replays.shadows()).isEmpty();
    }

    /** What another translation makes of L1 and D1. */
    private static RemadeRow remade(String id, Line... lines) {
        TdsDetail was = detail(id, NOON, "D1");
        TdsDetail is = detail(id, NOON, "made anew", lines);
        return new RemadeRow(listed(id, NOON, "L1"), new TdsDetail(is.row(), was.payloadHash(), is.children()));
    }

    private Written list(Stamp stamp, TdsRecord... records) {
        return Objects.requireNonNull(
                transaction.execute(status -> tables.write(stamp, KINDS, List.of(records), new Changes())));
    }

    private Written details(Stamp stamp, TdsDetail... details) {
        return Objects.requireNonNull(
                transaction.execute(status -> tables.writeDetails(stamp, KINDS, List.of(details), new Changes())));
    }

    private Map<String, @Nullable Object> invoice(String id) {
        Map<String, @Nullable Object> invoice = new LinkedHashMap<>();
        jdbc.sql("select * from tds.invoices where organization_id = ? and source_id = ?")
                .params("10", id)
                .query()
                .singleRow()
                .forEach((column, value) -> invoice.put(
                        column,
                        value instanceof byte[] some
                                ? "\\x" + java.util.HexFormat.of().formatHex(some)
                                : value instanceof java.sql.Timestamp time
                                        ? time.toInstant().toString()
                                        : value));
        return invoice;
    }

    private Map<String, String> lines(String id) {
        Map<String, String> lines = new HashMap<>();
        jdbc.sql("select source_id, quantity from tds.invoice_lines where organization_id = ? and invoice_id = ?")
                .params("10", id)
                .query(row -> {
                    lines.put(row.getString(1), row.getString(2));
                });
        return lines;
    }

    /** Which version of each row there is, and where. */
    private Map<String, String> tuples() {
        Map<String, String> tuples = new TreeMap<>();
        jdbc.sql("select 'invoice ' || source_id, xmin::text || ctid::text from tds.invoices"
                        + " union all select 'line ' || source_id, xmin::text || ctid::text from tds.invoice_lines")
                .query(row -> {
                    tuples.put(row.getString(1), row.getString(2));
                });
        return tuples;
    }

    /** Tuples that were ever updated or deleted, this session's included. */
    private long updates() {
        jdbc.sql("select pg_stat_force_next_flush()").query().singleRow();
        return jdbc.sql("select sum(n_tup_upd) from pg_stat_user_tables where schemaname = 'tds'"
                        + " and relname in ('invoices', 'invoice_lines')")
                .query(Long.class)
                .single();
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static String hex(String text) {
        return java.util.HexFormat.of().formatHex(bytes(text));
    }
}
