package app.tds.sandbox;

import java.net.URI;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * The channels through which CRM tells of changes: {@code /actions/watch}. A channel ends by itself, after an hour if
 * nothing else is asked for and after a week at most, and nobody is told.
 */
public final class CrmChannels {

    private static final Duration LONGEST = Duration.ofDays(7);
    private static final Duration USUAL = Duration.ofHours(1);
    private static final int LONGEST_TOKEN = 50;
    private static final String ROOT = "watch";

    private final World world;
    private final Map<String, Channel> channels = new LinkedHashMap<>();

    CrmChannels(World world) {
        this.world = world;
    }

    /** Where changes of these modules are told, until it ends. */
    record Channel(String id, Set<String> modules, String token, URI address, Instant endsAt) {}

    /** The modules whose changes are told now, in the order in which that was asked for. */
    public synchronized List<String> modules() {
        return living().stream().flatMap(it -> it.modules().stream()).toList();
    }

    /** When the channel of this module ends. */
    public synchronized Instant endsAt(String module) {
        return of(module).get(0).endsAt();
    }

    /** What a channel of this module is known by. */
    public synchronized String token(String module) {
        return of(module).get(0).token();
    }

    /** The number of the channel that tells this address. */
    public synchronized String id(URI address) {
        return living().stream()
                .filter(it -> it.address().equals(address))
                .findFirst()
                .orElseThrow()
                .id();
    }

    /** CRM loses the channels of this module. */
    public synchronized void lose(String module) {
        channels.values().removeAll(of(module));
    }

    synchronized List<Channel> of(String module) {
        return living().stream().filter(it -> it.modules().contains(module)).toList();
    }

    private List<Channel> living() {
        channels.values().removeIf(it -> !world.clock().instant().isBefore(it.endsAt()));
        return List.copyOf(channels.values());
    }

    /** What the body of a call that tells of one change holds. */
    static String body(Channel channel, CrmList list, String id, String operation, long milliseconds) {
        var body = Overlay.JSON.createObjectNode();
        body.put("server_time", milliseconds);
        body.putObject("query_params");
        body.put("module", list.moduleName());
        body.put("resource_uri", "https://www.zohoapis.example/crm/v8/" + list.moduleName());
        body.putArray("ids").add(id);
        body.putArray("affected_fields");
        body.put("operation", operation);
        body.put("channel_id", channel.id());
        return body.put("token", channel.token()).toString();
    }

    /** Answers {@code actions/watch}. */
    synchronized Answer answer(Request request) {
        return switch (request.method()) {
            case "GET" -> list();
            case "POST" -> changed(request, 201, false);
            case "PUT" -> changed(request, 200, true);
            default -> ended(request);
        };
    }

    private Answer list() {
        var all = living();
        if (all.isEmpty()) {
            return new Answer(204, 0, Answer.JSON, new byte[0], Map.of());
        }
        var answer = Overlay.JSON.createObjectNode();
        var rows = answer.putArray(ROOT);
        all.forEach(channel -> channel.modules().forEach(module -> row(rows.addObject(), channel, module)));
        answer.putObject("info")
                .put("per_page", 200)
                .put("count", rows.size())
                .put("page", 1)
                .put("more_records", false);
        return Answer.json(200, answer.toString());
    }

    private void row(ObjectNode row, Channel channel, String module) {
        row.put("notify_on_related_action", false);
        row.put("channel_expiry", time(channel));
        row.put("resource_uri", "https://www.zohoapis.example/crm/v8/" + module);
        row.put("resource_name", module);
        row.put("notify_url", channel.address().toString());
        row.put("channel_id", channel.id());
        row.putNull("fields");
        row.putArray("events").add(module + ".all");
        row.put("token", channel.token());
    }

    private String time(Channel channel) {
        return CrmList.time(channel.endsAt().getEpochSecond(), world);
    }

    private Answer changed(Request request, int status, boolean known) {
        var answer = Overlay.JSON.createObjectNode();
        var rows = answer.putArray(ROOT);
        for (JsonNode asked : asked(request)) {
            var channel = channel(asked);
            living();
            if (known && !channels.containsKey(channel.id())) {
                throw invalid("channel_id");
            }
            channels.put(channel.id(), channel);
            succeeded(rows, channel, "Successfully subscribed for actions-watch of the given module");
        }
        return Answer.json(status, answer.toString());
    }

    private void succeeded(ArrayNode rows, Channel channel, String message) {
        var row = rows.addObject().put("code", "SUCCESS");
        var events = row.putObject("details").putArray("events");
        channel.modules()
                .forEach(module -> events.addObject()
                        .put("channel_expiry", time(channel))
                        .put("resource_name", module)
                        .put("channel_id", channel.id()));
        row.put("message", message).put("status", "success");
    }

    private Answer ended(Request request) {
        var answer = Overlay.JSON.createObjectNode();
        var rows = answer.putArray(ROOT);
        for (String id : request.query().getOrDefault("channel_ids", "").split(",")) {
            var channel = channels.remove(id);
            if (channel == null) {
                throw invalid("channel_ids");
            }
            succeeded(rows, channel, "Successfully un-subscribed from actions-watch of the given module");
        }
        return Answer.json(200, answer.toString());
    }

    private Channel channel(JsonNode asked) {
        String id = asked.path("channel_id").asString("");
        require(id.matches("[1-9][0-9]{0,17}"), "channel_id");
        String token = asked.path("token").asString("");
        require(token.length() <= LONGEST_TOKEN, "token");
        String address = asked.path("notify_url").asString("");
        require(address.matches("https?://[^/?#]+(/.*)?"), "notify_url");
        var modules = new LinkedHashSet<String>();
        asked.path("events").forEach(event -> modules.add(module(event.asString(""))));
        require(!modules.isEmpty(), "events");
        return new Channel(id, modules, token, URI.create(address), endsAt(asked.path("channel_expiry")));
    }

    private static String module(String event) {
        require(event.matches("[A-Za-z0-9_]+\\.(all|create|edit|delete)"), "events");
        return Crm.named(event.split("\\.")[0]).moduleName();
    }

    private Instant endsAt(JsonNode asked) {
        var now = world.clock().instant();
        if (asked.isMissingNode()) {
            return now.plus(USUAL);
        }
        try {
            var end = OffsetDateTime.parse(asked.asString("")).toInstant();
            require(end.isAfter(now) && !end.isAfter(now.plus(LONGEST)), "channel_expiry");
            return end;
        } catch (DateTimeException unreadable) {
            throw new Refusal(400, Crm.Code.INVALID_DATA, "channel_expiry", unreadable);
        }
    }

    private static JsonNode asked(Request request) {
        try {
            var all = Overlay.JSON.readTree(request.body()).path(ROOT);
            require(all.isArray() && !all.isEmpty(), ROOT);
            return all;
        } catch (JacksonException unreadable) {
            throw new Refusal(400, Crm.Code.INVALID_DATA, ROOT, unreadable);
        }
    }

    private static void require(boolean valid, String what) {
        if (!valid) {
            throw invalid(what);
        }
    }

    private static Refusal invalid(String what) {
        return new Refusal(400, Crm.Code.INVALID_DATA, "invalid data: " + what);
    }
}
