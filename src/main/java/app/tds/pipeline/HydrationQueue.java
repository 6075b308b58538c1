package app.tds.pipeline;

import app.tds.PlainTime;
import app.tds.pipeline.DetailWriter.Landed;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Records whose complete document has still to be fetched. */
@Component
class HydrationQueue {

    private final JdbcClient jdbc;
    private final Clock clock;

    HydrationQueue(JdbcClient jdbc, Clock clock) {
        this.jdbc = jdbc;
        this.clock = clock;
    }

    /** A record and the time of its list row. */
    record Entry(String sourceId, @Nullable Instant modifiedAt) {}

    /** Queues records, in the caller's transaction; one that waits already waits for its newest version, and is asked for at once. */
    void add(Run run, List<Entry> entries) {
        if (entries.isEmpty()) {
            return;
        }
        jdbc.sql("""
                        insert into etl.hydration (organization_id, job, source_id, source_modified_at, queued_at)
                        select :organization, :job, entry.id, entry.modified, :now
                        from (select distinct on (id) * from unnest(:ids::text[], :modified::timestamptz[])
                          as entry (id, modified) order by id, modified desc nulls last) as entry
                        on conflict (organization_id, job, source_id) do update
                        set source_modified_at = excluded.source_modified_at, queued_at = excluded.queued_at, attempts = 0,
                          provisional = false,
                          due_at = null, trouble = null, trouble_since = null, cause = null
                        """)
                .param("organization", run.organizationId())
                .param("job", run.job())
                .param("now", now())
                .param("ids", entries.stream().map(Entry::sourceId).toArray(String[]::new))
                .param("modified", times(entries))
                .update();
    }

    /**
     * Queues everything that the run has listed, in the caller's transaction, behind what is known to have changed. What
     * waits already keeps its place, but a document that is being fetched for it now may be older than the list.
     */
    void addListed(Run run) {
        jdbc.sql("""
                        insert into etl.hydration (organization_id, job, source_id, queued_at)
                        select distinct :organization, :job, unnest(source_ids), :now::timestamptz
                        from etl.listed where run_id = :run
                        on conflict (organization_id, job, source_id) do update set queued_at = excluded.queued_at
                        """)
                .param("organization", run.organizationId())
                .param("job", run.job())
                .param("now", now())
                .param("run", run.id())
                .update();
    }

    /** Queues records by their ids, in the caller's transaction. Their list rows have not been seen. */
    void addNamed(Run run, Collection<String> ids) {
        jdbc.sql("""
                        insert into etl.hydration (organization_id, job, source_id, queued_at)
                        select :organization, :job, id, :now from unnest(:ids::text[]) as named (id)
                        on conflict (organization_id, job, source_id) do update set queued_at = excluded.queued_at
                        """)
                .param("organization", run.organizationId())
                .param("job", run.job())
                .param("now", Timestamp.from(clock.instant()))
                .param("ids", ids.toArray(String[]::new))
                .update();
    }

    /**
     * A place in the queue as it was seen.
     *
     * @param version changes with the place: a record that is queued again meanwhile is not the one that was fetched
     * @param modifiedAt the time of the list row, or null if any document will do; of a decided version, the newest time
     *     that the source has shown since the delivery
     * @param decided whether a delivery alone has told of the version, and the source has not shown it in time
     * @param failures how often no document came, 2 at most: who fails among many is tried among few, and then alone
     */
    record Place(
            String job,
            String sourceId,
            String version,
            @Nullable Instant modifiedAt,
            boolean decided,
            int failures) {

        /** Whether a document of this time is as new as the list row; one that does not say its time is believed. */
        boolean isServedBy(@Nullable Instant documentTime) {
            return modifiedAt == null || documentTime == null || !documentTime.isBefore(modifiedAt);
        }
    }

    private static final String FAILURES =
            "case when trouble in ('UNKNOWN', 'FAILED') then least(attempts, 2) else 0 end as failures";

    /** No other live run fetches the document. */
    private static final String FREE = """
            (place.fetched_by is null or place.fetched_by = :run or not exists (
              select from etl.runs where run_id = place.fetched_by and outcome is null))
            """;

