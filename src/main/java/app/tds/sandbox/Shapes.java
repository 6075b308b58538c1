package app.tds.sandbox;

import java.util.function.Consumer;

/** Prints any record, as a row or as a document, the way Books or Inventory does, with what was changed since. */
final class Shapes {

    private final World world;
    private final Print print;

    Shapes(World world, Ledger ledger) {
        this.world = world;
        this.print = new Print(world, new StockShape(ledger::locations, world.warehouses()));
    }

    void row(ListKind list, Entry entry, Product product, JsonText out) {
        if (world.warehouses()) {
            out.raw(OlderNames.of(list, text(it -> newer(list, entry, product, it))));
        } else {
            newer(list, entry, product, out);
        }
    }

    private void newer(ListKind list, Entry entry, Product product, JsonText out) {
        if (Overlay.touches(entry)) {
            out.raw(Overlay.row(
                    text(it -> list.row(entry, product, print, it)),
                    text(it -> list.document(entry, product, print, it)),
                    entry));
        } else {
            list.row(entry, product, print, out);
        }
    }

    void document(ListKind list, Entry entry, Product product, JsonText out) {
        if (world.warehouses()) {
            out.raw(OlderNames.of(list, text(it -> newerDocument(list, entry, product, it))));
        } else {
            newerDocument(list, entry, product, out);
        }
    }

    private void newerDocument(ListKind list, Entry entry, Product product, JsonText out) {
        if (Overlay.touches(entry)) {
            out.raw(Overlay.detail(
                    text(it -> list.document(entry, product, print, it)),
                    text(it -> list.row(entry, product, print, it)),
                    entry));
        } else {
            list.document(entry, product, print, out);
        }
    }

    void warehouse(Location location, JsonText out) {
        new LocationShape().warehouse(location, out);
    }

    private String text(Consumer<JsonText> writer) {
        var out = world.json();
        writer.accept(out);
        return out.toString();
    }
}
