package app.tds.zoho;

import app.tds.ConfigurationCheck;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.bind.Bindable;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.core.env.Environment;

/** Looks at {@code tds.zoho.*} and {@code tds.secret-key}. */
final class ZohoCheck implements ConfigurationCheck {

    static final int KEY_BYTES = 32;

    private static final String CRM = "tds.zoho.crm-organizations";

    @Override
    public List<String> problems(Environment environment) {
        List<String> problems = new ArrayList<>();
        Set<String> names = connections(environment);
        if (names.isEmpty() || !blank(environment.getProperty("tds.zoho.client-id"))) {
            connection(environment, "tds.zoho.", problems);
        }
        for (String name : names) {
            connection(environment, "tds.zoho.connections." + name + ".", problems);
        }
        twice(environment, names, problems);
        crm(environment, names, problems);
        publicUrl(environment.getProperty("tds.zoho.public-url"), problems);
        wholeNumber(environment, "tds.zoho.calls-per-minute", problems);
        wholeNumber(environment, "tds.zoho.calls-in-flight", problems);
        wholeNumber(environment, "tds.zoho.crm-bulk-from", problems);
        wholeNumber(environment, "tds.zoho.crm-listed-records", problems);
        share(environment.getProperty("tds.zoho.reserved-share"), problems);
        encoding(environment.getProperty("tds.zoho.webhook-signature"), problems);
        secretKey(environment, "tds.secret-key", true, problems);
        secretKey(environment, "tds.secret-key-previous", false, problems);
        return problems;
    }

    private static Set<String> connections(Environment environment) {
        return Binder.get(environment)
                .bind("tds.zoho.connections", Bindable.mapOf(String.class, Object.class))
                .map(Map::keySet)
                .orElse(Set.of());
    }

    private static void connection(Environment environment, String prefix, List<String> problems) {
        required(environment, prefix + "client-id", "the client id from Zoho's API console", problems);
        required(environment, prefix + "client-secret", "the client secret from Zoho's API console", problems);
        dataCenter(environment, prefix + "data-center", problems);
        webAddress(
                prefix + "accounts-url",
                environment.getProperty(prefix + "accounts-url"),
                "https://accounts.zoho.com",
                problems);
        organizations(environment, prefix + "organizations", problems);
    }

    private static void twice(Environment environment, Set<String> names, List<String> problems) {
        List<String> ids = new ArrayList<>(listed(environment, "tds.zoho.organizations"));
        names.forEach(name -> ids.addAll(listed(environment, "tds.zoho.connections." + name + ".organizations")));
        ids.stream()
                .filter(id -> ids.indexOf(id) != ids.lastIndexOf(id))
                .distinct()
                .forEach(id -> problems.add("tds.zoho.organizations: " + id + " is named twice"));
    }

    /** CRM is that of a connection's user, and so of one organization. */
    private static void crm(Environment environment, Set<String> names, List<String> problems) {
        List<String> crm = listed(environment, CRM);
        Set<String> all = new TreeSet<>();
        for (String prefix : Stream.concat(
                        Stream.of("tds.zoho."), names.stream().map(name -> "tds.zoho.connections." + name + "."))
                .toList()) {
            List<String> ids = listed(environment, prefix + "organizations");
            all.addAll(ids);
            if (ids.stream().filter(crm::contains).count() > 1) {
                problems.add(CRM + ": names several of " + prefix
                        + "organizations; calls to CRM name no organization, so only one of a connection can have CRM");
            }
        }
        crm.stream()
                .filter(id -> !id.isBlank() && !all.contains(id))
                .forEach(
                        id -> problems.add(CRM + ": \"" + id + "\" is not one of the organizations that are mirrored"));
    }

    private static void required(Environment environment, String key, String what, List<String> problems) {
        if (blank(environment.getProperty(key))) {
            problems.add(key + ": missing; set it to " + what);
        }
    }

    private static void dataCenter(Environment environment, String key, List<String> problems) {
        String name = environment.getProperty(key, "us");
        if (DataCenter.of(name).isEmpty()) {
            problems.add(key + ": \"" + name + "\" is not one of " + DataCenter.keys());
        }
    }

    private static void webAddress(String key, @Nullable String text, String example, List<String> problems) {
        if (text == null || blank(text)) {
            return;
        }
        try {
            URI uri = new URI(text);
            if (uri.getHost() == null || !List.of("http", "https").contains(uri.getScheme())) {
                problems.add(key + ": \"" + text + "\" is not a web address such as " + example);
            } else if (!safe(uri)) {
                problems.add(key + ": plain http is allowed for loopback addresses only; use https");
            }
        } catch (URISyntaxException cause) {
            problems.add(key + ": \"" + text + "\" is not a web address: " + cause.getReason());
        }
    }

    /** Zoho sends the browser there with a code. */
    private static void publicUrl(@Nullable String text, List<String> problems) {
        webAddress("tds.zoho.public-url", text, "https://tds.example.com", problems);
        if (text != null && text.matches(".*[?#].*")) {
            problems.add("tds.zoho.public-url: \"" + text + "\" must be an address without ? and #");
        }
    }

    private static void organizations(Environment environment, String key, List<String> problems) {
        List<String> ids = listed(environment, key);
        if (ids.isEmpty()) {
            problems.add(key + ": missing; set it to the ids of the organizations to mirror, comma separated");
        }
        for (String id : ids) {
            if (!id.matches("[0-9]{1,20}")) {
                problems.add(key + ": \"" + id + "\" is not an organization id (digits only)");
            }
        }
    }

    /** As {@code a,b} or as {@code organizations[0]=a}. */
    private static List<String> listed(Environment environment, String key) {
        return Binder.get(environment).bind(key, Bindable.listOf(String.class)).orElse(List.of());
    }

    private static void wholeNumber(Environment environment, String key, List<String> problems) {
        String text = environment.getProperty(key);
        if (text != null && !text.matches("[0-9]{1,6}")) {
            problems.add(key + ": \"" + text + "\" is not a whole number from 0 (no limit)");
        }
    }

    private static void share(@Nullable String text, List<String> problems) {
        if (text != null && !text.matches("0(\\.[0-9]{1,4})?")) {
            problems.add("tds.zoho.reserved-share: \"" + text + "\" is not a share from 0 up to 0.99");
        }
    }

    private static void encoding(@Nullable String text, List<String> problems) {
        if (text != null && !text.matches("hex|base64")) {
            problems.add("tds.zoho.webhook-signature: \"" + text + "\" is neither hex nor base64");
        }
    }

    private static void secretKey(Environment environment, String key, boolean required, List<String> problems) {
        String make = "make one with: openssl rand -base64 32";
        String text = environment.getProperty(key);
        if (text == null || blank(text)) {
            if (required) {
                problems.add(key + ": missing; it encrypts what is stored of Zoho's tokens; " + make);
            }
            return;
        }
        try {
            if (Base64.getDecoder().decode(text.strip()).length != KEY_BYTES) {
                problems.add(key + ": must be 32 bytes in base64; " + make);
            }
        } catch (IllegalArgumentException cause) {
            problems.add(key + ": is not base64; " + make);
        }
    }

    /** Whether secrets may travel to this address: encrypted, or without leaving this machine. */
    static boolean safe(URI uri) {
        return "https".equals(uri.getScheme()) || loopback(uri.getHost());
    }

    static boolean loopback(@Nullable String host) {
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
