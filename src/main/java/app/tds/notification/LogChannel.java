package app.tds.notification;

import app.tds.PlainTime;
import java.util.Locale;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/** A line of the log for each message, for people who collect logs. */
@Component
class LogChannel implements Channel {

    private static final Logger log = LoggerFactory.getLogger("app.tds.alerts");

    @Override
    public String name() {
        return "log";
    }

    @Override
    public boolean reaches(Receiver receiver) {
        return receiver.log();
    }

    @Override
    public boolean waitsForTheMorning() {
        return false;
    }

    @Override
    public void deliver(Message message, Receiver receiver) {
        message.notifications()
                .forEach(it -> log.info(
                        "alert={} state={} severity={} organization={} entity={} subject=\"{}\" id={} began={} message={}",
                        it.told().kind(),
                        it.news().name().toLowerCase(Locale.ROOT),
                        it.told().severity().name().toLowerCase(Locale.ROOT),
                        it.told().organization(),
                        it.told().job(),
                        it.told().subject(),
                        it.told().alarm(),
                        PlainTime.utc(it.told().began()),
                        message.id()));
    }
}
