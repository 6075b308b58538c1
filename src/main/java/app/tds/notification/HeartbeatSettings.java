package app.tds.notification;

import app.tds.Secret;
import java.net.URI;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.core.env.Environment;

/**
 * The dead man's switch: the address of a service such as Healthchecks, which is called while all is well.
 *
 * @param url Address of a dead man's switch that is called every minute while all is well (Healthchecks' protocol);
 *     keep it secret
 */
@ConfigurationProperties("tds.alerts.heartbeat")
record HeartbeatSettings(@Nullable Secret url) {

    private static final String KEY = "tds.alerts.heartbeat.url";

    /** What is called to say this. */
    static URI address(String url, String path) {
        return URI.create(url.strip().replaceFirst("/$", "") + path);
    }

    /** The address that is configured; empty if there is none, or none that can be called. */
    static Optional<String> url(Environment environment) {
        return Optional.of(environment.getProperty(KEY, ""))
                .filter(url -> !url.isBlank() && problems(environment).isEmpty());
    }

    static List<String> problems(Environment environment) {
        return Address.problem(environment.getProperty(KEY, "").strip(), false)
                .filter(problem -> !environment.getProperty(KEY, "").isBlank())
                .map(problem -> KEY + ": " + problem)
                .stream()
                .toList();
    }
}
