package app.tds.sandbox;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Who works with CRM: no module, but listed like one. */
final class CrmUserList extends CrmList {

    CrmUserList() {
        super("users", "User");
    }

    @Override
    String root() {
        return "users";
    }

    @Override
    List<CrmField> own() {
        return List.of(
                CrmField.of("full_name", "text"),
                CrmField.of("first_name", "text"),
                CrmField.of("last_name", "text"),
                CrmField.of("email", "email"),
                CrmField.of("status", "picklist"),
                CrmField.of("confirm", "boolean"),
                CrmField.of("profile", "lookup"),
                CrmField.of("role", "lookup"),
                CrmField.of("Reporting_To", "lookup"),
                CrmField.of("time_zone", "text"),
                CrmField.of("locale", "text"),
                CrmField.of("created_time", "text"),
                CrmField.of("Modified_Time", "datetime"));
    }

    @Override
    List<CrmField> common() {
        return List.of();
    }

    @Override
    void first(Founding founding, Ledger ledger, Adding adding) {
        long created = founding.latest() - 40_000_000;
        adding.add(3652397000000186017L, created, created, user("Zainab", "Al-Jubouri", "zainab", "active", null));
        var boss = lookup("Zainab Al-Jubouri", 3652397000000186017L);
        adding.add(3652397000000186031L, created, created, user("Rawand", "Aziz", "rawand", "active", boss));
        adding.add(3652397000000186045L, created, created, user("هدى", "السامرائي", "huda", "disabled", boss));
    }

    private static Map<String, @Nullable Object> user(
            String first, String last, String mail, String status, @Nullable Object boss) {
        return fields(
                "full_name",
                first + " " + last,
                "first_name",
                first,
                "last_name",
                last,
                "email",
                mail + "@rafidain.example",
                "status",
                status,
                "confirm",
                true,
                "profile",
                lookup("Standard", 3652397000000026014L),
                "role",
                boss == null ? lookup("CEO", 3652397000000026005L) : lookup("Sales", 3652397000000026008L),
                "Reporting_To",
                boss,
                "time_zone",
                "Asia/Baghdad",
                "locale",
                "ar_IQ");
    }

    @Override
    Map<String, @Nullable Object> another(int number, Ledger ledger) {
        return user("User", Integer.toString(number), "user" + number, "active", null);
    }

    @Override
    String title(CrmRecord entry) {
        return entry.value("full_name").toString();
    }
}
