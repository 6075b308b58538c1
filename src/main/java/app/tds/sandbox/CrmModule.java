package app.tds.sandbox;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.LongFunction;
import org.jspecify.annotations.Nullable;

/** The modules of CRM that the sandbox has; null is null there, and a lookup is an object. */
enum CrmModule {
    ACCOUNTS("Accounts", 0) {
        @Override
        boolean lists(Contact contact) {
            return !contact.facts().vendor() && contact.facts().business();
        }

        @Override
        String name(Contact contact) {
            return contact.name();
        }

        @Override
        Map<String, @Nullable Object> own(Contact contact) {
            var row = new LinkedHashMap<String, @Nullable Object>();
            row.put("Account_Name", contact.name());
            row.put("Phone", contact.person().mobile());
            row.put("Website", null);
            row.put("Billing_Street", contact.address().street());
            row.put("Billing_City", contact.address().city());
            row.put("Billing_Country", "Iraq");
            return row;
        }
    },
    CONTACTS("Contacts", 1) {
        @Override
        boolean lists(Contact contact) {
            return !contact.facts().vendor();
        }

        @Override
        String name(Contact contact) {
            return contact.person().full();
        }

        @Override
        Map<String, @Nullable Object> own(Contact contact) {
            var row = new LinkedHashMap<String, @Nullable Object>();
            row.put("First_Name", contact.person().first());
            row.put("Last_Name", contact.person().last());
            row.put("Full_Name", contact.person().full());
            row.put("Email", contact.person().email());
            row.put("Mobile", contact.person().mobile());
            row.put(
                    "Account_Name",
                    ACCOUNTS.lists(contact)
                            ? Map.of("name", contact.name(), "id", Long.toString(ACCOUNTS.id(contact)))
                            : null);
            return row;
        }
    };

    /** Stands for INVALID_MODULE among the codes, which are numbers elsewhere. */
    static final int UNKNOWN = -1;

    static final Map<String, String> OWNER = Map.of("name", "Zainab Al-Jubouri", "id", "3652397000000186017");

    private static final long BOOKS = 5107440000000000000L;
    private static final long CRM = 3652397000000000000L;

    private final String title;
    private final int offset;

    CrmModule(String title, int offset) {
        this.title = title;
        this.offset = offset;
    }

    static CrmModule of(String title) {
        return Arrays.stream(values())
                .filter(it -> it.title.equals(title))
                .findFirst()
                .orElseThrow(() -> new Refusal(400, UNKNOWN, "the module name given seems to be invalid"));
    }

    abstract boolean lists(Contact contact);

    abstract String name(Contact contact);

    abstract Map<String, @Nullable Object> own(Contact contact);

    final long id(Contact contact) {
        return contact.id() - BOOKS + CRM + offset;
    }

    final Map<String, @Nullable Object> row(Contact contact, LongFunction<String> time) {
        var row = own(contact);
        row.put("Owner", OWNER);
        row.put("Created_Time", time.apply(contact.created()));
        row.put("Modified_Time", time.apply(contact.modified()));
        return row;
    }
}