    private static final String PLACE =
            "select job, source_id, place.xmin::text as version, source_modified_at, provisional, queued_at, shown_at, "
                    + FAILURES + " from etl.hydration as place"
                    + " left join etl.provisional as told using (organization_id, job, source_id) ";

    /**
     * The next records that are due, the newest first. Each comes with its places in the queues of other jobs that want
     * the same document. Records that were asked for in vain come last. The run takes these places in the caller's
     * transaction: no other live run asks for their documents.
     */
    List<Place> take(Run run, Collection<String> jobs, int most) {
        oneAfterAnother(run, jobs);
        return jdbc.sql("""
                        with chosen as (
                          select source_id, failures, row_number() over () as position from (
                            select source_id, %1$s from etl.hydration as place
                            where organization_id = :organization and job = :job and (due_at is null or due_at <= :now)
                              and %2$s
                            order by attempts, source_modified_at desc nulls last, source_id limit :most) as newest),
                        free as (
                          select job, source_id from etl.hydration as place
                          where organization_id = :organization and job = any(:jobs)
                            and source_id in (select source_id from chosen) and %2$s
                          for update skip locked),
                        taken as (
                          update etl.hydration as place set fetched_by = :run from free
                          where place.organization_id = :organization and place.job = free.job
                            and place.source_id = free.source_id
                          returning place.job, place.source_id, place.xmin::text as version, place.source_modified_at,
                            place.provisional, place.queued_at)
                        select taken.*, chosen.failures, told.shown_at from taken join chosen using (source_id)
                        left join etl.provisional as told on told.organization_id = :organization
                          and told.job = taken.job and told.source_id = taken.source_id
                        where taken.source_id in (select source_id from taken where job = :job)
                        order by position, taken.job
                        """.formatted(FAILURES, FREE))
                .param("run", run.id())
                .param("organization", run.organizationId())
                .param("job", run.job())
                .param("now", now())
                .param("most", most)
                .param("jobs", jobs.toArray(String[]::new))
                .query((row, number) -> place(row))
                .list();
    }

    /** Another run of these jobs would take a record in one queue that this one takes in the other. */
    private void oneAfterAnother(Run run, Collection<String> jobs) {
        String key = "hydration " + run.organizationId() + " " + String.join(" ", new TreeSet<>(jobs));
        jdbc.sql("select pg_advisory_xact_lock(hashtextextended(?, 0))")
                .param(key)
                .query((row, number) -> number)
                .list();
    }

    /** Those of them that the run itself has listed. */
    List<Place> nextListed(Run run, int most) {
        return jdbc.sql(PLACE + """
                        where organization_id = ? and job = ? and (due_at is null or due_at <= ?)
                          and source_id in (select unnest(source_ids) from etl.listed where run_id = ?)
                        order by attempts, source_modified_at desc nulls last, source_id limit ?
                        """)
                .param(run.organizationId())
                .param(run.job())
                .param(now())
                .param(run.id())
                .param(most)
                .query((row, number) -> place(row))
                .list();
    }

    /** The places of these. */
    List<Place> places(Run run, Collection<String> ids) {
        return jdbc.sql(PLACE + "where organization_id = ? and job = ? and source_id = any(?)")
                .param(run.organizationId())
                .param(run.job())
                .param(ids.toArray(String[]::new))
                .query((row, number) -> place(row))
                .list();
    }

    /**
     * Documents came, in the caller's transaction. A record leaves if its document is as new as its list row; one whose
     * document is older waits for a newer one.
     *
     * @return how many documents of this job's records are older
     */
    int settle(Run run, List<Place> places, Landed landed) {
        List<Place> served = new ArrayList<>();
        Map<String, String> older = new TreeMap<>();
        landed.behind().forEach((id, wanted) -> older.put(id, landed.whyOlder(id, wanted)));
        for (Place place : places) {
            String id = place.sourceId();
            boolean own = place.job().equals(run.job());
            if (landed.ids().contains(id)) {
                if (!landed.serves(place) && own) {
                    older.putIfAbsent(id, landed.whyOlder(id, place.modifiedAt()));
                } else if (landed.serves(place) && !(own && older.containsKey(id))) {
                    served.add(place);
                }
            }
        }
        remove(run, served);
        Set<String> waiting = places.stream().map(Place::sourceId).collect(Collectors.toSet());
        add(
                run,
                landed.behind().entrySet().stream()
                        .filter(one -> !waiting.contains(one.getKey()))
                        .map(one -> new Entry(one.getKey(), one.getValue()))
                        .toList());
        postpone(run, Trouble.OLDER, older);
        return older.size();
    }

