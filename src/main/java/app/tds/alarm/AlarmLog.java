package app.tds.alarm;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;
import org.springframework.transaction.event.TransactionalEventListener;

/**
 * One line when an alarm begins, when it is worse and when it ends, also after a process that was killed in between; none for
 * what is silenced or explained by another alarm.
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
