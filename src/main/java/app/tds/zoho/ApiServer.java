package app.tds.zoho;

import java.net.URI;
import java.util.Arrays;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * The servers that an access token may be sent to: the servers of Zoho's data centres, and the one beside a configured
 * accounts server.
 */
final class ApiServer {

    private static final String ACCOUNTS = "accounts.";

    private ApiServer() {}

    /** Whether a token that this accounts server gave may be sent there. */
    static boolean isTrusted(URI api, URI accounts) {
        String host = host(api);
        if (host == null || api.getUserInfo() != null || !ZohoCheck.safe(api)) {
            return false;
        }
        return isZohos(host)
                || host.equals(host(accounts))
                || ZohoCheck.loopback(host) && ZohoCheck.loopback(accounts.getHost());
    }

    private static boolean isZohos(String host) {
        return Arrays.stream(DataCenter.values())
                .map(center -> center.accountsUrl().getHost().substring(ACCOUNTS.length()))
                .anyMatch(
                        domain -> isOf(host, domain) || isOf(host, "zohoapis" + domain.substring(domain.indexOf('.'))));
    }

    private static boolean isOf(String host, String domain) {
        return host.equals(domain) || host.endsWith("." + domain);
    }

    private static @Nullable String host(URI uri) {
        return uri.getHost() == null ? null : uri.getHost().toLowerCase(Locale.ROOT);
    }
}
