package app.tds.zoho;

import app.tds.ConfigurationCheck;
import java.net.URI;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.core.env.Environment;

/** Looks at {@code tds.zoho.*} and {@code tds.secret-key}. */
final class ZohoCheck implements ConfigurationCheck {

    static final int KEY_BYTES = 32;

    @Override
    public List<String> problems(Environment environment) {
        List<String> problems = new ArrayList<>();
        required(environment, "tds.zoho.client-id", "the client id from Zoho's API console", problems);
        required(environment, "tds.zoho.client-secret", "the client secret from Zoho's API console", problems);
        required(environment, "tds.zoho.refresh-token", "a refresh token of that client", problems);
        dataCenter(environment, problems);
        accountsUrl(environment.getProperty("tds.zoho.accounts-url"), problems);
        organizations(environment, problems);
        callsPerMinute(environment.getProperty("tds.zoho.calls-per-minute"), problems);
        secretKey(environment.getProperty("tds.secret-key"), problems);
        return problems;
    }

    private static void required(Environment environment, String key, String what, List<String> problems) {
        if (blank(environment.getProperty(key))) {
            problems.add(key + ": missing; set it to " + what);
        }
    }

    private static void dataCenter(Environment environment, List<String> problems) {
        String key = environment.getProperty("tds.zoho.data-center", "us");
        if (DataCenter.of(key).isEmpty()) {
            problems.add("tds.zoho.data-center: \"" + key + "\" is not one of " + DataCenter.keys());
        }
    }

    private static void accountsUrl(@Nullable String text, List<String> problems) {
        if (text == null || blank(text)) {
            return;
        }
        try {
            URI uri = new URI(text);
            if (uri.getHost() == null || !List.of("http", "https").contains(uri.getScheme())) {
                problems.add("tds.zoho.accounts-url: \"" + text
                        + "\" is not a web address such as https://accounts.zoho.com");
            } else if (!safe(uri)) {
                problems.add("tds.zoho.accounts-url: plain http is allowed for loopback addresses only; use https");
            }
        } catch (java.net.URISyntaxException cause) {
            problems.add("tds.zoho.accounts-url: \"" + text + "\" is not a web address: " + cause.getReason());
        }
    }

    private static void organizations(Environment environment, List<String> problems) {
        List<String> ids = listed(environment);
        if (ids.isEmpty()) {
            problems.add(
                    "tds.zoho.organizations: missing; set it to the ids of the organizations to mirror, comma separated");
        }
        for (String id : ids) {
            if (!id.matches("[0-9]{1,20}")) {
                problems.add("tds.zoho.organizations: \"" + id + "\" is not an organization id (digits only)");
            }
        }
        if (ids.stream().distinct().count() < ids.size()) {
            problems.add("tds.zoho.organizations: an id is named twice");
        }
    }

    /** As {@code a,b} or as {@code tds.zoho.organizations[0]=a}. */
    private static List<String> listed(Environment environment) {
        return org.springframework.boot.context.properties.bind.Binder.get(environment)
                .bind(
                        "tds.zoho.organizations",
                        org.springframework.boot.context.properties.bind.Bindable.listOf(String.class))
                .orElse(List.of());
    }

    private static void callsPerMinute(@Nullable String text, List<String> problems) {
        if (text != null && !text.matches("[0-9]{1,6}")) {
            problems.add("tds.zoho.calls-per-minute: \"" + text + "\" is not a whole number from 0 (no limit)");
        }
    }

    private static void secretKey(@Nullable String text, List<String> problems) {
        String make = "make one with: openssl rand -base64 32";
        if (text == null || blank(text)) {
            problems.add("tds.secret-key: missing; it encrypts what is stored of Zoho's tokens; " + make);
            return;
        }
        try {
            if (Base64.getDecoder().decode(text.strip()).length != KEY_BYTES) {
                problems.add("tds.secret-key: must be 32 bytes in base64; " + make);
            }
        } catch (IllegalArgumentException cause) {
            problems.add("tds.secret-key: is not base64; " + make);
        }
    }

    /** Whether secrets may travel to this address: encrypted, or without leaving this machine. */
    static boolean safe(URI uri) {
        return "https".equals(uri.getScheme()) || loopback(uri.getHost());
    }

    private static boolean loopback(@Nullable String host) {
        if (host == null) {
            return false;
        }
        // No other name is looked up: whoever answers for it now may answer otherwise later.
        return host.equals("localhost") || host.equals("[::1]") || host.matches("127(\\.[0-9]{1,3}){3}");
    }

    private static boolean blank(@Nullable String text) {
        return text == null || text.isBlank();
    }
}
