package app.tds.event;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import app.tds.RunningApplication;
import app.tds.SettableClock;
import app.tds.TestDatabase;
import app.tds.launch.LaunchRequest;
import app.tds.pipeline.AskedBy;
import app.tds.pipeline.RecordsChanged;
import app.tds.pipeline.RunFinished;
import app.tds.pipeline.RunFinished.Outcome;
import app.tds.pipeline.RunMode;
import app.tds.pipeline.Selection;
import app.tds.sandbox.Company;
import app.tds.sandbox.CompanySize;
import app.tds.sandbox.Sandbox;
import app.tds.sandbox.SandboxSettings;
import java.math.BigDecimal;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.postgresql.PGConnection;
import org.postgresql.PGNotification;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;
import tools.jackson.databind.json.JsonMapper;

/** What has changed is told once, after it can be seen; what has not is not told. */
@Timeout(120)
class EventsIntegrationTests {

    private static final String LOCK = "select pg_advisory_xact_lock('etl.events'::regclass::oid::integer, 0)";
    private static final JsonMapper mapper = JsonMapper.builder().build();

    private static Sandbox sandbox;
    private static TestDatabase database;
    private static JdbcClient jdbc;
    private static Events events;
    private static RunningApplication application;
    private static Company company;
    private static String organization;

    private long before;

    @BeforeAll
    static void start() {
        sandbox = Sandbox.start(
                SandboxSettings.tiny().withCompanies(new CompanySize(120, 60, 100, 40, 5)), Clock.systemUTC());
        database = TestDatabase.create();
        jdbc = JdbcClient.create(database.dataSource());
        var transaction = new TransactionTemplate(new JdbcTransactionManager(database.dataSource()));
        events = new Events(jdbc, transaction, Clock.systemUTC());
        application = RunningApplication.start(sandbox, database);
        organization = sandbox.organizationIds().get(0);
        company = sandbox.company(organization);
        for (String job : List.of("locations", "products", "stock", "customers", "invoices", "orders")) {
            run(job, RunMode.FULL);
            do {
                run(job, RunMode.DELTA);
            } while (documentsWaiting(job) > 0);
        }
        settle();
    }

    @AfterAll
    static void stop() {
        application.close();
        sandbox.close();
    }

    @BeforeEach
    void remember() {
        settle();
        before = newest();
    }

    @ParameterizedTest
    @CsvSource({
        "products,  items,       name,             ProductChanged,  products,     name",
        "customers, contacts,    contact_name,     CustomerChanged, customers,    contact_name",
        "invoices,  invoices,    reference_number, InvoiceChanged,  invoices,     reference_number",
        "orders,    salesorders, reference_number, OrderChanged,    sales_orders, reference_number",
        "invoices,  invoices,    notes,            InvoiceChanged,  invoices,     notes"
    })
    void anEditIsToldOnceWhenItCanBeSeen(
            String job, String list, String field, String event, String table, String column) throws SQLException {
        run(job, RunMode.DELTA);
        settle();
        assertThat(newest()).as("nothing has changed").isEqualTo(before);
        String id = jdbc.sql("select source_id from tds." + table + " where organization_id = ? limit 1 offset 7")
                .param(organization)
                .query(String.class)
                .single();
        String value = "changed to " + UUID.randomUUID();

        try (Connection connection = listening()) {
            company.edit(list, id, Map.of(field, value));
            run(job, RunMode.DELTA);
            var told = mapper.readTree(notification(connection).getParameter());

            assertThat(jdbc.sql("select " + column + " from tds." + table + " where source_id = ?")
                            .param(id)
                            .query(String.class)
                            .single())
                    .as("whoever is told can see it")
                    .isEqualTo(value);
            assertThat(told.path("event").asString()).isEqualTo(event);
            assertThat(told.path("organizationId").asString()).isEqualTo(organization);
            assertThat(told.path("sequence").asLong()).isEqualTo(before + 1);
            assertThat(told.path("count").asLong()).isOne();
        }
        run(job, RunMode.DELTA);
        settle();
        assertThat(since(before)).singleElement().satisfies(one -> {
            assertThat(one.event()).isEqualTo(event);
            assertThat(one.ids()).containsExactly(id);
            assertThat(one.organizationId()).isEqualTo(organization);
        });
    }

    @Test
    void stockThatMovesIsNoChangeOfItsProduct() {
        String item = jdbc.sql("select item_id from tds.stock where location_id <> '' and stock_on_hand > 5 limit 1")
                .query(String.class)
                .single();
        String place = jdbc.sql("select location_id from tds.stock where location_id <> '' and item_id = ? limit 1")
                .param(item)
                .query(String.class)
                .single();
        company.moveStock(item, place, BigDecimal.ONE.negate());

        run("stock", RunMode.DELTA);
        run("products", RunMode.DELTA);
        settle();

        assertThat(since(before)).isNotEmpty().allSatisfy(one -> {
            assertThat(one.event()).isEqualTo("StockChanged");
            assertThat(one.ids()).containsExactly(item);
        });
    }

