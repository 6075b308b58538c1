package app.tds.mirror;

import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Which version of a record a table keeps, in SQL: the newest by the source's own time, whatever the order of arrival; of
 * equal times, the one observed later. A version without a time is as new as the newest known when it is observed, and
 * leaves that time where it is, so that nothing older can follow it.
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
     * Three common table expressions that merge staged versions: {@code latest}, the newest of each record with its {@code
     * ordinal}; {@code merged}, what of them was written, and whether it is {@code fresh}; and {@code returned}, what of
     * that was deleted before. A version that says the same as the last one, going by its hash, changes nothing.
     *
     * @param list the columns that are staged
     * @param moved those of them that {@code columns} does not know and that change with a version
     * @param hash the column that tells one version from another
     */
    static String merge(
            String target, String staged, String list, Stream<String> moved, RowColumns columns, String hash) {
        String assignments = Stream.concat(
                        moved.map(column -> column + " = excluded." + column), columns.assignments().stream())
                .collect(Collectors.joining(", "));
        // What was there before the statement: none of its parts sees what another one does.
        return """
                with latest as (
                  select distinct on (source_id) %1$s, ordinal from %2$s
                  order by source_id, source_modified_at desc nulls last, ordinal desc),
                merged as (
                  insert into %3$s as kept (%1$s) select %1$s from latest
                  on conflict (organization_id, source_id) do update set %4$s, deleted_at = null
                  where (kept.%5$s is distinct from excluded.%5$s or kept.deleted_at is not null) and %6$s
                  returning organization_id, source_id, xmax = 0 as fresh),
                returned as (
                  select merged.source_id from merged cross join lateral (
                    select 1 from %3$s as before where before.organization_id = merged.organization_id
                      and before.source_id = merged.source_id and before.deleted_at is not null limit 1) as deleted
                  where not fresh)
                """.formatted(list, staged, target, assignments, hash, replaces("kept", "excluded"));
    }
}
