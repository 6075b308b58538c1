package app.tds.notification;

import app.tds.Secret;
import java.util.List;
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

    static List<String> problems(Environment environment) {
        return Address.problem(environment.getProperty(KEY, "").strip(), false)
                .filter(problem -> !environment.getProperty(KEY, "").isBlank())
                .map(problem -> KEY + ": " + problem)
                .stream()
                .toList();
    }
}
