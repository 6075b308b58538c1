package app.tds.sandbox;

import java.net.URI;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * A company's webhooks and workflow rules, as Zoho's settings hold them: one set for Books and Inventory. A secret is
 * never shown again, names are taken once, and a webhook that no rule calls has an empty text for its rules.
 */
public final class Automation {

    /** Modules of Zoho's whose records no list of the sandbox holds. */
    private static final Set<String> WITHOUT_LIST = Set.of(
            "inventory_adjustment",
            "transfer_order",
            "purchase_receive",
            "package",
            "shipment_order",
            "salesreturn_receive");

    private static final Set<String> RULE_TYPES = Set.of("add", "edit", "add_edit", "delete");
    private static final int RULES_A_MODULE = 10;
    private static final int NAME_TAKEN = 107051;

    private final World world;
    private final Map<String, ObjectNode> webhooks = new LinkedHashMap<>();
    private final Map<String, ObjectNode> workflows = new LinkedHashMap<>();
    private long lastId;

    Automation(World world) {
        this.world = world;
        this.lastId = Long.parseLong(world.organizationId()) * 100_000_000L;
    }

    /** Where something is told, and how it is signed. */
    record Target(URI address, String secret) {}

    /** The names of all webhooks, in the order they were made. */
    public synchronized List<String> webhookNames() {
        return webhooks.values().stream().map(it -> text(it, "webhook_name")).toList();
    }

    /** The names of all rules, in the order they were made. */
    public synchronized List<String> ruleNames() {
        return workflows.values().stream().map(it -> text(it, "workflow_name")).toList();
    }

    /** A field of a webhook, as a person sees it on the screen; the secret as well. */
    public synchronized String webhook(String name, String field) {
        return text(named(webhooks, "webhook_name", name), field);
    }

    /** What a person changes on the screen. */
    public synchronized void editWebhook(String name, String field, String value) {
        named(webhooks, "webhook_name", name).put(field, value);
    }

    /** A person's switch. */
    public synchronized void switchRule(String name, boolean on) {
        named(workflows, "workflow_name", name).put("is_active", on);
    }

    /** A person deletes a rule. */
    public synchronized void deleteRule(String name) {
        workflows.values().remove(named(workflows, "workflow_name", name));
    }

    private static ObjectNode named(Map<String, ObjectNode> all, String field, String name) {
        return all.values().stream()
                .filter(it -> text(it, field).equals(name))
                .findFirst()
                .orElseThrow();
    }

    synchronized boolean hasRules() {
        return !workflows.isEmpty();
    }

    /** Where active rules of one type tell of an entity. */
    synchronized List<Target> targets(String entity, Set<String> ruleTypes) {
        return workflows.values().stream()
                .filter(it ->
                        it.path("is_active").asBoolean() && text(it, "entity").equals(entity))
                .filter(it -> ruleTypes.contains(text(it, "rule_type")))
                .flatMap(it -> actions(it).map(webhooks::get))
                .map(it -> new Target(URI.create(text(it, "url")), text(it, "secret")))
                .toList();
    }

    private static Stream<String> actions(JsonNode workflow) {
        return workflow.path("instant_actions").valueStream().map(it -> text(it, "action_id"));
    }

    /** Answers {@code settings/webhooks} and {@code settings/workflows}, and what is below them. */
    synchronized byte[] answer(Request request, List<String> path, Quirks quirks) {
        boolean isWebhook = path.get(1).equals("webhooks");
        var all = isWebhook ? webhooks : workflows;
        String root = isWebhook ? "webhook" : "workflow";
        if (path.size() == 2) {
            return request.method().equals("GET")
                    ? list(request, all, root, quirks)
                    : one(root, create(body(request), all, root), quirks);
        }
        var known = Optional.ofNullable(all.get(path.get(2)))
                .orElseThrow(() ->
                        new Refusal(404, 1002, isWebhook ? "Webhook does not exist." : "Workflow does not exist."));
        if (path.size() == 4) {
            known.put("is_active", path.get(3).equals("active"));
        } else if (request.method().equals("DELETE")) {
            delete(known, all, root);
        } else if (request.method().equals("PUT")) {
            known.setAll(checked(body(request), all, root, path.get(2)));
        }
        return one(root, known, quirks);
    }

    private static ObjectNode body(Request request) {
        try {
            if (Overlay.JSON.readTree(request.body()) instanceof ObjectNode object) {
                return object;
            }
        } catch (JacksonException unreadable) {
            throw new Refusal(400, 4, "Invalid data", unreadable);
        }
        throw new Refusal(400, 4, "Invalid data");
    }

