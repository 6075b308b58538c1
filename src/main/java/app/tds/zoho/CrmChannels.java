package app.tds.zoho;

import static app.tds.zoho.ZohoAutomation.text;

import app.tds.PlainTime;
import app.tds.source.Priority;
import app.tds.source.SourceFailure;
import app.tds.source.WebhookRegistry.Entry;
import app.tds.source.WebhookRegistry.Removal;
import app.tds.source.WebhookRegistry.State;
import app.tds.source.WebhookRegistry.Wanted;
import app.tds.zoho.record.ZohoDates;
import java.time.Clock;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpMethod;
import org.springframework.stereotype.Component;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * The channels through which CRM tells of changes, one for each module. A channel ends after a week at most and CRM
 * says nothing then, so that each channel has to be registered again before.
 */
@Component
class CrmChannels {

    private static final String PATH = "/actions/watch";
    private static final String ROOT = "watch";

    /** CRM takes a week at most. */
    private static final Duration LIFE = Duration.ofDays(6);

    private static final int PAGE = 200;
    private static final int MOST_PAGES = 20;

    private final ZohoClient client;
    private final ZohoConnections connections;
    private final ZohoFailures failures;
    private final Clock clock;

    CrmChannels(ZohoClient client, ZohoConnections connections, ZohoFailures failures, Clock clock) {
        this.client = client;
        this.connections = connections;
        this.failures = failures;
        this.clock = clock;
    }

    /** How each of them is there. */
    List<Entry> look(String organizationId, List<Wanted> wanted) {
        Map<String, JsonNode> there = there(organizationId);
        return wanted.stream().map(one -> entry(one, there.get(id(one)))).toList();
    }

    /** Makes those that are missing, and has the others last longer. */
    List<Entry> register(String organizationId, List<Wanted> wanted) {
        Map<String, JsonNode> there = there(organizationId);
        Map<Wanted, SourceFailure> failed = new HashMap<>();
        SourceFailure forAll = null;
        for (Wanted one : wanted) {
            try {
                if (forAll == null) {
                    ask(organizationId, one, there.containsKey(id(one)));
                } else {
                    failed.put(one, forAll);
                }
            } catch (SourceFailure.Refused | SourceFailure.Gone refused) {
                failed.put(one, refused);
            } catch (SourceFailure failure) {
                forAll = failure;
                failed.put(one, failure);
            }
        }
        if (forAll != null) {
            return wanted.stream().map(one -> unknown(one, failed.get(one))).toList();
        }
        return look(organizationId, wanted).stream()
                .map(entry -> entry.well() || !failed.containsKey(entry.wanted())
                        ? entry
                        : new Entry(entry.wanted(), entry.state(), said(entry.wanted(), failed.get(entry.wanted()))))
                .toList();
    }

    private static Entry unknown(Wanted wanted, @Nullable SourceFailure failure) {
        return new Entry(wanted, State.UNKNOWN, failure == null ? "asked for, not seen" : said(wanted, failure));
    }

    /** CRM's words may repeat what they were asked. */
    private static String said(Wanted wanted, @Nullable SourceFailure failure) {
        String text = failure == null ? "" : String.valueOf(failure.getMessage());
        return text.replace(token(wanted), wanted.secret().toString());
    }

    /** Ends the channels to this installation, and no others. */
    List<Removal> remove(String organizationId, String ours) {
        List<Removal> removals = new ArrayList<>();
        there(organizationId).forEach((id, channel) -> {
            if (text(channel, "notify_url").startsWith(ours)) {
                removals.add(removal(organizationId, id, text(channel, "resource_name")));
            }
        });
        return removals;
    }

    private Removal removal(String organizationId, String id, String module) {
        String what = "channel of " + module;
        try {
            answered(request(organizationId).with("channel_ids", id).as(HttpMethod.DELETE, null));
            return new Removal(what, null);
        } catch (SourceFailure.Refused refused) {
            return new Removal(what, refused.getMessage());
        }
    }

