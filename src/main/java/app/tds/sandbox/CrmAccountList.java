package app.tds.sandbox;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** CRM's accounts: the companies among the customers in Books. */
final class CrmAccountList extends CrmList {

    CrmAccountList() {
        super("Accounts", "Account");
    }

    @Override
    List<CrmField> own() {
        return List.of(
                CrmField.of("Account_Name", "text"),
                CrmField.of("Account_Number", "text"),
                CrmField.of("Account_Type", "picklist"),
                CrmField.of("Account_Site", "text"),
                CrmField.of("Industry", "picklist"),
                CrmField.of("Ownership", "picklist"),
                CrmField.of("Rating", "picklist"),
                CrmField.of("SIC_Code", "integer"),
                CrmField.of("Ticker_Symbol", "text"),
                CrmField.of("Annual_Revenue", "currency"),
                CrmField.of("Employees", "integer"),
                CrmField.of("Phone", "phone"),
                CrmField.of("Fax", "text"),
                CrmField.of("Website", "website"),
                CrmField.of("Parent_Account", "lookup"),
                CrmField.of("Billing_Street", "text"),
                CrmField.of("Billing_City", "text"),
                CrmField.of("Billing_State", "text"),
                CrmField.of("Billing_Code", "text"),
                CrmField.of("Billing_Country", "text"),
                CrmField.of("Shipping_Street", "text"),
                CrmField.of("Shipping_City", "text"),
                CrmField.of("Shipping_State", "text"),
                CrmField.of("Shipping_Code", "text"),
                CrmField.of("Shipping_Country", "text"),
                CrmField.of("Currency", "picklist"),
                CrmField.of("Exchange_Rate", "double"),
                CrmField.of("Description", "textarea"),
                CrmField.custom("Delivery_Zone", "picklist"),
                CrmField.custom("Brands", "multiselectpicklist"),
                CrmField.custom("Route", "lookup"),
                CrmField.custom("Delivery_Windows", "subform"),
                CrmField.formula("Open_Orders_Value", "currency"));
    }

    static boolean isAccount(Contact contact) {
        return !contact.facts().vendor() && contact.facts().business();
    }

    static long id(Contact contact) {
        return idOf(contact, 0);
    }

    @Override
    void first(Founding founding, Ledger ledger, Adding adding) {
        for (var entry : ledger.all("contacts")) {
            var contact = (Contact) entry;
            if (isAccount(contact)) {
                adding.add(id(contact), contact.created(), contact.modified(), of(contact));
            }
        }
    }

    private static Map<String, @Nullable Object> of(Contact contact) {
        int number = contact.facts().number();
        return fields(
                "Account_Name",
                contact.name(),
                "Account_Number",
                Integer.toString(10_000 + number),
                "Account_Type",
                number % 3 == 0 ? null : "Customer",
                "Annual_Revenue",
                number % 4 == 0 ? null : number * 1000,
                "Employees",
                number % 5 == 0 ? null : number,
                "Phone",
                contact.person().mobile(),
                "Billing_Street",
                contact.address().street(),
                "Billing_City",
                contact.address().city(),
                "Billing_Country",
                "Iraq",
                "Currency",
                "IQD",
                "Exchange_Rate",
                1,
                "Delivery_Zone",
                number % 2 == 0 ? "North" : "South",
                "Brands",
                number % 2 == 0 ? List.of("Nur", "Tigris") : null,
                "Tag",
                number % 7 == 0 ? List.of(Map.of("name", "key account", "id", "3652397000000650011")) : null,
                "Open_Orders_Value",
                number * 2.5);
    }

    @Override
    Map<String, @Nullable Object> another(int number, Ledger ledger) {
        return fields("Account_Name", "Account " + number, "Open_Orders_Value", 0);
    }

    @Override
    Map<String, @Nullable Object> of(CrmRecord entry) {
        return fields(
                "Record_Image",
                null,
                "Delivery_Windows",
                List.of(subformRow(entry, 5, fields("Weekday", "Tue", "From_Hour", "08:00"))));
    }

    @Override
    String title(CrmRecord entry) {
        return entry.value("Account_Name").toString();
    }
}
