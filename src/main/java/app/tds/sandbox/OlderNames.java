package app.tds.sandbox;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Papers of an organization that has no locations: a paper names a branch, and a line a warehouse. */
final class OlderNames {

    private OlderNames() {}

    /** The same record in the older words. */
    static String of(ListKind list, String json) {
        var record = Overlay.JSON.readTree(json);
        if (list instanceof LocationList || !(record instanceof ObjectNode fields)) {
            return json;
        }
        rename(fields, "branch");
        for (JsonNode member : fields) {
            if (member.isArray()) {
                member.forEach(line -> {
                    if (line instanceof ObjectNode part) {
                        rename(part, "warehouse");
                    }
                });
            }
        }
        return fields.toString();
    }

    private static void rename(ObjectNode fields, String word) {
        for (String what : new String[] {"_id", "_name"}) {
            JsonNode value = fields.remove("location" + what);
            if (value != null) {
                fields.set(word + what, value);
            }
        }
    }
}
