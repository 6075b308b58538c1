package app.tds.mirror;

import java.sql.Timestamp;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Component;

/** How old rows are, by the source's own times, beside their details and beside what its lists have shown. */
@Component
public class RowAges {

    /** Of a row whose details are older than the row, or not there. */
    private static final String BEHIND =
            "deleted_at is null and (detail_hash is null or detail_modified_at < source_modified_at)";

    private final JdbcTemplate jdbc;
    private final Map<String, Boolean> detailed = new ConcurrentHashMap<>();

    RowAges(JdbcTemplate jdbc) {
        this.jdbc = jdbc;
    }

    /**
     * A record that the source's list has shown.
     *
     * @param modifiedAt when it was last modified; null if the source does not say
     * @param asNew how many records are as new or newer, 200 at most
     */
    public record Known(String sourceId, @Nullable Instant modifiedAt, int asNew) {}

    /** The newest record of these kinds that lives and was listed, and whose version is the source's own; empty if none. */
    public Optional<Known> newest(Set<Class<? extends TdsRow>> kinds, String organizationId, Instant until) {
        return kinds.stream()
                .flatMap(kind -> newest(kind, organizationId, until))
                .max(Comparator.comparing(
                        Known::modifiedAt, Comparator.nullsFirst(Comparator.<Instant>naturalOrder())));
    }

    /** One with a time and one without, each through the index of times. */
    private Stream<Known> newest(Class<? extends TdsRow> kind, String organizationId, Instant until) {
        String one = """
                select source_id, source_modified_at, (select count(*) from (
                    select from tds.%1$s as other where other.organization_id = kept.organization_id
                      and other.source_modified_at >= kept.source_modified_at - interval '1 second' limit 200
                  ) as newer) as as_new
                from tds.%1$s as kept
                where organization_id = ? and deleted_at is null and (%2$s) and length(fingerprint) > 0
                  and not exists (select from etl.provisional as version
                    where version.organization_id = kept.organization_id
                      and version.source_id = kept.source_id)
                """.formatted(table(kind).value(), table(kind).where());
        return jdbc
                .query(
                        "(" + one + " and source_modified_at <= ? order by source_modified_at desc limit 1) union all ("
                                + one + " and source_modified_at is null limit 1)",
                        (row, number) -> new Known(row.getString(1), instant(row.getTimestamp(2)), row.getInt(3)),
                        organizationId,
                        Timestamp.from(until),
                        organizationId)
                .stream();
    }

    /**
     * The records whose row is newer than its details, or has no details, by source id, with the times of the rows.
     * Left out are tables without details, deleted rows, and details that do not say their time.
     */
    public Map<String, @Nullable Instant> behind(
            Set<Class<? extends TdsRow>> kinds, String organizationId, Collection<String> sourceIds) {
        Map<String, @Nullable Instant> behind = new HashMap<>();
        for (Class<? extends TdsRow> kind : kinds) {
            if (sourceIds.isEmpty() || !isDetailed(kind)) {
                continue;
            }
            jdbc.query(
                    """
                    select source_id, source_modified_at from tds.%s
                    where organization_id = ? and source_id = any(?) and %s
                    """.formatted(table(kind).value(), BEHIND),
                    row -> {
                        behind.put(row.getString(1), instant(row.getTimestamp(2)));
                    },
                    organizationId,
                    sourceIds.toArray(String[]::new));
        }
        return behind;
    }

    /**
     * Takes back versions that are newer than these list rows, inside the caller's transaction. The records become as
     * old as their list rows, and have no details.
     *
     * @return the ids of the records whose versions were taken back
     */
    public List<String> withdrawNewer(Set<Class<? extends TdsRow>> kinds, String organizationId, List<TdsRow> right) {
        List<String> withdrawn = new ArrayList<>();
        for (Class<? extends TdsRow> kind : kinds) {
            if (!right.isEmpty() && isDetailed(kind)) {
                withdrawn.addAll(jdbc.query(
                        """
                        update tds.%s as kept set detail_hash = null, detail_modified_at = null, source_modified_at = (
                          select listed.source_modified_at from etl.payloads as listed
                          where listed.organization_id = kept.organization_id and listed.source_id = kept.source_id
                            and listed.payload_hash = kept.payload_hash and length(kept.fingerprint) > 0)
                        from unnest(?::text[], ?::timestamptz[]) as answer (source_id, source_modified_at)
                        where kept.organization_id = ? and kept.source_id = answer.source_id
                          and kept.source_modified_at > answer.source_modified_at
                        returning kept.source_id
                        """.formatted(table(kind).value()),
                        (row, number) -> row.getString(1),
                        right.stream().map(TdsRow::sourceId).toArray(String[]::new),
                        right.stream()
                                .map(TdsRow::sourceModifiedAt)
                                .map(time -> time == null ? null : Timestamp.from(time))
                                .toArray(Timestamp[]::new),
                        organizationId));
            }
        }
        return withdrawn;
    }

