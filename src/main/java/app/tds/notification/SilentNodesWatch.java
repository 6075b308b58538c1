package app.tds.notification;

import app.tds.PlainTime;
import app.tds.alarm.Finding;
import app.tds.alarm.Severity;
import app.tds.alarm.Watch;
import app.tds.launch.Nodes;
import app.tds.launch.Nodes.Node;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import org.springframework.stereotype.Component;

/** Processes that hang, or ended without saying so, as other processes see them. */
@Component
class SilentNodesWatch implements Watch {

    private static final Duration TOO_LONG = Duration.ofMinutes(3);

    private final Nodes nodes;
    private final Clock clock;

    SilentNodesWatch(Nodes nodes, Clock clock) {
        this.nodes = nodes;
        this.clock = clock;
    }

    @Override
    public List<Finding> look() {
        return nodes.silentSince(clock.instant().minus(TOO_LONG)).stream()
                .map(SilentNodesWatch::finding)
                .toList();
    }

    private static Finding finding(Node node) {
        return Finding.of(
                        "node-silent",
                        Severity.WARNING,
                        "The process " + node.name() + ", begun at " + PlainTime.utc(node.began())
                                + ", has shown no sign of life for three minutes.",
                        "The other processes do its work. End it if it hangs, and start it again.")
                .about(node.name());
    }
}
