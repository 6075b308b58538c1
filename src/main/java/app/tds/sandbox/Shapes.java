package app.tds.sandbox;

import java.util.function.Consumer;

/** Prints any record, as a list row or as a detail, the way Books or Inventory does. */
final class Shapes {

    private final World world;
    private final ItemShape items;
    private final ItemGroupShape groups;
    private final CompositeItemShape composites;
    private final ContactShape contacts;
    private final DocumentShape documents;
    private final LocationShape locations = new LocationShape();

    Shapes(World world, Ledger ledger) {
        this.world = world;
        var stock = new StockShape(ledger::locations, world.warehouses());
        this.items = new ItemShape(stock);
        this.groups = new ItemGroupShape(stock);
        this.composites = new CompositeItemShape(stock);
        this.contacts = new ContactShape(world);
        this.documents = new DocumentShape(world, stock);
    }

    void row(ListName list, Entry entry, boolean books, JsonText out) {
        if (Overlay.touches(entry)) {
            out.raw(Overlay.row(
                    text(it -> plainRow(list, entry, books, it)),
                    text(it -> plainDetail(list, entry, books, it)),
                    entry));
        } else {
            plainRow(list, entry, books, out);
        }
    }

    void detail(ListName list, Entry entry, boolean books, JsonText out) {
        if (Overlay.touches(entry)) {
            out.raw(Overlay.detail(
                    text(it -> plainDetail(list, entry, books, it)),
                    text(it -> plainRow(list, entry, books, it)),
                    entry));
        } else {
            plainDetail(list, entry, books, out);
        }
    }

    void warehouse(Location location, JsonText out) {
        locations.warehouse(location, out);
    }

    private String text(Consumer<JsonText> writer) {
        var out = world.json();
        writer.accept(out);
        return out.toString();
    }

    private void plainRow(ListName list, Entry entry, boolean books, JsonText out) {
        if (list == ListName.COMPOSITEITEMS) {
            composites.row((Item) entry, out);
        } else if (entry instanceof Item item) {
            if (books) {
                items.booksRow(item, out);
            } else {
                items.row(item, out);
            }
        } else if (entry instanceof ItemGroup group) {
            groups.row(group, out);
        } else if (entry instanceof Contact contact) {
            contacts.row(contact, out);
        } else if (entry instanceof Document document) {
            documents.row(document, out);
        } else if (entry instanceof Payment payment) {
            PaymentShape.ROW.render(out, new PaymentSlots(payment));
        } else if (entry instanceof Location location) {
            locations.row(location, out);
        }
    }

    private void plainDetail(ListName list, Entry entry, boolean books, JsonText out) {
        if (list == ListName.COMPOSITEITEMS) {
            composites.detail((Item) entry, out);
        } else if (entry instanceof Item item) {
            items.detail(item, !books, out);
        } else if (entry instanceof ItemGroup group) {
            groups.detail(group, out);
        } else if (entry instanceof Contact contact) {
            contacts.detail(contact, out);
        } else if (entry instanceof Document document) {
            documents.detail(document, out);
        } else if (entry instanceof Payment payment) {
            PaymentShape.DETAIL.render(out, new PaymentSlots(payment));
        } else if (entry instanceof Location location) {
            locations.detail(location, out);
        }
    }
}
