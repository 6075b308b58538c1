package app.tds.sandbox;

import java.util.List;
import java.util.Map;

/** Who works with the company's books. */
final class UserList extends SettingsList {

    UserList() {
        super(
                "users",
                "User",
                "user_id",
                Listing.of(Product.BOOKS, "Users", "name")
                        .filters(Filters.statuses("Active", "Inactive", "Invited", "Deleted"))
                        .sorts("name", "email", "status")
                        .withoutDocuments());
    }

    @Override
    List<Map<String, Object>> first(Founding founding) {
        return List.of(
                user("5107440000000014001", "Zainab Al-Jubouri", "zainab@rafidain.example", "admin", "active", true),
                user("5107440000000014003", "Rawand Aziz", "rawand@rafidain.example", "staff", "active", false),
                user("5107440000000014005", "هدى السامرائي", "huda@rafidain.example", "staff", "inactive", false));
    }

    @Override
    Map<String, Object> another(int number) {
        var all = user("", "User " + number, "user" + number + "@rafidain.example", "staff", "active", false);
        all.remove("user_id");
        return all;
    }

    private static Map<String, Object> user(
            String id, String name, String email, String role, String status, boolean current) {
        return fields(
                "user_id",
                id,
                "role_id",
                "5107440000000006005",
                "name",
                name,
                "email",
                email,
                "user_role",
                role,
                "user_type",
                "zoho",
                "status",
                status,
                "is_current_user",
                current,
                "photo_url",
                "",
                "is_customer_segmented",
                false,
                "is_vendor_segmented",
                false);
    }
}
