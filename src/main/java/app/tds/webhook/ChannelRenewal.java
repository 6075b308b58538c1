package app.tds.webhook;

import app.tds.PlainTime;
import app.tds.Repeated;
import app.tds.source.SourceFailure;
import app.tds.source.WebhookRegistry.Entry;
import app.tds.webhook.Channels.Kept;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/**
 * Keeps registered channels alive. Each channel is looked at once an hour, and renewed days before its end. A channel that
 * the source has lost is made again; changes that nobody told of meanwhile come with the deltas.
 */
@Component
class ChannelRenewal implements Repeated {

    private static final Logger log = LoggerFactory.getLogger(ChannelRenewal.class);

    private static final Duration LOOK = Duration.ofHours(1);

    /** A channel of six days is renewed once a day. */
    private static final Duration BEFORE_THE_END = Duration.ofDays(5);

    private final Channels channels;
    private final Registrations registrations;
    private final Clock clock;

    ChannelRenewal(Channels channels, Registrations registrations, Clock clock) {
        this.channels = channels;
        this.registrations = registrations;
        this.clock = clock;
    }

    @Override
    public String subject() {
        return "Renewing channels of webhooks";
    }

    @Override
    public Duration pause() {
        return Duration.ofMinutes(5);
    }

    @Override
    public Duration firstAfter() {
        return Duration.ofSeconds(20);
    }

    @Override
    public void round() {
        channels.claim(LOOK).forEach(this::renew);
    }

    private void renew(String organizationId) {
        Optional<String> obstacle = registrations.obstacle(organizationId);
        if (obstacle.isPresent()) {
            channels.problem(organizationId, obstacle.get());
            return;
        }
        try {
            List<Kept> kept = channels.of(organizationId);
            List<Entry> due = new ArrayList<>();
            List<Entry> there = registrations.list(
                    organizationId,
                    wanted -> kept.stream()
                            .anyMatch(it ->
                                    it.job().equals(wanted.job()) && it.module().equals(wanted.module())));
            for (Kept one : kept) {
                there.stream()
                        .filter(one::isOf)
                        .findFirst()
                        .ifPresentOrElse(
                                entry -> {
                                    if (isDue(one, entry)) {
                                        due.add(entry);
                                    }
                                },
                                () -> channels.forget(one));
            }
            registrations.renew(organizationId, due.stream().map(Entry::wanted).toList());
        } catch (SourceFailure failure) {
            channels.problem(organizationId, String.valueOf(failure.getMessage()));
        }
    }

    private boolean isDue(Kept kept, Entry entry) {
        Instant now = clock.instant();
        Instant end = entry.endsAt();
        if (entry.well()) {
            return kept.problem() != null || end != null && end.isBefore(now.plus(BEFORE_THE_END));
        }
        if (kept.endsAt().isAfter(now)) {
            channels.lost(kept);
            log.warn(
                    "the source tells of changes in {} of organization {} no more, though that had been asked for until {}"
                            + " ({}); it is asked for again, and the next delta brings what changed meanwhile",
                    kept.module(),
                    kept.organizationId(),
                    PlainTime.utc(kept.endsAt()),
                    entry.text());
        }
        return true;
    }
}
