package app.tds.sandbox;

import java.util.Optional;
import java.util.Set;
import tools.jackson.databind.JsonNode;

/** Items: Books' thin rows, Inventory's rows with stock. */
final class ItemList extends ListKind {

    static final Set<String> CATALOGUE = Set.of("items", "itemgroups", "compositeitems");

    ItemList() {
        super(
                "items",
                "Item",
                Listing.of(Product.BOOKS, "Items", "name")
                        .sorts("name", "rate", "tax_name")
                        .filters(Filters.booksItems()),
                Listing.of(Product.INVENTORY, "Items", "name")
                        .filtersByModification()
                        .sorts(
                                "name",
                                "sku",
                                "rate",
                                "purchase_rate",
                                "created_time",
                                "last_modified_time",
                                "reorder_level",
                                "stock_on_hand")
                        .filters(Filters.inventoryItems()));
    }

    @Override
    void row(Entry entry, Product product, Print print, JsonText out) {
        var shape = new ItemShape(print.stock());
        if (product == Product.BOOKS) {
            shape.booksRow((Item) entry, out);
        } else {
            shape.row((Item) entry, out);
        }
    }

    @Override
    void document(Entry entry, Product product, Print print, JsonText out) {
        new ItemShape(print.stock()).detail((Item) entry, product != Product.BOOKS, out);
    }

    @Override
    Entry next(Founding founding, Ledger ledger) {
        return founding.catalogue().next(founding.now(), founding.now());
    }

    @Override
    Set<String> prints() {
        return CATALOGUE;
    }

    @Override
    Optional<Bulk> bulk() {
        return Optional.of(new Bulk(Product.INVENTORY, "itemdetails", "item_ids"));
    }

    @Override
    String module(JsonNode document) {
        return "item";
    }

    @Override
    String scope(Product product) {
        return product == Product.BOOKS ? "settings" : "items";
    }
}
