package app.tds.zoho;

import java.net.URI;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.web.util.UriComponentsBuilder;

/**
 * One GET.
 *
 * @param api the product
 * @param path below its root
 * @param organizationId sent with every call but {@code /organizations}
 * @param parameters as they are; they are percent-encoded on the way
 * @param runId for the log
 */
record ZohoRequest(
        String api, String path, @Nullable String organizationId, Map<String, String> parameters, long runId) {

    /** Every reserved character of a value is encoded: a bare {@code +} in an offset would arrive as a space. */
    URI uri(URI apiDomain, String root) {
        Map<String, String> all = new LinkedHashMap<>();
        if (organizationId != null) {
            all.put("organization_id", organizationId);
        }
        parameters.forEach(all::putIfAbsent);
        UriComponentsBuilder uri = UriComponentsBuilder.fromUri(apiDomain).path(root + path);
        all.keySet().forEach(name -> uri.queryParam(name, "{" + name + "}"));
        return uri.encode().buildAndExpand(all).toUri();
    }

    /** In a few words, without anything personal. */
    String what() {
        String page = parameters.get("page");
        return "GET " + api + path + (page == null ? "" : " page " + page)
                + (organizationId == null ? "" : " of organization " + organizationId);
    }
}
