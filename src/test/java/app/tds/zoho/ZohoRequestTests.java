package app.tds.zoho;

import static org.assertj.core.api.Assertions.assertThat;

import app.tds.Secret;
import app.tds.source.Priority;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class ZohoRequestTests {

    private static final URI DOMAIN = URI.create("https://www.zohoapis.eu");

    @Test
    void aPlusInAnOffsetIsEncoded() {
        assertThat(uri(Map.of("last_modified_time", "2026-01-01T00:00:00+0300")))
                .endsWith("&last_modified_time=2026-01-01T00%3A00%3A00%2B0300");
    }

    @Test
    void everyValueArrivesAsItIs() {
        var parameters = new LinkedHashMap<String, String>();
        parameters.put("a", "x&organization_id=99");
        parameters.put("b", "1=2");
        parameters.put("c", "#top");
        parameters.put("d", "شاي أسود");
        parameters.put("e", "50% {not} /a?b;c,d \"e\" +");
        parameters.put("f", "");

        var uri = URI.create(uri(parameters));

        assertThat(uri.getFragment()).isNull();
        assertThat(uri.getPath()).isEqualTo("/books/v3/invoices");
        var received = new LinkedHashMap<String, String>();
        for (String pair : uri.getRawQuery().split("&")) {
            var parts = pair.split("=", 2);
            assertThat(received.put(parts[0], URLDecoder.decode(parts[1], StandardCharsets.UTF_8)))
                    .isNull();
        }
        assertThat(received.remove("organization_id")).isEqualTo("10");
        assertThat(received).isEqualTo(parameters);
    }

    @Test
    void theOrganizationIsNamedAndNoParameterChangesIt() {
        assertThat(uri(Map.of())).isEqualTo("https://www.zohoapis.eu/books/v3/invoices?organization_id=10");
        assertThat(uri(Map.of("organization_id", "99"))).endsWith("?organization_id=10");
    }

    @Test
    void onlyTheListOfOrganizationsBelongsToNone() {
        assertThat(request("books", "/organizations", null, Map.of(), 0).uri(DOMAIN, "/books/v3"))
                .hasToString("https://www.zohoapis.eu/books/v3/organizations");
    }

    @Test
    void aSlashAtTheEndOfTheDomainIsNotDoubled() {
        assertThat(request("books", "/items", "10", Map.of(), 0)
                        .uri(URI.create("https://www.zohoapis.eu/"), "/books/v3"))
                .hasToString("https://www.zohoapis.eu/books/v3/items?organization_id=10");
    }

    @Test
    void theLogNamesListPageAndOrganizationButNoOtherParameter() {
        var request = request("books", "/contacts", "10", Map.of("page", "3", "email", "a@b.example"), 0);

        assertThat(request.what()).isEqualTo("GET books/contacts page 3 of organization 10");
    }

    private static String uri(Map<String, String> parameters) {
        return request("books", "/invoices", "10", parameters, 1)
                .uri(DOMAIN, "/books/v3")
                .toString();
    }

    private static ZohoRequest request(
            String api, String path, @Nullable String organizationId, Map<String, String> parameters, long runId) {
        var connection = new ZohoConnection("default", DOMAIN, "", new Secret(""), null, List.of());
        return new ZohoRequest(connection, Priority.DELTA, api, path, organizationId, parameters, runId);
    }
}
