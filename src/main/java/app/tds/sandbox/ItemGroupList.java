package app.tds.sandbox;

import java.util.Set;

/** Groups of items that differ in one attribute. */
final class ItemGroupList extends ListKind {

    ItemGroupList() {
        super("itemgroups", "Item Group", Listing.of(Product.INVENTORY, "Item Groups", "group_name"));
    }

    @Override
    void row(Entry entry, Product product, Print print, JsonText out) {
        new ItemGroupShape(print.stock()).row((ItemGroup) entry, out);
    }

    @Override
    void document(Entry entry, Product product, Print print, JsonText out) {
        new ItemGroupShape(print.stock()).detail((ItemGroup) entry, out);
    }

    @Override
    Entry next(Founding founding, Ledger ledger) {
        return founding.catalogue().family(founding.now());
    }

    @Override
    Set<String> prints() {
        return ItemList.CATALOGUE;
    }

    @Override
    String scope(Product product) {
        return "items";
    }

    @Override
    String documentRoot() {
        return "item_group";
    }
}
