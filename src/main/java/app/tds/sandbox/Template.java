package app.tds.sandbox;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/** JSON with {@code $slots}; white space between its tokens is not printed. */
final class Template {

    private static final Pattern SLOT = Pattern.compile("\\$([a-z_0-9]+)");
    private static final Pattern BETWEEN_TOKENS = Pattern.compile("(\"[^\"]*\")|\\s+");

    private final List<String> constants = new ArrayList<>();
    private final List<String> slots = new ArrayList<>();

    private Template(String json) {
        var slot = SLOT.matcher(json);
        int from = 0;
        while (slot.find()) {
            constants.add(json.substring(from, slot.start()));
            slots.add(slot.group(1).intern());
            from = slot.end();
        }
        constants.add(json.substring(from));
    }

    static Template of(String json) {
        return new Template(BETWEEN_TOKENS
                .matcher(json)
                .replaceAll(
                        found -> found.group(1) == null ? "" : found.group(1).replace("$", "\\$")));
    }

    void render(JsonText out, Slots values) {
        for (int i = 0; i < slots.size(); i++) {
            out.raw(constants.get(i));
            values.write(slots.get(i), out);
        }
        out.raw(constants.get(slots.size()));
    }
}
