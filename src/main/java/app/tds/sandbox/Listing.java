package app.tds.sandbox;

import java.util.Arrays;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;

/** What each product documents about each of its lists; what is not here is ignored without a word. */
enum Listing {
    BOOKS_ITEMS(ListName.ITEMS, "Items", "name", false, Set.of("name", "rate", "tax_name"), Filters.booksItems()),
    BOOKS_CONTACTS(
            ListName.CONTACTS,
            "Contacts",
            "contact_name",
            false,
            Set.of(
                    "contact_name",
                    "first_name",
                    "last_name",
                    "email",
                    "outstanding_receivable_amount",
                    "created_time",
                    "last_modified_time"),
            Filters.contacts()),
    BOOKS_INVOICES(
            ListName.INVOICES,
            "Invoices",
            "created_time",
            true,
            Set.of("customer_name", "invoice_number", "date", "due_date", "total", "balance", "created_time"),
            Filters.invoices()),
    BOOKS_BILLS(
            ListName.BILLS,
            "Bills",
            "created_time",
            true,
            Set.of("vendor_name", "bill_number", "date", "due_date", "total", "balance", "created_time"),
            Filters.bills()),
    BOOKS_SALESORDERS(
            ListName.SALESORDERS,
            "Sales Orders",
            "created_time",
            true,
            Set.of(
                    "customer_name",
                    "salesorder_number",
                    "shipment_date",
                    "last_modified_time",
                    "reference_number",
                    "total",
                    "date",
                    "created_time"),
            Filters.salesOrders()),
    BOOKS_CUSTOMERPAYMENTS(ListName.CUSTOMERPAYMENTS, "Customer Payments", "created_time", false, Set.of(), Map.of()),
    BOOKS_CREDITNOTES(
            ListName.CREDITNOTES,
            "Credit Notes",
            "created_time",
            false,
            Set.of("customer_name", "creditnote_number", "balance", "total", "date", "created_time"),
            Filters.creditNotes()),
    INVENTORY_ITEMS(
            ListName.ITEMS,
            "Items",
            "name",
            true,
            Set.of(
                    "name",
                    "sku",
                    "rate",
                    "purchase_rate",
                    "created_time",
                    "last_modified_time",
                    "reorder_level",
                    "stock_on_hand"),
            Filters.inventoryItems()),
    INVENTORY_CONTACTS(ListName.CONTACTS, "Contacts", "contact_name", false, Set.of(), Map.of()),
    INVENTORY_INVOICES(ListName.INVOICES, "Invoices", "created_time", false, Set.of(), Map.of()),
    INVENTORY_BILLS(ListName.BILLS, "Bills", "created_time", false, Set.of(), Map.of()),
    INVENTORY_SALESORDERS(ListName.SALESORDERS, "Sales Orders", "created_time", false, Set.of(), Map.of());

    private static final Set<ListName> DATED = EnumSet.of(
            ListName.INVOICES, ListName.BILLS, ListName.SALESORDERS, ListName.CUSTOMERPAYMENTS, ListName.CREDITNOTES);

    private final ListName list;
    private final String reportName;
    private final String defaultSort;
    private final boolean modifiedFilter;
    private final Set<String> sortColumns;
    private final Map<String, Predicate<Entry>> filters;

    Listing(
            ListName list,
            String reportName,
            String defaultSort,
            boolean modifiedFilter,
            Set<String> sortColumns,
            Map<String, Predicate<Entry>> filters) {
        this.list = list;
        this.reportName = reportName;
        this.defaultSort = defaultSort;
        this.modifiedFilter = modifiedFilter;
        this.sortColumns = sortColumns;
        this.filters = filters;
    }

    static Optional<Listing> of(Product product, String resource) {
        String name = product + "_" + resource.toUpperCase(Locale.ROOT);
        return Arrays.stream(values()).filter(it -> it.name().equals(name)).findFirst();
    }

    ListName list() {
        return list;
    }

    boolean books() {
        return name().startsWith("BOOKS");
    }

    String reportName() {
        return reportName;
    }

    String defaultSort() {
        return defaultSort;
    }

    boolean modifiedFilter() {
        return modifiedFilter;
    }

    /** Books filters documents by the day printed on them. */
    boolean dateFilter() {
        return books() && DATED.contains(list);
    }

    boolean sorts(String column) {
        return sortColumns.contains(column);
    }

    /** Lists that document neither filter nor order honour paging only, and hide nothing. */
    boolean onlyPages() {
        return filters.isEmpty();
    }

    /** The filter that is really applied when this one is asked for. */
    String applied(String filter) {
        return filters.containsKey(filter) ? filter : onlyPages() ? Filters.ALL : Filters.DEFAULT;
    }

    Predicate<Entry> shows(String applied) {
        return onlyPages() ? it -> true : filters.getOrDefault(applied, Filters::visible);
    }
}
