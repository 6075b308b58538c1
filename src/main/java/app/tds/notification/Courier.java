package app.tds.notification;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/** Hands over what is due, tries again what failed, and gives up in the end. */
@Component
class Courier {

    /** Between the attempts of a message; after the last one it is given up. Three attempts take less than a minute. */
    static final List<Duration> BETWEEN_ATTEMPTS =
            List.of(Duration.ofSeconds(10), Duration.ofSeconds(20), Duration.ofSeconds(270), Duration.ofSeconds(1500));

    private static final Duration LONGEST = Duration.ofHours(1);

    private static final Logger log = LoggerFactory.getLogger(Courier.class);

    private final Dispatch dispatch;
    private final Receivers receivers;
    private final Writing writing;
    private final Ladder ladder;
    private final DeliveryCounters counters;
    private final Clock clock;

    Courier(
            Dispatch dispatch,
            Receivers receivers,
            Writing writing,
            Ladder ladder,
            DeliveryCounters counters,
            Clock clock) {
        this.dispatch = dispatch;
        this.receivers = receivers;
        this.writing = writing;
        this.ladder = ladder;
        this.counters = counters;
        this.clock = clock;
    }

    /** Whether any receiver is told by this channel. */
    boolean isUsed(Channel channel) {
        return receivers.all().values().stream().anyMatch(channel::reaches);
    }

    /** Delivers everything that is due on this channel and that no other process has taken. */
    void deliverDue(Channel channel) {
        for (Optional<Parcel> parcel = dispatch.take(channel.name());
                parcel.isPresent();
                parcel = dispatch.take(channel.name())) {
            deliver(parcel.get(), channel);
        }
    }

    private void deliver(Parcel parcel, Channel channel) {
        Optional<Receiver> receiver = receivers.named(parcel.receiver()).filter(channel::reaches);
        if (receiver.isEmpty()) {
            giveUp(
                    parcel,
                    channel,
                    "receivers.yaml no longer says how " + parcel.receiver() + " is reached by " + channel.name());
            return;
        }
        try {
            attempt(parcel, receiver.get(), channel);
            dispatch.sent(parcel.id());
            counters.delivered(channel.name());
        } catch (Undelivered failure) {
            failed(parcel, channel, String.valueOf(failure.getMessage()), failure.notBefore());
        }
    }

    /** A fault of ours is no reason to try for ever. */
    private void attempt(Parcel parcel, Receiver receiver, Channel channel) throws Undelivered {
        try {
            channel.deliver(writing.message(parcel, receiver), receiver);
        } catch (RuntimeException fault) {
            log.error("message {} could not be written or sent by {}", parcel.id(), channel.name(), fault);
            throw new Undelivered("a fault of this program, which its log explains: "
                    + fault.getClass().getSimpleName());
        }
    }

    private void failed(Parcel parcel, Channel channel, String reason, Duration notBefore) {
        counters.failed(channel.name());
        boolean test = parcel.notifications().get(0).news() == News.TEST;
        if (test || parcel.attempts() >= BETWEEN_ATTEMPTS.size()) {
            giveUp(parcel, channel, reason);
            return;
        }
        log.debug("message {} to {} by {} failed: {}", parcel.id(), parcel.receiver(), channel.name(), reason);
        dispatch.failed(parcel.id(), reason, again(parcel.attempts(), notBefore));
    }

    private Instant again(int attempts, Duration notBefore) {
        Duration pause = BETWEEN_ATTEMPTS.get(attempts);
        Duration asked = notBefore.compareTo(LONGEST) > 0 ? LONGEST : notBefore;
        return clock.instant().plus(pause.compareTo(asked) > 0 ? pause : asked);
    }

    private void giveUp(Parcel parcel, Channel channel, String reason) {
        log.warn("message {} to {} by {} is given up: {}", parcel.id(), parcel.receiver(), channel.name(), reason);
        dispatch.giveUp(parcel.id(), reason);
        counters.givenUp(channel.name());
        ladder.passOn(parcel);
    }
}