    /** Documents came that are older than deliveries have claimed: perhaps a copy lags. A record that waits already stays as it is. */
    void addClaimed(Run run, Map<String, Instant> claims) {
        jdbc.sql("""
                        insert into etl.hydration
                          (organization_id, job, source_id, source_modified_at, queued_at, provisional)
                        select :organization, :job, claim.id, claim.modified, :now, true
                        from unnest(:ids::text[], :modified::timestamptz[]) as claim (id, modified)
                        on conflict (organization_id, job, source_id) do nothing
                        """)
                .param("organization", run.organizationId())
                .param("job", run.job())
                .param("now", now())
                .param("ids", claims.keySet().toArray(String[]::new))
                .param("modified", claims.values().stream().map(Timestamp::from).toArray(Timestamp[]::new))
                .update();
        Map<String, String> causes = new TreeMap<>();
        claims.forEach((id, time) ->
                causes.put(id, "its document is older than a webhook that told of " + PlainTime.utc(time)));
        postpone(run, Trouble.OLDER, causes);
    }

    /** These have their document; a record that was queued again since then stays. */
    private void remove(Run run, List<Place> places) {
        jdbc.sql("""
                        delete from etl.hydration as place
                        using unnest(:jobs::text[], :ids::text[], :versions::text[]) as done (job, id, version)
                        where place.organization_id = :organization and place.job = done.job
                          and place.source_id = done.id and place.xmin::text = done.version
                        """)
                .param("organization", run.organizationId())
                .param("jobs", places.stream().map(Place::job).toArray(String[]::new))
                .param("ids", places.stream().map(Place::sourceId).toArray(String[]::new))
                .param("versions", places.stream().map(Place::version).toArray(String[]::new))
                .update();
    }

    /** These have their document in the version of their entry; a record that waits for a newer one stays. */
    void removeUpTo(Run run, List<Entry> entries) {
        jdbc.sql("""
                        delete from etl.hydration as place
                        using unnest(:ids::text[], :modified::timestamptz[]) as done (id, modified)
                        where place.organization_id = :organization and place.job = :job
                          and place.source_id = done.id and place.source_modified_at <= done.modified
                        """)
                .param("organization", run.organizationId())
                .param("job", run.job())
                .param("ids", entries.stream().map(Entry::sourceId).toArray(String[]::new))
                .param("modified", times(entries))
                .update();
    }

    private static @Nullable Timestamp[] times(List<Entry> entries) {
        return entries.stream()
                .map(entry -> entry.modifiedAt() == null ? null : Timestamp.from(entry.modifiedAt()))
                .toArray(Timestamp[]::new);
    }

    /** Why a record still waits although its document was asked for, and how long until that is asked for again. */
    enum Trouble {
        /** The document that came is older than the list row: a copy lags, for seconds or for an hour. */
        OLDER(30, 60, 120, 240, 480, 960, 1920, 3840, 7680, 15360, 21600),
        /** The source does not know the record, though its list shows it. */
        UNKNOWN(0, 60, 240, 960, 3840, 15360, 21600),
        /** No document came. */
        FAILED(0, 60, 240, 960, 3840, 15360, 21600);

        private final Integer[] seconds;

        Trouble(Integer... seconds) {
            this.seconds = seconds;
        }
    }

