package app.tds.zoho;

import static app.tds.zoho.AnswerRules.expect;
import static app.tds.zoho.AnswerRules.id;
import static app.tds.zoho.AnswerRules.offset;
import static app.tds.zoho.AnswerRules.once;
import static app.tds.zoho.AnswerRules.success;

import app.tds.Sha256;
import app.tds.source.SourceRecord;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.databind.json.JsonMapper;

/**
 * Reads complete documents: one under its own member, several in a list, or one whose fields are the answer's own, as
 * documented for item groups. Each keeps the bytes Zoho sent.
 */
final class DetailReading implements ZohoClient.Reading<List<SourceRecord>> {

    private final JsonMapper mapper;
    private final Dialect dialect;
    private final String root;
    private final String key;

    DetailReading(JsonMapper mapper, Dialect dialect, String root, String key) {
        this.mapper = mapper;
        this.dialect = dialect;
        this.root = root;
        this.key = key;
    }

    @Override
    public List<SourceRecord> read(byte[] body) {
        return AnswerRules.object(mapper, body, parser -> documents(parser, body));
    }

    private List<SourceRecord> documents(JsonParser parser, byte[] body) {
        List<SourceRecord> documents = null;
        String flat = null;
        Boolean success = null;
        var members = new Members(parser);
        while (members.next()) {
            if (members.is("code")) {
                success = success(parser, success);
            } else if (members.is(root)) {
                once(root, documents);
                documents = rooted(parser, members.value(), body);
            } else if (members.is(key)) {
                flat = id(parser);
            }
        }
        expect(dialect.isSuccess(success), "its code is not 0");
        if (documents != null) {
            return documents;
        }
        expect(flat != null, "it has no \"" + root + "\"");
        return List.of(record(flat, body));
    }

    private List<SourceRecord> rooted(JsonParser parser, JsonToken value, byte[] body) {
        List<SourceRecord> documents = new ArrayList<>();
        if (value == JsonToken.START_OBJECT) {
            documents.add(document(parser, body, key));
            return documents;
        }
        expect(value == JsonToken.START_ARRAY, "\"" + root + "\" is neither a document nor a list");
        JsonToken token;
        while ((token = parser.nextToken()) != JsonToken.END_ARRAY) {
            expect(token == JsonToken.START_OBJECT, "\"" + root + "\" holds something that is not a document");
            documents.add(document(parser, body, key));
        }
        return documents;
    }

    /** The object that begins here, and what this field of it identifies it by. */
    static SourceRecord document(JsonParser parser, byte[] body, String key) {
        int start = offset(parser.currentTokenLocation().getByteOffset());
        String id = null;
        var members = new Members(parser);
        while (members.next()) {
            if (members.is(key)) {
                id = id(parser);
            }
        }
        int end = offset(parser.currentLocation().getByteOffset());
        return record(id, Arrays.copyOfRange(body, start, end));
    }

    private static SourceRecord record(@Nullable String id, byte[] json) {
        return new SourceRecord(id, null, json, Sha256.of(json));
    }
}
