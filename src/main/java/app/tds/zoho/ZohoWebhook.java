package app.tds.zoho;

import static app.tds.zoho.ZohoAutomation.text;

import app.tds.Sha256;
import app.tds.source.WebhookRegistry.Wanted;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * One webhook as Zoho is to have it. Ours are known by their names. Zoho never shows a secret again; the description says
 * which one it has, by a few digits of its hash.
 */
record ZohoWebhook(Wanted wanted) {

    /** With this begin the names of what is ours. */
    static final String OURS = "tds-zoho-sync ";

    private static final String DESCRIPTION = "Made by webhooks register; secret ";

    /** What a rule tells of. */
    enum Rule {
        CHANGES("add_edit", "", "created or edited"),
        DELETIONS("delete", " deleted", "deleted");

        private final String type;
        private final String suffix;
        private final String what;

        Rule(String type, String suffix, String what) {
            this.type = type;
            this.suffix = suffix;
            this.what = what;
        }

        /** Zoho's own word. */
        String type() {
            return type;
        }

        /** For a person. */
        String what() {
            return what;
        }
    }

    String name() {
        return OURS + wanted.job() + " " + wanted.module();
    }

    String name(Rule rule) {
        return name() + rule.suffix;
    }

    ObjectNode body() {
        return JsonNodeFactory.instance
                .objectNode()
                .put("webhook_name", name())
                .put("description", description())
                .put("entity", wanted.module())
                .put("method", "POST")
                .put("url", wanted.address().toString())
                .put("secret", wanted.secret().value())
                .put("body_type", "application/json")
                .put("raw_data", "${JSONString}");
    }

    ObjectNode rule(Rule rule, String webhookId) {
        ObjectNode body = JsonNodeFactory.instance
                .objectNode()
                .put("workflow_name", name(rule))
                .put("entity", wanted.module())
                .put("rule_type", rule.type)
                .put("apply_rule_always", true)
                .put("field_update_comparator", "any");
        body.putArray("instant_actions")
                .addObject()
                .put("action_type", "webhook")
                .put("action_id", webhookId);
        body.putArray("time_based_actions");
        body.putArray("field_update");
        body.putObject("rule");
        return body;
    }

    /** In what one that is there is not as it is to be. */
    List<String> differences(JsonNode there) {
        List<String> differences = new ArrayList<>();
        if (!text(there, "url").equals(wanted.address().toString())) {
            differences.add("it goes to " + text(there, "url"));
        }
        if (!text(there, "method").equals("POST")) {
            differences.add("it comes as " + text(there, "method"));
        }
        String description = text(there, "description");
        if (description.startsWith(DESCRIPTION) && !description.equals(description())) {
            differences.add("it is signed with another secret");
        }
        return differences;
    }

    private String description() {
        byte[] hash = Sha256.of((OURS + wanted.secret().value()).getBytes(StandardCharsets.UTF_8));
        return DESCRIPTION + HexFormat.of().formatHex(hash, 0, 4);
    }

    /** In the order of Zoho's pages. */
    List<String> byHand() {
        String product = wanted.api().equals("inventory") ? "Zoho Inventory" : "Zoho Books";
        return List.of(
                "1. " + product + " > Settings > Automation > Workflow Actions > Webhooks > New Webhook",
                "   Name: " + name(),
                "   Module: " + moduleOnScreen(),
                "   URL and Parameters: POST " + wanted.address(),
                "   Secret Token: the value of " + wanted.secretSetting(),
                "   Body: Default Payload (application/json)",
                "2. " + product + " > Settings > Automation > Workflow Rules > New Workflow Rule",
                "   Name: " + name(Rule.CHANGES),
                "   Module: " + moduleOnScreen(),
                "   Workflow Type: Event Based, Created or Edited, any field, each time; no criteria",
                "   Immediate Action: Webhooks, " + name(),
                "3. one more rule, the same but for",
                "   Name: " + name(Rule.DELETIONS),
                "   Workflow Type: Event Based, Deleted");
    }

    private String moduleOnScreen() {
        return switch (wanted.module()) {
            case "salesorder" -> "Sales Orders";
            case "creditnote" -> "Credit Notes";
            case "customer_payment" -> "Payments Received";
            case "salesreturn_receive" -> "Sales Return Receives";
            default ->
                Stream.of(wanted.module().split("_"))
                                .map(word -> word.substring(0, 1).toUpperCase(Locale.ROOT) + word.substring(1))
                                .collect(Collectors.joining(" "))
                        + "s";
        };
    }
}
