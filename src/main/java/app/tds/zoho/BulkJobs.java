package app.tds.zoho;

import app.tds.source.SourceFailure;
import app.tds.zoho.CrmFields.Described;
import java.time.Duration;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpMethod;
import org.springframework.http.MediaType;
import org.springframework.stereotype.Component;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** The calls to CRM's Bulk Read: how many records there are, a file is asked for, waited for and fetched. */
@Component
class BulkJobs {

    private static final String PATH = "/bulk/read";
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
    private final Waiting waiting;
    private final ZohoSettings settings;

    BulkJobs(ZohoClient client, Waiting waiting, ZohoSettings settings) {
        this.client = client;
        this.waiting = waiting;
        this.settings = settings;
    }

    /** Requests to the API, counted. */
    static final class Calls {
        int made;
    }

    /**
     * A file that CRM has made.
     *
     * @param rows how many records CRM says are in it
     * @param more whether the module has records that are not in this file nor in those before
     * @param token by which the next file is asked for; empty if CRM tells none
     */
    record Made(long rows, boolean more, String token) {}

    /** How many records the module has. */
    long count(ZohoRequest list, Calls calls) {
        var answer = client.ask(request(list, list.path() + "/actions/count"));
        calls.made += answer.calls();
        return answer.value() instanceof ZohoResult.Found<JsonNode> found
                ? found.value().path("count").asLong(0)
                : 0;
    }

    /**
     * Asks for a file.
     *
     * @param part from 1
     * @param token that came with the file before; empty for the first one
     * @return CRM's id of it
     */
    String asked(ZohoRequest list, Described fields, int part, String token, Calls calls) {
        ObjectNode body = JsonNodeFactory.instance.objectNode();
        ObjectNode query = body.putObject("query");
        query.putObject("module").put("api_name", module(list));
        var names = query.putArray("fields");
        fields.fields().forEach(field -> names.add(field.name()));
        if (token.isEmpty()) {
            query.put("page", part);
        } else {
            query.put("page_token", token);
        }
        JsonNode added = found(request(list, PATH).as(HttpMethod.POST, body), calls);
        String id = added.path("details").path("id").asString("");
        if (!id.matches("[0-9]{1,30}")) {
            throw new SourceFailure.Refused("CRM names no job: it says "
                    + added.path("code").asString("nothing") + ", "
                    + added.path("message").asString(""));
        }
        return id;
    }

    /** Waits until CRM has made the file. */
    Made made(ZohoRequest list, String jobId, Calls calls) {
        Duration pause = settings.retryDelay().multipliedBy(4);
        for (int look = 0; look < LOOKS; look++) {
            JsonNode job = found(request(list, PATH + "/" + jobId), calls);
            JsonNode result = job.path("result");
            switch (job.path("state").asString("")) {
                case "COMPLETED" -> {
                    return new Made(
                            result.path("count").asLong(-1),
                            result.path("more_records").asBoolean(false),
                            result.path("next_page_token").asString(""));
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

    /** The file, packed. */
    byte[] file(ZohoRequest list, String jobId, Calls calls) {
        var answer = client.get(request(list, PATH + "/" + jobId + "/result"), BYTES);
        calls.made += answer.calls();
        return answer.value();
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

    private static ZohoRequest request(ZohoRequest list, String path) {
        return new ZohoRequest(
                list.connection(), list.priority(), list.api(), path, list.organizationId(), Map.of(), list.runId());
    }

    /** The module of a list. */
    static String module(ZohoRequest list) {
        return list.path().substring(1);
    }
}
