package app.tds.notification;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.List;
import org.springframework.stereotype.Component;

/** Messages by channel and outcome, from 0 on. */
@Component
class DeliveryCounters {

    private final MeterRegistry meters;

    DeliveryCounters(MeterRegistry meters, List<Channel> channels, Ways ways) {
        this.meters = meters;
        channels.forEach(channel ->
                List.of("delivered", "failed", "given_up").forEach(outcome -> counter(channel.name(), outcome)));
        Gauge.builder("tds.notifications.waiting", ways, Ways::waiting)
                .description("Notifications that are not told yet, those held back in quiet hours included")
                .register(meters);
    }

    void delivered(String channel) {
        counter(channel, "delivered").increment();
    }

    void failed(String channel) {
        counter(channel, "failed").increment();
    }

    void givenUp(String channel) {
        counter(channel, "given_up").increment();
    }

    private Counter counter(String channel, String outcome) {
        return Counter.builder("tds.notifications")
                .description("Attempts to deliver a message, by what became of them")
                .tag("channel", channel)
                .tag("outcome", outcome)
                .register(meters);
    }
}
