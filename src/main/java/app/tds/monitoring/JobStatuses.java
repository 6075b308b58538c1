package app.tds.monitoring;

import app.tds.jobs.JobDefinition;
import app.tds.jobs.JobDefinitions;
import app.tds.mirror.Organization;
import app.tds.mirror.Organizations;
import app.tds.monitoring.JobStatus.Freshness;
import app.tds.pipeline.JobState;
import app.tds.pipeline.JobStates;
import app.tds.pipeline.QuarantineCauses;
import app.tds.pipeline.QuarantineCauses.Cause;
import app.tds.pipeline.RunHistory;
import app.tds.pipeline.RunHistory.Entry;
import app.tds.schedule.ScheduledJob;
import app.tds.schedule.Schedules;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.springframework.stereotype.Component;

/** One row for each job of each organization. The command line, REST, health and watches show these rows. */
@Component
public class JobStatuses {

    private final JobDefinitions jobs;
    private final Organizations organizations;
    private final JobStates states;
    private final RunHistory history;
    private final Schedules schedules;
    private final QuarantineCauses quarantine;
    private final Clock clock;

    JobStatuses(
            JobDefinitions jobs,
            Organizations organizations,
            JobStates states,
            RunHistory history,
            Schedules schedules,
            QuarantineCauses quarantine,
            Clock clock) {
        this.jobs = jobs;
        this.organizations = organizations;
        this.states = states;
        this.history = history;
        this.schedules = schedules;
        this.quarantine = quarantine;
        this.clock = clock;
    }

    private record Key(String organizationId, String job) {}

    /** Every job of every organization, by organization and in the order of the jobs. */
    public List<JobStatus> all() {
        Instant now = clock.instant();
        Map<Key, JobState> kept = kept();
        Map<Key, Entry> last = last();
        Map<Key, List<ScheduledJob>> scheduled =
                schedules.all().stream().collect(Collectors.groupingBy(it -> new Key(it.organizationId(), it.job())));
        Map<Key, Long> quarantined = quarantine.all().stream()
                .collect(Collectors.groupingBy(
                        it -> new Key(it.organizationId(), it.listJob()), Collectors.summingLong(Cause::records)));
        return each((organization, job) -> {
            Key key = new Key(organization.organizationId(), job.name());
            return JobStatus.of(
                    organization,
                    job,
                    kept.getOrDefault(key, JobState.unknown(key.organizationId(), key.job())),
                    last.get(key),
                    scheduled.getOrDefault(key, List.of()),
                    quarantined.getOrDefault(key, 0L),
                    now);
        });
    }

    /** The same without runs, schedules and quarantine, for those who ask often. */
    List<JobStatus> ages() {
        Instant now = clock.instant();
        Map<Key, JobState> kept = kept();
        return each((organization, job) -> {
            Key key = new Key(organization.organizationId(), job.name());
            JobState state = kept.getOrDefault(key, JobState.unknown(key.organizationId(), key.job()));
            return JobStatus.of(organization, job, state, null, List.of(), 0, now);
        });
    }

    /** Of these, the jobs about which this can be said. */
    public static List<JobStatus> of(List<JobStatus> all, Freshness freshness) {
        return all.stream().filter(status -> status.freshness() == freshness).toList();
    }

    private interface Row {
        JobStatus of(Organization organization, JobDefinition job);
    }

    private List<JobStatus> each(Row row) {
        return organizations.all().stream()
                .flatMap(organization -> jobs.all().stream()
                        .filter(job -> job.source().integration().equals(organization.source()))
                        .map(job -> row.of(organization, job)))
                .toList();
    }

    private Map<Key, JobState> kept() {
        return states.all().stream()
                .collect(Collectors.toMap(it -> new Key(it.organizationId(), it.job()), Function.identity()));
    }

    private Map<Key, Entry> last() {
        return history.latest(jobs.names()).stream()
                .collect(Collectors.toMap(
                        it -> new Key(it.run().organizationId(), it.run().job()), Function.identity()));
    }
}
