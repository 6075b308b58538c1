package app.tds.sandbox;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.MissingNode;

/** One of a company's lists, described once: a new list is a new subclass in this package, see {@link Lists}. */
abstract class ListKind {

    private final String name;
    private final String singular;
    private final List<Listing> listings;

    /**
     * Describes a list.
     *
     * @param name as in the path of the list
     * @param singular as in "Invoice does not exist."
     * @param listings what each product that has the list documents of it
     */
    ListKind(String name, String singular, Listing... listings) {
        this.name = name;
        this.singular = singular;
        this.listings = List.of(listings);
    }

    /** Prints a record as a row of the list. */
    abstract void row(Entry entry, Product product, Print print, JsonText out);

    /** Prints a record as a complete document. */
    abstract void document(Entry entry, Product product, Print print, JsonText out);

    /** Makes a new record, as a person would today. */
    abstract Entry next(Founding founding, Ledger ledger);

    /** Makes the records that the company begins with. The lists of trade are founded together, by {@link Founding}. */
    void found(Founding founding, Ledger ledger) {}

    /** The names of the lists whose values the rows of this list print; a change there changes pages here. */
    Set<String> prints() {
        return Set.of();
    }

    /** The call that answers several documents at once. */
    Optional<Bulk> bulk() {
        return Optional.empty();
    }

    /** What Zoho's workflow rules call this record; empty if they know no such module. */
    String module(JsonNode document) {
        return "";
    }

    /** What {@link #module} may say. */
    Set<String> modules() {
        String module = module(MissingNode.getInstance());
        return module.isEmpty() ? Set.of() : Set.of(module);
    }

    /** The scope that reads the list, without product and operation. */
    String scope(Product product) {
        return name;
    }

    /** The member of an answer that holds rows. */
    String root() {
        return name;
    }

    /** What follows a record's address where its document is no record, but a list of what belongs to the record. */
    String behind() {
        return "";
    }

    /** The member of an answer that holds one document. */
    String documentRoot() {
        return root().substring(0, root().length() - 1);
    }

    /** The product whose row and document are the truth where two products differ: the one that says more. */
    final Product shownBy() {
        return listings.get(listings.size() - 1).product();
    }

    final String name() {
        return name;
    }

    final String singular() {
        return singular;
    }

    final Optional<Listing> listing(Product product) {
        return listings.stream().filter(it -> it.product() == product).findFirst();
    }

    /** A call such as {@code /itemdetails?item_ids=1,2}. */
    record Bulk(Product product, String resource, String parameter) {}
}
