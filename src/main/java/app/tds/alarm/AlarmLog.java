package app.tds.alarm;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;
import org.springframework.transaction.event.TransactionalEventListener;

/** One line when an alarm begins and one when it ends, also after a process that was killed in between. */
@Component
class AlarmLog {

    private static final Logger log = LoggerFactory.getLogger(AlarmLog.class);

    @TransactionalEventListener
    void on(AlarmBegan event) {
        Alarm alarm = event.alarm();
        log.warn(
                "alarm {} begins, {}, {}: {} {}",
                alarm.id(),
                alarm.severity(),
                alarm.name(),
                alarm.sentence(),
                alarm.cure());
    }

    @TransactionalEventListener
    void on(AlarmEnded event) {
        Alarm alarm = event.alarm();
        log.warn("alarm {} is over after {} s: {}", alarm.id(), seconds(alarm), alarm.name());
    }

    private static long seconds(Alarm alarm) {
        return alarm.lasted(alarm.since()).toSeconds();
    }
}
