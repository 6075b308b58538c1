package app.tds.zoho;

import static app.tds.zoho.ZohoAutomation.text;

import app.tds.source.SourceFailure;
import app.tds.source.WebhookRegistry;
import app.tds.zoho.ZohoWebhook.Event;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.BiFunction;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.http.HttpMethod;
import org.springframework.stereotype.Component;
import tools.jackson.databind.JsonNode;

/**
 * Has Zoho tell of changes. For each module there are a webhook and a workflow rule that calls the webhook, and both
 * once more for deletions: the body of a deletion may equal the body of the last edit.
 */
@Component
class ZohoWebhookRegistry implements WebhookRegistry {

    private final ZohoClient client;
    private final ZohoConnections connections;
    private final AccessTokens tokens;
    private final ZohoFailures failures;
    private final Crm crm;
    private final CrmChannels channels;
    private final String publicUrl;

    ZohoWebhookRegistry(
            ZohoClient client,
            ZohoConnections connections,
            AccessTokens tokens,
            ZohoFailures failures,
            Crm crm,
            CrmChannels channels,
            @Value("${tds.zoho.public-url:}") String publicUrl) {
        this.client = client;
        this.connections = connections;
        this.tokens = tokens;
        this.failures = failures;
        this.crm = crm;
        this.channels = channels;
        this.publicUrl = publicUrl.strip().replaceAll("/+$", "");
    }

    @Override
    public String name() {
        return "zoho";
    }

    @Override
    public URI publicUrl(String organizationId) {
        if (publicUrl.isEmpty()) {
            throw new SourceFailure.Refused(
                    "Nothing says where Zoho reaches this application: set TDS_ZOHO_PUBLIC_URL to its https address.");
        }
        URI url = URI.create(publicUrl);
        URI accounts = connections.of(organizationId).accounts();
        if (ZohoCheck.loopback(url.getHost()) && !ZohoCheck.loopback(accounts.getHost())) {
            throw new SourceFailure.Refused("Zoho cannot reach " + publicUrl + ", since that is this machine's own"
                    + " address: set TDS_ZOHO_PUBLIC_URL to the https address by which the internet reaches it.");
        }
        return url;
    }

    @Override
    public Set<String> missingRights(String organizationId, List<Wanted> wanted) {
        Set<String> needed = new TreeSet<>();
        for (String api : apis(wanted)) {
            for (HttpMethod method : List.of(HttpMethod.GET, HttpMethod.POST, HttpMethod.PUT, HttpMethod.DELETE)) {
                needed.add(ZohoScopes.ofSettings(api, method));
            }
        }
        return ZohoScopes.missing(tokens.current(connections.of(organizationId)).scope(), needed);
    }

    @Override
    public List<Entry> look(String organizationId, List<Wanted> wanted) {
        return each(organizationId, wanted, some -> channels.look(organizationId, some), ZohoWebhookRegistry::entries);
    }

    @Override
    public List<Entry> register(String organizationId, List<Wanted> wanted) {
        return each(
                organizationId, wanted, some -> channels.register(organizationId, some), ZohoWebhookRegistry::register);
    }

    /** What is done about channels of CRM. */
    private interface OfChannels {
        List<Entry> of(List<Wanted> wanted);
    }

    /** Product by product: what may be seen or done in one may not in the other. */
    private List<Entry> each(
            String organizationId,
            List<Wanted> wanted,
            OfChannels ofCrm,
            BiFunction<ZohoAutomation, List<Wanted>, List<Entry>> work) {
        List<Entry> entries = new ArrayList<>();
        for (String api : apis(wanted)) {
            if (!crm.has(api, organizationId)) {
                continue;
            }
            List<Wanted> here =
                    wanted.stream().filter(one -> one.api().equals(api)).toList();
            try {
                entries.addAll(
                        Dialect.of(api) == Dialect.CRM
                                ? ofCrm.of(here)
                                : work.apply(automation(organizationId, api), here));
            } catch (SourceFailure failure) {
                here.forEach(one -> entries.add(new Entry(one, State.UNKNOWN, String.valueOf(failure.getMessage()))));
            }
        }
        return entries;
    }

    private static List<Entry> entries(ZohoAutomation there, List<Wanted> wanted) {
        return wanted.stream().map(one -> entry(there, one)).toList();
    }

    /**
     * What Zoho does not accept for one module may be accepted for the next. Any other failure is a failure of all
     * modules.
     */
    private static List<Entry> register(ZohoAutomation there, List<Wanted> wanted) {
        List<@Nullable SourceFailure> failed = new ArrayList<>();
        SourceFailure forAll = null;
        for (Wanted one : wanted) {
            SourceFailure failure = forAll;
            if (failure == null) {
                try {
                    register(there, one);
                } catch (SourceFailure cause) {
                    failure = cause;
                    forAll = cause instanceof SourceFailure.Refused ? null : cause;
                }
            }
            failed.add(failure);
        }
        if (forAll == null) {
            there.look();
        }
        List<Entry> entries = new ArrayList<>();
        for (int i = 0; i < wanted.size(); i++) {
            Entry is = entry(there, wanted.get(i));
            SourceFailure failure = failed.get(i);
            entries.add(failure == null || is.well() ? is : because(failure, is));
        }
        return entries;
    }

    /** Zoho's words may repeat what they were asked. */
    private static Entry because(SourceFailure failure, Entry is) {
        String text = String.valueOf(failure.getMessage());
        return new Entry(
                is.wanted(),
                is.state(),
                text.replace(is.wanted().secret().value(), is.wanted().secret().toString()));
    }

