package app.tds.zoho;

import app.tds.source.SourceFailure;
import app.tds.source.SourcePage;
import app.tds.source.SourceQuery;
import app.tds.source.SourceRecord;
import app.tds.zoho.CrmFields.Described;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;

/**
 * Rows of a module of CRM with all their fields, from as many answers as that takes.
 *
 * <p>A record that is not in all of these answers, or was modified between two of them, is read once more, alone.
 */
@Component
class CrmRows {

    private static final String MODIFIED = "Modified_Time";

    private final ZohoClient client;
    private final JsonMapper mapper;
    private final RowParts parts;

    CrmRows(ZohoClient client, JsonMapper mapper) {
        this.client = client;
        this.mapper = mapper;
        this.parts = new RowParts(mapper);
    }

    /** Records, and the requests to the API that it took to complete them. */
    record Rows(List<SourceRecord> records, int calls) {}

    /**
     * The same records, each with the fields of all of these lists.
     *
     * @param list of the module
     * @param answers the lists, each with other fields of the same records
     */
    Rows together(SourceQuery query, ZohoRequest list, Described fields, List<List<SourceRecord>> answers) {
        if (answers.size() == 1) {
            return new Rows(answers.get(0), 0);
        }
        Map<String, List<byte[]>> byId = new LinkedHashMap<>();
        answers.forEach(records -> records.forEach(
                record -> byId.computeIfAbsent(String.valueOf(record.sourceId()), id -> new ArrayList<>())
                        .add(record.json())));
        List<byte[]> rows = new ArrayList<>();
        List<String> alone = new ArrayList<>();
        byId.forEach((id, objects) -> {
            if (objects.size() == answers.size() && isOneVersion(objects)) {
                rows.add(parts.together(objects));
            } else {
                alone.add(id);
            }
        });
        int calls = 0;
        for (var outcome : client.all(
                alone.stream().map(id -> one(list, id)).toList(),
                request -> new DetailReading(mapper, request.dialect(), query.records(), query.key()))) {
            calls += outcome.calls();
            // What is gone meanwhile is in the list no more.
            if (outcome.get() instanceof ZohoResult.Found<List<SourceRecord>> found) {
                found.value().forEach(record -> rows.add(parts.only(record.json(), fields.names())));
            }
        }
        return new Rows(read(query, rows), calls);
    }

    /** Records' own answers, with these fields of theirs. */
    List<SourceRecord> with(SourceQuery query, Set<String> fields, List<SourceRecord> documents) {
        return read(
                query,
                documents.stream()
                        .map(document -> parts.only(document.json(), fields))
                        .toList());
    }

    /** The address of one record. */
    static ZohoRequest one(ZohoRequest list, String id) {
        return new ZohoRequest(
                list.connection(),
                list.priority(),
                list.api(),
                list.path() + "/" + id,
                list.organizationId(),
                Map.of(),
                list.runId());
    }

    private boolean isOneVersion(List<byte[]> objects) {
        String first = parts.written(objects.get(0), MODIFIED);
        return objects.stream().allMatch(it -> Objects.equals(first, parts.written(it, MODIFIED)));
    }

    /** Rows are read as a page is, so that they are told apart and compared in the same way. */
    List<SourceRecord> read(SourceQuery query, List<byte[]> rows) {
        var page = new ByteArrayOutputStream();
        page.writeBytes(("{\"" + query.records() + "\":[").getBytes(StandardCharsets.UTF_8));
        for (int i = 0; i < rows.size(); i++) {
            if (i > 0) {
                page.write(',');
            }
            page.writeBytes(rows.get(i));
        }
        page.writeBytes("],\"info\":{\"more_records\":false}}".getBytes(StandardCharsets.UTF_8));
        return new PageReading(mapper, query).read(page.toByteArray()).records();
    }

    /** Several pages of the same number as one. */
    static SourcePage page(List<SourcePage> pages, Rows rows, int calls) {
        SourcePage first = pages.get(0);
        if (pages.stream().anyMatch(page -> page.number() != first.number())) {
            throw new SourceFailure.Unavailable("pages of one list have lost their places", null);
        }
        return new SourcePage(
                first.number(),
                rows.records(),
                pages.stream().anyMatch(SourcePage::more),
                pages.stream().allMatch(SourcePage::inOrder),
                calls
                        + rows.calls()
                        + pages.stream().mapToInt(SourcePage::calls).sum());
    }
}
