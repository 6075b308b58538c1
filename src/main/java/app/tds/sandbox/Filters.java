package app.tds.sandbox;

import java.math.BigDecimal;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;

/** The {@code filter_by} values that Zoho documents, per list. */
final class Filters {

    static final String ALL = "Status.All";

    /** What a list without {@code filter_by} shows: nothing inactive, nothing void. */
    static final String DEFAULT = "Status.Active";

    private static final Set<String> UNPAID = Set.of("sent", "viewed", "unpaid", "partially_paid", "overdue");

    private Filters() {}

    static boolean visible(Entry entry) {
        return !entry.status().equals("inactive") && !entry.status().equals("void");
    }

    static Map<String, Predicate<Entry>> booksItems() {
        return statuses("Active", "Inactive");
    }

    static Map<String, Predicate<Entry>> inventoryItems() {
        var filters = statuses("Active", "Inactive");
        filters.put("Status.Lowstock", it -> tracked(it) && number(it, "stock_on_hand") <= number(it, "reorder_level"));
        filters.put("Status.Unmapped", it -> true);
        filters.put("Status.Uncategorized", it -> it.value("category_name").equals(""));
        filters.put("Status.Grouped", it -> it instanceof Item item && item.group() != null);
        filters.put("ItemType.All", it -> true);
        filters.put("ItemType.Sales", it -> it.value("item_type").equals("sales"));
        filters.put("ItemType.Purchases", it -> it.value("item_type").equals("purchases"));
        filters.put("ItemType.SalesAndPurchases", it -> it.value("item_type").equals("sales_and_purchases"));
        filters.put("ItemType.Inventory", Filters::tracked);
        filters.put("ItemType.NonInventory", it -> !tracked(it));
        filters.put("ItemType.Service", it -> it instanceof Item item && !item.purchased());
        return filters;
    }

    static Map<String, Predicate<Entry>> compositeItems() {
        var filters = statuses("Active", "Inactive");
        filters.put("ComboType.Assembly", it -> true);
        filters.put("ComboType.Kit", it -> false);
        filters.put("Source.Crm", it -> false);
        return filters;
    }

    static Map<String, Predicate<Entry>> contacts() {
        var filters = statuses("Active", "Inactive");
        for (var none : Set.of("Duplicate", "PortalEnabled", "Crm", "CreditLimitExceed")) {
            filters.put("Status." + none, it -> false);
        }
        filters.put("Status.PortalDisabled", it -> true);
        filters.put("Invoice.OverDue", it -> number(it, "outstanding_receivable_amount") > 0);
        filters.put("Invoice.Unpaid", it -> number(it, "outstanding_receivable_amount") > 0);
        return filters;
    }

    static Map<String, Predicate<Entry>> invoices() {
        var filters = statuses("Sent", "Draft", "OverDue", "Paid", "Void", "PartiallyPaid", "Viewed");
        filters.put("Status.Unpaid", it -> UNPAID.contains(it.status()));
        filters.put("Date.PaymentExpectedDate", it -> false);
        return filters;
    }

    static Map<String, Predicate<Entry>> bills() {
        return statuses("PartiallyPaid", "Paid", "Overdue", "Void", "Open");
    }

    static Map<String, Predicate<Entry>> salesOrders() {
        return statuses("Open", "Draft", "OverDue", "PartiallyInvoiced", "Invoiced", "Void", "Closed");
    }

    static Map<String, Predicate<Entry>> creditNotes() {
        return statuses("Open", "Draft", "Closed", "Void");
    }

    /** All, and those of each status. */
    static Map<String, Predicate<Entry>> statuses(String... names) {
        var filters = new LinkedHashMap<String, Predicate<Entry>>();
        filters.put(ALL, it -> true);
        Arrays.stream(names)
                .forEach(name -> filters.put(
                        "Status." + name, it -> it.status().replace("_", "").equalsIgnoreCase(name)));
        return filters;
    }

    private static boolean tracked(Entry entry) {
        return entry instanceof Item item && item.tracked();
    }

    private static double number(Entry entry, String field) {
        return entry.value(field) instanceof BigDecimal number ? number.doubleValue() : 0;
    }
}
