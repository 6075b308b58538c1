package app.tds.sandbox;

import java.util.Set;

/** Invoices to customers. */
final class InvoiceList extends DocumentList {

    InvoiceList() {
        super(
                "invoices",
                "Invoice",
                Listing.of(Product.BOOKS, "Invoices", "created_time")
                        .filtersByModification()
                        .filtersByDate()
                        .sorts(
                                "customer_name",
                                "invoice_number",
                                "date",
                                "due_date",
                                "total",
                                "balance",
                                "created_time")
                        .filters(Filters.invoices())
                        .countsAndSums("total", "balance"),
                Listing.of(Product.INVENTORY, "Invoices", "created_time"));
    }

    @Override
    String prefix() {
        return "INV-";
    }

    @Override
    Template rowTemplate() {
        return InvoiceShape.ROW;
    }

    @Override
    Template documentTemplate() {
        return InvoiceShape.DETAIL;
    }

    @Override
    Template lineTemplate() {
        return InvoiceShape.LINE;
    }

    @Override
    String sent() {
        return "sent";
    }

    @Override
    boolean owing() {
        return true;
    }

    @Override
    Set<String> prints() {
        return Set.of("contacts", "locations", "customerpayments");
    }
}
