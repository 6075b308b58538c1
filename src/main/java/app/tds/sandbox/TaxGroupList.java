package app.tds.sandbox;

import java.util.List;
import java.util.Map;

/** Taxes that are charged together; which ones they are is in the documents only. */
final class TaxGroupList extends SettingsList {

    private static final String TAXES = "taxes";

    TaxGroupList() {
        super(
                "taxgroups",
                "Tax Group",
                "tax_group_id",
                Listing.of(Product.BOOKS, "Tax Groups", "tax_group_name")
                        .inSettings()
                        .atOnce());
    }

    @Override
    String root() {
        return "tax_groups";
    }

    @Override
    boolean isInRow(String field) {
        return !field.equals(TAXES);
    }

    @Override
    List<Map<String, Object>> first(Founding founding) {
        return List.of(group(Long.toString(Tax.ID + 10), Tax.NAME + " and reduced", Tax.PERCENT + 2.5));
    }

    @Override
    Map<String, Object> another(int number) {
        var all = group("", "Group " + number, Tax.PERCENT + number);
        all.remove("tax_group_id");
        return all;
    }

    private static Map<String, Object> group(String id, String name, Number percentage) {
        return fields(
                "tax_group_id",
                id,
                "tax_group_name",
                name,
                "tax_group_percentage",
                percentage,
                TAXES,
                List.of(tax(Tax.ID, Tax.NAME, Tax.PERCENT), tax(Tax.ID + 2, "Reduced", 2.5)));
    }

    private static Map<String, Object> tax(long id, String name, Number percentage) {
        return fields("tax_id", Long.toString(id), "tax_name", name, "tax_percentage", percentage, "tax_type", "tax");
    }
}