    /** These were asked for in vain, for these reasons. */
    void postpone(Run run, Trouble trouble, Map<String, String> causes) {
        if (causes.isEmpty()) {
            return;
        }
        jdbc.sql("""
                        update etl.hydration as place set attempts = attempts + 1, trouble = :trouble, cause = vain.cause,
                          trouble_since = coalesce(trouble_since, :now),
                          due_at = :now::timestamptz + interval '1 second'
                            * (:seconds::integer[])[least(attempts + 1, cardinality(:seconds::integer[]))]
                        from unnest(:ids::text[], :causes::text[]) as vain (id, cause)
                        where organization_id = :organization and job = :job and source_id = vain.id
                        """)
                .param("trouble", trouble.name())
                .param("seconds", trouble.seconds)
                .param("now", now())
                .param("organization", run.organizationId())
                .param("job", run.job())
                .param("ids", causes.keySet().toArray(String[]::new))
                .param("causes", causes.values().toArray(String[]::new))
                .update();
    }

    /** A person who asks for a run wants the waiting documents to be tried again at once. */
    void forgive(Run run) {
        jdbc.sql("update etl.hydration set due_at = null where organization_id = ? and job = ? and due_at is not null")
                .param(run.organizationId())
                .param(run.job())
                .update();
    }

    /** These records are deleted: nobody waits for their documents. */
    void forget(String organizationId, Collection<String> jobs, Collection<String> ids) {
        if (ids.isEmpty()) {
            return;
        }
        jdbc.sql("delete from etl.hydration where organization_id = ? and job = any(?) and source_id = any(?)")
                .param(organizationId)
                .param(jobs.toArray(String[]::new))
                .param(ids.toArray(String[]::new))
                .update();
    }

    /** What a job waits for in vain. */
    Troubles troubles(String organizationId, String job) {
        return jdbc.sql("""
                        select count(*) filter (where trouble = 'OLDER') as older,
                          count(*) filter (where trouble = 'UNKNOWN') as unknown,
                          count(*) filter (where trouble = 'FAILED') as failed,
                          min(trouble_since) as since, min(due_at) as due,
                          (array_agg(source_id || ': ' || cause order by trouble_since, source_id))[1] as first
                        from etl.hydration where organization_id = ? and job = ? and trouble is not null
                        """)
                .param(organizationId)
                .param(job)
                .query((row, number) -> new Troubles(
                        row.getLong("older"),
                        row.getLong("unknown"),
                        row.getLong("failed"),
                        instant(row.getTimestamp("since")),
                        instant(row.getTimestamp("due")),
                        row.getString("first")))
                .single();
    }

    /** Whether a document of this run's job is due that no live run fetches. */
    boolean isAnyDue(Run run) {
        return jdbc.sql("select exists (select from etl.hydration as place where organization_id = :organization"
                        + " and job = :job and (due_at is null or due_at <= :now) and " + FREE + ")")
                .param("organization", run.organizationId())
                .param("job", run.job())
                .param("now", now())
                .param("run", run.id())
                .query(Boolean.class)
                .single();
    }

    /** How many wait, by job; a job for which none waits is left out. */
    Map<String, Long> sizes(String organizationId) {
        Map<String, Long> sizes = new HashMap<>();
        jdbc.sql("select job, count(*) from etl.hydration where organization_id = ? group by job")
                .param(organizationId)
                .query(row -> {
                    sizes.put(row.getString(1), row.getLong(2));
                });
        return sizes;
    }

    private Timestamp now() {
        return Timestamp.from(clock.instant());
    }

    private static @Nullable Instant instant(@Nullable Timestamp time) {
        return time == null ? null : time.toInstant();
    }

    private Place place(ResultSet row) throws SQLException {
        Instant overdue = clock.instant().minus(ProvisionalVersions.PATIENCE);
        boolean decided = row.getBoolean("provisional")
                && !row.getTimestamp("queued_at").toInstant().isAfter(overdue);
        return new Place(
                row.getString("job"),
                row.getString("source_id"),
                row.getString("version"),
                instant(row.getTimestamp(decided ? "shown_at" : "source_modified_at")),
                decided,
                row.getInt("failures"));
    }

    /** Whether a document of this record has still to be fetched. */
    boolean isWaiting(Run run, String sourceId) {
        return jdbc.sql("""
                        select exists (select from etl.hydration where organization_id = ? and job = ? and source_id = ?)
                        """)
                .params(run.organizationId(), run.job(), sourceId)
                .query(Boolean.class)
                .single();
    }
}
