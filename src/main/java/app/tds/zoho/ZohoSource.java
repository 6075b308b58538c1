package app.tds.zoho;

import app.tds.RecordIds;
import app.tds.mirror.Organization;
import app.tds.source.Allowance;
import app.tds.source.DetailQuery;
import app.tds.source.Priority;
import app.tds.source.Source;
import app.tds.source.SourceDetails;
import app.tds.source.SourceFailure;
import app.tds.source.SourcePage;
import app.tds.source.SourceQuery;
import app.tds.source.SourceQuery.Changes;
import app.tds.source.SourceRecord;
import app.tds.source.SourceTotals;
import app.tds.zoho.CrmFields.Described;
import java.net.URI;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Zoho's lists as a source. */
@Component
class ZohoSource implements Source {

    private static final Logger log = LoggerFactory.getLogger(ZohoSource.class);

    /** What job files call Zoho. */
    static final String NAME = "zoho";

    private static final String FIELDS = "fields";
    private static final String ID = "{id}";
    private static final int BEGUN_AGAIN = 0;
    private static final int PLACES = 1000;

    private final ZohoClient client;
    private final ZohoConnections connections;
    private final RequestBudget budget;
    private final Crm crm;
    private final Warehouses warehouses;
    private final JsonMapper mapper;
    private final Map<Place, String> tokens = Collections.synchronizedMap(new LinkedHashMap<>() {
        @Override
        protected boolean removeEldestEntry(Map.Entry<Place, String> eldest) {
            return size() > PLACES;
        }
    });

    /** A page of a list that a run reads. */
    private record Place(long runId, String organizationId, String path, String fields, int page) {

        private static Place of(ZohoRequest list, int page) {
            return new Place(
                    list.runId(),
                    String.valueOf(list.organizationId()),
                    list.path(),
                    list.parameters().getOrDefault(FIELDS, ""),
                    page);
        }
    }

