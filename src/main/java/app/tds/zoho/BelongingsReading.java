package app.tds.zoho;

import static app.tds.zoho.AnswerRules.expect;
import static app.tds.zoho.AnswerRules.offset;
import static app.tds.zoho.AnswerRules.once;
import static app.tds.zoho.AnswerRules.success;

import app.tds.Sha256;
import app.tds.source.SourceRecord;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.databind.json.JsonMapper;

/**
 * Reads a list of what belongs to one record, from an address behind the record's own, such as the rates of a currency. Zoho
 * does not say there whose it is, so the document is the list as Zoho sent it, with the record's id in front.
 */
final class BelongingsReading implements ZohoClient.Reading<List<SourceRecord>> {

    private final JsonMapper mapper;
    private final String root;
    private final String key;
    private final String id;

    /**
     * @param root the member of the answer that holds the list
     * @param key what the record's id is called
     * @param id of the record, see {@link app.tds.RecordIds}
     */
    BelongingsReading(JsonMapper mapper, String root, String key, String id) {
        this.mapper = mapper;
        this.root = root;
        this.key = key;
        this.id = id;
    }

    @Override
    public List<SourceRecord> read(byte[] body) {
        return AnswerRules.object(mapper, body, parser -> List.of(document(parser, body)));
    }

    private SourceRecord document(JsonParser parser, byte[] body) {
        byte[] list = null;
        Boolean success = null;
        var members = new Members(parser);
        while (members.next()) {
            if (members.is("code")) {
                success = success(parser, success);
            } else if (members.is(root)) {
                once(root, list);
                expect(members.value() == JsonToken.START_ARRAY, "\"" + root + "\" is no list");
                list = withId(parser, body);
            } else if (members.is("page_context") && members.value() == JsonToken.START_OBJECT) {
                expect(!hasMore(parser), "it says that there are more pages, and such a list has none");
            }
        }
        expect(Boolean.TRUE.equals(success), "its code is not 0");
        expect(list != null, "it has no \"" + root + "\"");
        return new SourceRecord(id, null, list, Sha256.of(list));
    }

    private static boolean hasMore(JsonParser parser) {
        boolean more = false;
        var members = new Members(parser);
        while (members.next()) {
            more |= members.is("has_more_page") && members.value() == JsonToken.VALUE_TRUE;
        }
        return more;
    }

    private byte[] withId(JsonParser parser, byte[] body) {
        int start = offset(parser.currentTokenLocation().getByteOffset());
        parser.skipChildren();
        int end = offset(parser.currentLocation().getByteOffset());
        var document = new ByteArrayOutputStream();
        document.writeBytes(("{\"" + key + "\":\"" + id + "\",\"" + root + "\":").getBytes(StandardCharsets.UTF_8));
        document.write(body, start, end - start);
        document.write('}');
        return document.toByteArray();
    }
}
