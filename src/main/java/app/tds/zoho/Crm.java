package app.tds.zoho;

import app.tds.RecordIds;
import app.tds.source.DetailQuery;
import app.tds.source.Source.Tombstones;
import app.tds.source.SourceDetails;
import app.tds.source.SourceFailure;
import app.tds.source.SourceQuery;
import app.tds.source.SourceRecord;
import app.tds.zoho.CrmFields.Described;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;

/** What is particular to CRM: whose it is, rows of many fields, records by their ids, and deletions. */
@Component
class Crm {

    private static final int PAGE = 200;

    /** Further back, nobody looks for one deletion. */
    private static final int MOST_PAGES = 50;

    private final ZohoSettings settings;
    private final ZohoClient client;
    private final CrmFields fields;
    private final CrmRows rows;
    private final CrmBulkRead bulk;
    private final JsonMapper mapper;

    Crm(ZohoSettings settings, ZohoClient client, CrmFields fields, CrmRows rows, CrmBulkRead bulk, JsonMapper mapper) {
        this.bulk = bulk;
        this.settings = settings;
        this.client = client;
        this.fields = fields;
        this.rows = rows;
        this.mapper = mapper;
    }

    /**
     * Calls to CRM name no organization: another one than is configured would get records that are not its own.
     *
     * @throws SourceFailure.NotAllowed if CRM is not this organization's
     */
    void refuseIfNone(String api, String organizationId) {
        if (!has(api, organizationId)) {
            throw new SourceFailure.NotAllowed("Organization " + organizationId
                    + " has no CRM. If it has one, add it to tds.zoho.crm-organizations; of the organizations of one"
                    + " connection, only one can have the CRM of the connection's user.");
        }
    }

    /** Whether the organization has this product, as far as the configuration says. */
    boolean has(String api, String organizationId) {
        return Dialect.of(api) != Dialect.CRM || settings.crmOrganizations().contains(organizationId);
    }

    CrmFields fields() {
        return fields;
    }

    CrmRows rows() {
        return rows;
    }

    CrmBulkRead bulk() {
        return bulk;
    }

    /**
     * Records that were asked for at their own addresses, as rows of their list; or with their subforms too, if they are
     * documents. What is gone has to be among the deletions.
     */
    SourceDetails ofTheirOwn(DetailQuery query, ZohoRequest one, SourceDetails answer) {
        Described described = fields.of(one);
        Set<String> names = query.asRows() ? described.names() : described.namesOfDocument();
        var found = new ArrayList<>(rows.with(list(query, one.path()), names, answer.found()));
        Map<String, SourceFailure> failed = new TreeMap<>(answer.failed());
        Set<String> gone = new TreeSet<>(answer.gone());
        int calls = answer.calls() + described.calls();
        if (!gone.isEmpty()) {
            Tombstones told = deleted(query, one, module(one.path()) + "/deleted", null, gone);
            calls += told.calls();
            for (String id : answer.gone()) {
                if (!told.ids().contains(id)) {
                    gone.remove(id);
                    failed.put(id, hidden(one, id));
                }
            }
        }
        return new SourceDetails(found, gone, failed, calls);
    }

    private static SourceFailure hidden(ZohoRequest one, String id) {
        return new SourceFailure.Unavailable(
                module(one.path()).substring(1) + " " + id
                        + " of CRM is neither there nor among what was deleted. The user"
                        + " behind the refresh token may not see it any more: give the user's profile the right to see all"
                        + " records. The row stays as it is.",
                null);
    }

    /** Records that one call for each portion of fields asks for. */
    SourceDetails several(DetailQuery query, ZohoRequest list, List<String> asked) {
        Described described = fields.of(list);
        List<SourceRecord> found = new ArrayList<>();
        Set<String> gone = new TreeSet<>(asked);
        int calls = described.calls();
        for (List<String> batch :
                ZohoClient.batches(asked.stream().filter(RecordIds::isId).toList())) {
            ZohoRequest some = list.with(String.valueOf(query.parameter()), String.join(",", batch))
                    .with("per_page", String.valueOf(PAGE));
            List<List<SourceRecord>> answers = new ArrayList<>();
            for (String portion : described.portions()) {
                var page =
                        client.page(some.with("fields", portion), new PageReading(mapper, list(query, query.path())));
                answers.add(page.value().records());
                calls += page.calls();
            }
            var together = rows.together(list(query, query.path()), list, described, answers);
            found.addAll(together.records());
            calls += together.calls();
        }
        found.removeIf(record -> !gone.remove(String.valueOf(record.sourceId())));
        return new SourceDetails(found, gone, new HashMap<>(), calls);
    }

    /** What CRM lists as deleted since. */
    Tombstones deleted(DetailQuery query, ZohoRequest any, String path, @Nullable Instant since) {
        return deleted(query, any, path, since, Set.of());
    }

    private Tombstones deleted(
            DetailQuery query, ZohoRequest any, String path, @Nullable Instant since, Set<String> enough) {
        var question = new ZohoRequest(
                any.connection(),
                any.priority(),
                any.api(),
                path,
                any.organizationId(),
                Map.of("type", "all", "per_page", String.valueOf(PAGE)),
                any.runId());
        Set<String> ids = new HashSet<>();
        int calls = 0;
        boolean more = true;
        for (int page = 1; more && page <= MOST_PAGES && (enough.isEmpty() || !ids.containsAll(enough)); page++) {
            ZohoRequest one = question.with("page", String.valueOf(page));
            var answer = client.page(
                    since == null ? one : one.since(since), new PageReading(mapper, list(query, path, "data", "id")));
            answer.value().records().forEach(record -> ids.add(String.valueOf(record.sourceId())));
            calls += answer.calls();
            more = answer.value().more();
        }
        return new Tombstones(new LinkedHashSet<>(ids), calls);
    }

    private static String module(String path) {
        return "/" + path.split("/")[1];
    }

    private static SourceQuery list(DetailQuery query, String path) {
        return list(query, path, query.record(), query.key());
    }

    private static SourceQuery list(DetailQuery query, String path, String records, String key) {
        return new SourceQuery(
                query.organizationId(),
                query.runId(),
                query.priority(),
                query.api(),
                path,
                records,
                key,
                PAGE,
                true,
                Map.of(),
                Set.of(),
                Set.of(),
                null);
    }
}
