package app.tds.mirror;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The statements that replace rows by rows that were made anew from the same documents, whatever the age of either.
 *
 * <p>A row that came from other documents meanwhile stays. Where list and details have a column in common, the value is
 * that of the last writer. Details leave {@code synced_at} equal to {@code detailed_at}; list rows never do. What the
 * one that wrote last may leave out, and has, is what the other has said.
 */
final class ReplayedTable {

    /** A row that is marked keeps the time from which on the record is not of this kind, see {@link FormerKind}. */
    private static final String TIME = "source_modified_at";

    private final String table;
    private final boolean detailed;
    private final @Nullable RowColumns list;
    private final @Nullable RowColumns details;
    private final ReplayStage stage;

    ReplayedTable(
            String table,
            boolean detailed,
            @Nullable RowColumns list,
            @Nullable RowColumns details,
            ReplayStage stage) {
        this.table = table;
        this.detailed = detailed;
        this.list = list;
        this.details = details;
        this.stage = stage;
    }

    String createList() {
        return stage.create(listStage(), columns("payload_hash", Objects.requireNonNull(list)));
    }

    String createDetails() {
        return stage.create(detailsStage(), columns("detail_hash as payload_hash", Objects.requireNonNull(details)));
    }

    private String columns(String hash, RowColumns columns) {
        return "select " + hash + ", " + String.join(", ", columns.names()) + " from tds." + table;
    }

    static String copy(String staged, RowColumns columns) {
        return "copy %s (payload_hash, %s) from stdin (format binary)"
                .formatted(staged, String.join(", ", columns.names()));
    }

    String listStage() {
        return table + "_list";
    }

    String detailsStage() {
        return table + "_details";
    }

    /**
     * No other process writes the details of these documents before the end of the transaction. Takes the organization.
     */
    String lock() {
        return """
                select count(*) from (
                  select 1 from (select * from %s order by source_id) as sent cross join lateral (
                    select 1 from tds.%s as kept
                    where kept.organization_id = ? and kept.source_id = sent.source_id
                      and kept.detail_hash = sent.payload_hash
                    for no key update) as locked) as all_of_them
                """.formatted(stage.table(detailsStage()), table);
    }

    /** Takes organization, time, run, time if there are details, organization. */
    String replace() {
        Map<String, String> values = values();
        String names = String.join(", ", values.keySet());
        return """
                with made as materialized (
                  select kept.source_id as made_id, %1$s
                  from %2$s
                  cross join lateral (
                    select * from tds.%3$s as one
                    where one.organization_id = ? and one.source_id = %4$s and %5$s offset 0) as kept
                  where %6$s),
                replaced as (
                  update tds.%3$s as kept set %7$s, synced_at = %10$s, run_id = ?%8$s
                  from made where kept.organization_id = ? and kept.source_id = made.made_id
                  returning kept.source_id)
                insert into pg_temp.replay_changed select source_id, '%9$s' from replaced
                """.formatted(
                        values.entrySet().stream()
                                .map(column -> column.getValue() + " as " + column.getKey())
                                .collect(Collectors.joining(", ")),
                        from(),
                        table,
                        id(),
                        same(),
                        differ(values),
                        Stream.of(names.split(", "))
                                .map(column -> column + " = made." + column)
                                .collect(Collectors.joining(", ")),
                        detailed
                                ? ", detailed_at = case when kept.synced_at = kept.detailed_at then ?"
                                        + " else kept.detailed_at end"
                                : "",
                        Objects.requireNonNull(list != null ? list : details).entity(),
                        // Whichever wrote last has still written last, see TdsTable.
                        detailed
                                ? "greatest(?, case when kept.synced_at = kept.detailed_at then null"
                                        + " else kept.synced_at + interval '1 microsecond' end)"
                                : "?");
    }

    /** Whether the row says something else. */
    private static String differ(Map<String, String> values) {
        String here = values.keySet().stream().map(column -> "kept." + column).collect(Collectors.joining(", "));
        return "(" + here + ") is distinct from (" + String.join(", ", values.values()) + ")";
    }

    /** The fields of rows beside what documents say, whichever the rows are made from. Takes the organization. */
    String sideBySide() {
        return """
                select %1$s as source_id, '' as part, field.name, field.here, field.there, field.differs
                from %2$s
                left join lateral (
                  select * from tds.%3$s as one where one.organization_id = ? and one.source_id = %1$s offset 0) as kept on true
                cross join lateral (values
                  ('row', kept.source_id is null or kept.deleted_at is not null,
                    case when kept.source_id is null then 'missing' when kept.deleted_at is null then 'there' else 'deleted' end,
                    'there'),
                  %4$s) as field (name, differs, here, there)
                """.formatted(id(), from(), table, fields());
    }

