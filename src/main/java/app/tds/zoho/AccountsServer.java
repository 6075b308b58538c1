package app.tds.zoho;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Which accounts servers may be sent a code and the client's secret: Zoho's own and the configured one. */
final class AccountsServer {

    private AccountsServer() {}

    /** The known server that an answer's {@code accounts-server} means; empty if the server is not known. */
    static Optional<URI> named(String text, ZohoConnection connection) {
        try {
            URI named = new URI(text.strip());
            boolean plain = named.getHost() != null
                    && named.getUserInfo() == null
                    && named.getQuery() == null
                    && named.getFragment() == null
                    && (named.getPath().isEmpty() || named.getPath().equals("/"))
                    && ZohoCheck.safe(named);
            return Stream.concat(
                            Stream.of(connection.accounts()),
                            Arrays.stream(DataCenter.values()).map(DataCenter::accountsUrl))
                    .filter(known -> plain && origin(known).equals(origin(named)))
                    .findFirst();
        } catch (URISyntaxException cause) {
            return Optional.empty();
        }
    }

    /** The one an answer's {@code location} means, unless a server is configured that is no data centre's. */
    static @Nullable URI located(@Nullable String location, ZohoConnection connection) {
        boolean zohos = Arrays.stream(DataCenter.values())
                .anyMatch(center -> origin(center.accountsUrl()).equals(origin(connection.accounts())));
        return location == null || !zohos
                ? null
                : DataCenter.of(location).map(DataCenter::accountsUrl).orElse(null);
    }

    private static String origin(URI uri) {
        String scheme = String.valueOf(uri.getScheme()).toLowerCase(Locale.ROOT);
        int port = uri.getPort() >= 0 ? uri.getPort() : scheme.equals("https") ? 443 : 80;
        return scheme + "://" + String.valueOf(uri.getHost()).toLowerCase(Locale.ROOT) + ":" + port;
    }
}