    /** How many rows of these kinds live and have details as new as the row; empty if none of the tables has details. */
    public Optional<Long> complete(Set<Class<? extends TdsRow>> kinds, String organizationId) {
        return kinds.stream()
                .filter(this::isDetailed)
                .map(kind -> jdbc.queryForObject(
                        "select count(*) filter (where deleted_at is null and (%s) is not true) from tds.%s where organization_id = ? and (%s)"
                                .formatted(
                                        BEHIND, table(kind).value(), table(kind).where()),
                        Long.class,
                        organizationId))
                .filter(Objects::nonNull)
                .reduce(Long::sum);
    }

    /** This run has seen the source show these records as they are, inside the caller's transaction. */
    public void seen(Set<Class<? extends TdsRow>> kinds, Stamp stamp, Collection<String> sourceIds) {
        for (Class<? extends TdsRow> kind : kinds) {
            if (!sourceIds.isEmpty()) {
                jdbc.update(
                        "update tds.%s set run_id = ? where organization_id = ? and source_id = any(?)"
                                .formatted(table(kind).value()),
                        stamp.runId(),
                        stamp.organizationId(),
                        sourceIds.toArray(String[]::new));
            }
        }
    }

    /** A version and when it was written. */
    public record Unshown(String sourceId, Instant modifiedAt, Instant writtenAt) {}

    /**
     * Rows that are newer than the source's own list rows, though the list was read after they were written, and whose
     * version a run has written that somebody's webhook asked for, or that is of the future.
     *
     * @param listedAt when the list was read
     * @param askedKind what kind of asker asked for such runs
     * @param soon later is the future
     */
    public List<Unshown> unshown(
            Set<Class<? extends TdsRow>> kinds,
            String organizationId,
            Instant listedAt,
            String askedKind,
            Instant soon) {
        List<Unshown> unshown = new ArrayList<>();
        for (Class<? extends TdsRow> kind : kinds) {
            if (isDetailed(kind)) {
                unshown.addAll(jdbc.query(
                        """
                        select source_id, source_modified_at, synced_at from tds.%s as kept
                        where organization_id = ? and deleted_at is null and (%s) and synced_at < ?
                          and length(fingerprint) > 0 and source_modified_at > (
                            select listed.source_modified_at from etl.payloads as listed
                            where listed.organization_id = kept.organization_id and listed.source_id = kept.source_id
                              and listed.payload_hash = kept.payload_hash)
                          and (source_modified_at > ? or exists (
                            select from etl.runs as run where run.run_id = kept.run_id and run.asked_kind = ?))
                        order by source_id
                        """.formatted(table(kind).value(), table(kind).where()),
                        (row, number) -> new Unshown(
                                row.getString(1),
                                row.getTimestamp(2).toInstant(),
                                row.getTimestamp(3).toInstant()),
                        organizationId,
                        Timestamp.from(listedAt),
                        Timestamp.from(soon),
                        askedKind));
            }
        }
        return unshown;
    }

    /**
     * A record whose row is newer than its details, or has none.
     *
     * @param modifiedAt the time of its row
     */
    public record Behind(String sourceId, @Nullable Instant modifiedAt) {}

    /**
     * The records of an organization that are behind, although no document is waited for or in quarantine, and no
     * person has given the document up. There should be none.
     *
     * @param job whose queue they should be in
     * @param quarantine what the job's documents are called in quarantine
     */
    public List<Behind> unattended(
            Set<Class<? extends TdsRow>> kinds, String organizationId, String job, String quarantine) {
        List<Behind> unattended = new ArrayList<>();
        for (Class<? extends TdsRow> kind : kinds) {
            if (isDetailed(kind)) {
                unattended.addAll(jdbc.query(
                        """
                        select source_id, source_modified_at from tds.%s as kept
                        where organization_id = ? and %s and (%s)
                          and not exists (select from etl.hydration as place
                            where place.organization_id = kept.organization_id and place.job = ?
                              and place.source_id = kept.source_id)
                          and not exists (select from etl.quarantine as entry
                            where entry.organization_id = kept.organization_id and entry.job = ?
                              and entry.source_id = kept.source_id)
                          and not exists (select from etl.given_up as entry
                            where entry.organization_id = kept.organization_id and entry.job = ?
                              and entry.source_id = kept.source_id
                              and entry.source_modified_at is not distinct from kept.source_modified_at)
                        order by source_id
                        """.formatted(table(kind).value(), BEHIND, table(kind).where()),
                        (row, number) -> new Behind(row.getString(1), instant(row.getTimestamp(2))),
                        organizationId,
                        job,
                        quarantine,
                        job));
            }
        }
        return unattended;
    }

    private boolean isDetailed(Class<? extends TdsRow> kind) {
        return detailed.computeIfAbsent(
                table(kind).value(), name -> Boolean.TRUE.equals(jdbc.queryForObject("""
                        select exists (select from information_schema.columns
                          where table_schema = 'tds' and table_name = ? and column_name = 'detail_modified_at')
                        """, Boolean.class, name)));
    }

    private static Table table(Class<? extends TdsRow> kind) {
        return Objects.requireNonNull(kind.getAnnotation(Table.class), "rows name their table");
    }

    private static @Nullable Instant instant(@Nullable Timestamp time) {
        return time == null ? null : time.toInstant();
    }
}
