package app.tds.zoho;

import app.tds.source.DetailQuery;
import app.tds.source.SourceDetails;
import app.tds.source.SourceFailure;
import app.tds.source.SourcePage;
import app.tds.source.SourceQuery;
import app.tds.source.SourceRecord;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;

/**
 * What an organization without locations has in place of them: warehouses, in a list of another name. They have no
 * documents, so that their list's rows are their documents.
 */
@Component
class Warehouses {

    private static final Logger log = LoggerFactory.getLogger(Warehouses.class);

    private static final String LOCATIONS = "/locations";
    private static final String PATH = "/settings/warehouses";
    private static final String RECORDS = "warehouses";
    private static final String KEY = "warehouse_id";

    /** An organization may turn locations on. */
    private static final Duration LIFE = Duration.ofDays(1);

    private final ZohoClient client;
    private final JsonMapper mapper;
    private final Clock clock;

    /** Organizations that have warehouses, until when that is believed. */
    private final Map<String, Instant> known = new ConcurrentHashMap<>();

    /** Organizations whose locations were seen: these have no warehouses, whatever one answer says. */
    private final Set<String> located = ConcurrentHashMap.newKeySet();

    Warehouses(ZohoClient client, JsonMapper mapper, Clock clock) {
        this.client = client;
        this.mapper = mapper;
        this.clock = clock;
    }

    /** Whether this is the list of locations, or one of these. */
    static boolean mayStandFor(String api, String path) {
        return api.equals("inventory") && (path.equals(LOCATIONS) || path.startsWith(LOCATIONS + "/"));
    }

    /**
     * The list of locations; that of warehouses where Zoho has no locations of the organization. Zoho refuses twice before
     * that is believed: warehouses would take the place of locations, and other rows would be marked as deleted.
     */
    SourcePage list(SourceQuery query, Function<SourceQuery, SourcePage> fetching) {
        String organization = query.organizationId();
        if (has(organization)) {
            return fetching.apply(of(query));
        }
        try {
            SourcePage locations = twice(query, fetching);
            if (!locations.records().isEmpty()) {
                located.add(organization);
                return locations;
            }
            return Objects.requireNonNullElse(warehouses(query, fetching), locations);
        } catch (SourceFailure.Refused | SourceFailure.NotAllowed refused) {
            @Nullable SourcePage warehouses = warehouses(query, fetching);
            if (warehouses == null) {
                throw refused;
            }
            return warehouses;
        }
    }

    private static SourcePage twice(SourceQuery query, Function<SourceQuery, SourcePage> fetching) {
        try {
            return fetching.apply(query);
        } catch (SourceFailure.Refused | SourceFailure.NotAllowed refused) {
            return fetching.apply(query);
        }
    }

    /** Null if the organization has none, as far as Zoho says. */
    private @Nullable SourcePage warehouses(SourceQuery query, Function<SourceQuery, SourcePage> fetching) {
        if (located.contains(query.organizationId())) {
            return null;
        }
        try {
            SourcePage found = fetching.apply(of(query));
            if (found.records().isEmpty()) {
                return null;
            }
            known.put(query.organizationId(), clock.instant().plus(LIFE));
            log.info("Organization {} has no locations in Zoho; its warehouses are read.", query.organizationId());
            return found;
        } catch (SourceFailure.Refused | SourceFailure.NotAllowed none) {
            return null;
        }
    }

    /** Documents of locations; where the list is one of warehouses, its rows. */
    SourceDetails documents(
            DetailQuery query, List<String> asked, ZohoRequest any, Function<List<String>, SourceDetails> fetching) {
        return has(query.organizationId()) ? rows(asked, any) : fetching.apply(asked);
    }

    private SourceDetails rows(List<String> asked, ZohoRequest any) {
        var list = new ZohoRequest(
                any.connection(), any.priority(), any.api(), PATH, any.organizationId(), Map.of(), any.runId());
        var answer = client.get(list, new DetailReading(mapper, list.dialect(), RECORDS, KEY));
        TreeSet<String> gone = new TreeSet<>(asked);
        List<SourceRecord> found = answer.value().stream()
                .filter(row -> gone.remove(String.valueOf(row.sourceId())))
                .toList();
        return new SourceDetails(found, gone, new TreeMap<>(), answer.calls());
    }

    private boolean has(String organizationId) {
        Instant until = known.get(organizationId);
        return until != null && clock.instant().isBefore(until);
    }

    private static SourceQuery of(SourceQuery locations) {
        return new SourceQuery(
                locations.organizationId(),
                locations.runId(),
                locations.priority(),
                locations.api(),
                PATH,
                RECORDS,
                KEY,
                locations.pageSize(),
                locations.paged(),
                locations.parameters(),
                locations.watch(),
                locations.ignore(),
                locations.changes());
    }
}
