package app.tds.zoho;

import app.tds.source.Priority;
import java.net.URI;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpMethod;
import org.springframework.web.util.UriComponentsBuilder;
import tools.jackson.databind.JsonNode;

/**
 * One call.
 *
 * @param method what is done
 * @param connection through which
 * @param priority what kind of work it is for
 * @param api the product
 * @param path below its root
 * @param organizationId for whom; sent with every call of Books and Inventory but {@code /organizations}
 * @param parameters as they are; they are percent-encoded on the way
 * @param modifiedSince sent to CRM as {@code If-Modified-Since}
 * @param body sent as JSON
 * @param runId for the log
 */
record ZohoRequest(
        HttpMethod method,
        ZohoConnection connection,
        Priority priority,
        String api,
        String path,
        @Nullable String organizationId,
        Map<String, String> parameters,
        @Nullable Instant modifiedSince,
        @Nullable JsonNode body,
        long runId) {

    /** CRM's Bulk Read is at an address of its own. */
    private static final String BULK = "/bulk";

    ZohoRequest {
        if (Stream.of(path.split("/")).anyMatch(segment -> segment.equals(".") || segment.equals(".."))) {
            throw new IllegalArgumentException("\"" + path + "\" leads out of the product's API");
        }
    }

    /** A GET. */
    ZohoRequest(
            ZohoConnection connection,
            Priority priority,
            String api,
            String path,
            @Nullable String organizationId,
            Map<String, String> parameters,
            long runId) {
        this(HttpMethod.GET, connection, priority, api, path, organizationId, parameters, null, null, runId);
    }

    /** The same with one more parameter, or another value of it. */
    ZohoRequest with(String name, String value) {
        Map<String, String> all = new LinkedHashMap<>(parameters);
        all.put(name, value);
        return new ZohoRequest(
                method, connection, priority, api, path, organizationId, all, modifiedSince, body, runId);
    }

    /** The same without a parameter. */
    ZohoRequest without(String name) {
        Map<String, String> all = new LinkedHashMap<>(parameters);
        all.remove(name);
        return new ZohoRequest(
                method, connection, priority, api, path, organizationId, all, modifiedSince, body, runId);
    }

    /** The same, for what was modified since. */
    ZohoRequest since(Instant instant) {
        return new ZohoRequest(
                method, connection, priority, api, path, organizationId, parameters, instant, body, runId);
    }

    /** The same as a POST, PUT or DELETE. */
    ZohoRequest as(HttpMethod other, @Nullable JsonNode sent) {
        return new ZohoRequest(
                other, connection, priority, api, path, organizationId, parameters, modifiedSince, sent, runId);
    }

    Dialect dialect() {
        return Dialect.of(api);
    }

    /** Whether sending it twice does no more than sending it once. */
    boolean repeatable() {
        return !method.equals(HttpMethod.POST);
    }

    /** Whose calls it counts with: CRM keeps books of its own. */
    @Nullable
    String account() {
        return organizationId == null ? null : dialect().account(organizationId);
    }

    /** What it takes of that account. */
    int price() {
        return dialect().price(this);
    }

    /** Every reserved character of a value is encoded: a bare {@code +} in an offset would arrive as a space. */
    URI uri(URI apiDomain, String root) {
        Map<String, String> all = new LinkedHashMap<>();
        if (organizationId != null && dialect().namesOrganization()) {
            all.put("organization_id", organizationId);
        }
        parameters.forEach(all::putIfAbsent);
        boolean bulk = dialect() == Dialect.CRM && path.startsWith(BULK + "/");
        UriComponentsBuilder uri = UriComponentsBuilder.fromUri(apiDomain)
                .path(bulk ? root.replaceFirst("/crm/", "/crm" + BULK + "/") : root);
        Map<String, String> values = new LinkedHashMap<>();
        String below = bulk ? path.substring(BULK.length()) : path;
        for (String segment : below.substring(1).split("/", -1)) {
            String name = "segment " + values.size();
            values.put(name, segment);
            uri.path("/{" + name + "}");
        }
        all.keySet().forEach(name -> uri.queryParam(name, "{" + name + "}"));
        values.putAll(all);
        return uri.encode().buildAndExpand(values).toUri();
    }

    /** In a few words, without anything personal. */
    String what() {
        String page = parameters.get("page");
        return method + " " + api + path + (page == null ? "" : " page " + page)
                + (organizationId == null ? "" : " of organization " + organizationId);
    }

    /**
     * The records that the request names, one in the path or several in a parameter, as one text; null if there is
     * none.
     */
    @Nullable
    String records() {
        return parameters.entrySet().stream()
                .filter(parameter -> parameter.getKey().matches("(.*_)?ids"))
                .map(Map.Entry::getValue)
                .findFirst()
                .orElse(endpoint().contains("{id}") ? path : null);
    }

    /** The path with {@code {id}} for whatever names one record. */
    String endpoint() {
        return Stream.of(path.split("/"))
                .map(segment -> segment.matches("[A-Za-z_]*") ? segment : "{id}")
                .collect(Collectors.joining("/"));
    }
}
