package app.tds.notification;

import app.tds.Repeated;
import app.tds.alarm.Alarm;
import app.tds.alarm.Alarms;
import java.time.Duration;
import java.util.List;
import org.springframework.stereotype.Component;

/** Tells an Alertmanager every minute what goes on, or it would take the alarm for over. */
@Component
class AlertmanagerReminder implements Repeated {

    private final Alarms alarms;
    private final Receivers receivers;
    private final AlertmanagerChannel channel;

    AlertmanagerReminder(Alarms alarms, Receivers receivers, AlertmanagerChannel channel) {
        this.alarms = alarms;
        this.receivers = receivers;
        this.channel = channel;
    }

    @Override
    public String subject() {
        return "Reminding Alertmanager of what goes on";
    }

    @Override
    public Duration pause() {
        return Duration.ofMinutes(1);
    }

    @Override
    public void round() {
        List<Receiver> reminded =
                receivers.all().values().stream().filter(channel::reaches).toList();
        if (!reminded.isEmpty()) {
            List<Told> told = alarms.open().stream()
                    .filter(Alarm::isAudible)
                    .map(alarm -> AlarmNews.told(alarm, ""))
                    .toList();
            reminded.forEach(receiver -> remind(receiver, told));
        }
    }

    private void remind(Receiver receiver, List<Told> told) {
        try {
            if (!told.isEmpty()) {
                channel.send(told, receiver);
            }
        } catch (Undelivered failure) {
            throw new IllegalStateException(receiver.name() + ": " + failure.getMessage(), failure);
        }
    }
}
