package app.tds.notification;

import org.springframework.stereotype.Component;

/** Whether anybody is told of alarms. */
@Component
public class Recipients {

    private final Receivers receivers;

    Recipients(Receivers receivers) {
        this.receivers = receivers;
    }

    /** Whether nobody is. */
    public boolean areNone() {
        return receivers.all().isEmpty();
    }
}
