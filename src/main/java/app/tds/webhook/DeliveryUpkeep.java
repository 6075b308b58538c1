package app.tds.webhook;

import app.tds.Repeated;
import app.tds.alarm.Alarm;
import app.tds.alarm.Alarms;
import app.tds.launch.LaunchRefused;
import app.tds.launch.LaunchRequest;
import app.tds.launch.Launcher;
import app.tds.mirror.Organizations;
import app.tds.pipeline.AskedBy;
import app.tds.pipeline.RunMode;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/**
 * What a serving process does every minute: write down refusals, refresh the metrics of webhooks, and ask for deltas
 * while an alarm says that webhooks are missing.
 */
@Component
class DeliveryUpkeep implements Repeated {

    /** Pause between two such deltas while an alarm goes on. The schedule's own deltas run as well. */
    static final Duration PAUSE = Duration.ofHours(4);

    private static final Logger log = LoggerFactory.getLogger(DeliveryUpkeep.class);

    private final Organizations organizations;
    private final Deliveries deliveries;
    private final DeliveryCounts counts;
    private final Alarms alarms;
    private final Recoveries recoveries;
    private final DeliveryGauges gauges;
    private final Launcher launcher;
    private final Clock clock;

    DeliveryUpkeep(
            Organizations organizations,
            Deliveries deliveries,
            DeliveryCounts counts,
            Alarms alarms,
            Recoveries recoveries,
            DeliveryGauges gauges,
            Launcher launcher,
            Clock clock) {
        this.organizations = organizations;
        this.deliveries = deliveries;
        this.counts = counts;
        this.alarms = alarms;
        this.recoveries = recoveries;
        this.gauges = gauges;
        this.launcher = launcher;
        this.clock = clock;
    }

    @Override
    public String subject() {
        return "Seeing to webhooks";
    }

    @Override
    public Duration pause() {
        return Duration.ofMinutes(1);
    }

    @Override
    public void round() {
        counts.writeRefused();
        recover(clock.instant());
        gauges.show(organizations.all().stream().map(deliveries::of).toList());
    }

    private void recover(Instant now) {
        Map<List<String>, Instant> since = alarms.open().stream()
                .filter(DeliveryFindings::isMendedByDelta)
                .collect(Collectors.toMap(
                        alarm -> List.of(alarm.organization(), alarm.job()),
                        Alarm::since,
                        (one, other) -> one.isBefore(other) ? one : other));
        since.forEach((of, began) -> recover(of.get(0), of.get(1), began, now));
    }

    private void recover(String organizationId, String job, Instant since, Instant now) {
        if (!recoveries.claim(organizationId, job, since, now, PAUSE)) {
            return;
        }
        Long run = null;
        try {
            run = launcher.launch(new LaunchRequest(job, organizationId, RunMode.DELTA, AskedBy.RECOVERY))
                    .run()
                    .id();
            log.info(
                    "run {} reads what webhooks about {} of organization {} may have missed", run, job, organizationId);
        } catch (LaunchRefused busy) {
            log.debug("asked again in a minute: {}", busy.getMessage());
        } finally {
            recoveries.asked(organizationId, job, now, run);
        }
    }
}