    /** What somebody else has made for the same is left alone. */
    private static void register(ZohoAutomation there, Wanted wanted) {
        if (ofSomebody(there, wanted).isPresent()) {
            return;
        }
        for (Event event : Event.values()) {
            var ours = new ZohoWebhook(wanted, event);
            JsonNode webhook = webhook(there, ours).orElse(null);
            if (webhook == null) {
                webhook = there.webhooks.make(ours.body());
            } else if (!ours.differences(webhook).isEmpty()) {
                there.webhooks.change(webhook, ours.body());
            }
            JsonNode rule = rule(there, webhook, ours).orElse(null);
            if (rule == null) {
                // One of the same name calls a webhook that is no more.
                there.rules.find(one -> isNamed(there, one, ours)).ifPresent(there.rules::delete);
                rule = there.rules.make(ours.rule(there.webhooks.id(webhook)));
            }
            if (!isActive(rule)) {
                there.switchOn(rule);
            }
        }
    }

    @Override
    public List<Removal> remove(String organizationId, List<String> apis) {
        List<Removal> removals = new ArrayList<>();
        for (String api : apis) {
            if (Dialect.of(api) == Dialect.CRM) {
                removals.addAll(
                        crm.has(api, organizationId)
                                ? channels.remove(organizationId, String.valueOf(publicUrl(organizationId)))
                                : List.of());
                continue;
            }
            ZohoAutomation there = automation(organizationId, api);
            for (JsonNode rule : there.rules.beginning(ZohoWebhook.OURS)) {
                removals.add(removal("rule " + there.rules.name(rule), () -> there.rules.delete(rule)));
            }
            for (JsonNode webhook : there.webhooks.beginning(ZohoWebhook.OURS)) {
                removals.add(removal("webhook " + there.webhooks.name(webhook), () -> there.webhooks.delete(webhook)));
            }
        }
        return removals;
    }

    private static Removal removal(String what, Runnable call) {
        try {
            call.run();
            return new Removal(what, null);
        } catch (SourceFailure.Refused refused) {
            return new Removal(what, refused.getMessage());
        }
    }

    @Override
    public List<String> byHand(Wanted wanted) {
        if (Dialect.of(wanted.api()) == Dialect.CRM) {
            return CrmChannels.byHand(wanted);
        }
        return Stream.of(Event.values())
                .flatMap(event -> new ZohoWebhook(wanted, event).byHand().stream())
                .toList();
    }

    private ZohoAutomation automation(String organizationId, String api) {
        return new ZohoAutomation(client, failures, connections.of(organizationId), api, organizationId);
    }

    private static List<String> apis(List<Wanted> wanted) {
        return wanted.stream().map(Wanted::api).distinct().toList();
    }

    private static Entry entry(ZohoAutomation there, Wanted wanted) {
        JsonNode other = ofSomebody(there, wanted).orElse(null);
        if (other != null) {
            return ofSomebody(there, other, wanted);
        }
        for (Event event : Event.values()) {
            var ours = new ZohoWebhook(wanted, event);
            JsonNode webhook = webhook(there, ours).orElse(null);
            if (webhook == null) {
                return new Entry(wanted, State.MISSING, "no webhook tells of what is " + event.what());
            }
            List<String> differences = ours.differences(webhook);
            if (!differences.isEmpty()) {
                return new Entry(wanted, State.DIFFERENT, String.join("; ", differences));
            }
            JsonNode rule = rule(there, webhook, ours).orElse(null);
            if (rule == null) {
                return new Entry(wanted, State.MISSING, "no rule tells of what is " + event.what());
            }
            if (!isActive(rule)) {
                return new Entry(wanted, State.INACTIVE, "the rule for what is " + event.what() + " is switched off");
            }
        }
        return new Entry(wanted, State.REGISTERED, "");
    }

    /** Of one that was made by hand, any rule will do. */
    private static Entry ofSomebody(ZohoAutomation there, JsonNode webhook, Wanted wanted) {
        String made = "\"" + there.webhooks.name(webhook) + "\", made by hand";
        if (there.rules.find(rule -> calls(there, rule, webhook)).isEmpty()) {
            return new Entry(wanted, State.MISSING, made + ": no rule calls it");
        }
        return there.rules
                        .find(rule -> calls(there, rule, webhook) && isActive(rule))
                        .isEmpty()
                ? new Entry(wanted, State.INACTIVE, made + ": its rule is switched off")
                : new Entry(wanted, State.REGISTERED, made);
    }

    /** One to the same address that is not ours. */
    private static Optional<JsonNode> ofSomebody(ZohoAutomation there, Wanted wanted) {
        return there.webhooks.find(one -> !there.webhooks.name(one).startsWith(ZohoWebhook.OURS)
                && text(one, "entity").equals(wanted.module())
                && text(one, "url").equals(wanted.address().toString()));
    }

    private static Optional<JsonNode> webhook(ZohoAutomation there, ZohoWebhook ours) {
        return there.webhooks.find(one -> there.webhooks.name(one).equals(ours.name()));
    }

    private static Optional<JsonNode> rule(ZohoAutomation there, JsonNode webhook, ZohoWebhook ours) {
        return there.rules.find(
                one -> webhook.has("related_rules") ? calls(there, one, webhook) : isNamed(there, one, ours));
    }

    private static boolean isNamed(ZohoAutomation there, JsonNode rule, ZohoWebhook ours) {
        return there.rules.name(rule).equals(ours.name());
    }

    /** A webhook that no rule calls has an empty text there. */
    private static boolean calls(ZohoAutomation there, JsonNode rule, JsonNode webhook) {
        return StreamSupport.stream(webhook.path("related_rules").spliterator(), false)
                .anyMatch(related -> there.rules.id(related).equals(there.rules.id(rule)));
    }

    private static boolean isActive(JsonNode rule) {
        return rule.path("is_active").asBoolean(false);
    }
}
