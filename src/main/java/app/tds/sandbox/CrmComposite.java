package app.tds.sandbox;

import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Several requests to CRM in one; each is answered as if it had come alone. */
final class CrmComposite {

    static final String PATH = "__composite_requests";

    private static final int MOST = 5;

    private CrmComposite() {}

    static Answer answer(Request request, Function<Request, Answer> one) {
        JsonNode parts = parts(request);
        if (!parts.isArray() || parts.isEmpty()) {
            throw new Refusal(400, 6, "one of the expected parameter is missing");
        }
        if (parts.size() > MOST) {
            throw new Refusal(400, Crm.Code.LIMIT, "more than " + MOST + " requests");
        }
        var answer = Overlay.JSON.createObjectNode();
        var answers = answer.putArray(PATH);
        for (JsonNode part : parts) {
            var response = answers.addObject()
                    .put("sub_request_id", part.path("sub_request_id").asString(""))
                    .put("code", "SUCCESS")
                    .put("status", "success")
                    .put("message", "composite sub request executed successfully")
                    .putObject("details")
                    .putObject("response");
            put(one.apply(asRequest(request, part)), response);
        }
        return Answer.json(200, answer.toString());
    }

    private static void put(Answer answer, ObjectNode response) {
        response.put("status_code", answer.status());
        response.putObject("headers").put("Content-Type", answer.contentType());
        response.set(
                "body",
                answer.body().length == 0
                        ? Overlay.JSON.nullNode()
                        : Overlay.JSON.readTree(new String(answer.body(), StandardCharsets.UTF_8)));
    }

    private static Request asRequest(Request whole, JsonNode part) {
        Map<String, String> query = new LinkedHashMap<>();
        part.path("params")
                .properties()
                .forEach(parameter ->
                        query.put(parameter.getKey(), parameter.getValue().asString()));
        JsonNode body = part.path("body");
        return new Request(
                part.path("method").asString("GET"),
                part.path("uri").asString(""),
                query,
                Map.of(),
                body.isMissingNode() ? "" : body.toString(),
                whole.token(),
                text(part.path("headers").path("If-Modified-Since")));
    }

    private static @Nullable String text(JsonNode node) {
        return node.isMissingNode() ? null : node.asString();
    }

    private static JsonNode parts(Request request) {
        try {
            return Overlay.JSON.readTree(request.body()).path(PATH);
        } catch (JacksonException unreadable) {
            throw new Refusal(400, Crm.Code.INVALID_DATA, PATH, unreadable);
        }
    }
}
