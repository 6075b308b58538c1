package app.tds.notification;

import app.tds.alarm.Severity;
import app.tds.notification.Outbox.Entry;
import app.tds.notification.Outbox.Known;
import app.tds.notification.Receivers.Step;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import org.springframework.stereotype.Component;

/** Who is told of what, and when: writes it into the outbox. */
@Component
class Ladder {

    /** What begins within this time goes in one message. */
    static final Duration GATHER = Duration.ofSeconds(30);

    private final Receivers receivers;
    private final List<Channel> channels;
    private final Outbox outbox;
    private final AlarmedOrganizations organizations;
    private final Clock clock;

    Ladder(
            Receivers receivers,
            List<Channel> channels,
            Outbox outbox,
            AlarmedOrganizations organizations,
            Clock clock) {
        this.receivers = receivers;
        this.channels = List.copyOf(channels);
        this.outbox = outbox;
        this.organizations = organizations;
        this.clock = clock;
    }

    /** Tells those who are on this step. */
    void tell(String key, News news, int step, Told told) {
        if (told.kind().equals(Told.CANNOT_NOTIFY)) {
            tellByOtherWays(key, news, told);
            return;
        }
        List<Step> steps = receivers.steps(told.severity());
        receivers
                .at(told.severity(), step)
                .forEach(receiver -> ways(receiver)
                        .forEach(channel -> add(key, news, step, steps.get(step).digest(), receiver, channel, told)));
    }

    /** Tells once more: the receivers that were told first, or all receivers of the last step. */
    void repeat(String key, Told told) {
        int reached = outbox.climb(told.alarm()).step();
        int last = receivers.steps(told.severity()).size() - 1;
        tell(key, News.REPEATED, reached == last ? last : 0, told);
    }

    /** The highest step for an alarm that nobody has seen to for so long. */
    int reached(Told told, Duration unseen) {
        List<Step> steps = receivers.steps(told.severity());
        int reached = 0;
        for (int i = 1; i < steps.size(); i++) {
            reached = steps.get(i).after().compareTo(unseen) <= 0 ? i : reached;
        }
        return told.kind().equals(Told.CANNOT_NOTIFY) ? 0 : reached;
    }

    /** A way that fails cannot be told of by that way, and everybody may be the one who can mend it. */
    private void tellByOtherWays(String key, News news, Told told) {
        receivers
                .all()
                .values()
                .forEach(receiver -> ways(receiver).stream()
                        .filter(channel -> !told.subject().equals(way(receiver.name(), channel.name())))
                        .forEach(channel -> add(key, news, 0, false, receiver, channel, told)));
    }

    /** The subject of the alarm that this way fails. */
    static String way(String receiver, String channel) {
        return receiver + " by " + channel;
    }

    private void add(String key, News news, int step, boolean digest, Receiver receiver, Channel channel, Told told) {
        boolean critical = told.severity() == Severity.CRITICAL;
        boolean passes = critical && step >= receiver.quiet().criticalFromStep() || !channel.waitsForTheMorning();
        Optional<Instant> held = digest ? Optional.of(nextMorning(receiver, told)) : quietEnd(receiver, told);
        add(key, news, step, receiver, channel.name(), told, passes ? Optional.empty() : held);
    }

    private void add(
            String key, News news, int step, Receiver receiver, String channel, Told told, Optional<Instant> held) {
        boolean critical = told.severity() == Severity.CRITICAL;
        boolean atOnce = told.isSelfTest() || told.kind().equals(Told.CANNOT_NOTIFY);
        Instant soon = atOnce ? clock.instant() : clock.instant().plus(GATHER);
        outbox.add(new Entry(
                key,
                news,
                step,
                receiver.name(),
                channel,
                told,
                held.orElse(soon),
                held.isPresent(),
                held.isEmpty() && !critical && !atOnce));
    }

    /** Tells the receivers that were told before, at any hour: a person who was woken hears that the alarm is over. */
    void tellThoseWhoKnow(String key, News news, Told told) {
        for (Known known : outbox.whoKnows(told.alarm())) {
            receivers.named(known.receiver()).ifPresent(receiver -> {
                Optional<Instant> held = known.held()
                        ? Optional.of(nextMorning(receiver, told))
                        : told.severity() == Severity.CRITICAL || isSilent(known.channel())
                                ? Optional.empty()
                                : quietEnd(receiver, told);
                add(key, news, 0, receiver, known.channel(), told, held);
            });
        }
    }

    private boolean isSilent(String channel) {
        return channels.stream().anyMatch(it -> it.name().equals(channel) && !it.waitsForTheMorning());
    }

    /**
     * An alarm that goes on and could not be told is told to the receivers further up, without waiting for the time of
     * their step.
     */
    void passOn(Parcel parcel) {
        parcel.notifications().stream()
                .filter(it -> !it.told().isSelfTest() && !it.told().kind().equals(Told.CANNOT_NOTIFY))
                .filter(it -> !it.news().concernsThoseWhoKnow()
                        && !outbox.isOver(it.told().alarm()))
                .forEach(it -> passOn(it, way(parcel.receiver(), parcel.channel())));
    }

    private void passOn(Notification it, String failing) {
        String key = "alarm " + it.told().alarm() + " instead of notification " + it.id();
        List<Step> steps = receivers.steps(it.told().severity());
        boolean passed = false;
        for (int step = it.step() + 1; step < steps.size() && !passed; step++) {
            for (Receiver receiver : receivers.at(it.told().severity(), step)) {
                for (Channel channel : ways(receiver)) {
                    if (!failing.equals(way(receiver.name(), channel.name()))) {
                        add(key, it.news(), step, steps.get(step).digest(), receiver, channel, it.told());
                        passed = true;
                    }
                }
            }
        }
    }

    /** Tells that nothing is wrong; returns by which ways. */
    List<String> test(String key, Receiver receiver) {
        Told told = Told.selfTest(clock.instant());
        List<String> names = ways(receiver).stream().map(Channel::name).toList();
        names.forEach(channel -> add(key, News.TEST, 0, receiver, channel, told, Optional.empty()));
        return names;
    }

    List<Channel> ways(Receiver receiver) {
        return channels.stream().filter(channel -> channel.reaches(receiver)).toList();
    }

    private Optional<Instant> quietEnd(Receiver receiver, Told told) {
        return receiver.quiet().end(clock.instant(), zone(receiver, told));
    }

    private Instant nextMorning(Receiver receiver, Told told) {
        return receiver.quiet().nextEnd(clock.instant(), zone(receiver, told));
    }

    private ZoneId zone(Receiver receiver, Told told) {
        return receiver.zone() == null ? organizations.zone(told.organization()) : receiver.zone();
    }
}
