package app.tds.notification;

import app.tds.ConfigurationCheck;
import java.util.ArrayList;
import java.util.List;
import org.springframework.core.env.Environment;

/** Checks that {@code receivers.yaml} can be read and is complete, and that the heartbeat's address is an address. */
class NotificationCheck implements ConfigurationCheck {

    @Override
    public List<String> problems(Environment environment) {
        List<String> problems =
                new ArrayList<>(new ReceiversFile(environment).read().problems());
        problems.addAll(HeartbeatSettings.problems(environment));
        return problems;
    }
}
