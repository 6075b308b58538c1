package app.tds.notification;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Where requests may go: to an address that is encrypted, or without leaving this machine. */
final class Address {

    private Address() {}

    /** What is wrong with it; empty if nothing is. The text is not repeated, since it may hold a secret. */
    static Optional<String> problem(String text, boolean plainIsAllowed) {
        URI uri = uri(text);
        if (uri == null || uri.getHost() == null || !List.of("http", "https").contains(uri.getScheme())) {
            return Optional.of("is not a web address such as https://hooks.example.com/alerts");
        }
        if (uri.getRawUserInfo() != null || uri.getRawFragment() != null) {
            return Optional.of("must be an address without a user and without #");
        }
        if (uri.getScheme().equals("http") && !plainIsAllowed && !isLoopback(uri.getHost())) {
            return Optional.of("plain http is allowed for loopback addresses only; use https");
        }
        return uri.getHost().startsWith("169.254.")
                ? Optional.of("must not be an address at which a cloud keeps its machines' secrets")
                : Optional.empty();
    }

    private static @Nullable URI uri(String text) {
        try {
            return new URI(text);
        } catch (URISyntaxException unreadable) {
            return null;
        }
    }

    /** No other name is looked up, since its answer may be different later. */
    private static boolean isLoopback(String host) {
        return host.equals("localhost") || host.equals("[::1]") || host.matches("127(\\.[0-9]{1,3}){3}");
    }
}
