package app.tds.notification;

import app.tds.Repeated;
import app.tds.alarm.Alarm;
import app.tds.alarm.Alarms;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.util.List;
import org.springframework.stereotype.Component;

/** Climbs the ladder while nobody sees to an alarm, and tells of alarms that began before anybody could be told. */
@Component
class Escalation implements Repeated {

    private static final Duration EVERY = Duration.ofSeconds(15);

    private final Alarms alarms;
    private final Ladder ladder;
    private final Outbox outbox;
    private final Clock clock;

    Escalation(Alarms alarms, Ladder ladder, Outbox outbox, Clock clock) {
        this.alarms = alarms;
        this.ladder = ladder;
        this.outbox = outbox;
        this.clock = clock;
    }

    @Override
    public String subject() {
        return "Telling more people of alarms that nobody has seen to";
    }

    @Override
    public Duration pause() {
        return EVERY;
    }

    @Override
    public void round() {
        List<Alarm> unseen = alarms.open().stream()
                .filter(alarm -> alarm.state() == Alarm.State.FIRING && alarm.isAudible())
                .toList();
        unseen.forEach(this::climb);
    }

    private void climb(Alarm alarm) {
        Told told = AlarmNews.told(alarm, "");
        Outbox.Climb climb = outbox.climb(alarm.id());
        if (climb.since() == null) {
            ladder.tell("alarm " + alarm.id() + " late", News.FIRING, 0, told);
            return;
        }
        Instant since = climb.since();
        int step = ladder.reached(told, Duration.between(since, clock.instant()));
        for (int next = climb.step() + 1; next <= step; next++) {
            ladder.tell(
                    "alarm " + alarm.id() + " since " + DateTimeFormatter.ISO_INSTANT.format(since) + " step " + next,
                    News.ESCALATED,
                    next,
                    told);
        }
        if (alarm.step() != step) {
            alarms.delivered(alarm.id(), step, outbox.heldUntil(alarm.id()).orElse(null));
        }
    }
}
