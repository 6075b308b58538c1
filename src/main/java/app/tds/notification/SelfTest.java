package app.tds.notification;

import app.tds.notification.Outbox.Result;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Tells receivers that nothing is wrong, by the same ways as a real alarm: through the outbox, the texts and the channels. */
@Component
public class SelfTest {

    private final Receivers receivers;
    private final List<Channel> channels;
    private final Ladder ladder;
    private final Outbox outbox;
    private final Ways used;
    private final Courier courier;

    SelfTest(Receivers receivers, List<Channel> channels, Ladder ladder, Outbox outbox, Ways used, Courier courier) {
        this.receivers = receivers;
        this.channels = List.copyOf(channels);
        this.ladder = ladder;
        this.outbox = outbox;
        this.used = used;
        this.courier = courier;
    }

    /**
     * What became of the test of one way.
     *
     * @param delivered whether the other side has the message; null if another process is still at it
     * @param reason why it has not; null if it has
     */
    public record Outcome(
            String receiver,
            String channel,
            @Nullable Boolean delivered,
            @Nullable String reason) {}

    /** The names of those who can be tested. */
    public Collection<String> receivers() {
        return List.copyOf(receivers.all().keySet());
    }

    /** Tests every way to these receivers, each of which is there; returns when each way was tried. */
    public List<Outcome> test(Collection<String> names) {
        String key = "test " + UUID.randomUUID();
        names.forEach(name -> receivers.named(name).ifPresent(receiver -> ladder.test(key, receiver)));
        channels.forEach(courier::deliverDue);
        return outbox.results(key).stream().map(SelfTest::outcome).toList();
    }

    private static Outcome outcome(Result result) {
        return new Outcome(
                result.receiver(),
                result.channel(),
                result.done() == null ? null : result.sent(),
                result.sent() ? null : result.reason());
    }

    /** Writes the test message of a day, unless it is written already. The message is delivered like alarms. */
    void ofDay(String day) {
        receivers.all().values().forEach(receiver -> ladder.test("test of " + day, receiver));
    }

    /**
     * A way to a receiver, and how it fares.
     *
     * @param failures attempts since a message last arrived
     * @param reason why the last one failed; null if it did not
     * @param delivered when a message last arrived; null if none ever did
     * @param tested what became of the last test; null if there was none
     */
    public record Way(
            String receiver,
            String channel,
            String language,
            int failures,
            @Nullable String reason,
            @Nullable Instant delivered,
            @Nullable Tested tested) {}

    /**
     * What became of a test.
     *
     * @param at when the test began
     * @param delivered whether the other side has the message; null while this is not known
     * @param reason why it has not; null if it has
     */
    public record Tested(
            Instant at,
            @Nullable Boolean delivered,
            @Nullable String reason) {}

    private static Tested tested(Outbox.Test test) {
        return new Tested(test.at(), test.done() ? test.sent() : null, test.sent() ? null : test.reason());
    }

    /** All ways to all receivers. */
    public List<Way> ways() {
        List<Ways.Way> all = used.all();
        List<Outbox.Test> tests = outbox.lastTests();
        List<Way> ways = new ArrayList<>();
        receivers
                .all()
                .values()
                .forEach(receiver -> ladder.ways(receiver).forEach(channel -> {
                    Optional<Ways.Way> way = all.stream()
                            .filter(it -> it.receiver().equals(receiver.name())
                                    && it.channel().equals(channel.name()))
                            .findFirst();
                    ways.add(new Way(
                            receiver.name(),
                            channel.name(),
                            receiver.language().locale().toLanguageTag(),
                            way.map(Ways.Way::failures).orElse(0),
                            way.filter(it -> it.failures() > 0)
                                    .map(Ways.Way::reason)
                                    .orElse(null),
                            way.map(Ways.Way::delivered).orElse(null),
                            tests.stream()
                                    .filter(it -> it.receiver().equals(receiver.name())
                                            && it.channel().equals(channel.name()))
                                    .map(SelfTest::tested)
                                    .findFirst()
                                    .orElse(null)));
                }));
        return ways;
    }
}
