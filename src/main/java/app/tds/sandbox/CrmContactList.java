package app.tds.sandbox;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** CRM's contacts: the people of the customers in Books. */
final class CrmContactList extends CrmList {

    CrmContactList() {
        super("Contacts", "Contact");
    }

    @Override
    List<CrmField> own() {
        return List.of(
                CrmField.of("First_Name", "text"),
                CrmField.of("Last_Name", "text"),
                CrmField.of("Full_Name", "text"),
                CrmField.of("Salutation", "picklist"),
                CrmField.of("Email", "email"),
                CrmField.of("Secondary_Email", "email"),
                CrmField.of("Phone", "phone"),
                CrmField.of("Mobile", "phone"),
                CrmField.of("Title", "text"),
                CrmField.of("Department", "text"),
                CrmField.of("Account_Name", "lookup"),
                CrmField.of("Vendor_Name", "lookup"),
                CrmField.of("Reporting_To", "lookup"),
                CrmField.of("Mailing_Street", "text"),
                CrmField.of("Mailing_City", "text"),
                CrmField.of("Mailing_State", "text"),
                CrmField.of("Mailing_Zip", "text"),
                CrmField.of("Mailing_Country", "text"),
                CrmField.of("Lead_Source", "picklist"),
                CrmField.of("Email_Opt_Out", "boolean"),
                CrmField.of("Date_of_Birth", "date"),
                CrmField.of("Description", "textarea"),
                CrmField.of("Unsubscribed_Mode", "picklist"),
                CrmField.of("Unsubscribed_Time", "datetime"));
    }

    static long id(Contact contact) {
        return idOf(contact, 1);
    }

    @Override
    void first(Founding founding, Ledger ledger, Adding adding) {
        for (var entry : ledger.all("contacts")) {
            var contact = (Contact) entry;
            if (!contact.facts().vendor()) {
                adding.add(id(contact), contact.created(), contact.modified(), of(contact));
            }
        }
    }

    private static Map<String, @Nullable Object> of(Contact contact) {
        var person = contact.person();
        return fields(
                "First_Name", person.first(),
                "Last_Name", person.last(),
                "Full_Name", person.full(),
                "Email", person.email().isEmpty() ? null : person.email(),
                "Mobile", person.mobile(),
                "Account_Name",
                        CrmAccountList.isAccount(contact) ? lookup(contact.name(), CrmAccountList.id(contact)) : null,
                "Email_Opt_Out", contact.facts().number() % 9 == 0,
                "Mailing_City", contact.address().city());
    }

    @Override
    Map<String, @Nullable Object> another(int number, Ledger ledger) {
        return fields("Last_Name", "Person " + number, "Full_Name", "Person " + number, "Email_Opt_Out", false);
    }

    @Override
    String title(CrmRecord entry) {
        return entry.value("Full_Name").toString();
    }
}
