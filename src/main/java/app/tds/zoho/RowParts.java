package app.tds.zoho;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.databind.json.JsonMapper;

/** JSON objects that are parts of one row, put together byte for byte. */
final class RowParts {

    private final JsonMapper mapper;

    RowParts(JsonMapper mapper) {
        this.mapper = mapper;
    }

    /** One object with the members of all; the first that has a member counts. */
    byte[] together(List<byte[]> objects) {
        Set<String> written = new HashSet<>();
        return members(objects, written::add);
    }

    /** The object with these members only. */
    byte[] only(byte[] object, Set<String> names) {
        return members(List.of(object), names::contains);
    }

    private byte[] members(List<byte[]> objects, Predicate<String> wanted) {
        var out = new ByteArrayOutputStream();
        out.write('{');
        for (byte[] object : objects) {
            slices(object).forEach((name, slice) -> {
                if (wanted.test(name)) {
                    if (out.size() > 1) {
                        out.write(',');
                    }
                    out.writeBytes(slice);
                }
            });
        }
        out.write('}');
        return out.toByteArray();
    }

    /** What the member holds, as it was written; null if there is none. */
    @Nullable
    String written(byte[] object, String name) {
        byte[] slice = slices(object).get(name);
        return slice == null ? null : new String(slice, StandardCharsets.UTF_8);
    }

    private Map<String, byte[]> slices(byte[] object) {
        return Objects.requireNonNull(AnswerRules.object(mapper, object, parser -> slices(parser, object)));
    }

    private static Map<String, byte[]> slices(JsonParser parser, byte[] object) {
        Map<String, byte[]> slices = new LinkedHashMap<>();
        while (parser.nextToken() == JsonToken.PROPERTY_NAME) {
            String name = parser.currentName();
            int from = AnswerRules.offset(parser.currentTokenLocation().getByteOffset());
            parser.nextToken();
            parser.skipChildren();
            parser.finishToken();
            slices.put(
                    name,
                    Arrays.copyOfRange(
                            object,
                            from,
                            AnswerRules.offset(parser.currentLocation().getByteOffset())));
        }
        return slices;
    }
}
