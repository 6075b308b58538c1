package app.tds.zoho.record;

import app.tds.mirror.Json;
import app.tds.source.Unusable;
import java.io.StringWriter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.TokenStreamContext;
import tools.jackson.core.json.JsonFactory;

/** JSON as plain values: strings, {@link Literal}s for numbers, booleans, maps, lists and null. */
public final class ZohoJson {

    private static final JsonFactory JSON = new JsonFactory();
    private static final Set<String> CUSTOM = Set.of("custom_field_hash", "custom_fields");

    private ZohoJson() {}

    /** A number the way it was written, so that no digit is lost. */
    public record Literal(String text) {
        @Override
        public String toString() {
            return text;
        }
    }

    /**
     * The fields of an object. Nested values are read in custom fields only; elsewhere they are empty.
     *
     * @throws Unusable if it is not an object
     */
    static Map<String, @Nullable Object> fields(byte[] json) {
        return fields(json, false);
    }

    /**
     * The fields of an object, with everything in them.
     *
     * @throws Unusable if it is not an object
     */
    public static Map<String, @Nullable Object> allFields(byte[] json) {
        return fields(json, true);
    }

    private static Map<String, @Nullable Object> fields(byte[] json, boolean deep) {
        try (JsonParser parser = parser(json)) {
            return fields(parser, deep);
        }
    }

    public static JsonParser parser(byte[] json) {
        return JSON.createParser(ObjectReadContext.empty(), json);
    }

    private static Map<String, @Nullable Object> fields(JsonParser parser, boolean deep) {
        Map<String, @Nullable Object> fields = new LinkedHashMap<>(128);
        try {
            if (parser.nextToken() != JsonToken.START_OBJECT) {
                throw new Unusable("record", "not a JSON object: fetch it again");
            }
            for (String name = parser.nextName(); name != null; name = parser.nextName()) {
                fields.put(
                        name,
                        value(parser, parser.nextToken(), deep || name.startsWith("cf_") || CUSTOM.contains(name)));
            }
            return fields;
        } catch (JacksonException e) {
            throw new Unusable(
                    ZohoRecord.shortened(topLevelName(parser)),
                    "unreadable JSON, " + ZohoRecord.shown(String.valueOf(e.getOriginalMessage()))
                            + ": fetch the record again");
        }
    }

    private static String topLevelName(JsonParser parser) {
        TokenStreamContext context = parser.streamReadContext();
        while (context.getParent() != null && !context.getParent().inRoot()) {
            context = context.getParent();
        }
        return Objects.requireNonNullElse(context.currentName(), "record");
    }

    /** An object of these fields. */
    static Json object(Map<String, @Nullable Object> fields) {
        return json(fields);
    }

    /** An array of these members. */
    static Json array(List<?> members) {
        return json(members);
    }

    private static Json json(Object value) {
        StringWriter text = new StringWriter();
        try (JsonGenerator json = JSON.createGenerator(ObjectWriteContext.empty(), text)) {
            write(json, value);
        }
        return new Json(text.toString());
    }

    private static @Nullable Object value(JsonParser parser, JsonToken token, boolean deep) {
        return switch (token) {
            case VALUE_STRING -> parser.getString();
            case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> new Literal(parser.getString());
            case VALUE_TRUE -> true;
            case VALUE_FALSE -> false;
            case START_OBJECT -> deep ? map(parser) : skipped(parser, Map.of());
            case START_ARRAY -> deep ? list(parser) : skipped(parser, List.of());
            default -> null;
        };
    }

    private static Object skipped(JsonParser parser, Object instead) {
        parser.skipChildren();
        return instead;
    }

    private static Map<String, @Nullable Object> map(JsonParser parser) {
        Map<String, @Nullable Object> map = new LinkedHashMap<>();
        for (String name = parser.nextName(); name != null; name = parser.nextName()) {
            map.put(name, value(parser, parser.nextToken(), true));
        }
        return map;
    }

    private static List<@Nullable Object> list(JsonParser parser) {
        List<@Nullable Object> list = new ArrayList<>();
        for (JsonToken token = parser.nextToken(); token != JsonToken.END_ARRAY; token = parser.nextToken()) {
            list.add(value(parser, token, true));
        }
        return list;
    }

    private static void write(JsonGenerator json, @Nullable Object value) {
        if (value instanceof Map<?, ?> map) {
            json.writeStartObject();
            map.forEach((name, member) -> {
                json.writeName(String.valueOf(name));
                write(json, member);
            });
            json.writeEndObject();
        } else if (value instanceof List<?> list) {
            json.writeStartArray();
            list.forEach(member -> write(json, member));
            json.writeEndArray();
        } else if (value instanceof Literal number) {
            json.writeNumber(number.text());
        } else if (value instanceof Boolean truth) {
            json.writeBoolean(truth);
        } else if (value == null) {
            json.writeNull();
        } else {
            json.writeString(value.toString());
        }
    }
}
