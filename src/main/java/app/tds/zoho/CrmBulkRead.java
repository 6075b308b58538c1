package app.tds.zoho;

import app.tds.source.SourceFailure;
import app.tds.source.SourcePage;
import app.tds.source.SourceQuery;
import app.tds.zoho.BulkReads.Kept;
import app.tds.zoho.BulkReads.State;
import app.tds.zoho.CrmFields.Described;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.http.HttpMethod;
import org.springframework.http.MediaType;
import org.springframework.stereotype.Component;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * The first full reading of a large module of CRM, as one file: CRM makes the file, which takes minutes and 50 credits
 * however many fields there are. Where CRM refuses, the list is read page by page as always.
 */
@Component
class CrmBulkRead {

    private static final Logger log = LoggerFactory.getLogger(CrmBulkRead.class);

    private static final String PATH = "/bulk/read";
    private static final int MOST_FIELDS = 200;
    private static final int LOOKS = 60;
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(30);

    private static final ZohoClient.Reading<byte[]> BYTES = new ZohoClient.Reading<>() {

        @Override
        public byte[] read(byte[] body) {
            return body;
        }

        @Override
        public byte[] read(byte[] body, @Nullable MediaType type) {
            return body;
        }
    };

    private final ZohoClient client;
    private final CrmRows rows;
    private final BulkReads reads;
    private final JsonMapper mapper;
    private final Waiting waiting;
    private final ZohoSettings settings;
    private final int from;

    /** The files that runs are reading, by organization and module. */
    private final Map<String, Open> open = new HashMap<>();

    CrmBulkRead(
            ZohoClient client,
            CrmRows rows,
            BulkReads reads,
            JsonMapper mapper,
            Waiting waiting,
            ZohoSettings settings,
            @Value("${tds.zoho.crm-bulk-from:0}") int from) {
        this.client = client;
        this.rows = rows;
        this.reads = reads;
        this.mapper = mapper;
        this.waiting = waiting;
        this.settings = settings;
        this.from = from;
    }

    /** A file that a run reads, and how many rows CRM has said are in it. */
    private record Open(long runId, String jobId, BulkFile file, long count) {}

    /** Requests to the API, counted. */
    private static final class Calls {
        private int made;
    }

    /** Whether this list may come as one file. */
    boolean isFor(SourceQuery query, ZohoRequest list) {
        return from > 0
                && query.changes() == null
                && list.dialect() == Dialect.CRM
                && list.path().matches("/[A-Z][A-Za-z0-9_]*");
    }

    /**
     * A page of the file.
     *
     * @return empty if the list is read page by page; from its first page, if {@link #isLost} says so
     */
    synchronized Optional<SourcePage> page(SourceQuery query, ZohoRequest list, Described fields, int page) {
        Kept kept = reads.of(query.organizationId(), module(list)).orElse(null);
        boolean ours = kept != null && kept.isOf(query.runId());
        if (kept == null ? page != 1 : kept.state() != State.READING || !ours && page != 1) {
            return Optional.empty();
        }
        var calls = new Calls();
        calls.made = fields.calls();
        try {
            if (kept == null && count(list, calls) < from || fields.names().size() > MOST_FIELDS) {
                return Optional.empty();
            }
            return Optional.of(read(query, list, fields, page, ours ? kept : null, calls));
        } catch (SourceFailure.Refused | SourceFailure.NotAllowed | SourceFailure.Gone refused) {
            log.warn(
                    "{} of organization {} is read page by page, since CRM gives no file of it: {}",
                    module(list),
                    query.organizationId(),
                    refused.getMessage());
            close(key(query, list));
            reads.keep(
                    query.organizationId(),
                    module(list),
                    new Kept(query.runId(), "", page == 1 ? State.DONE : State.LOST));
            return Optional.empty();
        }
    }

    /** Whether the run has lost its file and begins again page by page; said once. */
    boolean isLost(SourceQuery query, ZohoRequest list) {
        boolean lost = reads.of(query.organizationId(), module(list))
                .filter(kept -> kept.isOf(query.runId()) && kept.state() == State.LOST)
                .isPresent();
        if (lost) {
            reads.keep(query.organizationId(), module(list), new Kept(query.runId(), "", State.DONE));
        }
        return lost;
    }

    private SourcePage read(
            SourceQuery query, ZohoRequest list, Described fields, int page, @Nullable Kept ours, Calls calls) {
        Open file = open(query, list, fields, page, ours, calls);
        file.file().skip((long) (page - 1) * query.pageSize() - file.file().read());
        var records = rows.read(query, file.file().next(query.pageSize()));
        boolean more = file.file().hasNext();
        if (!more) {
            if (file.file().read() != file.count()) {
                throw new SourceFailure.Unavailable(
                        "CRM's file of " + module(list) + " has " + file.file().read() + " rows, and CRM says "
                                + file.count(),
                        null);
            }
            close(key(query, list));
            reads.keep(query.organizationId(), module(list), new Kept(query.runId(), file.jobId(), State.DONE));
        }
        return new SourcePage(page, records, more, true, calls.made);
    }

