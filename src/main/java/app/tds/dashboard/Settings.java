package app.tds.dashboard;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication.Type;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.env.EnumerablePropertySource;
import org.springframework.stereotype.Component;

/** The settings that hold, and where each comes from; what is secret is never told. */
@Component
@ConditionalOnWebApplication(type = Type.SERVLET)
class Settings {

    private static final String OURS = "tds.";
    private static final Pattern VARIABLE = Pattern.compile("TDS_[A-Z0-9_]+");
    /** A name that is not known to be harmless hides its value. */
    private static final Pattern SECRET =
            Pattern.compile("(?i).*(password|secret|token|key|client|url|chat|credential).*");

    private final ConfigurableEnvironment environment;

    Settings(ConfigurableEnvironment environment) {
        this.environment = environment;
    }

    /**
     * A setting that holds.
     *
     * @param value for a person; empty if it is secret
     * @param origin where it comes from
     */
    public record Setting(String name, String value, boolean isSecret, String origin) {}

    /** Of this application, by name. */
    List<Setting> all() {
        Map<String, String> origins = new TreeMap<>();
        environment.getPropertySources().forEach(source -> {
            if (source instanceof EnumerablePropertySource<?> listed) {
                for (String name : listed.getPropertyNames()) {
                    if (name.startsWith(OURS)) {
                        origins.putIfAbsent(name, source.getName());
                    } else if (VARIABLE.matcher(name).matches()) {
                        origins.putIfAbsent(
                                name.toLowerCase(java.util.Locale.ROOT).replace('_', '.'), source.getName());
                    }
                }
            }
        });
        List<Setting> settings = new ArrayList<>();
        origins.forEach((name, origin) -> settings.add(setting(name, origin)));
        return settings;
    }

    private Setting setting(String name, String origin) {
        boolean secret = SECRET.matcher(name).matches();
        String value = secret ? "" : String.valueOf(environment.getProperty(name, ""));
        return new Setting(name, value, secret, origin);
    }
}
