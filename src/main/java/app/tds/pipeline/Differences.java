package app.tds.pipeline;

import app.tds.mirror.Difference;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** The rows of {@code etl.differences}: fields of rows that did not say what the source had said. */
@Component
public class Differences {

    private final JdbcClient jdbc;
    private final Clock clock;

    Differences(JdbcClient jdbc, Clock clock) {
        this.jdbc = jdbc;
        this.clock = clock;
    }

    /**
     * Keeps differences that were found, in the caller's transaction. A difference that is open already stays as it is.
     */
    void add(Run run, List<Difference> found) {
        if (found.isEmpty()) {
            return;
        }
        jdbc.sql("""
                        insert into etl.differences (organization_id, job, table_name, source_id, part_id, field, here, there,
                          found_by_run, since)
                        select distinct on (source_id, table_name, part_id, field) :organization, :job, table_name, source_id,
                          part_id, field, here, there, :run, :now
                        from unnest(:tables::text[], :ids::text[], :parts::text[], :fields::text[], :here::text[],
                          :there::text[]) as found (table_name, source_id, part_id, field, here, there)
                        on conflict (organization_id, job, source_id, table_name, part_id, field) where repaired_at is null
                        do nothing
                        """)
                .param("organization", run.organizationId())
                .param("job", run.job())
                .param("run", run.id())
                .param("now", now())
                .param("tables", texts(found, Difference::table))
                .param("ids", texts(found, Difference::sourceId))
                .param("parts", texts(found, Difference::part))
                .param("fields", texts(found, Difference::field))
                .param("here", texts(found, Difference::here))
                .param("there", texts(found, Difference::there))
                .update();
    }

    /** Of these records, which were compared, only what was found is different now; returns how many differences are gone. */
    long close(Run run, Collection<String> compared, List<Difference> found) {
        return jdbc.sql("""
                        update etl.differences as open set repaired_at = :now, repaired_by_run = :run
                        where organization_id = :organization and job = :job and repaired_at is null
                          and source_id = any(:compared::text[]) and not exists (
                            select from unnest(:tables::text[], :ids::text[], :parts::text[], :fields::text[])
                              as found (table_name, source_id, part_id, field)
                            where found.source_id = open.source_id and found.table_name = open.table_name
                              and found.part_id = open.part_id and found.field = open.field)
                        """)
                .param("now", now())
                .param("run", run.id())
                .param("organization", run.organizationId())
                .param("job", run.job())
                .param("compared", compared.toArray(String[]::new))
                .param("tables", texts(found, Difference::table))
                .param("ids", texts(found, Difference::sourceId))
                .param("parts", texts(found, Difference::part))
                .param("fields", texts(found, Difference::field))
                .update();
    }

    /** How many are open. */
    long open(String organizationId, String job) {
        return jdbc.sql("""
                        select count(*) from etl.differences
                        where organization_id = ? and job = ? and repaired_at is null
                        """).params(organizationId, job).query(Long.class).single();
    }

    /** The records that differ, those left out that have no row and should have one. */
    List<String> ofRows(Run run) {
        return jdbc.sql("""
                        select source_id from etl.differences
                        where organization_id = ? and job = ? and repaired_at is null
                        group by source_id having not bool_or(field = ? and here = 'missing')
                        """)
                .params(run.organizationId(), run.job(), Difference.ROW)
                .query(String.class)
                .list();
    }

    /** Since when a record differs; empty if it does not. */
    Optional<Instant> openSince(Run run, String sourceId) {
        return jdbc.sql("""
                        select min(since) as since from etl.differences
                        where organization_id = ? and job = ? and source_id = ? and repaired_at is null
                        """)
                .params(run.organizationId(), run.job(), sourceId)
                .query((row, number) ->
                        Optional.ofNullable(row.getTimestamp("since")).map(Timestamp::toInstant))
                .single();
    }

    /** Records with open differences. */
    public record Unrepaired(String organizationId, String job, List<String> sourceIds) {}

    /** Records that nobody has asked to be repaired yet, at most so many of each job. */
    public List<Unrepaired> unasked(int most) {
        return jdbc.sql("""
                        select organization_id, job, (array_agg(distinct source_id order by source_id))[1:?] as ids
                        from etl.differences where repaired_at is null and repair_asked_at is null
                        group by organization_id, job order by organization_id, job
                        """)
                .param(most)
                .query((row, number) ->
                        new Unrepaired(row.getString("organization_id"), row.getString("job"), List.of((String[])
                                row.getArray("ids").getArray())))
                .list();
    }

    /** A run is asked to repair these. */
    public void asked(Unrepaired records) {
        jdbc.sql("""
                        update etl.differences set repair_asked_at = ? where organization_id = ? and job = ?
                          and source_id = any(?) and repaired_at is null and repair_asked_at is null
                        """)
                .params(
                        now(),
                        records.organizationId(),
                        records.job(),
                        records.sourceIds().toArray(String[]::new))
                .update();
    }

    private Timestamp now() {
        return Timestamp.from(clock.instant());
    }

    private static @Nullable String[] texts(List<Difference> found, Function<Difference, @Nullable String> text) {
        return found.stream().map(text).toArray(String[]::new);
    }
}
