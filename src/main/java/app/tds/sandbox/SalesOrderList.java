package app.tds.sandbox;

import java.util.Set;

/** Orders of customers. */
final class SalesOrderList extends DocumentList {

    SalesOrderList() {
        super(
                "salesorders",
                "Sales Order",
                Listing.of(Product.BOOKS, "Sales Orders", "created_time")
                        .filtersByModification()
                        .filtersByDate()
                        .sorts(
                                "customer_name",
                                "salesorder_number",
                                "shipment_date",
                                "last_modified_time",
                                "reference_number",
                                "total",
                                "date",
                                "created_time")
                        .filters(Filters.salesOrders()),
                Listing.of(Product.INVENTORY, "Sales Orders", "created_time"));
    }

    @Override
    String prefix() {
        return "SO-";
    }

    @Override
    Template rowTemplate() {
        return SalesOrderShape.ROW;
    }

    @Override
    Template documentTemplate() {
        return SalesOrderShape.DETAIL;
    }

    @Override
    Template lineTemplate() {
        return SalesOrderShape.LINE;
    }

    @Override
    boolean ordering() {
        return true;
    }

    @Override
    Set<String> prints() {
        return Set.of("contacts", "locations", "invoices", "customerpayments");
    }
}
