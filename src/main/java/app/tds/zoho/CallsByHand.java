package app.tds.zoho;

import app.tds.source.Priority;
import app.tds.source.SourceCalls;
import app.tds.source.SourceFailure;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpMethod;
import org.springframework.stereotype.Component;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

/** Calls that a person asks for, each shown as Zoho answered. */
@Component
class CallsByHand implements SourceCalls {

    /** Characters that would show a line of JSON in another order, or as two. */
    private static final Pattern MISLEADING =
            Pattern.compile("[\\x7F-\\x9F\\u2028\\u2029\\u202A-\\u202E\\u2066-\\u2069]");

    private final ZohoClient client;
    private final ZohoConnections connections;
    private final RequestBudget budget;
    private final JsonMapper mapper;

    CallsByHand(ZohoClient client, ZohoConnections connections, RequestBudget budget, JsonMapper mapper) {
        this.client = client;
        this.connections = connections;
        this.budget = budget;
        this.mapper =
                mapper.rebuild().enable(SerializationFeature.INDENT_OUTPUT).build();
    }

    @Override
    public Set<String> products() {
        return ZohoSettings.PRODUCTS;
    }

    @Override
    public Set<String> organizationIds() {
        return connections.organizationIds();
    }

    @Override
    public Answer answer(Call call) {
        ZohoRequest request = new ZohoRequest(
                        connections.of(call.organizationId()),
                        Priority.DELTA,
                        call.api(),
                        call.path(),
                        call.organizationId(),
                        call.parameters(),
                        0)
                .as(HttpMethod.valueOf(call.method()), body(call.body()));
        ZohoClient.Answer<ZohoResult<JsonNode>> answer = client.ask(request);
        return new Answer(
                shown(answer.value(), call.masked()),
                answer.calls(),
                budget.allowance(String.valueOf(request.account()), Priority.DELTA)
                        .orElse(null));
    }

    private @Nullable JsonNode body(@Nullable String text) {
        try {
            return text == null ? null : mapper.readTree(text);
        } catch (JacksonException cause) {
            throw new IllegalArgumentException("the body is not JSON: " + cause.getOriginalMessage());
        }
    }

    private String shown(ZohoResult<JsonNode> result, boolean masked) {
        if (result instanceof ZohoResult.Gone<JsonNode> gone) {
            throw new SourceFailure.Gone(gone.reason());
        }
        return result instanceof ZohoResult.Found<JsonNode> found
                ? MISLEADING
                        .matcher(mapper.writeValueAsString(masked ? Masking.of(found.value()) : found.value()))
                        .replaceAll(CallsByHand::escaped)
                : "";
    }

    private static String escaped(MatchResult character) {
        return "\\\\u%04x".formatted((int) character.group().charAt(0));
    }
}
