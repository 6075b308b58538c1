package app.tds.notification;

import app.tds.Repeated;
import app.tds.alarm.Alarm;
import app.tds.alarm.Alarms;
import app.tds.alarm.Severity;
import app.tds.alarm.Watches;
import app.tds.launch.SignOfLife;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import java.util.Optional;
import org.springframework.stereotype.Component;

/**
 * The dead man's switch. Every minute this process shows the other processes that it goes on. The process also calls
 * the configured address, but only while a process looks for what is wrong, the database takes a row, and messages go
 * out. Whoever is behind that address tells people when the calls stop.
 */
@Component
public class Heartbeat implements Repeated {

    private static final Duration EVERY = Duration.ofMinutes(1);
    private static final Duration TOO_LONG = Duration.ofMinutes(5);

    private final HeartbeatSettings settings;
    private final SignOfLife signOfLife;
    private final Watches watches;
    private final Alarms alarms;
    private final Ways ways;
    private final Post post;
    private final Clock clock;

    Heartbeat(
            HeartbeatSettings settings,
            SignOfLife signOfLife,
            Watches watches,
            Alarms alarms,
            Ways ways,
            Post post,
            Clock clock) {
        this.settings = settings;
        this.signOfLife = signOfLife;
        this.watches = watches;
        this.alarms = alarms;
        this.ways = ways;
        this.post = post;
        this.clock = clock;
    }

    @Override
    public String subject() {
        return "The heartbeat";
    }

    @Override
    public Duration pause() {
        return EVERY;
    }

    @Override
    public Duration firstAfter() {
        return Duration.ofSeconds(5);
    }

    @Override
    public void round() {
        signOfLife.show();
        if (settings.url() == null) {
            return;
        }
        Optional<String> trouble = trouble();
        if (trouble.isPresent()) {
            throw new IllegalStateException(trouble.get());
        }
        Optional<Alarm> worst = alarms.open().stream()
                .filter(alarm -> alarm.severity() == Severity.CRITICAL)
                .findFirst();
        try {
            call(worst.isPresent() ? "/fail" : "", worst.map(Alarm::name).orElse("all is well"));
        } catch (Undelivered failure) {
            throw new IllegalStateException("it was not taken: " + failure.getMessage(), failure);
        }
    }

    /** Why nobody may be told that all is well. */
    private Optional<String> trouble() {
        Instant now = clock.instant();
        Optional<Instant> looked = watches.lookedAt();
        if (looked.isEmpty() || !Watches.isRecent(looked.get(), now)) {
            return Optional.of("it is withheld, since nobody has looked for two minutes whether anything is wrong");
        }
        return ways.oldestWaiting()
                .filter(oldest -> oldest.isBefore(now.minus(TOO_LONG)))
                .map(oldest -> "it is withheld, since a message has waited to be delivered for five minutes");
    }

    private void call(String path, String text) throws Undelivered {
        post.text(
                HeartbeatSettings.address(Objects.requireNonNull(settings.url()).value(), path), text);
    }
}
