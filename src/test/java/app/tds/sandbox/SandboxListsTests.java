package app.tds.sandbox;

import static app.tds.sandbox.Caller.encoded;
import static app.tds.sandbox.Caller.rows;
import static app.tds.sandbox.Caller.texts;
import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.time.Duration;
import java.time.ZoneId;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

class SandboxListsTests {

    private final MovableClock clock = new MovableClock();
    private Sandbox sandbox;
    private Caller caller;
    private Company company;

    @BeforeEach
    void start() throws Exception {
        sandbox = Sandbox.start(SandboxSettings.tiny().withCompanies(new CompanySize(60, 40, 450, 60, 40)), clock);
        caller = Caller.authorized(sandbox);
        company = sandbox.company(sandbox.organizationIds().get(0));
    }

    @AfterEach
    void stop() {
        sandbox.close();
    }

    @Test
    void pagesHoldAtMostTwoHundredAndTogetherEverythingOnce() throws Exception {
        var first = caller.get("/books/v3/invoices?filter_by=Status.All&per_page=500");
        assertThat(rows(first)).hasSize(200);
        assertThat(first.json().path("page_context").path("per_page").asInt()).isEqualTo(200);
        assertThat(first.json().path("page_context").path("has_more_page").asBoolean())
                .isTrue();
        var all = caller.all("/books/v3/invoices?filter_by=Status.All");
        assertThat(texts(all, "invoice_id")).containsExactlyInAnyOrderElementsOf(company.ids("invoices"));
        assertThat(sandbox.calls().pages("/books/v3/invoices")).containsExactly(1, 1, 2, 3);
    }

    @Test
    void documentsAreFilteredByTheirDay() throws Exception {
        var all = caller.all("/books/v3/bills?filter_by=Status.All");
        var days = texts(all, "date").stream().distinct().sorted().toList();
        String from = days.get(3);
        String to = days.get(9);
        assertThat(texts(
                        caller.all("/books/v3/bills?filter_by=Status.All&date_start=" + from + "&date_end=" + to),
                        "date"))
                .containsExactlyInAnyOrderElementsOf(texts(all, "date").stream()
                        .filter(day -> day.compareTo(from) >= 0 && day.compareTo(to) <= 0)
                        .toList());
        assertThat(texts(
                        caller.all("/books/v3/bills?filter_by=Status.All&date_after=" + from + "&date_before=" + to),
                        "date"))
                .containsExactlyInAnyOrderElementsOf(texts(all, "date").stream()
                        .filter(day -> day.compareTo(from) > 0 && day.compareTo(to) < 0)
                        .toList());
        assertThat(caller.get("/books/v3/bills?date_start=yesterday").status()).isEqualTo(400);
        assertThat(caller.all("/books/v3/items?filter_by=Status.All&date_start=2099-01-01"))
                .as("ignored")
                .hasSize(60);
    }

    @Test
    void aPagePastTheEndIsEmpty() throws Exception {
        var heard = caller.get("/books/v3/invoices?page=999999999");
        assertThat(heard.status()).isEqualTo(200);
        assertThat(heard.json().path("invoices").isArray()).isTrue();
        assertThat(rows(heard)).isEmpty();
        assertThat(heard.json().path("page_context").path("has_more_page").asBoolean())
                .isFalse();
    }

