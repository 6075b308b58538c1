package app.tds.mirror;

import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Which version of a record a table keeps, in SQL. The newest version by the source's own time wins, whatever the order
 * of arrival; of equal times, the version observed later. A version without a time counts as new as the newest known
 * version. The row keeps the time of that version, so that nothing older can follow.
 */
final class Versions {

    private static final String NOT_OLDER = "coalesce(%s.source_modified_at <= %s.source_modified_at, true)";

    private Versions() {}

    /** Whether what was sent replaces what is kept. */
    static String replaces(String kept, String sent) {
        return NOT_OLDER.formatted(kept, sent);
    }

    /** The time of the row that follows. */
    static String time(String kept, String sent) {
        return "greatest(%s.source_modified_at, %s.source_modified_at)".formatted(kept, sent);
    }

    /**
     * Three common table expressions that merge staged versions: {@code latest}, the newest of each record with its
     * {@code ordinal}; {@code written}, what of them was, and whether it is {@code fresh}; and {@code merged}, the same
     * with whether it was deleted before and has {@code returned}, and whether it {@code changed} what a reader sees. A
     * version that says the same as the last one, going by its hash, is not written.
     *
     * @param list the columns that are staged
     * @param moved what a version sets of the columns that {@code columns} does not know, as assignments
     * @param hash the column that tells one version from another
     */
    static String merge(
            String target, String staged, String list, Stream<String> moved, RowColumns columns, String hash) {
        String assignments =
                Stream.concat(moved, columns.assignments().stream()).collect(Collectors.joining(", "));
        // "before" is what was there when the statement began: none of its parts sees what another one does. If
        // somebody
        // else has changed the row since, nobody knows what readers have seen.
        return """
                with latest as (
                  select distinct on (source_id) %1$s, ordinal from %2$s
                  order by source_id, source_modified_at desc nulls last, ordinal desc),
                written as (
                  insert into %3$s as kept (%1$s) select %1$s from latest
                  on conflict (organization_id, source_id) do update set %4$s, deleted_at = null
                  where (kept.%5$s is distinct from excluded.%5$s or kept.deleted_at is not null) and %6$s
                  returning kept.*, xmin as writer, xmax = 0 as fresh),
                merged as (
                  select written.source_id, fresh, before.deleted_at is not null as returned,
                    fresh or before.deleted_at is not null or before.writer is distinct from written.writer
                      or (%7$s) is distinct from (%8$s) as changed
                  from written left join lateral (
                    select *, xmax as writer from %3$s as before where not fresh and before.organization_id = written.organization_id
                      and before.source_id = written.source_id limit 1) as before on true)
                """.formatted(
                        list,
                        staged,
                        target,
                        assignments,
                        hash,
                        replaces("kept", "excluded"),
                        columns.compared("before"),
                        columns.compared("written"));
    }
}
