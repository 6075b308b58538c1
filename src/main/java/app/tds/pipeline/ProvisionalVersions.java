package app.tds.pipeline;

import app.tds.PlainTime;
import app.tds.pipeline.DetailWriter.Landed;
import app.tds.pipeline.HydrationQueue.Place;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * Versions that only a delivery has told of. The source confirms a version with a list row or a document that is as
 * new. If the source has not shown the version within an hour, the record is fetched, and the source's answer is right. An
 * answer that is older than what the source has shown since the delivery is a lagging copy, and is asked for again.
 */
@Component
class ProvisionalVersions {

    /** Copies of a source lag for an hour at most. */
    static final Duration PATIENCE = Duration.ofHours(1);

    private static final Logger log = LoggerFactory.getLogger(ProvisionalVersions.class);

    private final JdbcClient jdbc;
    private final Clock clock;

    ProvisionalVersions(JdbcClient jdbc, Clock clock) {
        this.jdbc = jdbc;
        this.clock = clock;
    }

    /** These versions were written as they were delivered, in the caller's transaction. */
    void delivered(Run run, Map<String, Instant> versions) {
        suspect(run, versions, clock.instant());
    }

    /** Nobody has seen the source show these versions, which were written then. */
    void suspect(Run run, Map<String, Instant> versions, Instant since) {
        if (versions.isEmpty()) {
            return;
        }
        jdbc.sql("""
                        insert into etl.provisional as kept
                          (organization_id, job, source_id, modified_at, delivered_at, run_id)
                        select :organization, :job, sent.id, sent.modified, :since, :run
                        from unnest(:ids::text[], :times::timestamptz[]) as sent (id, modified)
                        on conflict (organization_id, job, source_id) do update
                        set modified_at = greatest(kept.modified_at, excluded.modified_at), run_id = excluded.run_id
                        """)
                .param("organization", run.organizationId())
                .param("job", run.job())
                .param("since", Timestamp.from(since))
                .param("run", run.id())
                .param("ids", versions.keySet().toArray(String[]::new))
                .param("times", times(versions))
                .update();
    }

    /**
     * The source itself has shown these records with these times, in the caller's transaction. A version that is newer
     * stays provisional. What the source has shown is kept: a document that is older than that cannot decide.
     */
    void confirm(Run run, Map<String, ? extends @Nullable Instant> shown) {
        if (shown.isEmpty()) {
            return;
        }
        jdbc.sql("""
                        with shown as (select * from unnest(:ids::text[], :times::timestamptz[]) as shown (id, modified)),
                        confirmed as (
                          delete from etl.provisional as kept using shown
                          where organization_id = :organization and job = :job and source_id = shown.id
                            and (shown.modified is null or kept.modified_at <= shown.modified))
                        update etl.provisional as kept set shown_at = greatest(kept.shown_at, shown.modified) from shown
                        where organization_id = :organization and job = :job and source_id = shown.id
                          and kept.modified_at > shown.modified
                        """)
                .param("organization", run.organizationId())
                .param("job", run.job())
                .param("ids", shown.keySet().toArray(String[]::new))
                .param("times", times(shown))
                .update();
    }

    /** Queues the records whose version was not confirmed in time. */
    void queueOverdue(Run run) {
        jdbc.sql("""
                        insert into etl.hydration as place
                          (organization_id, job, source_id, source_modified_at, queued_at, provisional)
                        select organization_id, job, source_id, modified_at, delivered_at, true from etl.provisional
                        where organization_id = :organization and job = :job and delivered_at <= :overdue
                        on conflict (organization_id, job, source_id) do update
                        set provisional = true, queued_at = least(place.queued_at, excluded.queued_at), due_at = null
                        where not place.provisional
                        """)
                .param("organization", run.organizationId())
                .param("job", run.job())
                .param("overdue", Timestamp.from(clock.instant().minus(PATIENCE)))
                .update();
    }

    /**
     * The source was asked, in the caller's transaction: these are its own versions of the records, older than what was
     * delivered. Null stands for a record that it does not know.
     */
    void refute(Run run, Map<String, ? extends @Nullable Instant> answered) {
        if (answered.isEmpty()) {
            return;
        }
        jdbc.sql("""
                        with refuted as (
                          delete from etl.provisional as kept
                          using unnest(:ids::text[], :times::timestamptz[]) as answered (id, modified)
                          where organization_id = :organization and job = :job and source_id = answered.id
                          returning source_id, modified_at, delivered_at, answered.modified as answered_at)
                        insert into etl.refuted_deliveries (organization_id, job, source_id, modified_at, delivered_at,
                          run_id, source_modified_at, refuted_at)
                        select :organization, :job, source_id, modified_at, delivered_at, :run, answered_at, :now
                        from refuted returning source_id, modified_at, source_modified_at
                        """)
                .param("organization", run.organizationId())
                .param("job", run.job())
                .param("run", run.id())
                .param("now", Timestamp.from(clock.instant()))
                .param("ids", answered.keySet().toArray(String[]::new))
                .param("times", times(answered))
                .query(row -> {
                    log.warn(
                            "run {}: a webhook told of {} {} as of {}, but the source has it as of {}: the delivery was"
                                    + " forged, or its clock is wrong",
                            run.id(),
                            run.job(),
                            row.getString(1),
                            PlainTime.utc(row.getTimestamp(2).toInstant()),
                            row.getTimestamp(3) == null
                                    ? "never"
                                    : PlainTime.utc(row.getTimestamp(3).toInstant()));
                });
    }

    /**
     * The source has answered with documents, in the caller's transaction. They confirm what is as old as they are, and of
     * records for which it is high time they decide.
     */
    void settle(Run run, List<Place> places, Landed landed) {
        confirm(run, landed.times());
        Map<String, @Nullable Instant> right = new HashMap<>();
        List<String> unusable = new ArrayList<>();
        for (Place place : places) {
            String id = place.sourceId();
            if (place.decided()
                    && place.job().equals(run.job())
                    && landed.ids().contains(id)
                    && landed.serves(place)
                    && !landed.behind().containsKey(id)) {
                if (landed.times().containsKey(id)) {
                    right.put(id, landed.times().get(id));
                } else {
                    unusable.add(id);
                }
            }
        }
        refute(run, right);
        forget(run.organizationId(), List.of(run.job()), unusable);
    }

    /** Nothing is left to be confirmed of these, in the caller's transaction. */
    void forget(String organizationId, Collection<String> jobs, Collection<String> ids) {
        jdbc.sql("delete from etl.provisional where organization_id = ? and job = any(?) and source_id = any(?)")
                .param(organizationId)
                .param(jobs.toArray(String[]::new))
                .param(ids.toArray(String[]::new))
                .update();
    }

    /** What the run found out about deliveries, in a sentence; null if nothing. */
    @Nullable
    String sentence(Run run) {
        List<String> refuted = jdbc.sql(
                        "select source_id from etl.refuted_deliveries where run_id = ? order by source_id")
                .param(run.id())
                .query((row, number) -> row.getString(1))
                .list();
        return refuted.isEmpty()
                ? null
                : refuted.size()
                        + " delivered versions were not the source's: its own have taken their place. The first is"
                        + " of record " + refuted.get(0)
                        + ". If nobody here sent these webhooks, change the webhook secret.";
    }

    private static @Nullable Timestamp[] times(Map<String, ? extends @Nullable Instant> versions) {
        return versions.values().stream()
                .map(time -> time == null ? null : Timestamp.from(time))
                .toArray(Timestamp[]::new);
    }
}
