package app.tds.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import app.tds.sandbox.Caller.Heard;
import java.net.http.HttpRequest.BodyPublishers;
import java.time.Clock;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Webhooks and workflow rules in the settings, with what surprises about them. */
class SandboxAutomationTests {

    private static final String WEBHOOKS = "/books/v3/settings/webhooks";
    private static final String RULES = "/inventory/v1/settings/workflows";

    private final Sandbox sandbox = Sandbox.start(SandboxSettings.tiny(), Clock.systemUTC());
    private Caller caller;

    @BeforeEach
    void authorize() throws Exception {
        caller = Caller.authorized(sandbox);
    }

    @AfterEach
    void stop() {
        sandbox.close();
    }

    @Test
    void aWebhookIsMadeListedChangedAndDeleted() throws Exception {
        var made = send("POST", WEBHOOKS, webhook("one", "thesecretofthis1"));
        assertThat(made.status()).isEqualTo(201);
        String id = made.json().at("/webhook/webhook_id").asString();
        assertThat(made.json().path("webhook").has("secret")).isFalse();

        var row = caller.get(WEBHOOKS).json().at("/webhooks/0");
        assertThat(row.path("webhook_name").asString()).isEqualTo("one");
        assertThat(row.has("secret")).isFalse();
        assertThat(row.path("related_rules").asString()).isEmpty();

        var rule = send("POST", RULES, rule("one", id));
        assertThat(rule.json().at("/workflow/is_active").asBoolean()).isTrue();
        String ruleId = rule.json().at("/workflow/workflow_id").asString();
        assertThat(caller.get(WEBHOOKS)
                        .json()
                        .at("/webhooks/0/related_rules/0/workflow_id")
                        .asString())
                .isEqualTo(ruleId);
        assertThat(send("DELETE", WEBHOOKS + "/" + id, "").status()).isEqualTo(400);

        send("POST", RULES + "/" + ruleId + "/inactive", "{}");
        assertThat(caller.get(RULES).json().at("/workflows/0/is_active").asBoolean(true))
                .isFalse();
        assertThat(caller.get(RULES).json().path("workflows").get(0).has("instant_actions"))
                .isFalse();
        assertThat(send("PUT", WEBHOOKS + "/" + id, webhook("two", "thesecretofthis1"))
                        .status())
                .isEqualTo(200);
        assertThat(send("DELETE", RULES + "/" + ruleId, "").status()).isEqualTo(200);
        assertThat(send("DELETE", WEBHOOKS + "/" + id, "").status()).isEqualTo(200);
        assertThat(send("DELETE", WEBHOOKS + "/" + id, "").code()).isEqualTo(1002);
    }

    @Test
    void whatIsNotAcceptedIsNotKept() throws Exception {
        send("POST", WEBHOOKS, webhook("one", "thesecretofthis1"));

        assertThat(send("POST", WEBHOOKS, webhook("one", "thesecretofthis1")).code())
                .isEqualTo(107051);
        assertThat(send("POST", WEBHOOKS, webhook("two", "short")).code()).isEqualTo(2);
        assertThat(send("POST", WEBHOOKS, webhook("x".repeat(51), "thesecretofthis1"))
                        .code())
                .isEqualTo(2);
        assertThat(send("POST", WEBHOOKS, webhook("two", "thesecretofthis1").replace("invoice", "cattle"))
                        .code())
                .isEqualTo(2);
        assertThat(send("POST", WEBHOOKS, "no json").status()).isEqualTo(400);
        assertThat(send("POST", RULES, rule("one", "4711")).code()).isEqualTo(2);
        assertThat(send("DELETE", WEBHOOKS, "").status()).isEqualTo(405);
        caller.using(caller.exchange(sandbox.grantCode("ZohoBooks.settings.READ"))
                .json()
                .path("access_token")
                .asString());
        assertThat(send("POST", WEBHOOKS, webhook("two", "thesecretofthis1")).code())
                .isEqualTo(57);
        assertThat(caller.get(WEBHOOKS).json().path("webhooks")).hasSize(1);
    }

    private static String webhook(String name, String secret) {
        return """
                {"webhook_name":"%s","entity":"invoice","method":"POST","url":"https://a.example/b","secret":"%s"}
                """.formatted(name, secret);
    }

    private static String rule(String name, String webhook) {
        return """
                {"workflow_name":"%s","entity":"invoice","rule_type":"add_edit",
                 "instant_actions":[{"action_type":"webhook","action_id":"%s"}]}
                """.formatted(name, webhook);
    }

    private Heard send(String method, String path, String body) throws Exception {
        String organization = sandbox.organizationIds().get(0);
        return caller.send(caller.request(path + "?organization_id=" + organization)
                .method(method, BodyPublishers.ofString(body)));
    }
}
