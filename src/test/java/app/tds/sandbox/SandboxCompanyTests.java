package app.tds.sandbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

class SandboxCompanyTests {

    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HH:mm:ss[xxx][xx]");
    private static final List<String> LISTS =
            Lists.all().stream().map(ListKind::name).toList();

    private final MovableClock clock = new MovableClock();
    private Sandbox sandbox;
    private Caller caller;
    private Company company;

    @BeforeEach
    void start() throws Exception {
        sandbox = Sandbox.start(SandboxSettings.tiny(), clock);
        caller = Caller.authorized(sandbox);
        company = sandbox.company(sandbox.organizationIds().get(0));
    }

    @AfterEach
    void stop() {
        sandbox.close();
    }

    @Test
    void theSameSeedGivesTheSameBytes() throws Exception {
        try (var twin = Sandbox.start(SandboxSettings.tiny(), new MovableClock());
                var other = Sandbox.start(SandboxSettings.tiny().withSeed(7), new MovableClock())) {
            String path = "/books/v3/invoices?filter_by=Status.All";
            byte[] here = caller.get(path).response().body();
            assertThat(Caller.authorized(twin).get(path).response().body()).isEqualTo(here);
            assertThat(Caller.authorized(other).get(path).response().body()).isNotEqualTo(here);
            assertThat(twin.refreshToken()).isEqualTo(sandbox.refreshToken());
        }
    }

    static List<String> lists() {
        return LISTS;
    }

    @Test
    void theDemoIsABelievableCompany() {
        try (var demo = Sandbox.start(SandboxSettings.demo(), clock)) {
            var trade = demo.company(demo.organizationIds().get(0));
            assertThat(LISTS).allSatisfy(it -> assertThat(trade.ids(it)).as(it).isNotEmpty());
            assertThat(Map.of(
                            "items", 650,
                            "contacts", 520,
                            "invoices", 1500,
                            "bills", 280,
                            "salesorders", 1150,
                            "locations", 3,
                            "customerpayments", 1370,
                            "creditnotes", 58,
                            "itemgroups", 59,
                            "compositeitems", 21))
                    .allSatisfy((list, count) ->
                            assertThat(trade.ids(list)).as(list).hasSize(count));
            assertThat(counts(trade, "contacts", "contact_type").get("customer"))
                    .isBetween(430, 455);
            assertThat(counts(trade, "contacts", "status")).containsKeys("active", "inactive");
            assertThat(counts(trade, "items", "status").get("inactive")).isBetween(20, 120);
            assertThat(counts(trade, "items", "item_type")).containsKeys("inventory", "sales", "sales_and_purchases");
            assertThat(counts(trade, "items", "is_combo_product").get("true")).isPositive();
            assertThat(counts(trade, "invoices", "status"))
                    .containsOnlyKeys("draft", "sent", "viewed", "partially_paid", "paid", "overdue", "void");
            assertThat(counts(trade, "bills", "status"))
                    .containsOnlyKeys("draft", "open", "partially_paid", "paid", "overdue", "void");
            assertThat(counts(trade, "salesorders", "status"))
                    .containsKeys("draft", "open", "invoiced", "partially_invoiced", "closed", "void");
            assertThat(counts(trade, "creditnotes", "status")).containsOnlyKeys("draft", "open", "closed", "void");
            assertThat(counts(trade, "invoices", "currency_code")).containsOnlyKeys("IQD", "USD");
        }
    }

    @Test
    void idsGrowWithCreationAndTimesAreInOrder() {
        for (String list : LISTS) {
            assertThat(company.ids(list)).isSorted().allMatch(it -> it.matches("(5107440|3652397)\\d{12}"));
        }
        assertThat(LISTS.stream().filter(this::isDated)).hasSizeGreaterThan(6);
        for (String list : LISTS.stream().filter(this::isDated).toList()) {
            String last = "";
            for (String id : company.ids(list)) {
                var row = company.row(list, id);
                var created = time(row, "created_time");
                assertThat(row.path("created_time").asString())
                        .endsWith("+0300")
                        .isGreaterThanOrEqualTo(last);
                assertThat(time(row, "last_modified_time")).isAfterOrEqualTo(created);
                assertThat(time(row, "last_modified_time").toInstant()).isBefore(clock.instant());
                last = row.path("created_time").asString();
            }
        }
    }

