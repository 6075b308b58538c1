package app.tds.sandbox;

import java.util.List;
import java.util.Map;

/** Who sells: neither users of Books nor of CRM. */
final class SalespersonList extends SettingsList {

    SalespersonList() {
        super(
                "salespersons",
                "Salesperson",
                "salesperson_id",
                Listing.of(Product.BOOKS, "Salespersons", "created_time")
                        .atOnce()
                        .withoutDocuments());
    }

    @Override
    List<Map<String, Object>> first(Founding founding) {
        return List.of(
                person("5107440000000044762", "Rawand Aziz", "rawand@rafidain.example", true),
                person("5107440000000044764", "Shop floor", "", false));
    }

    @Override
    Map<String, Object> another(int number) {
        var all = person("", "Salesperson " + number, "", true);
        all.remove("salesperson_id");
        return all;
    }

    @Override
    String root() {
        return "data";
    }

    private static Map<String, Object> person(String id, String name, String email, boolean active) {
        return fields("salesperson_id", id, "salesperson_name", name, "salesperson_email", email, "is_active", active);
    }
}
