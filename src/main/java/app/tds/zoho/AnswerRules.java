package app.tds.zoho;

import app.tds.RecordIds;
import app.tds.zoho.ZohoClient.Unreadable;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.databind.json.JsonMapper;

/** What every answer of Zoho's keeps to, or it is {@link Unreadable}. */
final class AnswerRules {

    private AnswerRules() {}

    /** Reads one complete JSON object, and nothing behind it. */
    static <T> T object(JsonMapper mapper, byte[] body, Function<JsonParser, T> members) {
        try (JsonParser parser = mapper.createParser(body)) {
            expect(parser.nextToken() == JsonToken.START_OBJECT, "it is not a JSON object");
            T read = members.apply(parser);
            expect(
                    parser.currentToken() == JsonToken.END_OBJECT && parser.nextToken() == null,
                    "it goes on after its end");
            return read;
        } catch (JacksonException cause) {
            throw new Unreadable("it is not complete JSON: " + cause.getOriginalMessage());
        }
    }

    /** Whether the code just read, the first of this answer, says that all went well. */
    static boolean success(JsonParser parser, @Nullable Object before) {
        once("code", before);
        return parser.currentToken() == JsonToken.VALUE_NUMBER_INT && parser.getIntValue() == 0;
    }

    /**
     * The id just read; null if it is none. What Zoho sent in its place reaches no path, no queue and no log: the record
     * goes to quarantine like one without an id.
     */
    static @Nullable String id(JsonParser parser) {
        JsonToken value = parser.currentToken();
        if (value != JsonToken.VALUE_STRING && value != JsonToken.VALUE_NUMBER_INT) {
            return null;
        }
        String id = parser.getString().strip();
        return RecordIds.isId(id) ? id : null;
    }

    /** A place in the body. */
    static int offset(long offset) {
        expect(offset >= 0, "it is not UTF-8");
        return (int) offset;
    }

    /** Of two that contradict each other, neither can be believed. */
    static void once(String name, @Nullable Object before) {
        expect(before == null, "it has \"" + name + "\" twice");
    }

    static void expect(boolean condition, String otherwise) {
        if (!condition) {
            throw new Unreadable(otherwise);
        }
    }
}