    private ObjectNode create(ObjectNode body, Map<String, ObjectNode> all, String root) {
        var made = checked(body, all, root, "");
        lastId++;
        made.put(root + "_id", Long.toString(lastId));
        if (root.equals("workflow")) {
            made.put("is_active", true);
        }
        all.put(Long.toString(lastId), made);
        return made;
    }

    private ObjectNode checked(ObjectNode body, Map<String, ObjectNode> all, String root, String id) {
        String name = text(body, root + "_name");
        if (name.isEmpty() || root.equals("webhook") && text(body, "url").isEmpty()) {
            throw new Refusal(400, 6, "A mandatory field is missing");
        }
        boolean taken = all.values().stream()
                .anyMatch(it -> text(it, root + "_name").equals(name)
                        && !text(it, root + "_id").equals(id));
        if (taken) {
            throw new Refusal(400, NAME_TAKEN, "The name \"" + name + "\" is taken");
        }
        require(isModule(text(body, "entity")), "entity");
        if (root.equals("webhook")) {
            require(name.length() <= 50, "webhook_name");
            require(text(body, "description").length() <= 100, "description");
            require(text(body, "url").matches("https?://[^/?#]+(/.*)?"), "url");
            require(Set.of("POST", "PUT", "DELETE").contains(text(body, "method")), "method");
            require(
                    body.path("secret").isMissingNode() || text(body, "secret").matches("[A-Za-z0-9]{12,50}"),
                    "secret");
        } else {
            require(RULE_TYPES.contains(text(body, "rule_type")), "rule_type");
            require(actions(body).allMatch(it -> isOf(body, webhooks.get(it))), "action_id");
            long others = workflows.values().stream()
                    .filter(it -> text(it, "entity").equals(text(body, "entity")))
                    .count();
            require(others < RULES_A_MODULE, "entity");
        }
        return body;
    }

    private static boolean isModule(String entity) {
        return WITHOUT_LIST.contains(entity)
                || Lists.all().stream().anyMatch(list -> list.modules().contains(entity));
    }

    private static boolean isOf(JsonNode workflow, @Nullable JsonNode webhook) {
        return webhook != null && text(webhook, "entity").equals(text(workflow, "entity"));
    }

    private static void require(boolean valid, String parameter) {
        if (!valid) {
            throw new Refusal(400, 2, "Invalid value passed for " + parameter);
        }
    }

    private void delete(ObjectNode known, Map<String, ObjectNode> all, String root) {
        String id = text(known, root + "_id");
        if (root.equals("webhook")
                && workflows.values().stream().anyMatch(it -> actions(it).anyMatch(id::equals))) {
            throw new Refusal(400, 4, "The webhook is associated with a workflow rule");
        }
        all.remove(id);
    }

    private byte[] one(String root, ObjectNode known, Quirks quirks) {
        return Envelope.of(
                world, root, quirks, out -> out.raw(shown(known, root).toString()));
    }

    private byte[] list(Request request, Map<String, ObjectNode> all, String root, Quirks quirks) {
        int perPage = Math.min(200, Integer.parseInt(request.query().getOrDefault("per_page", "200")));
        int from = Math.min(all.size(), (request.page() - 1) * perPage);
        int to = Math.min(all.size(), from + perPage);
        var rows = new ArrayList<ObjectNode>();
        all.values().stream().skip(from).limit(perPage).forEach(it -> rows.add(row(it, root)));
        return Envelope.of(world, root + "s", quirks, out -> {
            out.raw(Overlay.JSON.writeValueAsString(rows));
            out.raw(",\"page_context\":{\"page\":" + request.page() + ",\"per_page\":" + perPage + ",\"has_more_page\":"
                    + (to < all.size()) + "}");
        });
    }

    private ObjectNode row(ObjectNode known, String root) {
        var row = shown(known, root);
        if (root.equals("workflow")) {
            row.remove(List.of("instant_actions", "time_based_actions", "field_update", "rule"));
            return row;
        }
        var related = workflows.values().stream()
                .filter(it -> actions(it).anyMatch(text(known, "webhook_id")::equals))
                .toList();
        if (related.isEmpty()) {
            return row.put("related_rules", "");
        }
        var rules = row.putArray("related_rules");
        related.forEach(it -> rules.addObject()
                .put("workflow_id", text(it, "workflow_id"))
                .put("workflow_name", text(it, "workflow_name")));
        return row;
    }

    private static ObjectNode shown(ObjectNode known, String root) {
        var shown = known.deepCopy();
        if (root.equals("webhook")) {
            shown.remove("secret");
        }
        return shown;
    }

    private static String text(JsonNode node, String field) {
        return node.path(field).asString("");
    }
}
