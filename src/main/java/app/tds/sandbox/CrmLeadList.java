package app.tds.sandbox;

import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** CRM's leads: as many as one contact in four. Those that were converted are listed on request only. */
final class CrmLeadList extends CrmList {

    static final String CONVERTED = "Converted__s";

    CrmLeadList() {
        super("Leads", "Lead");
    }

    @Override
    List<CrmField> own() {
        return List.of(
                CrmField.of("First_Name", "text"),
                CrmField.of("Last_Name", "text"),
                CrmField.of("Full_Name", "text"),
                CrmField.of("Company", "text"),
                CrmField.of("Email", "email"),
                CrmField.of("Phone", "phone"),
                CrmField.of("Mobile", "phone"),
                CrmField.of("Lead_Status", "picklist"),
                CrmField.of("Lead_Source", "picklist"),
                CrmField.of("Rating", "picklist"),
                CrmField.of("Industry", "picklist"),
                CrmField.of("Annual_Revenue", "currency"),
                CrmField.of("No_of_Employees", "integer"),
                CrmField.of("Street", "text"),
                CrmField.of("City", "text"),
                CrmField.of("State", "text"),
                CrmField.of("Zip_Code", "text"),
                CrmField.of("Country", "text"),
                CrmField.of(CONVERTED, "boolean"),
                CrmField.of("Converted_Account", "lookup"),
                CrmField.of("Converted_Contact", "lookup"),
                CrmField.of("Converted_Deal", "lookup"));
    }

    @Override
    void first(Founding founding, Ledger ledger, Adding adding) {
        for (var entry : ledger.all("contacts")) {
            var contact = (Contact) entry;
            if (contact.facts().number() % 4 == 0) {
                var person = contact.person();
                adding.add(
                        idOf(contact, 3),
                        contact.created(),
                        contact.modified(),
                        fields(
                                "First_Name",
                                person.first(),
                                "Last_Name",
                                person.last(),
                                "Full_Name",
                                person.full(),
                                "Company",
                                "Prospect " + contact.facts().number(),
                                "Lead_Status",
                                "Contacted",
                                "City",
                                contact.address().city(),
                                CONVERTED,
                                false));
            }
        }
    }

    @Override
    Map<String, @Nullable Object> another(int number, Ledger ledger) {
        return fields(
                "Last_Name",
                "Lead " + number,
                "Full_Name",
                "Lead " + number,
                "Company",
                "Prospect " + number,
                CONVERTED,
                false);
    }

    @Override
    Predicate<CrmRecord> shown(Map<String, String> query) {
        return switch (query.getOrDefault("converted", "false")) {
            case "both" -> it -> true;
            case "true" -> CrmLeadList::isConverted;
            default -> it -> !isConverted(it);
        };
    }

    private static boolean isConverted(CrmRecord lead) {
        return lead.value(CONVERTED).toString().equals("true");
    }

    @Override
    String title(CrmRecord entry) {
        return entry.value("Full_Name").toString();
    }
}
