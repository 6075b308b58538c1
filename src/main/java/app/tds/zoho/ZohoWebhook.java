package app.tds.zoho;

import static app.tds.zoho.ZohoAutomation.text;

import app.tds.Sha256;
import app.tds.source.WebhookRegistry.Wanted;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * One webhook as Zoho is to have it, and the rule that calls it. Ours are known by their names. Zoho never shows a secret
 * again; the description says which one it has, by a few digits of its hash.
 */
record ZohoWebhook(Wanted wanted, Event event) {

    /** With this begin the names of what is ours. */
    static final String OURS = "tds-zoho-sync ";

    private static final int LONGEST_NAME = 50;
    private static final int HASH_BYTES = 4;
    private static final String DESCRIPTION = "Made by webhooks register; secret ";

    /** What it tells of. */
    enum Event {
        CHANGE("add_edit", "created or edited"),
        DELETION("delete", "deleted");

        private final String ruleType;
        private final String what;

        Event(String ruleType, String what) {
            this.ruleType = ruleType;
            this.what = what;
        }

        /** For a person. */
        String what() {
            return what;
        }
    }

    /** The name of the webhook and of the rule. A subject too long for Zoho is cut, and a hash follows. */
    String name() {
        String subject = wanted.job() + " " + wanted.module();
        String end = event == Event.DELETION ? " deleted" : "";
        int room = LONGEST_NAME - OURS.length() - end.length();
        return OURS + (subject.length() <= room ? subject : shortened(subject, room)) + end;
    }

    private static String shortened(String subject, int room) {
        return subject.substring(0, room - 1 - 2 * HASH_BYTES) + "-" + hash(subject);
    }

    private static String hash(String text) {
        return HexFormat.of().formatHex(Sha256.of(text.getBytes(StandardCharsets.UTF_8)), 0, HASH_BYTES);
    }

    private String url() {
        return (event == Event.DELETION ? wanted.deletions() : wanted.address()).toString();
    }

    ObjectNode body() {
        return JsonNodeFactory.instance
                .objectNode()
                .put("webhook_name", name())
                .put("description", description())
                .put("entity", wanted.module())
                .put("method", "POST")
                .put("url", url())
                .put("secret", wanted.secret().value())
                .put("body_type", "application/json")
                .put("raw_data", "${JSONString}");
    }

    ObjectNode rule(String webhookId) {
        ObjectNode body = JsonNodeFactory.instance
                .objectNode()
                .put("workflow_name", name())
                .put("entity", wanted.module())
                .put("rule_type", event.ruleType)
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
        if (!text(there, "url").equals(url())) {
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
        return DESCRIPTION + hash(OURS + wanted.secret().value());
    }

    /** In the order of Zoho's pages. */
    List<String> byHand() {
        String automation =
                (wanted.api().equals("inventory") ? "Zoho Inventory" : "Zoho Books") + " > Settings > Automation > ";
        return List.of(
                automation + "Workflow Actions > Webhooks > New Webhook",
                "  Name: " + name(),
                "  Module: " + wanted.shown(),
                "  URL and Parameters: POST " + url(),
                "  Secret Token: the value of " + wanted.secretSetting(),
                "  Body: Default Payload (application/json)",
                automation + "Workflow Rules > New Workflow Rule",
                "  Name: " + name(),
                "  Module: " + wanted.shown(),
                "  Workflow Type: Event Based, "
                        + (event == Event.DELETION ? "Deleted" : "Created or Edited, any field, each time"),
                "  Criteria: none",
                "  Immediate Action: Webhooks, " + name());
    }
}
