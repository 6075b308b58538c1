package app.tds.monitoring;

import app.tds.monitoring.JobStatus.Freshness;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.Status;
import org.springframework.stereotype.Component;

/**
 * Up only if every job is fresh: degraded while any is stale, and unknown while any was never read. Neither takes the
 * process out of service, since another process would have the same tables. A job that its organization cannot have is
 * neither.
 */
@Component("freshness")
class FreshnessHealthIndicator extends ReadHealthIndicator {

    private final JobStatuses statuses;

    FreshnessHealthIndicator(JobStatuses statuses) {
        this.statuses = statuses;
    }

    @Override
    Health known() {
        List<JobStatus> all = statuses.ages();
        Map<String, Object> stale = named(all, Freshness.STALE);
        Map<String, Object> unknown = named(all, Freshness.UNKNOWN);
        Health.Builder health = new Health.Builder(status(all, stale, unknown));
        if (!stale.isEmpty()) {
            health.withDetail("stale", stale);
        }
        if (!unknown.isEmpty()) {
            health.withDetail("unknown", unknown);
        }
        return health.build();
    }

    /** Where no organization is known yet, nothing can be fresh. */
    private static Status status(List<JobStatus> all, Map<String, Object> stale, Map<String, Object> unknown) {
        if (!stale.isEmpty()) {
            return AlarmsHealthIndicator.DEGRADED;
        }
        return unknown.isEmpty() && !all.isEmpty() ? Status.UP : Status.UNKNOWN;
    }

    private static Map<String, Object> named(List<JobStatus> all, Freshness freshness) {
        Map<String, Object> named = new TreeMap<>();
        JobStatuses.of(all, freshness).stream()
                .filter(it -> !it.kept().isOff())
                .forEach(it -> named.put(it.name(), it.sentence()));
        return named;
    }
}
