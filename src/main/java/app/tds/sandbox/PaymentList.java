package app.tds.sandbox;

import java.util.Set;
import tools.jackson.databind.JsonNode;

/** Payments of customers. */
final class PaymentList extends ListKind {

    PaymentList() {
        super(
                "customerpayments",
                "Payment",
                Listing.of(Product.BOOKS, "Customer Payments", "created_time")
                        .filtersByDate()
                        .sorts("created_time", "last_modified_time"));
    }

    @Override
    void row(Entry entry, Product product, Print print, JsonText out) {
        PaymentShape.ROW.render(out, new PaymentSlots((Payment) entry));
    }

    @Override
    void document(Entry entry, Product product, Print print, JsonText out) {
        PaymentShape.DETAIL.render(out, new PaymentSlots((Payment) entry));
    }

    @Override
    Entry next(Founding founding, Ledger ledger) {
        return founding.cashbook().next(ledger, founding.contacts());
    }

    @Override
    Set<String> prints() {
        return Set.of("contacts", "locations");
    }

    @Override
    String module(JsonNode document) {
        return "customer_payment";
    }

    @Override
    String documentRoot() {
        return "payment";
    }
}
