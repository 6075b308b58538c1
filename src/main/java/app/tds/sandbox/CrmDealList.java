package app.tds.sandbox;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** CRM's deals: with each third of the companies. */
final class CrmDealList extends CrmList {

    CrmDealList() {
        super("Deals", "Deal");
    }

    @Override
    List<CrmField> own() {
        return List.of(
                CrmField.of("Deal_Name", "text"),
                CrmField.of("Account_Name", "lookup"),
                CrmField.of("Contact_Name", "lookup"),
                CrmField.of("Stage", "picklist"),
                CrmField.of("Amount", "currency"),
                CrmField.of("Probability", "integer"),
                CrmField.of("Expected_Revenue", "currency"),
                CrmField.of("Closing_Date", "date"),
                CrmField.of("Type", "picklist"),
                CrmField.of("Next_Step", "text"),
                CrmField.of("Lead_Source", "picklist"),
                CrmField.of("Reason_For_Loss__s", "picklist"),
                CrmField.of("Description", "textarea"));
    }

    @Override
    void first(Founding founding, Ledger ledger, Adding adding) {
        for (var entry : ledger.all("contacts")) {
            var contact = (Contact) entry;
            if (CrmAccountList.isAccount(contact) && contact.facts().number() % 3 == 0) {
                adding.add(idOf(contact, 2), contact.created(), contact.modified(), of(contact));
            }
        }
    }

    private static Map<String, @Nullable Object> of(Contact contact) {
        int number = contact.facts().number();
        return fields(
                "Deal_Name",
                "Season of " + contact.name(),
                "Account_Name",
                lookup(contact.name(), CrmAccountList.id(contact)),
                "Contact_Name",
                lookup(contact.person().full(), CrmContactList.id(contact)),
                "Stage",
                "Negotiation/Review",
                "Amount",
                number * 1000,
                "Probability",
                60,
                "Expected_Revenue",
                number * 600,
                "Closing_Date",
                "2026-10-31",
                "Type",
                "Existing Business");
    }

    @Override
    Map<String, @Nullable Object> another(int number, Ledger ledger) {
        return fields("Deal_Name", "Deal " + number, "Stage", "Qualification", "Amount", number * 100);
    }

    @Override
    String title(CrmRecord entry) {
        return entry.value("Deal_Name").toString();
    }
}
