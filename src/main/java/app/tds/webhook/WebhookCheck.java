package app.tds.webhook;

import app.tds.ConfigurationCheck;
import java.net.URI;
import java.net.URISyntaxException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.bind.Bindable;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.convert.DurationStyle;
import org.springframework.core.ResolvableType;
import org.springframework.core.env.Environment;
import org.springframework.util.unit.DataSize;

/** Looks at {@code tds.webhooks.*}. */
final class WebhookCheck implements ConfigurationCheck {

    private static final String SECRETS = "tds.webhooks.secrets";
    private static final int AT_ONCE = 2;
    private static final DataSize SMALLEST = DataSize.ofKilobytes(16);
    private static final DataSize LARGEST = DataSize.ofMegabytes(16);

    @Override
    public List<String> problems(Environment environment) {
        List<String> problems = new ArrayList<>();
        secrets(environment).forEach((organization, secrets) -> secrets(organization, secrets, problems));
        unsigned(environment, problems);
        size(environment.getProperty("tds.webhooks.max-body"), problems);
        number(environment, "tds.webhooks.per-minute", problems);
        number(environment, "tds.webhooks.refused-per-minute", problems);
        number(environment, "tds.webhooks.per-day", problems);
        number(environment, "tds.webhooks.attempts", problems);
        share(environment.getProperty("tds.webhooks.share-of-calls"), problems);
        bodyTimeout(environment.getProperty("tds.webhooks.body-timeout"), problems);
        retention(environment.getProperty("tds.webhooks.retention"), problems);
        return problems;
    }

    private static Map<String, List<String>> secrets(Environment environment) {
        Bindable<Map<String, List<String>>> map = Bindable.of(ResolvableType.forClassWithGenerics(
                Map.class,
                ResolvableType.forClass(String.class),
                ResolvableType.forClassWithGenerics(List.class, String.class)));
        return Binder.get(environment).bind(SECRETS, map).orElse(Map.of());
    }

    /** Secrets: no sentence repeats a value. */
    private static void secrets(String organization, List<String> secrets, List<String> problems) {
        String key = SECRETS + "." + organization;
        if (!organization.matches("[0-9]{1,20}")) {
            problems.add(key + ": \"" + organization + "\" is not an organization id (digits only)");
        }
        if (secrets.isEmpty() || secrets.size() > AT_ONCE) {
            problems.add(key + ": has " + secrets.size() + " secrets; one is needed, or two while one takes the other's"
                    + " place");
        }
        if (!secrets.stream().allMatch(secret -> secret.matches("[A-Za-z0-9]{12,50}"))) {
            problems.add(key + ": a secret must be 12 to 50 letters and digits, or the sender cannot use it; make one"
                    + " with: openssl rand -hex 20");
        }
    }

    private static void unsigned(Environment environment, List<String> problems) {
        String text = environment.getProperty("tds.webhooks.unsigned", "false");
        if (!text.matches("true|false")) {
            problems.add("tds.webhooks.unsigned: \"" + text + "\" is neither true nor false");
            return;
        }
        if (text.equals("true") && !strategy(environment).equals("none")) {
            problems.add("tds.webhooks.unsigned: cannot be used with server.forward-headers-strategy "
                    + strategy(environment)
                    + ", with which anybody says where a request comes from; set secrets instead");
        }
        if (text.equals("true") && isPublic(environment)) {
            problems.add("tds.webhooks.unsigned: cannot be used while tds.zoho.public-url names a public"
                    + " address: what a proxy passes on looks like a program of this machine; set secrets instead");
        }
        if (text.equals("true") && !Loopback.isName(environment.getProperty("server.address", ""))) {
            problems.add("tds.webhooks.unsigned: needs a loopback server.address such as 127.0.0.1, since anybody who"
                    + " reaches the port could deliver; set secrets instead");
        }
    }

    private static String strategy(Environment environment) {
        return environment
                .getProperty("server.forward-headers-strategy", "none")
                .toLowerCase(Locale.ROOT);
    }

    private static boolean isPublic(Environment environment) {
        String url = environment.getProperty("tds.zoho.public-url", "").strip();
        try {
            return !url.isEmpty() && !Loopback.isName(String.valueOf(new URI(url).getHost()));
        } catch (URISyntaxException unreadable) {
            // Another check says so.
            return true;
        }
    }

    private static void size(@Nullable String text, List<String> problems) {
        if (text == null) {
            return;
        }
        try {
            DataSize size = DataSize.parse(text);
            if (size.compareTo(SMALLEST) < 0 || size.compareTo(LARGEST) > 0) {
                problems.add("tds.webhooks.max-body: \"" + text + "\" is not between 16KB and 16MB");
            }
        } catch (IllegalArgumentException unreadable) {
            problems.add("tds.webhooks.max-body: \"" + text + "\" is not a size such as 1MB");
        }
    }

    private static void number(Environment environment, String key, List<String> problems) {
        String text = environment.getProperty(key);
        if (text != null && !text.matches("[1-9][0-9]{0,6}")) {
            problems.add(key + ": \"" + text + "\" is not a whole number from 1");
        }
    }

    private static void share(@Nullable String text, List<String> problems) {
        if (text != null && !text.matches("0?\\.[0-9]{1,4}|1(\\.0+)?")) {
            problems.add("tds.webhooks.share-of-calls: \"" + text + "\" is not a share between 0 and 1, such as 0.3");
        }
    }

    private static void bodyTimeout(@Nullable String text, List<String> problems) {
        if (text == null) {
            return;
        }
        String key = "tds.webhooks.body-timeout: \"" + text + "\" ";
        try {
            Duration timeout = DurationStyle.detectAndParse(text);
            if (timeout.toMillis() < 1 || timeout.compareTo(Duration.ofMinutes(1)) > 0) {
                problems.add(key + "is not between 1ms and 1m: a sender of half a body keeps a connection as long");
            }
        } catch (IllegalArgumentException unreadable) {
            problems.add(key + "is not a duration with a unit, such as 10s");
        }
    }

    private static void retention(@Nullable String text, List<String> problems) {
        if (text == null) {
            return;
        }
        String key = "tds.webhooks.retention: \"" + text + "\" ";
        try {
            if (DurationStyle.detectAndParse(text).compareTo(Duration.ofHours(1)) < 0) {
                problems.add(key + "is less than an hour: what is delivered twice would be worked off twice");
            }
        } catch (IllegalArgumentException unreadable) {
            problems.add(key + "is not a duration with a unit, such as 30d");
        }
    }
}
