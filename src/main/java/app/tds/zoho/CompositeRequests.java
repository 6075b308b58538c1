package app.tds.zoho;

import app.tds.source.SourceFailure;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpMethod;
import org.springframework.stereotype.Component;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** Several requests to CRM with one call and one credit. Books and Inventory have nothing alike. */
@Component
class CompositeRequests {

    /** As many as CRM takes at once. */
    static final int MOST = 5;

    private static final String PATH = "/__composite_requests";
    private static final String PARTS = "__composite_requests";

    private final ZohoClient client;
    private final ZohoSettings settings;
    private final ZohoFailures failures;

    CompositeRequests(ZohoClient client, ZohoSettings settings, ZohoFailures failures) {
        this.client = client;
        this.settings = settings;
        this.failures = failures;
    }

    /**
     * Makes all of them with as few calls as CRM takes; in their order, and none is lost for another's failure.
     *
     * @param parts of CRM, of one organization and one kind of work
     * @throws SourceFailure if one of the calls brings no answer, after the calls before it were made
     */
    ZohoClient.Answer<List<ZohoClient.Outcome<JsonNode>>> batch(List<ZohoRequest> parts) {
        List<ZohoClient.Outcome<JsonNode>> outcomes = new ArrayList<>();
        int calls = 0;
        for (int from = 0; from < parts.size(); from += MOST) {
            List<ZohoRequest> some = parts.subList(from, Math.min(parts.size(), from + MOST));
            ZohoClient.Answer<ZohoResult<JsonNode>> answer = client.ask(composed(some));
            calls += answer.calls();
            outcomes.addAll(outcomes(some, answer.value()));
        }
        return new ZohoClient.Answer<>(outcomes, calls);
    }

    private ZohoRequest composed(List<ZohoRequest> parts) {
        ZohoRequest first = parts.get(0);
        boolean alike = parts.stream()
                .allMatch(part -> part.dialect() == Dialect.CRM
                        && part.connection().equals(first.connection())
                        && part.priority() == first.priority()
                        && Objects.equals(part.organizationId(), first.organizationId()));
        if (!alike) {
            throw new IllegalArgumentException("requests that go with one call are CRM's, and of one organization");
        }
        ObjectNode body = JsonNodeFactory.instance.objectNode();
        body.put("rollback_on_fail", false);
        body.put("parallel_execution", parts.stream().allMatch(ZohoRequest::repeatable));
        ArrayNode all = body.putArray(PARTS);
        for (int number = 0; number < parts.size(); number++) {
            all.add(part(number, parts.get(number)));
        }
        return new ZohoRequest(
                        first.connection(),
                        first.priority(),
                        first.api(),
                        PATH,
                        first.organizationId(),
                        Map.of(),
                        first.runId())
                .as(HttpMethod.POST, body);
    }

    private ObjectNode part(int number, ZohoRequest request) {
        ObjectNode part = JsonNodeFactory.instance.objectNode();
        part.put("sub_request_id", String.valueOf(number));
        part.put("method", request.method().name());
        part.put("uri", settings.root(request.api()) + request.path());
        if (!request.parameters().isEmpty()) {
            ObjectNode parameters = part.putObject("params");
            request.parameters().forEach(parameters::put);
        }
        if (request.modifiedSince() != null) {
            part.putObject("headers").put("If-Modified-Since", ZohoExchange.since(request.modifiedSince()));
        }
        if (request.body() != null) {
            part.set("body", request.body());
        }
        return part;
    }

    private List<ZohoClient.Outcome<JsonNode>> outcomes(List<ZohoRequest> parts, ZohoResult<JsonNode> answer) {
        Map<String, JsonNode> responses = new HashMap<>();
        if (answer instanceof ZohoResult.Found<JsonNode> found) {
            found.value()
                    .path(PARTS)
                    .forEach(part -> responses.put(
                            part.path("sub_request_id").asString(""),
                            part.path("details").path("response")));
        }
        List<ZohoClient.Outcome<JsonNode>> outcomes = new ArrayList<>();
        for (int number = 0; number < parts.size(); number++) {
            outcomes.add(outcome(parts.get(number), responses.get(String.valueOf(number))));
        }
        return outcomes;
    }

    private ZohoClient.Outcome<JsonNode> outcome(ZohoRequest request, @Nullable JsonNode response) {
        try {
            return new ZohoClient.Outcome<>(request, result(request, response), null, 0);
        } catch (SourceFailure failure) {
            return new ZohoClient.Outcome<>(request, null, failure, 0);
        }
    }

    private ZohoResult<JsonNode> result(ZohoRequest request, @Nullable JsonNode response) {
        int status = response == null ? 0 : response.path("status_code").asInt(0);
        if (response == null || status == 0) {
            throw failures.unreadable(request.what(), "it is missing among the answers to requests made together");
        }
        if (request.dialect().saysNothing(status, request.modifiedSince() != null)) {
            return new ZohoResult.Nothing<>();
        }
        JsonNode body = response.path("body");
        String code = body.path("code").asString("");
        if (status / 100 == 2 && code.isEmpty()) {
            return new ZohoResult.Found<>(body);
        }
        SourceFailure failure = failures.ofAnswer(
                request.what(), status, code, body.path("message").asString(""), null);
        if (failure instanceof SourceFailure.Gone gone) {
            return new ZohoResult.Gone<>(String.valueOf(gone.getMessage()));
        }
        throw failure;
    }
}