    private Open open(
            SourceQuery query, ZohoRequest list, Described fields, int page, @Nullable Kept ours, Calls calls) {
        String key = key(query, list);
        Open known = open.get(key);
        long before = (long) (page - 1) * query.pageSize();
        if (known != null && known.runId() == query.runId() && known.file().read() <= before) {
            return known;
        }
        close(key);
        String jobId = ours == null ? asked(query, list, fields, calls) : ours.jobId();
        long count = completed(list, jobId, calls);
        var answer = client.get(bulk(list, PATH + "/" + jobId + "/result"), BYTES);
        calls.made += answer.calls();
        try {
            var opened = new Open(query.runId(), jobId, new BulkFile(mapper, fields.fields(), answer.value()), count);
            open.put(key, opened);
            return opened;
        } catch (ZohoClient.Unreadable unreadable) {
            throw new SourceFailure.Refused("CRM's file of " + module(list) + ": " + unreadable.getMessage());
        }
    }

    private void close(String key) {
        Open known = open.remove(key);
        if (known != null) {
            known.file().close();
        }
    }

    private long count(ZohoRequest list, Calls calls) {
        ZohoRequest request = bulk(list, list.path() + "/actions/count");
        var answer = client.ask(request);
        calls.made += answer.calls();
        return answer.value() instanceof ZohoResult.Found<JsonNode> found
                ? found.value().path("count").asLong(0)
                : 0;
    }

    private String asked(SourceQuery query, ZohoRequest list, Described fields, Calls calls) {
        ObjectNode body = JsonNodeFactory.instance.objectNode();
        ObjectNode asked = body.putObject("query");
        asked.putObject("module").put("api_name", module(list));
        var names = asked.putArray("fields");
        fields.fields().forEach(field -> names.add(field.name()));
        asked.put("page", 1);
        JsonNode added = found(bulk(list, PATH).as(HttpMethod.POST, body), calls);
        String id = added.path("details").path("id").asString("");
        if (!id.matches("[0-9]{1,30}")) {
            throw new SourceFailure.Refused("CRM names no job: it says "
                    + added.path("code").asString("nothing") + ", "
                    + added.path("message").asString(""));
        }
        reads.keep(query.organizationId(), module(list), new Kept(query.runId(), id, State.READING));
        return id;
    }

    /** Waits for the file, and says how many rows it has. */
    private long completed(ZohoRequest list, String jobId, Calls calls) {
        Duration pause = settings.retryDelay().multipliedBy(4);
        for (int look = 0; look < LOOKS; look++) {
            JsonNode job = found(bulk(list, PATH + "/" + jobId), calls);
            JsonNode result = job.path("result");
            switch (job.path("state").asString("")) {
                case "COMPLETED" -> {
                    if (result.path("more_records").asBoolean(false)) {
                        throw new SourceFailure.Refused("the module has more records than a file takes");
                    }
                    return result.path("count").asLong(-1);
                }
                case "FAILURE" ->
                    throw new SourceFailure.Refused("CRM could not make the file: "
                            + result.path("error_message").path("message").asString("it does not say why"));
                default -> pause(pause);
            }
            pause = pause.multipliedBy(2).compareTo(LONGEST_PAUSE) > 0 ? LONGEST_PAUSE : pause.multipliedBy(2);
        }
        throw new SourceFailure.Unavailable("CRM still makes its file of " + module(list), null);
    }

    private void pause(Duration time) {
        try {
            waiting.about(time);
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw new SourceFailure.Unavailable("asked to stop while CRM makes its file", stopped);
        }
    }

    private JsonNode found(ZohoRequest request, Calls calls) {
        var answer = client.ask(request);
        calls.made += answer.calls();
        if (answer.value() instanceof ZohoResult.Found<JsonNode> found) {
            return found.value().path("data").path(0);
        }
        throw new SourceFailure.Gone(request.what() + ": CRM does not know it");
    }

    private static ZohoRequest bulk(ZohoRequest list, String path) {
        return new ZohoRequest(
                list.connection(), list.priority(), list.api(), path, list.organizationId(), Map.of(), list.runId());
    }

    private static String module(ZohoRequest list) {
        return list.path().substring(1);
    }

    private static String key(SourceQuery query, ZohoRequest list) {
        return query.organizationId() + list.path();
    }
}