    @Test
    void aDocumentThatIsFetchedByItsIdIsToldAndTheDeltaBehindItHasNothingToTell() {
        String id = company.ids("invoices").get(20);
        company.edit("invoices", id, Map.of("reference_number", "by id"));

        RunFinished run = application
                .launch(new LaunchRequest(
                        "invoices", organization, RunMode.BY_ID, Selection.of(List.of(id)), AskedBy.person("test")))
                .join();
        assertThat(run.outcome()).isEqualTo(Outcome.COMPLETED);
        run("invoices", RunMode.DELTA);
        settle();

        assertThat(since(before)).singleElement().satisfies(one -> {
            assertThat(one.ids()).containsExactly(id);
            assertThat(one.runId()).isEqualTo(run.run().id());
        });
    }

    @Test
    void whatIsDeletedIsToldAfterTheSweep() {
        String id = company.ids("invoices").get(30);
        company.delete("invoices", id);
        run("invoices", RunMode.DELTA);
        settle();
        assertThat(since(before)).isEmpty();

        run("invoices", RunMode.FULL);
        run("invoices", RunMode.FULL);
        settle();

        assertThat(since(before)).singleElement().satisfies(one -> {
            assertThat(one.event()).isEqualTo("RecordDeleted");
            assertThat(one.entity()).isEqualTo("Invoice");
            assertThat(one.ids()).containsExactly(id);
        });
    }

    @Test
    void aCustomerThatBecomesAVendorIsOneNoMore() {
        String id = jdbc.sql("select source_id from tds.customers where deleted_at is null limit 1 offset 11")
                .query(String.class)
                .single();
        company.edit("contacts", id, Map.of("contact_type", "vendor"));

        run("customers", RunMode.DELTA);
        settle();

        assertThat(since(before))
                .filteredOn(one -> one.ids().contains(id))
                .extracting(Event::event, Event::entity)
                .contains(
                        org.assertj.core.groups.Tuple.tuple("RecordDeleted", "Customer"),
                        org.assertj.core.groups.Tuple.tuple("VendorChanged", "Vendor"));
    }

    @Test
    void whatIsRolledBackIsNotTold() {
        jdbc.sql("create function refuse() returns trigger language plpgsql as 'begin raise exception ''no''; end'")
                .update();
        jdbc.sql("create constraint trigger refuse after update on tds.products deferrable initially deferred"
                        + " for each row execute function refuse()")
                .update();
        String id = company.ids("items").get(9);
        company.edit("items", id, Map.of("name", "refused at the commit"));
        try {
            assertThat(application.run("products", organization, RunMode.DELTA).outcome())
                    .isEqualTo(Outcome.FAILED);
        } finally {
            jdbc.sql("drop function refuse() cascade").update();
        }
        settle();
        assertThat(since(before)).isEmpty();

        run("products", RunMode.DELTA);
        settle();
        assertThat(since(before))
                .singleElement()
                .satisfies(one -> assertThat(one.ids()).containsExactly(id));
    }

    @Test
    void aFirstImportIsToldInThousands() {
        TestDatabase empty = TestDatabase.create();
        try (Sandbox large = Sandbox.start(
                        SandboxSettings.tiny().withCompanies(new CompanySize(2500, 5, 5, 5, 5)), Clock.systemUTC());
                var importing = RunningApplication.start(large, empty)) {
            importing.run("products", large.organizationIds().get(0), RunMode.FULL);
            var kept = JdbcClient.create(empty.dataSource());
            await().untilAsserted(() -> assertThat(waiting(kept)).isZero());

            assertThat(kept.sql("select count(*) from etl.events")
                            .query(Long.class)
                            .single())
                    .isEqualTo(3);
            assertThat(kept.sql("select count(distinct id) from etl.events, unnest(source_ids) as id")
                            .query(Long.class)
                            .single())
                    .isEqualTo(2500);
            assertThat(kept.sql("select bool_and(name = 'ProductChanged') from etl.events")
                            .query(Boolean.class)
                            .single())
                    .isTrue();
        }
    }

    @Test
    void whatAProcessDidNotPublishTheNextOneDoes() throws SQLException {
        String id = company.ids("items").get(14);
        company.edit("items", id, Map.of("name", "not told yet"));
        try (Connection other = database.dataSource().getConnection()) {
            other.setAutoCommit(false);
            other.createStatement().execute(LOCK);
            run("products", RunMode.DELTA);
            application.close();
            assertThat(since(before)).isEmpty();
            assertThat(waiting(jdbc)).isOne();
            other.commit();
            try (var serving = RunningApplication.start(sandbox, database, "tds.schedule.enabled=true")) {
                settle(serving.jdbc());
            }
        } finally {
            application = RunningApplication.start(sandbox, database);
        }

        // A process that serves may have read other lists meanwhile.
        assertThat(since(before))
                .filteredOn(one -> one.entity().equals("Product"))
                .singleElement()
                .satisfies(one -> assertThat(one.ids()).containsExactly(id));
        assertThat(waiting(jdbc)).isZero();
    }

