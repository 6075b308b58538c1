package app.tds.zoho;

import app.tds.source.SourceRecord;
import app.tds.zoho.ZohoClient.Unreadable;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.databind.json.JsonMapper;

/**
 * Reads complete documents: one under its own member, several in a list, or one whose fields are the answer's own, as
 * documented for item groups (zoho-api.md 3). Each keeps the bytes Zoho sent.
 */
final class DetailReading implements ZohoClient.Reading<List<SourceRecord>> {

    private final JsonMapper mapper;
    private final String root;
    private final String key;

    DetailReading(JsonMapper mapper, String root, String key) {
        this.mapper = mapper;
        this.root = root;
        this.key = key;
    }

    @Override
    public List<SourceRecord> read(byte[] body) {
        try (JsonParser parser = mapper.createParser(body)) {
            return documents(parser, body);
        } catch (JacksonException cause) {
            throw new Unreadable("it is not complete JSON: " + cause.getOriginalMessage());
        }
    }

    private List<SourceRecord> documents(JsonParser parser, byte[] body) {
        expect(parser.nextToken() == JsonToken.START_OBJECT, "it is not a JSON object");
        List<SourceRecord> documents = null;
        String flat = null;
        boolean success = false;
        while (parser.nextToken() == JsonToken.PROPERTY_NAME) {
            String name = parser.currentName();
            JsonToken value = parser.nextToken();
            if (name.equals("code")) {
                success = value == JsonToken.VALUE_NUMBER_INT && parser.getIntValue() == 0;
            } else if (name.equals(root)) {
                expect(documents == null, "it has \"" + root + "\" twice");
                documents = rooted(parser, value, body);
            } else if (name.equals(key)) {
                flat = scalar(parser, value);
                parser.skipChildren();
            } else {
                parser.skipChildren();
            }
        }
        expect(parser.currentToken() == JsonToken.END_OBJECT && parser.nextToken() == null, "it goes on after its end");
        expect(success, "its code is not 0");
        if (documents != null) {
            return documents;
        }
        expect(flat != null, "it has no \"" + root + "\"");
        return List.of(record(flat, body));
    }

    private List<SourceRecord> rooted(JsonParser parser, JsonToken value, byte[] body) {
        List<SourceRecord> documents = new ArrayList<>();
        if (value == JsonToken.START_OBJECT) {
            documents.add(document(parser, body));
            return documents;
        }
        expect(value == JsonToken.START_ARRAY, "\"" + root + "\" is neither a document nor a list");
        JsonToken token;
        while ((token = parser.nextToken()) != JsonToken.END_ARRAY) {
            expect(token == JsonToken.START_OBJECT, "\"" + root + "\" holds something that is not a document");
            documents.add(document(parser, body));
        }
        return documents;
    }

    private SourceRecord document(JsonParser parser, byte[] body) {
        int start = Math.toIntExact(parser.currentTokenLocation().getByteOffset());
        String id = null;
        while (parser.nextToken() == JsonToken.PROPERTY_NAME) {
            String name = parser.currentName();
            JsonToken value = parser.nextToken();
            if (name.equals(key)) {
                id = scalar(parser, value);
            }
            parser.skipChildren();
        }
        int end = Math.toIntExact(parser.currentLocation().getByteOffset());
        return record(id, Arrays.copyOfRange(body, start, end));
    }

    private static SourceRecord record(@Nullable String id, byte[] json) {
        return new SourceRecord(id, null, json, hash(json));
    }

    private static @Nullable String scalar(JsonParser parser, JsonToken value) {
        return value == JsonToken.VALUE_STRING || value == JsonToken.VALUE_NUMBER_INT ? parser.getString() : null;
    }

    private static byte[] hash(byte[] json) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(json);
        } catch (NoSuchAlgorithmException cause) {
            throw new IllegalStateException("every Java platform has SHA-256", cause);
        }
    }

    private static void expect(boolean condition, String otherwise) {
        if (!condition) {
            throw new Unreadable(otherwise);
        }
    }
}
