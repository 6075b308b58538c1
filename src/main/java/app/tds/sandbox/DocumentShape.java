package app.tds.sandbox;

/** Prints invoices, bills, sales orders and credit notes. */
final class DocumentShape {

    private final World world;
    private final StockShape stock;

    DocumentShape(World world, StockShape stock) {
        this.world = world;
        this.stock = stock;
    }

    void row(Document document, JsonText out) {
        var template = switch (document.facts().list()) {
            case INVOICES -> InvoiceShape.ROW;
            case BILLS -> BillShape.ROW;
            case CREDITNOTES -> CreditNoteShape.ROW;
            default -> SalesOrderShape.ROW;
        };
        template.render(out, slots(document));
    }

    void detail(Document document, JsonText out) {
        var template = switch (document.facts().list()) {
            case INVOICES -> InvoiceShape.DETAIL;
            case BILLS -> BillShape.DETAIL;
            case CREDITNOTES -> CreditNoteShape.DETAIL;
            default -> SalesOrderShape.DETAIL;
        };
        template.render(out, slots(document));
    }

    private Slots slots(Document document) {
        var own = new DocumentSlots(document, world);
        return (slot, out) -> {
            switch (slot) {
                case "lines" -> lines(document, out);
                case "taxes" -> tax(document, own, out);
                default -> own.write(slot, out);
            }
        };
    }

    private void lines(Document document, JsonText out) {
        var template = switch (document.facts().list()) {
            case INVOICES -> InvoiceShape.LINE;
            case BILLS -> BillShape.LINE;
            case CREDITNOTES -> CreditNoteShape.LINE;
            default -> SalesOrderShape.LINE;
        };
        out.raw("[");
        for (int i = 0; i < document.lines().size(); i++) {
            out.raw(i == 0 ? "" : ",");
            template.render(out, new LineSlots(document, i, stock));
        }
        out.raw("]");
    }

    private static void tax(Document document, DocumentSlots own, JsonText out) {
        out.raw("[");
        if (document.tax() > 0) {
            switch (document.facts().list()) {
                case BILLS, CREDITNOTES -> BillShape.TAX.render(out, own);
                default -> InvoiceShape.TAX.render(out, own);
            }
        }
        out.raw("]");
    }
}
