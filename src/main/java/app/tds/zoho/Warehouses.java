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
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import java.util.function.Supplier;
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

    Warehouses(ZohoClient client, JsonMapper mapper, Clock clock) {
        this.client = client;
        this.mapper = mapper;
        this.clock = clock;
    }

    /** Whether this is the list of locations, or one of these. */
    static boolean mayStandFor(String api, String path) {
        return api.equals("inventory") && (path.equals(LOCATIONS) || path.startsWith(LOCATIONS + "/"));
    }

    /** The list of locations; that of warehouses where Zoho has no locations of the organization. */
    SourcePage list(SourceQuery query, Function<SourceQuery, SourcePage> fetching) {
        if (has(query.organizationId())) {
            return fetching.apply(of(query));
        }
        @Nullable SourcePage none = null;
        @Nullable SourceFailure refused = null;
        try {
            none = fetching.apply(query);
            if (!none.records().isEmpty()) {
                return none;
            }
        } catch (SourceFailure.Refused | SourceFailure.NotAllowed refusal) {
            refused = refusal;
        }
        @Nullable SourcePage warehouses = ifAny(query.organizationId(), () -> fetching.apply(of(query)));
        if (warehouses != null && !warehouses.records().isEmpty()) {
            return warehouses;
        }
        if (refused != null) {
            throw refused;
        }
        return none == null ? fetching.apply(query) : none;
    }

    /** Documents of locations; rows of warehouses where Zoho knows no location that was asked for. */
    SourceDetails documents(
            DetailQuery query, List<String> asked, ZohoRequest any, Function<List<String>, SourceDetails> fetching) {
        if (!has(query.organizationId())) {
            SourceDetails details = fetching.apply(asked);
            boolean refused = details.failed().size() == asked.size()
                    && details.failed().values().stream().allMatch(SourceFailure.Refused.class::isInstance);
            @Nullable
            SourceDetails warehouses =
                    refused ? ifAny(query.organizationId(), () -> rows(asked, any, details.calls())) : null;
            return warehouses == null ? details : warehouses;
        }
        return rows(asked, any, 0);
    }

    private SourceDetails rows(List<String> asked, ZohoRequest any, int callsBefore) {
        var list = new ZohoRequest(
                any.connection(), any.priority(), any.api(), PATH, any.organizationId(), Map.of(), any.runId());
        var answer = client.get(list, new DetailReading(mapper, list.dialect(), RECORDS, KEY));
        TreeSet<String> gone = new TreeSet<>(asked);
        List<SourceRecord> found = answer.value().stream()
                .filter(row -> gone.remove(String.valueOf(row.sourceId())))
                .toList();
        return new SourceDetails(found, gone, new TreeMap<>(), callsBefore + answer.calls());
    }

    private boolean has(String organizationId) {
        Instant until = known.get(organizationId);
        return until != null && clock.instant().isBefore(until);
    }

    /** Null if Zoho has no list of the organization's warehouses. */
    private <T> @Nullable T ifAny(String organizationId, Supplier<T> fetching) {
        try {
            T found = fetching.get();
            known.put(organizationId, clock.instant().plus(LIFE));
            log.info("Organization {} has no locations in Zoho; its warehouses are read.", organizationId);
            return found;
        } catch (SourceFailure.Refused | SourceFailure.NotAllowed none) {
            return null;
        }
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
