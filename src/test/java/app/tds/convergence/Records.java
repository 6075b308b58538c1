package app.tds.convergence;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.Set;

/**
 * The records of one of Zoho's lists as a job keeps them.
 *
 * @param job its name
 * @param list the sandbox's name for the list
 * @param tables where its records are kept, a record in one of them
 * @param document a column that only complete documents fill; empty if nothing but the list is read
 */
record Records(String job, String list, List<String> tables, String document) {

    private static final Records PRODUCTS = new Records("products", "items", List.of("products"), "pricebook_rate");

    /** Details of items tell of stock as well, but only this job notices that it has moved. */
    private static final Records STOCK = new Records("stock", "items", List.of("stock"), "");

    private static final List<Records> ALL = List.of(
            PRODUCTS,
            new Records("customers", "contacts", List.of("customers", "vendors"), "opening_balance_amount"),
            new Records("invoices", "invoices", List.of("invoices"), "sub_total"),
            new Records("bills", "bills", List.of("bills"), "sub_total"),
            new Records("orders", "salesorders", List.of("sales_orders"), "sub_total"),
            new Records("payments", "customerpayments", List.of("payments"), "amount_refunded"),
            new Records("creditnotes", "creditnotes", List.of("credit_notes"), "sub_total"),
            new Records("groups", "itemgroups", List.of("product_groups"), ""),
            new Records("composites", "compositeitems", List.of("composite_items"), ""),
            new Records("locations", "locations", List.of("locations"), ""));

    /** An item can be in several of these. */
    private static final Set<String> OF_ITEMS = Set.of("items", "itemgroups", "compositeitems");

    /** Some of all there are; stock comes with products. */
    static List<Records> some(int number, Random random) {
        List<Records> all = new ArrayList<>(ALL);
        Collections.shuffle(all, random);
        List<Records> some = new ArrayList<>(all.subList(0, number));
        if (some.contains(PRODUCTS)) {
            some.add(STOCK);
        }
        return some;
    }

    /** Whether a record of that list may be one of these. */
    boolean share(String otherList) {
        return list.equals(otherList) || OF_ITEMS.contains(list) && OF_ITEMS.contains(otherList);
    }

    String path() {
        return (OF_ITEMS.contains(list) || list.equals("locations") ? "/inventory/v1/" : "/books/v3/") + list;
    }
}
