package app.tds.sandbox;

import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.List;
import java.util.function.BiConsumer;
import java.util.function.Consumer;

/** What is around every answer of the API. */
final class Envelope {

    private Envelope() {}

    /** A root with a dot is a member of an object. */
    static byte[] of(World world, String root, Quirks quirks, Consumer<JsonText> content) {
        var out = world.json().raw("{\"code\":0,\"message\":\"success\"");
        if (!quirks.has(Quirks.Kind.NO_ROOT)) {
            out.raw(",").raw("\"" + root.replace(".", "\":{\"") + "\":");
            content.accept(out);
            out.raw("}".repeat(root.split("\\.").length - 1));
        }
        return out.raw("}").bytes();
    }

    static <T> byte[] list(
            World world, String root, Quirks quirks, Collection<T> entries, BiConsumer<T, JsonText> content) {
        return of(world, root, quirks, out -> {
            String separator = "[";
            Collection<T> shown = quirks.has(Quirks.Kind.NO_ROWS) ? List.of() : entries;
            for (var entry : shown) {
                out.raw(separator);
                content.accept(entry, out);
                separator = ",";
            }
            out.raw(shown.isEmpty() ? "[]" : "]");
        });
    }

    static byte[] error(int code, String message) {
        String json = "{\"code\":" + code + ",\"message\":" + Overlay.JSON.writeValueAsString(message) + "}";
        return json.getBytes(StandardCharsets.UTF_8);
    }
}