    /** Zoho says of most records when they were created. */
    private boolean isDated(String list) {
        return !list.startsWith("crm/")
                && company.row(list, company.ids(list).get(0)).has("created_time");
    }

    @ParameterizedTest
    @ValueSource(strings = {"invoices", "bills", "salesorders", "creditnotes"})
    void linesAddUpToTheDocumentAndRowsAgreeWithDetails(String list) {
        for (String id : company.ids(list)) {
            var row = company.row(list, id);
            var detail = company.detail(list, id);
            var lines = BigDecimal.ZERO;
            var taxes = BigDecimal.ZERO;
            for (var line : detail.path("line_items")) {
                assertThat(amount(line, "item_total"))
                        .isEqualByComparingTo(amount(line, "rate").multiply(amount(line, "quantity")));
                lines = lines.add(amount(line, "item_total"));
                for (var tax : line.path("line_item_taxes")) {
                    taxes = taxes.add(amount(tax, "tax_amount"));
                }
            }
            assertThat(amount(detail, "sub_total")).isEqualByComparingTo(lines);
            assertThat(amount(detail, "tax_total")).isEqualByComparingTo(taxes);
            assertThat(amount(detail, "total")).isEqualByComparingTo(lines.add(taxes));
            for (String field : List.of("total", "balance", "status", "last_modified_time", "location_id")) {
                assertThat(row.path(field)).as(field).isEqualTo(detail.path(field));
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"invoices", "bills"})
    void balancesFollowFromPaymentsAndStatus(String list) {
        for (String id : company.ids(list)) {
            var detail = company.detail(list, id);
            var paid = amount(detail, "payment_made");
            var balance = amount(detail, "balance");
            switch (detail.path("status").asString()) {
                case "void" -> assertThat(balance).isZero();
                case "paid" -> assertThat(balance).isZero();
                case "partially_paid" -> assertThat(balance).isPositive().isLessThan(amount(detail, "total"));
                default -> assertThat(paid).isZero();
            }
            if (!detail.path("status").asString().equals("void")) {
                assertThat(balance).isEqualByComparingTo(amount(detail, "total").subtract(paid));
            }
        }
    }

    @Test
    void groupsHoldTheItemsThatSaySo() {
        String made = company.create("itemgroups");
        assertThat(company.row("itemgroups", made).path("items")).hasSize(4);
        company.create("items");
        var members = new TreeMap<String, List<String>>();
        for (String id : company.ids("items")) {
            String group = company.row("items", id).path("group_id").asString("");
            if (!group.isEmpty()) {
                members.computeIfAbsent(group, it -> new ArrayList<>()).add(id);
            }
        }
        assertThat(members.keySet()).containsExactlyInAnyOrderElementsOf(company.ids("itemgroups"));
        members.forEach((group, items) -> {
            assertThat(texts(company.row("itemgroups", group).path("items"), "item_id"))
                    .isEqualTo(items);
            assertThat(texts(company.detail("itemgroups", group).path("items"), "item_id"))
                    .isEqualTo(items);
        });

        company.edit("itemgroups", made, Map.of("group_name", "Renamed"));
        String member = members.get(made).get(2);
        assertThat(company.row("items", member).path("group_name").asString()).isEqualTo("Renamed");
        company.delete("items", member);
        assertThat(company.row("itemgroups", made).path("items")).hasSize(3);
        company.delete("itemgroups", made);
        assertThat(company.ids("items")).doesNotContainAnyElementsOf(members.get(made));
    }

    @Test
    void compositeItemsAreItemsAndConsistOfOthers() {
        String made = company.create("compositeitems");
        assertThat(company.ids("compositeitems"))
                .containsExactlyElementsOf(company.ids("items").stream()
                        .filter(id -> company.row("items", id)
                                .path("is_combo_product")
                                .asBoolean())
                        .toList());
        for (String id : company.ids("compositeitems")) {
            var detail = company.detail("compositeitems", id);
            assertThat(texts(detail.path("mapped_items"), "item_id"))
                    .hasSizeBetween(2, 3)
                    .doesNotHaveDuplicates()
                    .doesNotContain(id)
                    .allMatch(company.ids("items")::contains);
            assertThat(detail.path("mapped_items"))
                    .allMatch(it -> amount(it, "quantity").signum() > 0);
            for (String field : List.of("name", "sku", "rate", "stock_on_hand", "last_modified_time")) {
                assertThat(detail.path(field))
                        .as(field)
                        .isEqualTo(company.row("items", id).path(field));
            }
        }

        clock.advance(Duration.ofMinutes(1));
        company.edit("items", made, Map.of("name", "Kit"));
        assertThat(company.row("compositeitems", made).path("name").asString()).isEqualTo("Kit");
        assertThat(company.row("compositeitems", made).path("last_modified_time"))
                .isEqualTo(company.row("items", made).path("last_modified_time"));
        company.delete("compositeitems", made);
        assertThat(company.ids("items")).doesNotContain(made);
    }

    @Test
    void contactsOweWhatTheirDocumentsSay() {
        var owed = new HashMap<String, BigDecimal>();
        for (String id : company.ids("invoices")) {
            var row = company.row("invoices", id);
            if (!row.path("status").asString().equals("draft")) {
                owed.merge(row.path("customer_id").asString(), amount(row, "balance"), BigDecimal::add);
            }
        }
        assertThat(owed.values()).anyMatch(it -> it.signum() > 0);
        for (String id : company.ids("contacts")) {
            assertThat(amount(company.row("contacts", id), "outstanding_receivable_amount"))
                    .isEqualByComparingTo(owed.getOrDefault(id, BigDecimal.ZERO));
        }
    }

    @Test
    void paymentsAddUpToWhatTheirInvoicesWerePaid() {
        var paid = new HashMap<String, BigDecimal>();
        for (String id : company.ids("customerpayments")) {
            var row = company.row("customerpayments", id);
            assertThat(row.path("applied_invoices")).hasSize(1);
            var applied = row.path("applied_invoices").get(0);
            assertThat(amount(row, "amount")).isPositive().isEqualByComparingTo(amount(applied, "amount_applied"));
            var invoice = company.row("invoices", applied.path("invoice_id").asString());
            for (String same : List.of("customer_id", "customer_name", "currency_code")) {
                assertThat(row.path(same)).as(same).isEqualTo(invoice.path(same));
            }
            assertThat(row.path("invoice_numbers")).isEqualTo(invoice.path("invoice_number"));
            assertThat(time(row, "created_time")).isBeforeOrEqualTo(time(invoice, "last_modified_time"));
            paid.merge(invoice.path("invoice_id").asString(), amount(row, "amount"), BigDecimal::add);
        }
        assertThat(paid)
                .isNotEmpty()
                .hasSizeLessThan(company.ids("customerpayments").size());
        for (String id : company.ids("invoices")) {
            var row = company.row("invoices", id);
            if (!row.path("status").asString().equals("void")) {
                assertThat(amount(row, "total").subtract(amount(row, "balance")))
                        .isEqualByComparingTo(paid.getOrDefault(id, BigDecimal.ZERO));
            }
        }
    }

    @Test
    void aPaymentSettlesAnInvoiceUntilItIsDeleted() {
        clock.advance(Duration.ofHours(1));
        String id = company.create("customerpayments");
        var row = company.row("customerpayments", id);
        String customer = row.path("customer_id").asString();
        var owed = amount(company.row("contacts", customer), "outstanding_receivable_amount");
        String invoice = row.path("applied_invoices").get(0).path("invoice_id").asString();
        assertThat(company.row("invoices", invoice).path("status").asString()).isEqualTo("paid");
        assertThat(amount(company.row("invoices", invoice), "balance")).isZero();
        assertThat(time(company.row("invoices", invoice), "last_modified_time").toInstant())
                .isEqualTo(clock.instant());
        company.delete("customerpayments", id);
        assertThat(amount(company.row("invoices", invoice), "balance")).isEqualByComparingTo(amount(row, "amount"));
        assertThat(amount(company.row("contacts", customer), "outstanding_receivable_amount"))
                .isEqualByComparingTo(owed.add(amount(row, "amount")));
    }

    @Test
    void whenNobodyOwesAnythingAPaymentIsInAdvance() {
        String id;
        do {
            id = company.create("customerpayments");
        } while (!company.row("customerpayments", id).path("applied_invoices").isEmpty());
        var row = company.row("customerpayments", id);
        assertThat(amount(row, "unused_amount")).isPositive().isEqualByComparingTo(amount(row, "amount"));
        contactsMayClaimWhatIsNotUsed();
    }

    @Test
    void contactsMayClaimWhatIsNotUsed() {
        var unused = new HashMap<String, BigDecimal>();
        for (String id : company.ids("creditnotes")) {
            var row = company.row("creditnotes", id);
            if (row.path("status").asString().equals("open")) {
                unused.merge(row.path("customer_id").asString(), amount(row, "balance"), BigDecimal::add);
            }
        }
        assertThat(unused.values()).anyMatch(it -> it.signum() > 0);
        for (String id : company.ids("customerpayments")) {
            var row = company.row("customerpayments", id);
            unused.merge(row.path("customer_id").asString(), amount(row, "unused_amount"), BigDecimal::add);
        }
        for (String id : company.ids("contacts")) {
            assertThat(amount(company.row("contacts", id), "unused_credits_receivable_amount"))
                    .isEqualByComparingTo(unused.getOrDefault(id, BigDecimal.ZERO));
        }
    }

    @Test
    void stockAddsUpOverTheLocations() {
        for (String id : company.ids("items")) {
            var detail = company.detail("items", id);
            var places = BigDecimal.ZERO;
            for (var place : detail.path("locations")) {
                places = places.add(amount(place, "location_stock_on_hand"));
            }
            if (detail.path("track_inventory").asBoolean()) {
                assertThat(amount(detail, "stock_on_hand")).isEqualByComparingTo(places);
            } else {
                assertThat(detail.path("stock_on_hand").asString()).isEmpty();
            }
        }
    }

    @Test
    void dinarsAndDollarsAgree() {
        var dollars = company.ids("invoices").stream()
                .map(it -> company.detail("invoices", it))
                .filter(it -> it.path("currency_code").asString().equals("USD"))
                .toList();
        assertThat(dollars).isNotEmpty().allSatisfy(it -> {
            assertThat(it.path("exchange_rate").asString()).isEqualTo("1310.0");
            assertThat(amount(it, "bcy_total"))
                    .isEqualByComparingTo(amount(it, "total").multiply(new BigDecimal("1310")));
        });
    }

    @Test
    void arabicTravelsUnharmed() throws Exception {
        String id = company.ids("contacts").get(0);
        company.edit("contacts", id, Map.of("contact_name", "شركة \"النور\" للتجارة 😀"));
        var heard = caller.get("/books/v3/contacts/" + id);
        assertThat(heard.json().path("contact").path("contact_name").asString()).isEqualTo("شركة \"النور\" للتجارة 😀");
        String all = new String(
                caller.get("/books/v3/contacts?filter_by=Status.All").response().body(), StandardCharsets.UTF_8);
        assertThat(all)
                .containsPattern("[\\u0621-\\u064A]{4}")
                .contains("Trading")
                .doesNotContain("\uFFFD");
        assertThat(company.detail("contacts", company.ids("contacts").get(2)).toString())
                .containsPattern("[\\u0621-\\u064A]{3}");
    }

    @Test
    void moneyPrintsWithADecimalPoint() throws Exception {
        String page = new String(caller.get("/books/v3/invoices").response().body(), StandardCharsets.UTF_8);
        assertThat(page)
                .containsPattern("\"total\":\\d{5,}\\.\\d")
                .doesNotContainPattern("\"(total|balance)\":-?\\d+[,}]");
        assertThat(page).doesNotContainPattern("\\d[eE][+-]?\\d+[,}]");
    }

    @ParameterizedTest
    @MethodSource("lists")
    void whatIsCreatedIsListedNewAndHasADetail(String list) {
        clock.advance(Duration.ofHours(1));
        var before = company.ids(list);
        String id = company.create(list);
        assertThat(company.ids(list)).hasSize(before.size() + 1).endsWith(id);
        assertThat(id).isGreaterThan(before.get(before.size() - 1));
        if (company.row(list, id).has("created_time")) {
            assertThat(time(company.row(list, id), "created_time").toInstant()).isEqualTo(clock.instant());
        }
        assertThat(company.detail(list, id).toString()).contains(id);
    }

    @Test
    void anInvoiceCreatedAndDeletedMovesItsCustomersDebt() {
        String id = company.create("invoices");
        var row = company.row("invoices", id);
        String customer = row.path("customer_id").asString();
        var with = amount(company.row("contacts", customer), "outstanding_receivable_amount");
        company.delete("invoices", id);
        assertThat(amount(company.row("contacts", customer), "outstanding_receivable_amount"))
                .isEqualByComparingTo(with.subtract(amount(row, "balance")));
    }

    @ParameterizedTest
    @CsvSource({
        "items, name",
        "contacts, contact_name",
        "invoices, reference_number",
        "bills, reference_number",
        "salesorders, reference_number",
        "customerpayments, reference_number",
        "creditnotes, reference_number",
        "itemgroups, group_name",
        "compositeitems, name",
        "locations, location_name"
    })
    void editsShowInRowAndDetailAndMoveTheTime(String list, String field) {
        String id = company.ids(list).get(1);
        clock.advance(Duration.ofSeconds(90));
        company.edit(list, id, Map.of(field, "غيّر / changed"));
        assertThat(company.row(list, id).path(field).asString()).isIn("غيّر / changed", "");
        assertThat(company.detail(list, id).path(field).asString()).isEqualTo("غيّر / changed");
        if (!list.equals("locations")) {
            assertThat(time(company.row(list, id), "last_modified_time").toInstant())
                    .isEqualTo(clock.instant());
            assertThat(time(company.detail(list, id), "last_modified_time").toInstant())
                    .isEqualTo(clock.instant());
        }
    }

    @Test
    void silentEditsMoveTheStatusButNotTheTime() throws Exception {
        String id = company.ids("invoices").get(0);
        var before = company.row("invoices", id).path("last_modified_time");
        clock.advance(Duration.ofHours(2));
        company.editSilently("invoices", id, Map.of("status", "overdue"));
        var row = company.row("invoices", id);
        assertThat(row.path("status").asString()).isEqualTo("overdue");
        assertThat(row.path("current_sub_status").asString()).isEqualTo("overdue");
        assertThat(row.path("last_modified_time")).isEqualTo(before);
        assertThat(Caller.texts(
                        Caller.authorized(sandbox).all("/books/v3/invoices?filter_by=Status.OverDue"), "invoice_id"))
                .contains(id);
    }

    @Test
    void editedMoneyKeepsItsPointAndFieldsStayWhereTheyBelong() {
        String id = company.ids("items").get(0);
        company.edit("items", id, Map.of("rate", 90000, "asset_value", "12.00", "cf_shelf", "A-7"));
        assertThat(company.row("items", id).path("rate").toString()).isEqualTo("90000.0");
        assertThat(company.row("items", id).has("asset_value")).isFalse();
        assertThat(company.detail("items", id).path("asset_value").asString()).isEqualTo("12.00");
        assertThat(company.row("items", id).path("cf_shelf").asString()).isEqualTo("A-7");
        assertThat(company.detail("items", id)
                        .path("custom_field_hash")
                        .path("cf_shelf")
                        .asString())
                .isEqualTo("A-7");
    }

    @Test
    void deletedRecordsLeaveNoTrace() throws Exception {
        String id = company.ids("invoices").get(5);
        company.delete("invoices", id);
        assertThat(company.ids("invoices")).doesNotContain(id);
        assertThat(caller.get("/books/v3/invoices/" + id).code()).isEqualTo(1002);
        assertThat(Caller.texts(caller.all("/books/v3/invoices?filter_by=Status.All"), "invoice_id"))
                .doesNotContain(id);
    }

    @Test
    void stockMovesWithoutTouchingTheTime() {
        String item = company.ids("items").stream()
                .filter(it -> company.row("items", it).path("track_inventory").asBoolean())
                .findFirst()
                .orElseThrow();
        var before = company.row("items", item);
        clock.advance(Duration.ofHours(1));
        company.moveStock(item, company.ids("locations").get(1), new BigDecimal("-2.5"));
        var after = company.row("items", item);
        assertThat(amount(after, "stock_on_hand"))
                .isEqualByComparingTo(amount(before, "stock_on_hand").subtract(new BigDecimal("2.5")));
        assertThat(after.path("last_modified_time")).isEqualTo(before.path("last_modified_time"));
        stockAddsUpOverTheLocations();
    }

    @Test
    void aNewLocationHoldsStock() {
        String location = company.create("locations");
        String item = company.ids("items").get(0);
        company.moveStock(item, location, BigDecimal.TEN);
        assertThat(company.detail("items", item).path("locations")).anySatisfy(it -> {
            assertThat(it.path("location_id").asString()).isEqualTo(location);
            assertThat(amount(it, "location_stock_on_hand")).isEqualByComparingTo("10");
        });
    }

    @Test
    void poisonIsServedAsItIs() throws Exception {
        String id = company.ids("bills").get(39);
        company.poison(
                "bills",
                id,
                Map.of(
                        "total",
                        "much",
                        "vendor_name",
                        "a\u0000b",
                        "date",
                        "0000-00-00",
                        "balance",
                        new BigDecimal("12345678901234567890.10"),
                        "price_precision",
                        Company.raw("1e400"),
                        "status",
                        Company.REMOVED));
        String page = new String(
                caller.get("/books/v3/bills?filter_by=Status.All").response().body(), StandardCharsets.UTF_8);
        assertThat(page)
                .contains("\"total\":\"much\"")
                .contains("\"vendor_name\":\"a\\u0000b\"")
                .contains("\"date\":\"0000-00-00\"")
                .contains("\"balance\":12345678901234567890.10")
                .contains("\"price_precision\":1e400");
        var row = Caller.rows(caller.get("/books/v3/bills?filter_by=Status.All")).stream()
                .filter(it -> it.path("bill_id").asString().equals(id))
                .findFirst()
                .orElseThrow();
        assertThat(row.has("status")).isFalse();
        assertThat(company.detail("bills", id).path("date").asString()).matches("20\\d\\d-\\d\\d-\\d\\d");
    }

    @Test
    void aDuplicateRowLandsOnTwoPages() throws Exception {
        String id = company.ids("bills").get(35);
        company.duplicateRow("bills", id);
        var pages = new ArrayList<Integer>();
        for (int page = 1; page <= 5; page++) {
            var heard = caller.get("/books/v3/bills?filter_by=Status.All&per_page=10&page=" + page);
            if (Caller.texts(Caller.rows(heard), "bill_id").contains(id)) {
                pages.add(page);
            }
        }
        assertThat(pages).containsExactly(1, 2);
        assertThat(caller.all("/books/v3/bills?filter_by=Status.All&per_page=10"))
                .hasSize(41);
    }

    @Test
    void unknownNamesThrow() {
        assertThatThrownBy(() -> company.edit("invoices", "1", Map.of())).isInstanceOf(NoSuchElementException.class);
        assertThatThrownBy(() -> company.delete("bills", "x")).isInstanceOf(NoSuchElementException.class);
        assertThatThrownBy(() -> company.row("items", "1")).isInstanceOf(NoSuchElementException.class);
        assertThatThrownBy(() -> company.ids("unicorns")).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> sandbox.company("1")).isInstanceOf(NoSuchElementException.class);
    }

    private static Map<String, Integer> counts(Company company, String list, String field) {
        var counts = new HashMap<String, Integer>();
        company.ids(list)
                .forEach(it -> counts.merge(company.row(list, it).path(field).asString(), 1, Integer::sum));
        return counts;
    }

    private static List<String> texts(JsonNode nodes, String field) {
        return nodes.valueStream().map(it -> it.path(field).asString()).toList();
    }

    private static BigDecimal amount(JsonNode node, String field) {
        return node.path(field).decimalValue();
    }

    private static OffsetDateTime time(JsonNode node, String field) {
        return OffsetDateTime.parse(node.path(field).asString(), TIME);
    }
}
