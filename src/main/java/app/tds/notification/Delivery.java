package app.tds.notification;

import app.tds.Repeated;
import java.time.Duration;

/** Sends what is due on one channel, again and again; a channel that hangs delays no other. */
class Delivery implements Repeated {

    private static final Duration EVERY = Duration.ofSeconds(2);
    private static final Duration UNUSED = Duration.ofMinutes(1);

    private final Channel channel;
    private final Courier courier;

    Delivery(Channel channel, Courier courier) {
        this.channel = channel;
        this.courier = courier;
    }

    @Override
    public String subject() {
        return "Telling of alarms by " + channel.name();
    }

    @Override
    public Duration pause() {
        return courier.isUsed(channel) ? EVERY : UNUSED;
    }

    @Override
    public void round() {
        courier.deliverDue(channel);
    }
}
