package app.tds.alarm;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;
import org.springframework.transaction.event.TransactionalEventListener;

/**
 * One line of log when an alarm begins, gets worse or ends, also if a process was killed in between. Alarms that are
 * silenced, or explained by another alarm, have no line.
 */
@Component
class AlarmLog {

    private static final Logger log = LoggerFactory.getLogger(AlarmLog.class);

    @TransactionalEventListener
    void on(AlarmChanged event) {
        Alarm alarm = event.alarm();
        if (!event.isToBeTold()) {
            log.debug("alarm {} {}, which is not told: {}", alarm.id(), event.change(), alarm.name());
            return;
        }
        switch (event.change()) {
            case FIRED, RAISED ->
                log.warn(
                        "alarm {} {}, {}, {}: {} {}",
                        alarm.id(),
                        event.change() == Change.FIRED ? "begins" : "is worse",
                        alarm.severity(),
                        alarm.name(),
                        alarm.sentence(),
                        alarm.cure());
            case RESOLVED ->
                log.warn(
                        "alarm {} is over after {} s: {}",
                        alarm.id(),
                        alarm.lasted(event.at()).toSeconds(),
                        alarm.name());
            default -> log.debug("alarm {} {}: {}", alarm.id(), event.change(), alarm.name());
        }
    }
}
