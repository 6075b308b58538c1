package app.tds.sandbox;

import java.util.Set;

/**
 * A field of a module of CRM, as its metadata tells.
 *
 * @param name by which the API calls it
 * @param type CRM's word for what it holds, such as {@code text} or {@code lookup}
 * @param custom whether the organization has made it
 * @param formula whether CRM works the value out
 */
record CrmField(String name, String type, boolean custom, boolean formula) {

    /** Kinds of field that only a record's own answer has. */
    private static final Set<String> OF_ONE =
            Set.of("subform", "fileupload", "imageupload", "profileimage", "multiselectlookup");

    static CrmField of(String name, String type) {
        return new CrmField(name, type, false, false);
    }

    static CrmField custom(String name, String type) {
        return new CrmField(name, type, true, false);
    }

    static CrmField formula(String name, String type) {
        return new CrmField(name, type, true, true);
    }

    /** Whether a list shows it when it is asked for. */
    boolean isListed() {
        return !OF_ONE.contains(type);
    }

    private String json() {
        return switch (type) {
            case "integer" -> "integer";
            case "double", "currency" -> "double";
            case "boolean" -> "boolean";
            case "lookup", "ownerlookup" -> "jsonobject";
            case "multiselectpicklist", "subform", "tag", "multiselectlookup" -> "jsonarray";
            default -> "string";
        };
    }

    void print(JsonText out) {
        out.raw("{\"api_name\":").text(name).raw(",\"display_label\":").text(name.replace('_', ' '));
        out.raw(",\"data_type\":").text(formula ? "formula" : type);
        out.raw(",\"json_type\":").text(json());
        out.raw(",\"custom_field\":")
                .flag(custom)
                .raw(",\"visible\":true,\"read_only\":")
                .flag(formula);
        out.raw(",\"field_read_only\":false,\"system_mandatory\":false,\"filterable\":true,\"sortable\":true");
        out.raw(",\"length\":120,\"decimal_place\":null,\"virtual_field\":false,\"lookup\":{},\"formula\":");
        out.raw(formula ? "{\"return_type\":\"" + type + "\",\"expression\":\"Now()\",\"dynamic\":true}" : "{}");
        out.raw(",\"rollup_summary\":{},\"subform\":null,\"id\":");
        out.id(365239700000000000L + Integer.toUnsignedLong(name.hashCode())).raw("}");
    }
}
