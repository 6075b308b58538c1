package app.tds.sandbox;

/** Credit notes to customers. */
final class CreditNoteList extends DocumentList {

    CreditNoteList() {
        super(
                "creditnotes",
                "Credit Note",
                Listing.of(Product.BOOKS, "Credit Notes", "created_time")
                        .filtersByDate()
                        .sorts(
                                "customer_name",
                                "creditnote_number",
                                "balance",
                                "total",
                                "date",
                                "created_time",
                                "last_modified_time")
                        .filters(Filters.creditNotes()));
    }

    @Override
    String prefix() {
        return "CN-";
    }

    @Override
    Template rowTemplate() {
        return CreditNoteShape.ROW;
    }

    @Override
    Template documentTemplate() {
        return CreditNoteShape.DETAIL;
    }

    @Override
    Template lineTemplate() {
        return CreditNoteShape.LINE;
    }

    @Override
    Template taxTemplate() {
        return BillShape.TAX;
    }

    @Override
    boolean crediting() {
        return true;
    }
}
