package app.tds.sandbox;

import java.util.Set;
import tools.jackson.databind.JsonNode;

/** A list of papers with lines: what the kinds of paper share. */
abstract class DocumentList extends ListKind {

    DocumentList(String name, String singular, Listing... listings) {
        super(name, singular, listings);
    }

    /** What stands before the number of the paper. */
    abstract String prefix();

    abstract Template rowTemplate();

    abstract Template documentTemplate();

    abstract Template lineTemplate();

    Template taxTemplate() {
        return InvoiceShape.TAX;
    }

    Template lineTaxTemplate() {
        return InvoiceShape.LINE_TAX;
    }

    /** What a paper becomes when a person sends it. */
    String sent() {
        return "open";
    }

    /** Whether the other party is a vendor. */
    boolean ofVendors() {
        return false;
    }

    /** Whether the paper is an order, which is invoiced and not paid. */
    boolean ordering() {
        return false;
    }

    /** Whether the party owes the paper's balance. */
    boolean owing() {
        return false;
    }

    /** Whether the party may use or get back the paper's balance. */
    boolean crediting() {
        return false;
    }

    /** Writes a slot that no other kind of paper has; false if there is no such slot. */
    boolean own(String slot, Document document, JsonText out) {
        return false;
    }

    /** Writes a slot of a line that no other kind of paper has; false if there is no such slot. */
    boolean own(String slot, Document document, Line line, JsonText out) {
        return false;
    }

    @Override
    final void row(Entry entry, Product product, Print print, JsonText out) {
        rowTemplate().render(out, slots((Document) entry, print));
    }

    @Override
    final void document(Entry entry, Product product, Print print, JsonText out) {
        documentTemplate().render(out, slots((Document) entry, print));
    }

    @Override
    final Entry next(Founding founding, Ledger ledger) {
        var document = founding.paperwork().draft(this, founding.now());
        document.become(sent(), 0, 0);
        return document;
    }

    @Override
    Set<String> prints() {
        return Set.of("contacts", "locations");
    }

    @Override
    String module(JsonNode document) {
        return documentRoot();
    }

    private Slots slots(Document document, Print print) {
        var own = new DocumentSlots(document, print.world());
        return (slot, out) -> {
            switch (slot) {
                case "lines" -> lines(document, print.stock(), out);
                case "taxes" -> tax(document, own, out);
                default -> {
                    if (!own(slot, document, out)) {
                        own.write(slot, out);
                    }
                }
            }
        };
    }

    private void lines(Document document, StockShape stock, JsonText out) {
        out.raw("[");
        for (int i = 0; i < document.lines().size(); i++) {
            out.raw(i == 0 ? "" : ",");
            var line = document.lines().get(i);
            var slots = new LineSlots(document, i, stock);
            lineTemplate().render(out, (slot, json) -> {
                if (!own(slot, document, line, json)) {
                    slots.write(slot, json);
                }
            });
        }
        out.raw("]");
    }

    private void tax(Document document, DocumentSlots own, JsonText out) {
        out.raw("[");
        if (document.tax() > 0) {
            taxTemplate().render(out, own);
        }
        out.raw("]");
    }
}
