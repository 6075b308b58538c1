package app.tds.notification;

import app.tds.alarm.Alarm;
import app.tds.alarm.AlarmChanged;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;

/** What happens to alarms goes into the outbox in the same transaction: both are kept, or neither is. */
@Component
class AlarmNews {

    private final Ladder ladder;

    AlarmNews(Ladder ladder) {
        this.ladder = ladder;
    }

    @EventListener
    void on(AlarmChanged event) {
        if (event.isToBeTold()) {
            tell(event, "transition " + event.transition(), told(event.alarm(), event.who()));
        }
    }

    private void tell(AlarmChanged event, String key, Told told) {
        switch (event.change()) {
            case FIRED, UNACKNOWLEDGED, SILENCE_ENDED, INHIBITION_ENDED -> ladder.tell(key, News.FIRING, 0, told);
            case SETTLED -> {
                if (told.ended() == null) {
                    ladder.tell(key, News.FIRING, 0, told);
                } else {
                    ladder.tellThoseWhoKnow(key, News.RESOLVED, told);
                }
            }
            case RAISED -> ladder.tell(key, News.RAISED, 0, told);
            case REPEATED -> ladder.repeat(key, told);
            case FLAPS -> ladder.tell(key, News.FLAPPING, 0, told);
            case ACKNOWLEDGED -> ladder.tellThoseWhoKnow(key, News.ACKNOWLEDGED, told);
            case RESOLVED -> ladder.tellThoseWhoKnow(key, News.RESOLVED, told);
            case PENDING, RETURNED, SILENCED, INHIBITED -> {}
        }
    }

    static Told told(Alarm alarm, String who) {
        return new Told(
                alarm.id(),
                alarm.kind(),
                alarm.severity(),
                alarm.organization(),
                alarm.job(),
                alarm.subject(),
                alarm.sentence(),
                alarm.cure(),
                alarm.since(),
                alarm.ended(),
                alarm.group(),
                who);
    }
}
