package app.tds.sandbox;

import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import tools.jackson.databind.JsonNode;

/** Someone who calls a sandbox over HTTP. */
final class Caller {

    private final HttpClient http =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final Sandbox sandbox;
    private String token = "";

    record Heard(int status, JsonNode json, HttpResponse<byte[]> response) {

        String header(String name) {
            return response.headers().firstValue(name).orElse("");
        }

        int code() {
            return json.path("code").asInt();
        }
    }

    Caller(Sandbox sandbox) {
        this.sandbox = sandbox;
    }

    static Caller authorized(Sandbox sandbox) throws Exception {
        var caller = new Caller(sandbox);
        caller.token = caller.refresh().json().path("access_token").asString();
        return caller;
    }

    Caller using(String accessToken) {
        token = accessToken;
        return this;
    }

    String token() {
        return token;
    }

    Heard refresh() throws Exception {
        return post("/oauth/v2/token?grant_type=refresh_token&client_id=" + sandbox.clientId() + "&client_secret="
                + sandbox.clientSecret() + "&refresh_token=" + sandbox.refreshToken());
    }

    Heard exchange(String code) throws Exception {
        return form(
                "/oauth/v2/token",
                "grant_type=authorization_code&client_id=" + sandbox.clientId() + "&client_secret="
                        + sandbox.clientSecret() + "&code=" + code);
    }

    Heard post(String path) throws Exception {
        return send(request(path).POST(HttpRequest.BodyPublishers.noBody()));
    }

    Heard form(String path, String body) throws Exception {
        return send(request(path)
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(HttpRequest.BodyPublishers.ofString(body)));
    }

    /** With the first organization. */
    Heard get(String path) throws Exception {
        String organization = "organization_id=" + sandbox.organizationIds().get(0);
        return plain(path + (path.contains("?") ? "&" : "?") + organization);
    }

    Heard plain(String path) throws Exception {
        return send(request(path).GET());
    }

    HttpRequest.Builder request(String path) {
        var request = HttpRequest.newBuilder(URI.create(sandbox.accountsUrl() + path));
        return token.isEmpty() ? request : request.header("Authorization", "Zoho-oauthtoken " + token);
    }

    Heard send(HttpRequest.Builder request) throws IOException, InterruptedException {
        var response = http.send(request.build(), HttpResponse.BodyHandlers.ofByteArray());
        boolean json = response.headers().firstValue("content-type").orElse("").startsWith("application/json")
                && response.body().length > 0;
        return new Heard(
                response.statusCode(),
                Overlay.JSON.readTree(json ? new String(response.body(), StandardCharsets.UTF_8) : "{}"),
                response);
    }

    HttpClient http() {
        return http;
    }

    /** Page after page, while there is more. */
    List<JsonNode> all(String path) throws Exception {
        var rows = new ArrayList<JsonNode>();
        for (int page = 1; ; page++) {
            var heard = get(path + (path.contains("?") ? "&" : "?") + "page=" + page);
            rows(heard).forEach(rows::add);
            if (!heard.json().path("page_context").path("has_more_page").asBoolean()) {
                return rows;
            }
        }
    }

    static List<JsonNode> rows(Heard heard) {
        var rows = new ArrayList<JsonNode>();
        heard.json().properties().stream()
                .filter(it -> it.getValue().isArray())
                .forEach(it -> it.getValue().forEach(rows::add));
        return rows;
    }

    static List<String> texts(List<JsonNode> rows, String field) {
        return rows.stream().map(it -> it.path(field).asString()).toList();
    }

    static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }
}
