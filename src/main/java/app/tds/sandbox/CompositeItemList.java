package app.tds.sandbox;

import java.util.Set;

/** Items that consist of others. */
final class CompositeItemList extends ListKind {

    CompositeItemList() {
        super(
                "compositeitems",
                "Composite Item",
                Listing.of(Product.INVENTORY, "Composite Items", "name")
                        .filtersByModification()
                        .sorts(
                                "name",
                                "sku",
                                "rate",
                                "tax_name",
                                "purchase_rate",
                                "created_time",
                                "last_modified_time",
                                "reorder_level")
                        .filters(Filters.compositeItems()));
    }

    @Override
    void row(Entry entry, Product product, Print print, JsonText out) {
        new CompositeItemShape(print.stock()).row((Item) entry, out);
    }

    @Override
    void document(Entry entry, Product product, Print print, JsonText out) {
        new CompositeItemShape(print.stock()).detail((Item) entry, out);
    }

    @Override
    Entry next(Founding founding, Ledger ledger) {
        return founding.catalogue().composite(founding.now());
    }

    @Override
    Set<String> prints() {
        return ItemList.CATALOGUE;
    }

    @Override
    String root() {
        return "composite_items";
    }
}
