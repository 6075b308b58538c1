package app.tds.sandbox;

import java.util.List;
import java.util.Map;

/** When documents are due; the number is a code, and not always days. */
final class PaymentTermsList extends SettingsList {

    PaymentTermsList() {
        super(
                "paymentterms",
                "Payment Term",
                "payment_terms_id",
                Listing.of(Product.BOOKS, "Payment Terms", "created_time")
                        .inSettings()
                        .atOnce()
                        .withoutDocuments());
    }

    @Override
    List<Map<String, Object>> first(Founding founding) {
        return List.of(
                terms("5107440000000016001", 0, "Due on Receipt", true),
                terms("5107440000000016016", 15, "Net 15", false),
                terms("5107440000000016031", 30, "Net 30", false),
                terms("5107440000000016101", -2, "Due end of the month", false),
                terms("5107440000000016102", -3, "Due end of next month", false));
    }

    @Override
    Map<String, Object> another(int number) {
        var all = terms("", 30, "Net 30 (" + number + ")", false);
        all.remove("payment_terms_id");
        return all;
    }

    @Override
    String root() {
        return "data.payment_terms";
    }

    private static Map<String, Object> terms(String id, int code, String label, boolean usual) {
        return fields("payment_terms_id", id, "payment_terms", code, "payment_terms_label", label, "is_default", usual);
    }
}
