package app.tds.sandbox;

/** Bills of vendors. */
final class BillList extends DocumentList {

    BillList() {
        super(
                "bills",
                "Bill",
                Listing.of(Product.BOOKS, "Bills", "created_time")
                        .filtersByModification()
                        .filtersByDate()
                        .sorts("vendor_name", "bill_number", "date", "due_date", "total", "balance", "created_time")
                        .filters(Filters.bills()),
                Listing.of(Product.INVENTORY, "Bills", "created_time"));
    }

    @Override
    String prefix() {
        return "BILL-";
    }

    @Override
    Template rowTemplate() {
        return BillShape.ROW;
    }

    @Override
    Template documentTemplate() {
        return BillShape.DETAIL;
    }

    @Override
    Template lineTemplate() {
        return BillShape.LINE;
    }

    @Override
    Template taxTemplate() {
        return BillShape.TAX;
    }

    @Override
    Template lineTaxTemplate() {
        return BillShape.LINE_TAX;
    }

    @Override
    boolean ofVendors() {
        return true;
    }

    @Override
    boolean owing() {
        return true;
    }
}
