package app.tds.zoho;

import app.tds.zoho.record.ZohoDates;
import java.time.Instant;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** How a product of Zoho's is asked, and how its answers are put. */
enum Dialect {

    /** Books and Inventory. */
    FINANCE("page_context", "has_more_page", "sort_column", "last_modified_time") {
        @Override
        ZohoRequest changedSince(ZohoRequest list, Instant instant) {
            return list.with("last_modified_time", ZohoDates.text(instant));
        }

        @Override
        ZohoRequest newestFirst(ZohoRequest list) {
            return list.with("sort_column", modified()).with("sort_order", "D");
        }

        @Override
        boolean namesOrganization() {
            return true;
        }

        @Override
        String account(String organizationId) {
            return organizationId;
        }

        @Override
        int price(ZohoRequest request) {
            return 1;
        }

        @Override
        boolean isFoundByNumber(long lastRecord) {
            return true;
        }

        @Override
        boolean saysNothing(int status, boolean conditional) {
            return false;
        }

        @Override
        boolean saysGone(ZohoRequest request, String code) {
            return false;
        }

        @Override
        @Nullable
        String refusal(JsonNode code) {
            return code.isIntegralNumber() && code.asInt() == 0 ? null : "its code is not 0";
        }

        @Override
        boolean isSuccess(@Nullable Boolean code) {
            return Boolean.TRUE.equals(code);
        }

        @Override
        String scope(String resource) {
            return resource;
        }

        @Override
        String scopeOfWebhooks() {
            return "settings";
        }

        @Override
        Set<String> scopesBesideLists() {
            return Set.of();
        }
    },

    /** CRM, which counts calls by itself and takes its organization from the token (zoho-api.md 6.1). */
    CRM("info", "more_records", "sort_by", "Modified_Time") {
        @Override
        ZohoRequest changedSince(ZohoRequest list, Instant instant) {
            return list.since(instant);
        }

        @Override
        ZohoRequest newestFirst(ZohoRequest list) {
            return list.with("sort_by", modified()).with("sort_order", "desc");
        }

        @Override
        boolean namesOrganization() {
            return false;
        }

        @Override
        String account(String organizationId) {
            return ACCOUNT + organizationId;
        }

        @Override
        int price(ZohoRequest request) {
            if (request.endpoint().endsWith("/deleted")) {
                return 2;
            }
            if (request.path().equals("/bulk/read") && !request.repeatable()) {
                return 50;
            }
            return request.parameters().containsKey("cvid") ? 3 : 1;
        }

        @Override
        boolean isFoundByNumber(long lastRecord) {
            return lastRecord <= BY_NUMBER;
        }

        @Override
        boolean saysNothing(int status, boolean conditional) {
            return status == 204 || status == 304 && conditional;
        }

        @Override
        boolean saysGone(ZohoRequest request, String code) {
            return code.equals("INVALID_DATA") && request.endpoint().endsWith("/{id}");
        }

        @Override
        @Nullable
        String refusal(JsonNode code) {
            return code.isMissingNode() ? null : "it has a code of its own";
        }

        @Override
        boolean isSuccess(@Nullable Boolean code) {
            return code == null;
        }

        @Override
        String scope(String resource) {
            return switch (resource) {
                case "settings", "users", "org", "bulk" -> resource;
                default -> "modules." + resource;
            };
        }

        @Override
        String scopeOfWebhooks() {
            return "notifications";
        }

        /** For {@code /settings/fields}, which says what a module's records have. */
        @Override
        Set<String> scopesBesideLists() {
            return Set.of("ZohoCRM.settings.READ");
        }
    };

    private static final String ACCOUNT = "crm/";

    /** The records that CRM finds by page number. Later pages are found by the token that came with the page before. */
    static final int BY_NUMBER = 2000;

    private final String context;
    private final String more;
    private final String sort;
    private final String modified;

    Dialect(String context, String more, String sort, String modified) {
        this.context = context;
        this.more = more;
        this.sort = sort;
        this.modified = modified;
    }

    static Dialect of(String api) {
        return api.equals("crm") ? CRM : FINANCE;
    }

    /** The member of an answer that tells of its page. */
    String context() {
        return context;
    }

    /** The member of it that says whether there are more. */
    String more() {
        return more;
    }

    /** The member of it that says by which field the list is sorted. */
    String sort() {
        return sort;
    }

    /** The field of a record that holds the time of its last modification. */
    String modified() {
        return modified;
    }

    /** The list, asked for what has changed only. */
    abstract ZohoRequest changedSince(ZohoRequest list, Instant instant);

    /** The list, sorted by the time of modification. */
    abstract ZohoRequest newestFirst(ZohoRequest list);

    /** Whether a call says whose records it is about. */
    abstract boolean namesOrganization();

    /** Whose calls a call of this organization counts with. */
    abstract String account(String organizationId);

    /** Whose calls those of this account are, for a person. */
    static String ofWhom(String account) {
        return account.startsWith(ACCOUNT)
                ? "CRM of organization " + account.substring(ACCOUNT.length())
                : "organization " + account;
    }

    /** How many calls, or credits of CRM's, Zoho counts for this one. */
    abstract int price(ZohoRequest request);

    /** Whether a page that ends with the record at this place, from 1, can be asked for by its number. */
    abstract boolean isFoundByNumber(long lastRecord);

    /**
     * Whether the status says that there is nothing, or nothing since.
     *
     * @param conditional whether only what has changed was asked for
     */
    abstract boolean saysNothing(int status, boolean conditional);

    /** Whether a refusal with this code means that the record asked for does not exist. */
    abstract boolean saysGone(ZohoRequest request, String code);

    /** What is wrong with the code of an answer; null if the code says success. */
    abstract @Nullable String refusal(JsonNode code);

    /**
     * Whether the code of an answer says success.
     *
     * @param code whether it is 0; null if the answer has none
     */
    abstract boolean isSuccess(@Nullable Boolean code);

    /** The middle of the scope that reads this resource, between the product and the operation. */
    abstract String scope(String resource);

    /** The middle of the scope for webhooks and rules, or for channels. */
    abstract String scopeOfWebhooks();

    /** The scopes that reading any list of the product takes beside the list's own scope. */
    abstract Set<String> scopesBesideLists();
}
