package app.tds.sandbox;

import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.function.Supplier;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.BigIntegerNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * A company's workflow rules: each creation, edit or deletion is told to an address, signed. A body says what the
 * record was like at that moment. Bodies are sent when {@link #send} is called.
 */
public final class Webhooks {

    private final HttpClient http =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final List<Rule> rules = new ArrayList<>();
    private final List<HttpRequest> waiting = new ArrayList<>();
    private double dropped;
    private double duplicated;
    private boolean shuffled;
    private Random random = new Random(0);

    private record Rule(ListKind list, URI address, String secret, Body body, boolean deletionsOnly) {}

    /** The kinds of body a rule may have. */
    public enum Body {
        /** The document under its name. */
        JSON,
        /** The same as a form's only pair. */
        FORM,
        /** Some fields as pairs of a form. */
        PAIRS,
        /** A body that a person has composed, with the id and little else. */
        RAW
    }

    Webhooks() {}

    /** Changes of that list are told to that address. */
    public synchronized void add(String list, URI address, String secret, Body body) {
        rules.add(new Rule(Lists.named(list), address, secret, body, false));
    }

    /** Deletions of that list, and only they, are told to that address. */
    public synchronized void addOfDeletions(String list, URI address, String secret) {
        rules.add(new Rule(Lists.named(list), address, secret, Body.JSON, true));
    }

    /** No rule is left, and nothing waits. */
    public synchronized void clear() {
        rules.clear();
        waiting.clear();
        unreliable(0, 0, false, 0);
    }

    /**
     * What goes wrong on the way.
     *
     * @param drop share of the deliveries that are lost
     * @param duplicate share of the others that come twice
     * @param shuffle whether they come in any order
     * @param seed decides which
     */
    public synchronized void unreliable(double drop, double duplicate, boolean shuffle, long seed) {
        dropped = drop;
        duplicated = duplicate;
        shuffled = shuffle;
        random = new Random(seed);
    }

    synchronized void changed(ListKind list, String id, boolean deleted, Supplier<JsonNode> document) {
        rules.stream()
                .filter(rule -> rule.list() == list && (deleted || !rule.deletionsOnly()))
                .forEach(rule -> waiting.add(request(rule, id, document.get())));
    }

    /** Something is told to where the company's settings say. */
    synchronized void tell(ListKind list, String id, JsonNode document, Automation.Target target) {
        waiting.add(request(new Rule(list, target.address(), target.secret(), Body.JSON, false), id, document));
    }

    /** CRM tells something, unsigned. */
    synchronized void notify(URI address, String body) {
        waiting.add(HttpRequest.newBuilder(address)
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString(body))
                .build());
    }

    /** Sends what has been told; answers with the status of each answer. */
    public List<Integer> send() {
        List<Integer> statuses = new ArrayList<>();
        for (HttpRequest request : deliveries()) {
            try {
                statuses.add(http.send(request, BodyHandlers.discarding()).statusCode());
            } catch (IOException unreachable) {
                statuses.add(0);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return statuses;
            }
        }
        return statuses;
    }

    private synchronized List<HttpRequest> deliveries() {
        List<HttpRequest> deliveries = new ArrayList<>();
        for (HttpRequest request : waiting) {
            if (random.nextDouble() >= dropped) {
                deliveries.add(request);
                if (random.nextDouble() < duplicated) {
                    deliveries.add(request);
                }
            }
        }
        if (shuffled) {
            Collections.shuffle(deliveries, random);
        }
        waiting.clear();
        return deliveries;
    }

    private static HttpRequest request(Rule rule, String id, JsonNode document) {
        String root = rule.list().documentRoot();
        String modified = document.path("last_modified_time").asString("");
        Map<String, String> form = new TreeMap<>();
        String json = "{\"" + root + "\":" + withWholeNumbers(document) + "}";
        String body = json;
        if (rule.body() == Body.FORM) {
            form.put("JSONString", json);
        } else if (rule.body() == Body.PAIRS) {
            form.put(root + "_id", id);
            form.put("last_modified_time", modified);
        } else if (rule.body() == Body.RAW) {
            body = "{\"" + root + "\":{\"" + root + "_id\":\"" + id + "\"},\"note\":\"edited\"}";
        }
        boolean isForm = !form.isEmpty();
        StringBuilder signed = new StringBuilder();
        StringBuilder encoded = new StringBuilder();
        Map<String, String> pairs = new TreeMap<>(form);
        String query = rule.address().getRawQuery();
        for (String pair : query == null ? new String[0] : query.split("&")) {
            pairs.put(pair.split("=", 2)[0], pair.split("=", 2)[1]);
        }
        pairs.forEach((key, value) -> signed.append(key).append(value));
        form.forEach((key, value) -> encoded.append(encoded.isEmpty() ? "" : "&")
                .append(key)
                .append('=')
                .append(URLEncoder.encode(value, StandardCharsets.UTF_8)));
        HttpRequest.Builder request = HttpRequest.newBuilder(rule.address())
                .header("Content-Type", isForm ? "application/x-www-form-urlencoded" : "application/json")
                .POST(BodyPublishers.ofString(isForm ? encoded.toString() : body));
        if (!rule.secret().isEmpty()) {
            request.header("X-Zoho-Webhook-Signature", hex(rule.secret(), isForm ? signed.toString() : signed + body));
        }
        return request.build();
    }

    /** Numbers as webhooks print them: whole numbers have no decimal point, unlike in answers. */
    private static JsonNode withWholeNumbers(JsonNode node) {
        if (node instanceof ObjectNode object) {
            object.forEachEntry((name, value) -> object.set(name, withWholeNumbers(value)));
        }
        if (node instanceof ArrayNode array) {
            for (int i = 0; i < array.size(); i++) {
                array.set(i, withWholeNumbers(array.get(i)));
            }
        }
        return node.isBigDecimal() && node.decimalValue().stripTrailingZeros().scale() <= 0
                ? BigIntegerNode.valueOf(node.decimalValue().toBigIntegerExact())
                : node;
    }

    private static String hex(String secret, String text) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(secret.getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
            return HexFormat.of().formatHex(mac.doFinal(text.getBytes(StandardCharsets.UTF_8)));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java platform has HmacSHA256", e);
        }
    }
}
