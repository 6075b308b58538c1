package app.tds.sandbox;

/** Places of business. The list has no pages, and only Inventory answers a single place. */
final class LocationList extends ListKind {

    LocationList() {
        super(
                "locations",
                "Location",
                Listing.of(Product.BOOKS, "Locations", "created_time").atOnce().withoutDocuments(),
                Listing.of(Product.INVENTORY, "Locations", "created_time").atOnce());
    }

    @Override
    void row(Entry entry, Product product, Print print, JsonText out) {
        new LocationShape().row((Location) entry, out);
    }

    @Override
    void document(Entry entry, Product product, Print print, JsonText out) {
        new LocationShape().detail((Location) entry, out);
    }

    @Override
    Entry next(Founding founding, Ledger ledger) {
        return founding.location(ledger);
    }

    @Override
    String scope(Product product) {
        return "settings";
    }
}
