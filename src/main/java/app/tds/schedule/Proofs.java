package app.tds.schedule;

import app.tds.Repeated;
import app.tds.jobs.JobDefinition;
import app.tds.jobs.JobDefinitions;
import app.tds.launch.LaunchRefused;
import app.tds.launch.LaunchRequest;
import app.tds.launch.Launcher;
import app.tds.mirror.Organization;
import app.tds.mirror.Organizations;
import app.tds.pipeline.AskedBy;
import app.tds.pipeline.RunMode;
import app.tds.pipeline.Verifications;
import app.tds.pipeline.Verifications.Proven;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.stereotype.Component;

/**
 * Has jobs proven when that is due: every row nightly against its documents; the source hourly where it says count and
 * sums, else nightly by a sample. What is in the way of a proof only puts it off.
 */
@Component("scheduledProofs")
@ConditionalOnProperty("tds.schedule.enabled")
class Proofs implements Repeated {

    private static final Logger log = LoggerFactory.getLogger(Proofs.class);

    private static final Duration HOURLY = Duration.ofHours(1);
    /** Within the hours of the night, once. */
    private static final Duration NIGHTLY = Duration.ofHours(18);
    /** By day as well, if no night brought it. */
    private static final Duration OVERDUE = Duration.ofHours(30);

    private static final int NIGHT_BEGINS = 3;
    private static final int NIGHT_ENDS = 7;

    /** One that failed is not asked for again at once. */
    private static final Duration AGAIN = Duration.ofMinutes(30);

    /** The others wait for the next round, so that deltas have their turns. */
    private static final int AT_ONCE = 2;

    private final Verifications verifications;
    private final JobDefinitions jobs;
    private final Organizations organizations;
    private final Launcher launcher;
    private final Clock clock;
    private final Map<LaunchRequest, Instant> asked = new HashMap<>();

    Proofs(
            Verifications verifications,
            JobDefinitions jobs,
            Organizations organizations,
            Launcher launcher,
            Clock clock) {
        this.verifications = verifications;
        this.jobs = jobs;
        this.organizations = organizations;
        this.launcher = launcher;
        this.clock = clock;
    }

    @Override
    public String subject() {
        return "Proving that tables are right";
    }

    @Override
    public Duration pause() {
        return Duration.ofMinutes(1);
    }

    @Override
    public Duration firstAfter() {
        return Duration.ofMinutes(5);
    }

    @Override
    public void round() {
        Instant now = clock.instant();
        asked.values().removeIf(at -> at.plus(AGAIN).isBefore(now));
        int launched = 0;
        for (LaunchRequest request : due(now)) {
            if (launched < AT_ONCE && !asked.containsKey(request) && launches(request)) {
                asked.put(request, now);
                launched++;
            }
        }
    }

    /** The proofs that are due now. */
    List<LaunchRequest> due(Instant now) {
        Map<String, ZoneId> zones = organizations.all().stream()
                .collect(Collectors.toMap(Organization::organizationId, Organization::timeZone));
        List<LaunchRequest> due = new ArrayList<>();
        for (Proven job : verifications.proven()) {
            JobDefinition definition = jobs.find(job.job()).orElse(null);
            ZoneId zone = zones.get(job.organizationId());
            if (definition == null || zone == null) {
                continue;
            }
            int hour = now.atZone(zone).getHour();
            boolean night = hour >= NIGHT_BEGINS && hour < NIGHT_ENDS;
            if (isDue(job.since(), job.documents(), night ? NIGHTLY : OVERDUE, now)) {
                due.add(request(job, RunMode.VERIFY));
            }
            boolean hourly = !job.silent()
                    && definition.source().range() != null
                    && definition.source().range().totals() != null;
            boolean asks = hourly || definition.details() != null;
            if (asks && isDue(job.since(), job.source(), hourly ? HOURLY : night ? NIGHTLY : OVERDUE, now)) {
                due.add(request(job, RunMode.COMPARE));
            }
        }
        return due;
    }

    private static boolean isDue(Instant since, @Nullable Instant last, Duration every, Instant now) {
        return !now.isBefore((last == null ? since : last).plus(every));
    }

    private static LaunchRequest request(Proven job, RunMode mode) {
        return new LaunchRequest(job.job(), job.organizationId(), mode, AskedBy.SCHEDULE);
    }

    private boolean launches(LaunchRequest request) {
        try {
            launcher.launch(request);
            return true;
        } catch (LaunchRefused busy) {
            log.debug("{} of {} is proven later: {}", request.mode(), request.job(), busy.getMessage());
            return false;
        }
    }
}
