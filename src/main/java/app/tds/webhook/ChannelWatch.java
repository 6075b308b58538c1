package app.tds.webhook;

import app.tds.PlainTime;
import app.tds.alarm.Finding;
import app.tds.alarm.Severity;
import app.tds.alarm.Watch;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import org.springframework.stereotype.Component;

/** Finds channels that end within a day, or have ended, since renewing them fails. */
@Component
class ChannelWatch implements Watch {

    private static final Duration SOON = Duration.ofDays(1);

    private final Channels channels;
    private final Clock clock;

    ChannelWatch(Channels channels, Clock clock) {
        this.channels = channels;
        this.clock = clock;
    }

    @Override
    public List<Finding> look() {
        return channels.all().stream()
                .filter(channel -> channel.endsAt().isBefore(clock.instant().plus(SOON)))
                .map(this::finding)
                .toList();
    }

    private Finding finding(Channels.Kept channel) {
        boolean over = !channel.endsAt().isAfter(clock.instant());
        return Finding.of(
                        "channel-ends",
                        Severity.WARNING,
                        "The source " + (over ? "tells of changes in " : "will tell of changes in ") + channel.module()
                                + " of organization " + channel.organizationId()
                                + (over ? " no more since " : " no more from ") + PlainTime.utc(channel.endsAt())
                                + " on"
                                + (channel.problem() == null ? "." : ": " + channel.problem()),
                        "Deltas go on to bring every change. webhooks register says what keeps the channel from being"
                                + " renewed.")
                .ofJob(channel.job(), channel.organizationId());
    }
}
