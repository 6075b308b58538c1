package app.tds.sandbox;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** CRM's products: copies of the items in Books. */
final class CrmProductList extends CrmList {

    CrmProductList() {
        super("Products", "Product");
    }

    @Override
    List<CrmField> own() {
        return List.of(
                CrmField.of("Product_Name", "text"),
                CrmField.of("Product_Code", "text"),
                CrmField.of("Product_Category", "picklist"),
                CrmField.of("Product_Active", "boolean"),
                CrmField.of("Manufacturer", "picklist"),
                CrmField.of("Vendor_Name", "lookup"),
                CrmField.of("Unit_Price", "currency"),
                CrmField.of("Usage_Unit", "picklist"),
                CrmField.of("Qty_in_Stock", "double"),
                CrmField.of("Taxable", "boolean"),
                CrmField.of("Description", "textarea"));
    }

    static long id(Item item) {
        return idOf(item, 4);
    }

    @Override
    void first(Founding founding, Ledger ledger, Adding adding) {
        for (var entry : ledger.all("items")) {
            var item = (Item) entry;
            adding.add(
                    id(item),
                    item.created(),
                    item.modified(),
                    fields(
                            "Product_Name", item.value("name"),
                            "Product_Code", item.value("sku"),
                            "Product_Active", !item.status().equals("inactive"),
                            "Unit_Price", item.value("rate"),
                            "Taxable", true));
        }
    }

    @Override
    Map<String, @Nullable Object> another(int number, Ledger ledger) {
        return fields("Product_Name", "Product " + number, "Product_Active", true, "Unit_Price", number);
    }

    @Override
    String title(CrmRecord entry) {
        return entry.value("Product_Name").toString();
    }
}