    @Test
    void aFullLastPageIsTheLast() throws Exception {
        var heard = caller.get("/books/v3/bills?filter_by=Status.All&per_page=10&page=4");
        assertThat(rows(heard)).hasSize(10);
        assertThat(heard.json().path("page_context").path("has_more_page").asBoolean())
                .isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"invoices", "bills", "salesorders", "customerpayments", "creditnotes"})
    void documentsComeYoungestFirst(String list) throws Exception {
        var ids = texts(caller.all("/books/v3/" + list + "?filter_by=Status.All"), idOf(list));
        assertThat(ids).isSortedAccordingTo(Comparator.reverseOrder()).hasSameSizeAs(company.ids(list));
    }

    @ParameterizedTest
    @CsvSource({"/books/v3/items, name", "/inventory/v1/items, name", "/books/v3/contacts, contact_name"})
    void itemsAndContactsComeByName(String path, String field) throws Exception {
        assertThat(texts(caller.all(path), field)).isSortedAccordingTo(String.CASE_INSENSITIVE_ORDER);
    }

    @Test
    void documentedColumnsSort() throws Exception {
        var totals = caller.all("/books/v3/invoices?sort_column=total&sort_order=D").stream()
                .map(it -> it.path("total").decimalValue())
                .toList();
        assertThat(totals).isSortedAccordingTo(Comparator.reverseOrder());
        var context = context("/books/v3/contacts?sort_column=last_modified_time&sort_order=D");
        assertThat(context.path("sort_column").asString()).isEqualTo("last_modified_time");
        var times = texts(
                caller.all("/books/v3/contacts?sort_column=last_modified_time&sort_order=D"), "last_modified_time");
        assertThat(times).isSortedAccordingTo(Comparator.reverseOrder());
    }

    @ParameterizedTest
    @CsvSource({
        "/books/v3/invoices?sort_column=last_modified_time, created_time",
        "/books/v3/bills?sort_column=last_modified_time, created_time",
        "/books/v3/items?sort_column=last_modified_time, name",
        "/books/v3/creditnotes?sort_column=salesperson_name, created_time",
        "/books/v3/customerpayments?sort_column=date, created_time",
        "/inventory/v1/salesorders?sort_column=total, created_time"
    })
    void otherColumnsDoNot(String path, String really) throws Exception {
        assertThat(context(path).path("sort_column").asString()).isEqualTo(really);
    }

    @ParameterizedTest
    @CsvSource({
        "invoices, void",
        "bills, void",
        "salesorders, void",
        "creditnotes, void",
        "contacts, inactive",
        "items, inactive"
    })
    void withoutAFilterWhatIsVoidOrInactiveIsHidden(String list, String status) throws Exception {
        var shown = caller.all("/books/v3/" + list);
        var all = caller.all("/books/v3/" + list + "?filter_by=Status.All");
        assertThat(texts(shown, "status")).doesNotContain(status);
        assertThat(texts(all, "status")).contains(status);
        assertThat(context("/books/v3/" + list).path("applied_filter").asString())
                .isEqualTo("Status.Active");
        assertThat(shown).hasSizeLessThan(all.size());
    }

    @ParameterizedTest
    @CsvSource({
        "/books/v3/invoices, Status.PartiallyPaid, partially_paid",
        "/books/v3/invoices, Status.Void, void",
        "/books/v3/invoices, Status.OverDue, overdue",
        "/books/v3/bills, Status.Paid, paid",
        "/books/v3/salesorders, Status.Closed, closed",
        "/books/v3/creditnotes, Status.Closed, closed",
        "/books/v3/contacts, Status.Inactive, inactive",
        "/inventory/v1/items, Status.Inactive, inactive"
    })
    void documentedFiltersFilter(String path, String filter, String status) throws Exception {
        var found = caller.all(path + "?filter_by=" + filter);
        assertThat(found).isNotEmpty();
        assertThat(texts(found, "status")).containsOnly(status);
        assertThat(context(path + "?filter_by=" + filter).path("applied_filter").asString())
                .isEqualTo(filter);
    }

    @Test
    void paymentsAreNeitherFilteredNorSorted() throws Exception {
        var all = caller.all("/books/v3/customerpayments");
        assertThat(texts(all, "payment_id")).hasSameSizeAs(company.ids("customerpayments"));
        assertThat(caller.all("/books/v3/customerpayments?filter_by=Status.Closed&sort_column=date&sort_order=A"))
                .isEqualTo(all);
        assertThat(context("/books/v3/customerpayments?filter_by=Status.Closed")
                        .path("applied_filter")
                        .asString())
                .isEqualTo("Status.All");
    }

    @Test
    void itemFiltersAreInventorys() throws Exception {
        assertThat(texts(caller.all("/inventory/v1/items?filter_by=ItemType.Service"), "product_type"))
                .containsOnly("service");
        assertThat(caller.all("/inventory/v1/items?filter_by=Status.Grouped"))
                .isNotEmpty()
                .allSatisfy(it -> assertThat(it.has("group_id")).isTrue());
        assertThat(context("/books/v3/items?filter_by=Status.Grouped")
                        .path("applied_filter")
                        .asString())
                .isEqualTo("Status.Active");
    }

    @Test
    void undocumentedFiltersAreIgnoredWithoutAWord() throws Exception {
        assertThat(caller.all("/books/v3/salesorders?filter_by=Status.Confirmed"))
                .hasSameSizeAs(caller.all("/books/v3/salesorders"));
        assertThat(caller.all("/inventory/v1/bills?filter_by=Status.Paid")).hasSize(40);
        assertThat(context("/inventory/v1/bills?filter_by=Status.Paid")
                        .path("applied_filter")
                        .asString())
                .isEqualTo("Status.All");
        assertThat(caller.all("/books/v3/bills?frobnicate=yes")).hasSameSizeAs(caller.all("/books/v3/bills"));
    }

    @Test
    void contactsCanBeAskedByTypeInBooksOnly() throws Exception {
        assertThat(texts(caller.all("/books/v3/contacts?contact_type=vendor"), "contact_type"))
                .containsOnly("vendor");
        assertThat(texts(caller.all("/inventory/v1/contacts?contact_type=vendor"), "contact_type"))
                .contains("vendor", "customer");
    }

    @ParameterizedTest
    @CsvSource({
        "/books/v3/invoices, invoices",
        "/books/v3/bills, bills",
        "/books/v3/salesorders, salesorders",
        "/inventory/v1/items, items"
    })
    void modifiedSinceIsInclusiveWhereItIsDocumented(String path, String list) throws Exception {
        String id = company.ids(list).get(0);
        clock.advance(Duration.ofMinutes(5));
        company.edit(list, id, Map.of("reference_number", "changed"));
        String time = company.row(list, id).path("last_modified_time").asString();
        assertThat(time).isEqualTo("2026-03-10T13:05:00+0300");
        for (String same : List.of(time, "2026-03-10T13:05:00+03:00", "2026-03-10T10:05:00Z")) {
            var heard = caller.get(path + "?filter_by=Status.All&last_modified_time=" + encoded(same));
            assertThat(texts(rows(heard), idOf(list))).containsExactly(id);
            var criteria =
                    heard.json().path("page_context").path("search_criteria").path(0);
            assertThat(criteria.path("column_name").asString()).isEqualTo("last_modified_time");
        }
        assertThat(caller.all(path + "?filter_by=Status.All&last_modified_time=2026-03-10T10:05:01Z"))
                .isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/books/v3/items",
                "/books/v3/contacts",
                "/books/v3/customerpayments",
                "/books/v3/creditnotes",
                "/inventory/v1/invoices",
                "/inventory/v1/contacts",
                "/inventory/v1/salesorders"
            })
    void modifiedSinceIsIgnoredElsewhere(String path) throws Exception {
        var heard = caller.get(path + "?last_modified_time=2099-01-01T00:00:00Z");
        assertThat(rows(heard)).isNotEmpty();
        assertThat(heard.json().path("page_context").has("search_criteria")).isFalse();
        assertThat(caller.get(path + "?last_modified_time=nonsense").status()).isEqualTo(200);
    }

    @Test
    void bulkDetailsLeaveOutUnknownIds() throws Exception {
        var ids = company.ids("items");
        var heard = caller.get("/inventory/v1/itemdetails?item_ids=" + ids.get(0) + "%2C123," + ids.get(1));
        assertThat(texts(rows(heard), "item_id")).containsExactly(ids.get(0), ids.get(1));
        assertThat(rows(heard).get(0)).isEqualTo(company.detail("items", ids.get(0)));
    }

    @Test
    void servedPagesFollowEveryChange() throws Exception {
        String path = "/books/v3/bills?filter_by=Status.All";
        assertThat(rows(caller.get(path))).hasSize(40);
        String id = company.create("bills");
        assertThat(texts(rows(caller.get(path)), "bill_id")).startsWith(id).hasSize(41);
        company.delete("bills", id);
        assertThat(rows(caller.get(path))).hasSize(40);
    }

    @Test
    void aChangeShowsInEveryListThatPrintsIt() throws Exception {
        var invoices = caller.all("/books/v3/invoices");
        var contacts = caller.all("/books/v3/contacts?filter_by=Status.All");
        String customer = invoices.get(0).path("customer_id").asString();
        company.edit("contacts", customer, Map.of("contact_name", "Renamed"));
        assertThat(caller.all("/books/v3/invoices").get(0).path("customer_name").asString())
                .isEqualTo("Renamed");
        String created = company.create("invoices");
        assertThat(caller.all("/books/v3/contacts?filter_by=Status.All"))
                .hasSameSizeAs(contacts)
                .contains(company.row(
                        "contacts",
                        company.row("invoices", created).path("customer_id").asString()));
        String place = invoices.get(0).path("location_id").asString();
        company.edit("locations", place, Map.of("location_name", "Moved"));
        assertThat(texts(caller.all("/books/v3/invoices"), "location_name")).contains("Moved");
    }

    @Test
    void timesCarryTheOffsetOfTheOrganization() throws Exception {
        var west = ZoneId.of("America/St_Johns");
        try (var elsewhere = Sandbox.start(SandboxSettings.tiny().withZone(west), clock)) {
            var there = elsewhere.company(elsewhere.organizationIds().get(0));
            String id = there.create("items");
            assertThat(there.row("items", id).path("created_time").asString()).isEqualTo("2026-03-10T07:30:00-0230");
        }
    }

    @Test
    void duedaysFollowTheCalendar() throws Exception {
        String id = company.create("bills");
        company.editSilently("bills", id, Map.of("reference_number", "x"));
        String before = company.row("bills", id).path("due_days").asString();
        clock.advance(Duration.ofDays(60));
        String after = company.row("bills", id).path("due_days").asString();
        assertThat(before).startsWith("Due in");
        assertThat(after).startsWith("Overdue by");
        assertThat(rows(Caller.authorized(sandbox).get("/books/v3/bills"))
                        .get(0)
                        .path("due_days")
                        .asString())
                .isEqualTo(after);
    }

    @Test
    void rowsAreServedAsTheCompanyKnowsThem() throws Exception {
        for (var row : caller.all("/inventory/v1/items?filter_by=Status.All")) {
            assertThat(row).isEqualTo(company.row("items", row.path("item_id").asString()));
        }
        assertThat(new HashSet<>(texts(caller.all("/inventory/v1/items?filter_by=Status.All"), "sku")))
                .hasSize(60);
        assertThat(company.row("items", company.ids("items").get(0))
                        .path("rate")
                        .decimalValue())
                .isGreaterThan(BigDecimal.TEN);
    }

    private JsonNode context(String path) throws Exception {
        return caller.get(path).json().path("page_context");
    }

    private static String idOf(String list) {
        return list.equals("customerpayments") ? "payment_id" : list.substring(0, list.length() - 1) + "_id";
    }
}
