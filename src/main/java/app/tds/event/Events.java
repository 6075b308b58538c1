package app.tds.event;

import app.tds.pipeline.RecordsChanged;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Clock;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/** The events that are published, in {@code etl.events}, which PostgreSQL notifies of on {@code tds_changes}. */
@Component
public class Events {

    private static final String DELETED = "RecordDeleted";

    private final JdbcClient jdbc;
    private final TransactionTemplate transaction;
    private final Clock clock;

    Events(JdbcClient jdbc, TransactionTemplate transaction, Clock clock) {
        this.jdbc = jdbc;
        this.transaction = transaction;
        this.clock = clock;
    }

    /**
     * Which events somebody wants.
     *
     * @param names such as ProductChanged; all if there is none
     * @param organizationId all if null
     */
    public record Filter(Set<String> names, @Nullable String organizationId) {}

    /**
     * The numbers of the events that are kept.
     *
     * @param oldest of the first
     * @param newest of the last; 0 if there never was one
     */
    public record Kept(long oldest, long newest) {}

    /** Gives it the next number, unless it has one already. */
    void publish(RecordsChanged changed) {
        transaction.executeWithoutResult(status -> {
            // One at a time, until the commit: whoever has read one number has seen all below it.
            jdbc.sql("select pg_advisory_xact_lock('etl.events'::regclass::oid::integer, 0)")
                    .query((row, number) -> 0)
                    .list();
            jdbc.sql("""
                            with published as (
                              insert into etl.events (sequence, event_id, name, entity, organization_id, source_ids,
                                changed_at, run_id, published_at)
                              select coalesce(max(sequence), 0) + 1, :id, :name, :entity, :organization, :ids, :at, :run, :now
                              from etl.events
                              on conflict (event_id) do nothing returning *)
                            select pg_notify('tds_changes', json_build_object('event', name, 'entity', entity,
                                'organizationId', organization_id, 'sequence', sequence,
                                'count', cardinality(source_ids))::text)
                            from published
                            """)
                    .param("id", changed.id())
                    .param("name", changed.deleted() ? DELETED : changed.entity() + "Changed")
                    .param("entity", changed.entity())
                    .param("organization", changed.organizationId())
                    .param("ids", changed.sourceIds().toArray(String[]::new))
                    .param("at", Timestamp.from(changed.at()))
                    .param("run", changed.runId())
                    .param("now", Timestamp.from(clock.instant()))
                    .query((row, number) -> 0)
                    .list();
        });
    }

    /** What can be read now. */
    public Kept kept() {
        return jdbc.sql("select coalesce(min(sequence), 1), coalesce(max(sequence), 0) from etl.events")
                .query((row, number) -> new Kept(row.getLong(1), row.getLong(2)))
                .single();
    }

    /** The next events behind this one, up to another. */
    public List<Event> after(long sequence, long upTo, Filter filter, int most) {
        return jdbc.sql("""
                        select * from etl.events
                        where sequence > :after and sequence <= :upTo
                          and (cardinality(:names::text[]) = 0 or name = any(:names))
                          and (:organization::text is null or organization_id = :organization)
                        order by sequence limit :most
                        """)
                .param("after", sequence)
                .param("upTo", upTo)
                .param("names", filter.names().toArray(String[]::new))
                .param("organization", filter.organizationId())
                .param("most", most)
                .query((row, number) -> event(row))
                .list();
    }

    private static Event event(ResultSet row) throws SQLException {
        return new Event(
                row.getLong("sequence"),
                row.getString("name"),
                row.getString("entity"),
                row.getString("organization_id"),
                List.of((String[]) row.getArray("source_ids").getArray()),
                row.getTimestamp("changed_at").toInstant(),
                row.getLong("run_id"));
    }
}
