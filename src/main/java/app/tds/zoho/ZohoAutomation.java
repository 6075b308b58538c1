package app.tds.zoho;

import app.tds.source.Priority;
import app.tds.source.SourceFailure;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import org.springframework.http.HttpMethod;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * The webhooks and workflow rules in the settings of Books or Inventory, as they were when last looked at (zoho-api.md
 * 5.2).
 */
final class ZohoAutomation {

    private static final String PER_PAGE = "200";

    private final ZohoClient client;
    private final ZohoFailures failures;
    private final ZohoConnection connection;
    private final String api;
    private final String organizationId;

    final Shelf webhooks = new Shelf("/settings/webhooks", "webhook");
    final Shelf rules = new Shelf("/settings/workflows", "workflow");

    ZohoAutomation(
            ZohoClient client, ZohoFailures failures, ZohoConnection connection, String api, String organizationId) {
        this.client = client;
        this.failures = failures;
        this.connection = connection;
        this.api = api;
        this.organizationId = organizationId;
        look();
    }

    void look() {
        webhooks.look();
        rules.look();
    }

    void switchOn(JsonNode rule) {
        call(request(rules.path(rule) + "/active").as(HttpMethod.POST, JsonNodeFactory.instance.objectNode()));
    }

    /** All things of a kind. */
    final class Shelf {

        private final String path;
        private final String root;
        private List<JsonNode> all = List.of();

        private Shelf(String path, String root) {
            this.path = path;
            this.root = root;
        }

        /** The first that is meant. */
        Optional<JsonNode> find(Predicate<JsonNode> meant) {
            return all.stream().filter(meant).findFirst();
        }

        /** Those whose names begin so. */
        List<JsonNode> beginning(String prefix) {
            return all.stream().filter(one -> name(one).startsWith(prefix)).toList();
        }

        String name(JsonNode one) {
            return text(one, root + "_name");
        }

        String id(JsonNode one) {
            return text(one, root + "_id");
        }

        private String path(JsonNode one) {
            return path + "/" + id(one);
        }

        /** What cannot be read is not taken for nothing, or everything would be made once more. */
        private void look() {
            List<JsonNode> seen = new ArrayList<>();
            boolean more = true;
            for (int page = 1; more; page++) {
                ZohoRequest list = request(path).with("per_page", PER_PAGE).with("page", String.valueOf(page));
                JsonNode answer = call(list);
                if (!answer.path(root + "s").isArray()) {
                    throw failures.unreadable(list.what(), "it has no \"" + root + "s\"");
                }
                answer.path(root + "s").forEach(seen::add);
                more = answer.path("page_context").path("has_more_page").asBoolean(false);
            }
            all = seen;
        }

        /**
         * If the answer is lost, the webhook or rule may exist all the same. Then it is looked for by name, and never
         * made twice.
         */
        JsonNode make(ObjectNode body) {
            ZohoRequest request = request(path).as(HttpMethod.POST, body);
            JsonNode answered = null;
            SourceFailure lost = failures.unreadable(request.what(), "it has no \"" + root + "_id\"");
            try {
                answered = call(request).path(root);
            } catch (SourceFailure.Unavailable failure) {
                lost = failure;
            }
            if (answered instanceof ObjectNode made && !id(made).isEmpty()) {
                JsonNode complete = body.deepCopy().setAll(made);
                all.add(complete);
                return complete;
            }
            look();
            SourceFailure failure = lost;
            return find(one -> name(one).equals(name(body))).orElseThrow(() -> failure);
        }

        void change(JsonNode one, ObjectNode body) {
            call(request(path(one)).as(HttpMethod.PUT, body));
        }

        /** What is gone already is as it is to be. */
        void delete(JsonNode one) {
            ask(request(path(one)).as(HttpMethod.DELETE, null));
        }
    }

    private ZohoRequest request(String path) {
        return new ZohoRequest(connection, Priority.WEBHOOK, api, path, organizationId, Map.of(), 0);
    }

    private JsonNode call(ZohoRequest request) {
        if (ask(request) instanceof ZohoResult.Found<JsonNode> found) {
            return found.value();
        }
        throw new SourceFailure.Gone(request.what() + ": Zoho does not know it");
    }

    private ZohoResult<JsonNode> ask(ZohoRequest request) {
        try {
            return client.get(request);
        } catch (SourceFailure.Denied denied) {
            throw String.valueOf(denied.getMessage()).contains(", code 57")
                    ? new SourceFailure.Denied(denied.getMessage() + " It takes the scope "
                            + ZohoScopes.ofSettings(api, request.method()) + ".")
                    : denied;
        }
    }

    static String text(JsonNode node, String field) {
        return node.path(field).asString("");
    }
}
