package app.tds.sandbox;

import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What was asked: the query and a form body are one to Zoho's accounts server. */
record Request(
        String method,
        String path,
        Map<String, String> query,
        Map<String, String> form,
        String body,
        @Nullable String token,
        @Nullable String modifiedSince) {

    private static final String SCHEME = "Zoho-oauthtoken ";
    private static final Set<String> SECRETS =
            Set.of("access_token", "refresh_token", "client_id", "client_secret", "code", "token", "authtoken");

    static Request of(HttpExchange exchange) throws IOException {
        String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
        String type = Entry.orBlank(exchange.getRequestHeaders().getFirst("Content-Type"));
        String authorization = exchange.getRequestHeaders().getFirst("Authorization");
        return new Request(
                exchange.getRequestMethod(),
                exchange.getRequestURI().getPath(),
                parse(Entry.orBlank(exchange.getRequestURI().getRawQuery())),
                parse(type.startsWith("application/x-www-form-urlencoded") ? body : ""),
                body,
                authorization != null && authorization.startsWith(SCHEME)
                        ? authorization.substring(SCHEME.length())
                        : null,
                exchange.getRequestHeaders().getFirst("If-Modified-Since"));
    }

    private static Map<String, String> parse(String pairs) {
        var values = new LinkedHashMap<String, String>();
        for (String pair : pairs.split("&")) {
            int equals = pair.indexOf('=');
            if (equals > 0) {
                values.put(decode(pair.substring(0, equals)), decode(pair.substring(equals + 1)));
            }
        }
        return values;
    }

    /** A plus that was not encoded is a space, as everywhere in forms. */
    private static String decode(String text) {
        try {
            return URLDecoder.decode(text, StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            return text;
        }
    }

    String parameter(String name) {
        return form.getOrDefault(name, query.getOrDefault(name, ""));
    }

    int page() {
        String page = query.getOrDefault("page", "1");
        return page.matches("\\d{1,9}") ? Integer.parseInt(page) : 1;
    }

    Map<String, String> queryWithoutSecrets() {
        var open = new LinkedHashMap<>(query);
        open.keySet().removeAll(SECRETS);
        return Map.copyOf(open);
    }
}
