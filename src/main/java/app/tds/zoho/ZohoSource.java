package app.tds.zoho;

import app.tds.mirror.Organization;
import app.tds.source.Priority;
import app.tds.source.Source;
import app.tds.source.SourceFailure;
import app.tds.source.SourcePage;
import app.tds.source.SourceQuery;
import app.tds.source.SourceQuery.Changes;
import java.time.DateTimeException;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Zoho's lists as a source. */
@Component
class ZohoSource implements Source {

    private final ZohoClient client;
    private final ZohoConnections connections;
    private final RequestBudget budget;
    private final JsonMapper mapper;

    ZohoSource(ZohoClient client, ZohoConnections connections, RequestBudget budget, JsonMapper mapper) {
        this.client = client;
        this.connections = connections;
        this.budget = budget;
        this.mapper = mapper;
    }

    @Override
    public String name() {
        return "zoho";
    }

    @Override
    public SourcePage fetch(SourceQuery query, int page) {
        Map<String, String> parameters = new LinkedHashMap<>(query.parameters());
        parameters.put("per_page", String.valueOf(query.pageSize()));
        parameters.put("page", String.valueOf(page));
        Changes changes = query.changes();
        if (changes != null) {
            switch (changes.by()) {
                case FILTER -> parameters.put("last_modified_time", ZohoDates.text(changes.since()));
                case SORT -> {
                    parameters.put("sort_column", "last_modified_time");
                    parameters.put("sort_order", "D");
                }
            }
        }
        var request = new ZohoRequest(
                connections.of(query.organizationId()),
                query.priority(),
                query.api(),
                query.path(),
                query.organizationId(),
                parameters,
                query.runId());
        var answer = client.get(request, new PageReading(mapper, query));
        return new SourcePage(page, answer.value().records(), answer.value().more(), answer.calls());
    }

    @Override
    public List<Organization> organizations() {
        return connections.all().stream()
                .flatMap(connection -> organizations(connection).stream())
                .toList();
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
