package app.tds.notification;

import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.core.env.Environment;

/**
 * Tells the dead man's switch of work that a command does once: when the work begins, and with which exit code it ends. Work
 * that cannot even start has an exit code too. Nothing fails because nobody could be told.
 */
public final class WorkPings {

    private static final Logger log = LoggerFactory.getLogger(WorkPings.class);

    private final Post post = new Post();
    private Optional<String> url = Optional.empty();

    /** The work begins with this configuration, which nobody has checked yet. */
    public void begin(Environment environment) {
        url = HeartbeatSettings.url(environment);
        tell("/start", "begun");
    }

    /** The work is over. */
    public void end(int exitCode) {
        tell("/" + exitCode, "exit code " + exitCode);
    }

    private void tell(String path, String text) {
        url.ifPresent(address -> {
            try {
                post.text(HeartbeatSettings.address(address, path), text);
            } catch (Undelivered failure) {
                log.warn("The heartbeat was not taken: {}", failure.getMessage());
            }
        });
    }
}