    private String fields() {
        return values().entrySet().stream()
                .map(column -> "('%1$s', kept.%1$s is distinct from (%2$s), kept.%1$s::text, (%2$s)::text)"
                        .formatted(column.getKey(), column.getValue()))
                .collect(Collectors.joining(", "));
    }

    /**
     * The fields of rows that say something else than their documents. Takes the organization. Most rows say the same: they
     * are left out before each of their fields becomes a row with texts of its own.
     */
    String differing() {
        return """
                select kept.source_id, '' as part, field.name, field.here, field.there
                from %1$s
                cross join lateral (
                  select * from tds.%2$s as one
                  where one.organization_id = ? and one.source_id = %3$s and %4$s offset 0) as kept
                cross join lateral (values %5$s) as field (name, differs, here, there)
                where %6$s and field.differs order by 1, 3
                """.formatted(from(), table, id(), same(), fields(), differ(values()));
    }

    private String from() {
        String listed = stage.table(listStage()) + " as list";
        String complete = stage.table(detailsStage()) + " as details";
        if (list == null) {
            return complete;
        }
        return details == null ? listed : listed + " full join " + complete + " on details.source_id = list.source_id";
    }

    private String id() {
        if (list == null) {
            return "details.source_id";
        }
        return details == null ? "list.source_id" : "coalesce(list.source_id, details.source_id)";
    }

    /** Whether the row is still made from the documents that were translated, and from no others. */
    private String same() {
        String listed = list == null
                ? "one.fingerprint = ''"
                : "case when list.source_id is null then one.fingerprint = ''"
                        + " else one.payload_hash = list.payload_hash end";
        if (!detailed) {
            return listed;
        }
        return listed + " and one.detail_hash is not distinct from "
                + (details == null ? "null" : "details.payload_hash");
    }

    private Map<String, String> values() {
        Map<String, String> values = new LinkedHashMap<>();
        List<String> said = details == null ? List.of() : details.names();
        if (list != null) {
            for (String column : list.names()) {
                values.put(column, listed(column, said.contains(column)));
            }
        }
        for (String column : said) {
            values.putIfAbsent(
                    column,
                    "case when details.source_id is null then kept.%s else %s end".formatted(column, detailed(column)));
        }
        values.remove("source_id");
        values.computeIfPresent(
                TIME,
                (time, value) -> "case when kept.deleted_at is null then %s else kept.%s end".formatted(value, time));
        return values;
    }

    private String listed(String column, boolean inDetails) {
        String value = "list." + column;
        RowColumns list = Objects.requireNonNull(this.list);
        if (inDetails && list.isMerged(column)) {
            value = "coalesce(coalesce(details.%1$s, kept.%1$s) || list.%1$s, list.%1$s, details.%1$s, kept.%1$s)"
                    .formatted(column);
        } else if (list.isIfSaid(column)) {
            value = "coalesce(list.%1$s, %2$s)".formatted(column, inDetails ? unsaid(column) : "kept." + column);
        }
        if (!inDetails) {
            return details == null
                    ? value
                    : "case when list.source_id is null then kept.%s else %s end".formatted(column, value);
        }
        return """
                case when details.source_id is not null and (list.source_id is null or %s)
                  then %s else %s end""".formatted(detailsWroteLast(), detailed(column), value);
    }

    /** What a list that wrote last leaves out: what details of the same version say, or else what there was. */
    private String unsaid(String column) {
        return isTimed()
                ? "case when list.%2$s = details.%2$s then coalesce(details.%1$s, kept.%1$s) else coalesce(kept.%1$s, details.%1$s) end"
                        .formatted(column, TIME)
                : "coalesce(kept.%1$s, details.%1$s)".formatted(column);
    }

    private boolean isTimed() {
        return Objects.requireNonNull(list).names().contains(TIME)
                && Objects.requireNonNull(details).names().contains(TIME);
    }

    /** What details that wrote last leave: where they may be silent, what the list has said, or else what there was. */
    private String detailed(String column) {
        if (!Objects.requireNonNull(details).isIfSaid(column)) {
            return "details." + column;
        }
        String before = list != null && list.names().contains(column)
                ? "coalesce(list.%1$s, kept.%1$s)".formatted(column)
                : "kept." + column;
        return details.isMerged(column)
                ? "coalesce(%2$s || details.%1$s, details.%1$s, %2$s)".formatted(column, before)
                : "coalesce(details.%1$s, %2$s)".formatted(column, before);
    }

    /** The newer of two versions is the one that was written last; of equal ones, details leave both times equal. */
    private String detailsWroteLast() {
        return isTimed()
                ? "case when list.%1$s <> details.%1$s then list.%1$s < details.%1$s else kept.synced_at = kept.detailed_at end"
                        .formatted(TIME)
                : "kept.synced_at = kept.detailed_at";
    }
}
