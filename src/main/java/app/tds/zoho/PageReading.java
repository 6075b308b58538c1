package app.tds.zoho;

import static app.tds.zoho.AnswerRules.expect;
import static app.tds.zoho.AnswerRules.id;
import static app.tds.zoho.AnswerRules.offset;
import static app.tds.zoho.AnswerRules.once;
import static app.tds.zoho.AnswerRules.success;

import app.tds.source.SourceQuery;
import app.tds.source.SourceQuery.Means;
import app.tds.source.SourceRecord;
import app.tds.zoho.ZohoClient.Unreadable;
import app.tds.zoho.record.ZohoDates;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.databind.json.JsonMapper;

/**
 * Reads a page of a list as a stream: each record keeps the bytes Zoho sent, and is not looked into beyond its key.
 *
 * <p>What is not a complete page is an error, never the end of the list (zoho-api.md 2, 2.1).
 */
final class PageReading implements ZohoClient.Reading<PageReading.Page> {

    private final JsonMapper mapper;
    private final boolean paged;
    private final Dialect dialect;
    private final Root root;
    private final String key;
    private final boolean wantsTimes;
    private final @Nullable String expectedFilter;
    private final @Nullable String expectedSort;
    private final @Nullable String expectedOrder;
    private final FingerprintFields fields;

    PageReading(JsonMapper mapper, SourceQuery query) {
        this.mapper = mapper;
        this.paged = query.paged();
        this.dialect = Dialect.of(query.api());
        this.root = new Root(query.records());
        this.key = query.key();
        this.wantsTimes = query.changes() != null;
        this.expectedFilter = query.parameters().get("filter_by");
        boolean newestFirst = query.changes() != null && query.changes().by() == Means.SORT;
        this.expectedSort = newestFirst ? dialect.modified() : asked(query, dialect.sort());
        this.expectedOrder = newestFirst ? null : asked(query, "sort_order");
        this.fields = new FingerprintFields(query.watch(), query.ignore());
    }

    private static @Nullable String asked(SourceQuery query, String parameter) {
        String value = query.parameters().get(parameter);
        return value == null || value.isEmpty() ? null : value;
    }

    /**
     * A page.
     *
     * @param more whether there are more
     * @param inOrder false if the page is sorted otherwise than asked, or does not say how
     * @param next the token for the next page, if CRM sent one
     */
    record Page(
            List<SourceRecord> records,
            boolean more,
            @Nullable String next,
            boolean inOrder) {

        static final Page NONE = new Page(List.of(), false, null, true);
    }

    @Override
    public Page read(byte[] body) {
        return AnswerRules.object(mapper, body, parser -> page(parser, body));
    }

    private Page page(JsonParser parser, byte[] body) {
        List<SourceRecord> records = null;
        Context context = null;
        Boolean success = null;
        var members = new Members(parser);
        while (members.next()) {
            if (members.is("code")) {
                success = success(parser, success);
            } else if (root.is(members.name())) {
                once(members.name(), records);
                records = records(parser, body);
            } else if (root.isIn(members.name()) && members.value() == JsonToken.START_OBJECT) {
                records = within(parser, members.name(), body, records);
            } else if (members.is(dialect.context())) {
                once(members.name(), context);
                expect(members.value() == JsonToken.START_OBJECT, dialect.context() + " is not an object");
                context = context(parser);
            }
        }
        expect(dialect.isSuccess(success), "its code is not 0");
        if (records == null) {
            throw new Unreadable("it has no \"" + root + "\"");
        }
        if (!paged && context == null) {
            return new Page(records, false, null, true);
        }
        if (context == null || context.more() == null) {
            throw new Unreadable(
                    "it does not say whether there are more pages (" + dialect.context() + "." + dialect.more() + ")");
        }
        return new Page(records, context.more(), context.next(), isInOrder(context));
    }

    /** An order that the answer does not name may have been ignored; records that happen to be in it prove nothing. */
    private boolean isInOrder(Context context) {
        return expectedSort == null
                || expectedSort.equals(context.sort())
                        && (expectedOrder == null || context.order() == null || expectedOrder.equals(context.order()));
    }