    /** All channels of the connection's user, by their numbers. */
    private Map<String, JsonNode> there(String organizationId) {
        Map<String, JsonNode> channels = new HashMap<>();
        boolean more = true;
        for (int page = 1; more && page <= MOST_PAGES; page++) {
            ZohoRequest list =
                    request(organizationId).with("page", String.valueOf(page)).with("per_page", String.valueOf(PAGE));
            ZohoResult<JsonNode> answer = client.get(list);
            more = false;
            if (answer instanceof ZohoResult.Found<JsonNode> found) {
                if (!found.value().path(ROOT).isArray()) {
                    throw failures.unreadable(list.what(), "it has no \"" + ROOT + "\"");
                }
                found.value().path(ROOT).forEach(channel -> channels.put(text(channel, "channel_id"), channel));
                more = found.value().path("info").path("more_records").asBoolean(false);
            }
        }
        return channels;
    }

    /** To ask twice does no more than to ask once: the number of the channel is ours. */
    private void ask(String organizationId, Wanted wanted, boolean known) {
        ObjectNode body = JsonNodeFactory.instance.objectNode();
        ObjectNode channel = body.putArray(ROOT).addObject();
        channel.put("channel_id", id(wanted));
        channel.putArray("events").add(wanted.module() + ".all");
        channel.put("channel_expiry", ZohoExchange.since(clock.instant().plus(LIFE)));
        channel.put("token", token(wanted));
        channel.put("notify_url", wanted.address().toString());
        channel.put("notify_on_related_action", false);
        answered(request(organizationId).as(known ? HttpMethod.PUT : HttpMethod.POST, body));
    }

    /** Each channel of an answer says for itself whether it went well. */
    private void answered(ZohoRequest request) {
        if (client.get(request) instanceof ZohoResult.Found<JsonNode> found) {
            for (JsonNode one : found.value().path(ROOT)) {
                if (!text(one, "status").equals("success")) {
                    throw new SourceFailure.Refused(
                            request.what() + ": CRM says " + text(one, "code") + ", " + text(one, "message"));
                }
            }
        }
    }

    private Entry entry(Wanted wanted, @Nullable JsonNode channel) {
        if (channel == null) {
            return new Entry(wanted, State.MISSING, "no channel tells of its changes");
        }
        Instant end = end(channel);
        if (end == null || !end.isAfter(clock.instant())) {
            return new Entry(wanted, State.INACTIVE, "its channel has ended");
        }
        List<String> differences = differences(wanted, channel);
        return differences.isEmpty()
                ? new Entry(wanted, State.REGISTERED, "until " + PlainTime.utc(end), end)
                : new Entry(wanted, State.DIFFERENT, String.join("; ", differences), end);
    }

    private static List<String> differences(Wanted wanted, JsonNode channel) {
        List<String> differences = new ArrayList<>();
        if (!text(channel, "notify_url").equals(wanted.address().toString())) {
            differences.add("it goes to " + text(channel, "notify_url"));
        }
        if (channel.has("token") && !text(channel, "token").equals(token(wanted))) {
            differences.add("its token is of another secret");
        }
        String events =
                channel.path("events").valueStream().map(JsonNode::asString).collect(Collectors.joining(","));
        if (!events.equals(wanted.module() + ".all")) {
            differences.add("it tells of " + (events.isEmpty() ? "nothing" : events));
        }
        return differences;
    }

    private static @Nullable Instant end(JsonNode channel) {
        try {
            return ZohoDates.instant(text(channel, "channel_expiry"));
        } catch (DateTimeException unreadable) {
            return null;
        }
    }

    private ZohoRequest request(String organizationId) {
        return new ZohoRequest(
                connections.of(organizationId), Priority.WEBHOOK, "crm", PATH, organizationId, Map.of(), 0);
    }

    private static String id(Wanted wanted) {
        return Channel.idOf(wanted.address(), wanted.module());
    }

    private static String token(Wanted wanted) {
        return Channel.tokenOf(wanted.secret(), id(wanted));
    }

    /** What a person can do. */
    static List<String> byHand(Wanted wanted) {
        return List.of(
                "CRM has no page for channels: they are made by calls only.",
                "  Connect again with the scope ZohoCRM.notifications.ALL, and run webhooks register once more.",
                "  Until then, deltas bring the changes of " + Objects.requireNonNull(wanted.module()) + ".");
    }
}
