package app.tds.monitoring;

import static org.assertj.core.api.Assertions.assertThat;

import app.tds.SettableClock;
import app.tds.TestDatabase;
import app.tds.alarm.AlarmRoom;
import app.tds.alarm.Finding;
import app.tds.alarm.Rules;
import app.tds.alarm.Severity;
import java.sql.Timestamp;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Each rule of the business just within and just beyond what it allows, over a day. */
class BusinessWatchIntegrationTests {

    private static final TestDatabase database = TestDatabase.create();
    private static final JdbcClient jdbc = JdbcClient.create(database.dataSource());
    private static final Instant NOON = Instant.now().truncatedTo(ChronoUnit.HOURS);

    private final SettableClock clock = new SettableClock(NOON);
    private final Rules rules = AlarmRoom.changed(Map.of(
            "price-changed.severity", "info",
            "price-changed.threshold", "10%",
            "stock-moved.severity", "info",
            "credit-limit.severity", "warning"));
    private int sequence;

    @BeforeEach
    void begin() {
        jdbc.sql("truncate tds.products, tds.stock, tds.customers, etl.payloads, etl.sightings, etl.events")
                .update();
    }

    private List<Finding> look(Rules by) {
        return new BusinessWatch(jdbc, by, clock).look();
    }

    /** The record says this from then on; the table says so now. */
    private void version(String table, String column, String id, String value, Instant at) {
        String document = "{\"" + column + "\": " + value + "}";
        String event = table.equals("products") ? "ProductChanged" : "StockChanged";
        jdbc.sql("""
                        insert into etl.payloads (organization_id, source_id, payload_hash, resource, payload,
                          source_modified_at, first_seen_at, run_id)
                        values ('10', :id, sha256(convert_to(:document || :table, 'UTF8')), :table, :document::json, :at, :at, 1)
                        """)
                .param("id", id)
                .param("document", document)
                .param("table", table)
                .param("at", Timestamp.from(at))
                .update();
        jdbc.sql("""
                        insert into tds.%1$s (organization_id, source_id, %2$s, %3$s first_seen_at, synced_at, run_id, payload_hash,
                          fingerprint)
                        values ('10', :id, :value::numeric, %4$s now(), now(), 1,
                          sha256(convert_to(:document || :table, 'UTF8')), 'x')
                        on conflict (organization_id, source_id) do update set %2$s = excluded.%2$s,
                          payload_hash = excluded.payload_hash
                        """.formatted(
                                table,
                                column,
                                table.equals("stock") ? "item_id," : "name, sku,",
                                table.equals("stock") ? ":id," : "'Tea ' || :id, 'T-' || :id,"))
                .param("id", id)
                .param("value", value)
                .param("document", document)
                .param("table", table)
                .update();
        jdbc.sql("""
                        insert into etl.events (sequence, event_id, name, entity, organization_id, source_ids, changed_at, run_id,
                          published_at) values (?, gen_random_uuid(), ?, 'X', '10', array[?], ?, 1, ?)
                        """)
                .params(++sequence, event, id, Timestamp.from(at), Timestamp.from(at))
                .update();
    }

    @Test
    void whatNobodyAskedForIsNoFinding() {
        version("products", "rate", "1", "1000", NOON.minus(Duration.ofDays(1)));
        version("products", "rate", "1", "9000", NOON);
        assertThat(look(AlarmRoom.packed())).isEmpty();
        assertThat(look(rules)).hasSize(1);
    }

    @Test
    void aPriceIsToldForAnHourIfItHasChangedByMoreThanIsAllowed() {
        version("products", "rate", "1", "1000", NOON.minus(Duration.ofDays(1)));
        version("products", "rate", "1", "1100", NOON);
        version("products", "rate", "2", "1000", NOON.minus(Duration.ofDays(1)));
        version("products", "rate", "2", "899", NOON);
        version("products", "rate", "3", "1000", NOON.minus(Duration.ofDays(1)));
        version("products", "rate", "4", "50", NOON);

        assertThat(look(rules)).singleElement().satisfies(it -> {
            assertThat(it.kind()).isEqualTo("price-changed");
            assertThat(it.severity()).isEqualTo(Severity.INFO);
            assertThat(it.subject()).isEqualTo("2");
            assertThat(it.sentence()).isEqualTo("The sales price of T-2 was 1000 and is 899.");
        });
        clock.advance(Duration.ofMinutes(59));
        assertThat(look(rules)).hasSize(1);
        staysFineForADay();
    }

    /** Each look is that of a process that has just started. */
    private void staysFineForADay() {
        for (int hour = 1; hour <= 24; hour++) {
            clock.advance(Duration.ofHours(1));
            assertThat(look(rules)).as("%s hours later", hour).isEmpty();
        }
    }

    @Test
    void stockIsToldForTwoHoursIfMoreThanFiftyPiecesHaveMoved() {
        version("stock", "stock_on_hand", "1", "100", NOON.minus(Duration.ofDays(1)));
        version("stock", "stock_on_hand", "1", "50", NOON);
        version("stock", "stock_on_hand", "2", "100", NOON.minus(Duration.ofDays(1)));
        version("stock", "stock_on_hand", "2", "80", NOON.minus(Duration.ofMinutes(90)));
        version("stock", "stock_on_hand", "2", "49", NOON);

        assertThat(look(rules)).singleElement().satisfies(it -> {
            assertThat(it.kind() + " " + it.subject()).isEqualTo("stock-moved 2");
            assertThat(it.sentence()).contains("was 100 and is 49");
        });
        clock.advance(Duration.ofMinutes(29));
        assertThat(look(rules)).hasSize(1);
        clock.advance(Duration.ofMinutes(2));
        assertThat(look(rules)).as("of the last two hours, 31 pieces").isEmpty();
        staysFineForADay();
    }

    @Test
    void aCustomerIsToldWhileMoreIsOwedThanWasAgreed() {
        jdbc.sql("""
                        insert into tds.customers (organization_id, source_id, contact_name, currency_code, credit_limit,
                          outstanding_receivable_amount, first_seen_at, synced_at, run_id, payload_hash, fingerprint) values
                          ('10', '1', 'Noor', 'IQD', 1000, 1000, now(), now(), 1, '', ''),
                          ('10', '2', 'Rafid', 'IQD', 1000, 1001, now(), now(), 1, '', ''),
                          ('10', '3', 'Sara', 'IQD', null, 9000, now(), now(), 1, '', ''),
                          ('10', '4', 'Ali', 'IQD', 0, 9000, now(), now(), 1, '', '')
                        """).update();
        assertThat(look(rules)).singleElement().satisfies(it -> {
            assertThat(it.severity()).isEqualTo(Severity.WARNING);
            assertThat(it.sentence()).isEqualTo("Rafid owes 1001 IQD; 1000 was agreed.");
        });
        for (int hour = 0; hour < 24; hour++) {
            clock.advance(Duration.ofHours(1));
            assertThat(look(rules)).as("for as long as more is owed").hasSize(1);
        }
        jdbc.sql("update tds.customers set outstanding_receivable_amount = 1000 where source_id = '2'")
                .update();
        assertThat(look(rules)).isEmpty();
        staysFineForADay();
    }
}