    @Test
    void whatCouldNotBePublishedIsTriedAgain() {
        jdbc.sql("alter table etl.events add constraint refuse check (entity <> 'Product') not valid")
                .update();
        String id = company.ids("items").get(16);
        company.edit("items", id, Map.of("name", "refused by the table"));
        RunFinished run = run("products", RunMode.DELTA);
        assertThat(run.outcome()).isEqualTo(Outcome.COMPLETED);
        await().until(() -> jdbc.sql("select status from etl.event_publication")
                .query(String.class)
                .list()
                .equals(List.of("FAILED")));
        jdbc.sql("alter table etl.events drop constraint refuse").update();

        run("locations", RunMode.DELTA);
        settle();

        assertThat(since(before))
                .singleElement()
                .satisfies(one -> assertThat(one.ids()).containsExactly(id));
    }

    @Test
    void whatIsPublishedTwiceIsThereOnce() {
        var change = change("twice");
        events.publish(change);
        events.publish(change);
        assertThat(since(before)).hasSize(1);
        assertThat(newest()).isEqualTo(before + 1);
    }

    @Test
    void aLowerNumberNeverAppearsLater() throws Exception {
        try (Connection first = database.dataSource().getConnection()) {
            first.setAutoCommit(false);
            first.createStatement().execute(LOCK);
            first.createStatement()
                    .execute("insert into etl.events select max(sequence) + 1, gen_random_uuid(), 'ProductChanged',"
                            + " 'Product', '1', '{first}', now(), 1, now() from etl.events");
            var second = CompletableFuture.runAsync(() -> events.publish(change("second")));
            await().until(() -> jdbc.sql("select count(*) from pg_locks where locktype = 'advisory' and not granted")
                            .query(Long.class)
                            .single()
                    == 1);
            assertThat(second).isNotDone();
            assertThat(since(before)).isEmpty();
            first.commit();
            second.join();
        }
        assertThat(since(before)).extracting(Event::sequence).containsExactly(before + 1, before + 2);
        assertThat(since(before)).extracting(Event::ids).containsExactly(List.of("first"), List.of("second"));
    }

    @Test
    void oldEventsLeaveAndTheLastStays() {
        var clock = new SettableClock(Instant.parse("2100-01-01T00:00:00Z"));
        events.publish(change("a"));
        events.publish(change("b"));
        assertThat(new EventRetention(jdbc, Clock.systemUTC(), Duration.ofDays(7)).purge())
                .isZero();
        assertThat(new EventRetention(jdbc, clock, Duration.ofDays(7)).purge()).isPositive();
        assertThat(events.kept()).isEqualTo(new Events.Kept(before + 2, before + 2));
        events.publish(change("c"));
        assertThat(newest()).isEqualTo(before + 3);
    }

    private static RecordsChanged change(String id) {
        return new RecordsChanged(
                UUID.randomUUID(),
                1,
                organization,
                "Product",
                false,
                List.of(id),
                Instant.parse("2026-01-01T00:00:00Z"));
    }

    private static Connection listening() throws SQLException {
        Connection connection = database.dataSource().getConnection();
        connection.createStatement().execute("listen tds_changes");
        return connection;
    }

    private static PGNotification notification(Connection connection) throws SQLException {
        PGNotification[] notifications = connection.unwrap(PGConnection.class).getNotifications(30_000);
        assertThat(notifications).hasSize(1);
        return notifications[0];
    }

    private static RunFinished run(String job, RunMode mode) {
        RunFinished finished = application.run(job, organization, mode);
        assertThat(finished.outcome()).as("cause: %s", finished.cause()).isEqualTo(Outcome.COMPLETED);
        return finished;
    }

    private static void settle() {
        settle(jdbc);
    }

    private static void settle(JdbcClient jdbc) {
        await().atMost(Duration.ofSeconds(30))
                .untilAsserted(() -> assertThat(waiting(jdbc)).isZero());
    }

    private static long documentsWaiting(String job) {
        return jdbc.sql("select count(*) from etl.hydration where job = ?")
                .param(job)
                .query(Long.class)
                .single();
    }

    private static long waiting(JdbcClient jdbc) {
        return jdbc.sql("select count(*) from etl.event_publication")
                .query(Long.class)
                .single();
    }

    private static long newest() {
        return events.kept().newest();
    }

    private static List<Event> since(long sequence) {
        return events.after(sequence, Long.MAX_VALUE, new Events.Filter(Set.of(), null), 100);
    }
}