    ZohoSource(
            ZohoClient client,
            ZohoConnections connections,
            RequestBudget budget,
            Crm crm,
            Warehouses warehouses,
            JsonMapper mapper) {
        this.client = client;
        this.connections = connections;
        this.budget = budget;
        this.crm = crm;
        this.warehouses = warehouses;
        this.mapper = mapper;
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public SourcePage fetch(SourceQuery query, int page) {
        crm.refuseIfNone(query.api(), query.organizationId());
        if (Warehouses.mayStandFor(query.api(), query.path())) {
            return warehouses.list(query, either -> fetch(either, list(either), page));
        }
        ZohoRequest list = list(query);
        if (!CrmFields.ALL.equals(list.parameters().get(FIELDS))) {
            return fetch(query, list, page);
        }
        Described fields = crm.fields().of(list);
        if (crm.bulk().isFor(query, list)) {
            Optional<SourcePage> ofFile = crm.bulk().page(query, list, fields, page);
            if (ofFile.isPresent()) {
                return ofFile.get();
            }
            if (crm.bulk().isLost(query, list)) {
                return merged(query, list, fields, 1);
            }
        }
        return merged(query, list, fields, page);
    }

    private SourcePage merged(SourceQuery query, ZohoRequest list, Described fields, int page) {
        List<ZohoRequest> lists = fields.portions().stream()
                .map(portion -> list.with(FIELDS, portion))
                .toList();
        List<SourcePage> pages = samePage(query, lists, page);
        var records = pages.stream().map(SourcePage::records).toList();
        return CrmRows.page(pages, crm.rows().together(query, list, fields, records), fields.calls());
    }

    /** If one of the lists has lost its place, all begin again. */
    private List<SourcePage> samePage(SourceQuery query, List<ZohoRequest> lists, int page) {
        List<SourcePage> pages = new ArrayList<>();
        for (ZohoRequest list : lists) {
            SourcePage fetched = fetch(query, list, page);
            if (fetched.number() != page && page != 1) {
                return samePage(query, lists, 1);
            }
            pages.add(fetched);
        }
        return pages;
    }

    private SourcePage fetch(SourceQuery query, ZohoRequest list, int page) {
        String token = tokens.get(Place.of(list, page));
        if (token != null) {
            return following(query, list, page, token);
        }
        boolean reachable = list.dialect().isFoundByNumber((long) page * query.pageSize());
        int from = reachable ? page : 1;
        return page(query, list, list.with("page", String.valueOf(from)), from);
    }

    /** Sorted by the time of creation, oldest first, unless the list is filtered: an edit would join in its middle. */
    @Override
    public boolean growsAtItsEnd(SourceQuery query) {
        return "created_time".equals(query.parameters().get("sort_column"))
                && "A".equals(query.parameters().get("sort_order"));
    }

    /** CRM's pages follow a token. */
    @Override
    public boolean pagesShift(SourceQuery query) {
        return Dialect.of(query.api()) == Dialect.FINANCE;
    }

    private ZohoRequest list(SourceQuery query) {
        var list = new ZohoRequest(
                        connections.of(query.organizationId()),
                        query.priority(),
                        query.api(),
                        query.path(),
                        query.organizationId(),
                        query.parameters(),
                        query.runId())
                .with("per_page", String.valueOf(query.pageSize()));
        Changes changes = query.changes();
        if (changes == null) {
            return list;
        }
        return switch (changes.by()) {
            case FILTER -> list.dialect().changedSince(list, changes.since());
            case SORT -> list.dialect().newestFirst(list);
        };
    }

    /** zoho-api.md 2.1: 1 is the list with count and sums, 3 is count and sums alone. */
    @Override
    public SourceTotals totals(SourceQuery query, String parameter, boolean rows) {
        var answer = client.get(
                list(query).with("page", "1").with(parameter, rows ? "1" : "3"),
                new TotalsReading(mapper, rows ? new PageReading(mapper, query) : null));
        PageReading.Page page = answer.value().page();
        return new SourceTotals(
                answer.value().numbers(),
                new SourcePage(1, page.records(), page.more(), page.inOrder(), answer.calls()));
    }

    private SourcePage page(SourceQuery query, ZohoRequest list, ZohoRequest request, int number) {
        return page(query, list, client.page(request, new PageReading(mapper, query)), number);
    }

    private SourcePage page(
            SourceQuery query, ZohoRequest list, ZohoClient.Answer<PageReading.Page> answer, int number) {
        if (answer.value().next() != null) {
            tokens.put(Place.of(list, number + 1), answer.value().next());
        } else if (answer.value().more()) {
            crm.bulk().refuseBeyond(list, (long) number * query.pageSize());
        }
        return new SourcePage(
                number,
                answer.value().records(),
                answer.value().more(),
                answer.value().inOrder(),
                answer.calls());
    }

    /**
     * The page after the page that came with a token. If the token is not good any more, the first page, so that
     * nothing is skipped.
     */
    private SourcePage following(SourceQuery query, ZohoRequest list, int number, String token) {
        ZohoClient.Answer<PageReading.Page> answer;
        try {
            answer = client.page(ZohoClient.following(list, number, token), new PageReading(mapper, query));
        } catch (SourceFailure.Refused refused) {
            crm.bulk().refuseBeyond(list, (long) (number - 1) * query.pageSize());
            if (tokens.put(Place.of(list, BEGUN_AGAIN), token) != null) {
                throw refused;
            }
            log.warn(
                    "run {}: {}{} is read from its first page again, since page {} is not found any more: {}",
                    query.runId(),
                    query.api(),
                    query.path(),
                    number,
                    refused.getMessage());
            return page(query, list, list.with("page", "1"), 1);
        }
        return page(query, list, answer, number);
    }

    @Override
    public SourceDetails details(DetailQuery query, List<String> asked) {
        crm.refuseIfNone(query.api(), query.organizationId());
        ZohoRequest any = request(query, List.of("0"));
        if (Warehouses.mayStandFor(query.api(), query.path())) {
            return warehouses.documents(query, asked, any, ids -> documents(query, ids));
        }
        if (any.dialect() != Dialect.CRM) {
            return documents(query, asked);
        }
        return query.parameter() == null
                ? crm.ofTheirOwn(query, any, documents(query, asked))
                : crm.several(query, any, asked);
    }

    @Override
    public Tombstones deleted(DetailQuery one, String path, Instant since) {
        crm.refuseIfNone(one.api(), one.organizationId());
        return crm.deleted(one, request(one, List.of("0")), path, since);
    }

    private SourceDetails documents(DetailQuery query, List<String> asked) {
        List<String> ids = asked.stream().filter(RecordIds::isId).toList();
        List<List<String>> batches =
                query.parameter() == null ? ids.stream().map(List::of).toList() : ZohoClient.batches(ids);
        List<ZohoRequest> requests =
                batches.stream().map(batch -> request(query, batch)).toList();
        var outcomes = client.all(requests, request -> reading(query, request));
        var details = new SourceDetails(new ArrayList<>(), new TreeSet<>(), new TreeMap<>(), 0);
        // Older versions have stored any text as an id: such a text must not become part of an address.
        asked.stream()
                .filter(id -> !RecordIds.isId(id))
                .forEach(id -> details.failed().put(id, noId(id)));
        int calls = 0;
        SourceFailure ending = null;
        for (int i = 0; i < batches.size(); i++) {
            var outcome = outcomes.get(i);
            calls += outcome.calls();
            collect(outcome, batches.get(i), query.parameter() == null, details);
            if (outcome.failure() instanceof SourceFailure.Throttled
                    || outcome.failure() instanceof SourceFailure.Denied) {
                ending = (SourceFailure) outcome.failure();
            }
        }
        if (ending != null && details.found().isEmpty() && details.gone().isEmpty()) {
            throw ending;
        }
        return new SourceDetails(details.found(), details.gone(), details.failed(), calls);
    }

    /** At the record's own address is its document; behind that address is what belongs to the record. */
    private ZohoClient.Reading<List<SourceRecord>> reading(DetailQuery query, ZohoRequest request) {
        if (query.parameter() != null || query.path().endsWith(ID)) {
            return new DetailReading(mapper, request.dialect(), query.record(), query.key());
        }
        int begin = query.path().indexOf(ID);
        int behind = query.path().length() - begin - ID.length();
        String id = request.path().substring(begin, request.path().length() - behind);
        return new BelongingsReading(mapper, query.record(), query.key(), id);
    }

    private static SourceFailure noId(String text) {
        return new SourceFailure.Refused("\"" + text + "\" is not asked for: " + RecordIds.RULE
                + ". The command documents give-up ends the waiting");
    }

    @Override
    public int documentsACall() {
        return ZohoClient.IDS_A_CALL;
    }

    @Override
    public boolean countsApart(String api) {
        return Dialect.of(api) == Dialect.CRM;
    }

    @Override
    public Optional<Allowance> allowance(String organizationId, Priority priority) {
        return budget.allowance(organizationId, priority);
    }

    @Override
    public Optional<Allowance> allowance(String organizationId, String api, Priority priority) {
        return budget.allowance(Dialect.of(api).account(organizationId), priority);
    }

    private ZohoRequest request(DetailQuery query, List<String> ids) {
        var request = new ZohoRequest(
                connections.of(query.organizationId()),
                query.priority(),
                query.api(),
                query.path().replace(ID, ids.get(0)),
                query.organizationId(),
                Map.of(),
                query.runId());
        return query.parameter() == null ? request : request.with(query.parameter(), String.join(",", ids));
    }

    /** Only what was asked for; an address of one document that shows another one says nothing of either. */
    private static void collect(
            ZohoClient.Outcome<List<SourceRecord>> outcome, List<String> ids, boolean one, SourceDetails details) {
        if (outcome.failure() instanceof SourceFailure failure) {
            ids.forEach(id -> details.failed().put(id, failure));
            return;
        }
        Set<String> wanted = new TreeSet<>(ids);
        if (outcome.get() instanceof ZohoResult.Found<List<SourceRecord>> found) {
            for (SourceRecord record : found.value()) {
                if (wanted.remove(String.valueOf(record.sourceId()))) {
                    details.found().add(record);
                } else {
                    log.warn(
                            "{}: Zoho sent document {}, which was not asked for or came twice",
                            outcome.request().what(),
                            record.sourceId());
                }
            }
            if (one && !wanted.isEmpty()) {
                var other = new SourceFailure.Unavailable(
                        outcome.request().what() + ": Zoho answered with another record, or with none", null);
                wanted.forEach(id -> details.failed().put(id, other));
                return;
            }
        }
        details.gone().addAll(wanted);
    }

    @Override
    public List<Organization> organizations() {
        List<Organization> organizations = new ArrayList<>();
        List<SourceFailure> failures = new ArrayList<>();
        for (ZohoConnection connection : connections.all()) {
            try {
                organizations.addAll(organizations(connection));
            } catch (SourceFailure failure) {
                log.error(
                        "The organizations of connection {} cannot be read: {}",
                        connection.name(),
                        failure.getMessage());
                failures.add(failure);
            }
        }
        if (organizations.isEmpty() && !failures.isEmpty()) {
            throw failures.get(0);
        }
        return organizations;
    }

    @Override
    public Optional<URI> pageOf(String organizationId, String api, String path, String id) {
        return RecordPage.of(connections.of(organizationId).accounts(), api, organizationId, path, id);
    }

    @Override
    public Set<String> organizationIds() {
        return connections.organizationIds();
    }

    private List<Organization> organizations(ZohoConnection connection) {
        // The list of organizations is charged to one of them; which one, Zoho does not say.
        connection.organizations().forEach(budget::refuseIfPaused);
        var request = new ZohoRequest(connection, Priority.DELTA, "books", "/organizations", null, Map.of(), 0);
        Map<String, Organization> known =
                client.get(request, this::organizations).value();
        List<Organization> configured = new ArrayList<>();
        for (String id : connection.organizations()) {
            Organization organization = known.get(id);
            if (organization == null) {
                throw new SourceFailure.Denied("Organization " + id + " of connection \"" + connection.name()
                        + "\" is not one of the user behind its refresh token, who has "
                        + new TreeSet<>(known.keySet()) + ". Check tds.zoho.organizations.");
            }
            configured.add(organization);
        }
        return configured;
    }

    private Map<String, Organization> organizations(byte[] body) {
        JsonNode list = tree(body).path("organizations");
        if (!list.isArray()) {
            throw new ZohoClient.Unreadable("it has no \"organizations\"");
        }
        Map<String, Organization> organizations = new LinkedHashMap<>();
        for (JsonNode one : list) {
            String id = one.path("organization_id").asString("");
            organizations.put(
                    id,
                    new Organization(
                            id,
                            name(),
                            one.path("name").asString(id),
                            zone(id, one.path("time_zone").asString("")),
                            text(one, "currency_code"),
                            text(one, "language_code"),
                            text(one, "plan_name")));
        }
        return organizations;
    }

    private JsonNode tree(byte[] body) {
        try {
            return mapper.readTree(body);
        } catch (JacksonException cause) {
            throw new ZohoClient.Unreadable("it is not complete JSON: " + cause.getOriginalMessage());
        }
    }

    private static ZoneId zone(String id, String zone) {
        try {
            return ZoneId.of(zone);
        } catch (DateTimeException cause) {
            throw new ZohoClient.Unreadable("organization " + id + " has the unknown time zone \"" + zone + "\"");
        }
    }

    private static @Nullable String text(JsonNode node, String field) {
        String text = node.path(field).asString("");
        return text.isEmpty() ? null : text;
    }
}