    private @Nullable List<SourceRecord> within(
            JsonParser parser, String object, byte[] body, @Nullable List<SourceRecord> before) {
        List<SourceRecord> records = before;
        var members = new Members(parser);
        while (members.next()) {
            String name = object + "." + members.name();
            if (root.is(name)) {
                once(name, records);
                records = records(parser, body);
            }
        }
        return records;
    }

    /**
     * The names that the list of records may have.
     *
     * @param names separated by {@code |}; one with a dot is a member of an object
     */
    private record Root(String names) {

        boolean is(String name) {
            return Stream.of(names.split("\\|")).anyMatch(name::equals);
        }

        boolean isIn(String object) {
            return Stream.of(names.split("\\|")).anyMatch(it -> it.startsWith(object + "."));
        }

        @Override
        public String toString() {
            return names;
        }
    }

    private record Context(
            @Nullable Boolean more,
            @Nullable String next,
            @Nullable String sort,
            @Nullable String order) {}

    private Context context(JsonParser parser) {
        Boolean more = null;
        String next = null;
        String sort = null;
        String order = null;
        var members = new Members(parser);
        while (members.next()) {
            String name = members.name();
            JsonToken value = members.value();
            if (name.equals(dialect.more())) {
                once(name, more);
                expect(value == JsonToken.VALUE_TRUE || value == JsonToken.VALUE_FALSE, name + " is not a boolean");
                more = value == JsonToken.VALUE_TRUE;
            } else if (name.equals("next_page_token") && value == JsonToken.VALUE_STRING) {
                once(name, next);
                next = parser.getString();
            } else if (name.equals(dialect.sort()) && value == JsonToken.VALUE_STRING) {
                once(name, sort);
                sort = parser.getString();
            } else if (name.equals("sort_order") && value == JsonToken.VALUE_STRING) {
                once(name, order);
                order = parser.getString();
            } else if (name.equals("applied_filter") && expectedFilter != null && value == JsonToken.VALUE_STRING) {
                // Zoho ignores what it does not support, and a default filter hides records (zoho-api.md 2.3).
                expect(
                        parser.getString().equals(expectedFilter),
                        "it is filtered by " + parser.getString() + ", not by " + expectedFilter
                                + " as asked, and would hide records");
            }
        }
        return new Context(more, next, sort, order);
    }

    private List<SourceRecord> records(JsonParser parser, byte[] body) {
        expect(parser.currentToken() == JsonToken.START_ARRAY, "\"" + root + "\" is not a list");
        List<SourceRecord> records = new ArrayList<>();
        JsonToken token;
        while ((token = parser.nextToken()) != JsonToken.END_ARRAY) {
            expect(token == JsonToken.START_OBJECT, "\"" + root + "\" holds something that is not a record");
            records.add(record(parser, body));
        }
        return records;
    }

    private SourceRecord record(JsonParser parser, byte[] body) {
        int start = offset(parser.currentTokenLocation().getByteOffset());
        String id = null;
        Instant modified = null;
        fields.begin();
        while (parser.nextToken() == JsonToken.PROPERTY_NAME) {
            String name = parser.currentName();
            int from = offset(parser.currentTokenLocation().getByteOffset());
            JsonToken value = parser.nextToken();
            if (name.equals(key)) {
                id = id(parser);
            } else if (wantsTimes && name.equals(dialect.modified()) && value == JsonToken.VALUE_STRING) {
                modified = instant(parser.getString());
            }
            parser.skipChildren();
            parser.finishToken();
            fields.add(name, from, offset(parser.currentLocation().getByteOffset()));
        }
        int end = offset(parser.currentLocation().getByteOffset());
        return new SourceRecord(id, modified, Arrays.copyOfRange(body, start, end), fields.fingerprint(body));
    }

    private static @Nullable Instant instant(String text) {
        try {
            return ZohoDates.instant(text);
        } catch (DateTimeException cause) {
            return null;
        }
    }
}
