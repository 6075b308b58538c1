package app.tds.sandbox;

import java.util.List;
import java.util.Map;

/** The company's taxes: the one it charges, and one it could. */
final class TaxList extends SettingsList {

    TaxList() {
        super(
                "taxes",
                "Tax",
                "tax_id",
                Listing.of(Product.BOOKS, "Taxes", "tax_name")
                        .inSettings()
                        .showsAllAs("Taxes.Active")
                        .says("\"as_of_date\":\"2026-03-01\",\"to_date\":\"2026-03-01\"")
                        .withoutDocuments());
    }

    @Override
    List<Map<String, Object>> first(Founding founding) {
        return List.of(
                tax(Long.toString(Tax.ID), Tax.NAME, Tax.PERCENT, true),
                tax(Long.toString(Tax.ID + 2), "Reduced", 2.5, false));
    }

    @Override
    Map<String, Object> another(int number) {
        var all = tax("", "Tax " + number, number, false);
        all.remove("tax_id");
        return all;
    }

    private static Map<String, Object> tax(String id, String name, Number percentage, boolean usual) {
        return fields(
                "tax_id",
                id,
                "tax_name",
                name,
                "tax_percentage",
                percentage,
                "tax_type",
                "tax",
                "tax_specific_type",
                "",
                "tax_authority_id",
                "",
                "tax_authority_name",
                "",
                "output_tax_account_name",
                "",
                "purchase_tax_account_name",
                "",
                "tax_account_id",
                "5107440000000034051",
                "purchase_tax_account_id",
                "",
                "is_value_added",
                false,
                "is_default_tax",
                usual,
                "is_editable",
                true,
                "status",
                "Active");
    }
}
