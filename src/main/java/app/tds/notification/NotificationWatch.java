package app.tds.notification;

import app.tds.alarm.Finding;
import app.tds.alarm.Severity;
import app.tds.alarm.Watch;
import app.tds.notification.Ways.Way;
import java.util.List;
import org.springframework.stereotype.Component;

/** Ways to receivers that fail: three attempts in a row, or a self-test. */
@Component
class NotificationWatch implements Watch {

    private static final int IN_A_ROW = 3;

    private final Ways ways;
    private final Receivers receivers;
    private final Ladder ladder;

    NotificationWatch(Ways ways, Receivers receivers, Ladder ladder) {
        this.ways = ways;
        this.receivers = receivers;
        this.ladder = ladder;
    }

    @Override
    public List<Finding> look() {
        return ways.all().stream()
                .filter(way -> way.failures() >= IN_A_ROW && isStillThere(way))
                .map(NotificationWatch::finding)
                .toList();
    }

    private boolean isStillThere(Way way) {
        return receivers
                .named(way.receiver())
                .filter(receiver -> ladder.ways(receiver).stream()
                        .anyMatch(channel -> channel.name().equals(way.channel())))
                .isPresent();
    }

    private static Finding finding(Way way) {
        return Finding.of(
                        Told.CANNOT_NOTIFY,
                        Severity.CRITICAL,
                        "Messages to " + way.receiver() + " by " + way.channel() + " do not arrive: " + way.reason()
                                + ".",
                        "Correct what the reason says, then give the command: alerts test " + way.receiver())
                .about(Ladder.way(way.receiver(), way.channel()));
    }
}
