package app.tds.mirror;

import java.math.BigDecimal;
import java.sql.Date;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.core.simple.JdbcClient.StatementSpec;
import org.springframework.stereotype.Component;

/** Count and sums of the living rows of some days, and rows chosen by chance. */
@Component
public class RowTotals {

    private final JdbcClient jdbc;

    RowTotals(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /**
     * Some days of a kind of row.
     *
     * @param day the column that holds a row's day
     * @param from the first day; null if there is no first one
     * @param to the last day; null if there is no last one, which includes rows without a day
     */
    public record Days(
            Class<? extends TdsRow> kind,
            String organizationId,
            String day,
            @Nullable LocalDate from,
            @Nullable LocalDate to) {

        /** The same up to this day. */
        public Days upTo(LocalDate last) {
            return new Days(kind, organizationId, day, from, last);
        }

        /** The same from this day on. */
        public Days since(LocalDate first) {
            return new Days(kind, organizationId, day, first, to);
        }

        /** The same after this day. */
        public Days after(LocalDate last) {
            return since(last.plusDays(1));
        }

        private String table() {
            return "tds."
                    + Objects.requireNonNull(kind.getAnnotation(Table.class)).value();
        }

        private String condition() {
            return "organization_id = :organization and deleted_at is null"
                    + (from == null
                            ? ""
                            : " and (" + day + " >= :from" + (to == null ? " or " + day + " is null)" : ")"))
                    + (to == null ? "" : " and " + day + " <= :to");
        }

        private StatementSpec bind(StatementSpec statement) {
            StatementSpec bound = statement.param("organization", organizationId);
            bound = from == null ? bound : bound.param("from", Date.valueOf(from));
            return to == null ? bound : bound.param("to", Date.valueOf(to));
        }
    }

    /** Count and sums by column. */
    public record Totals(long count, Map<String, BigDecimal> sums) {

        /** What is left without that part. */
        public Totals minus(Totals part) {
            Map<String, BigDecimal> rest = new HashMap<>(sums);
            part.sums.forEach((column, sum) -> rest.merge(column, sum.negate(), BigDecimal::add));
            return new Totals(count - part.count, rest);
        }

        /** Whether both say the same of each column that both sum up. */
        public boolean same(Totals that) {
            return count == that.count
                    && sums.entrySet().stream()
                            .filter(sum -> that.sums.containsKey(sum.getKey()))
                            .allMatch(sum -> sum.getValue().compareTo(that.sums.get(sum.getKey())) == 0);
        }
    }

    /** Of the living rows of these days. */
    public Totals of(Days days, Collection<String> columns) {
        String sums = columns.stream()
                .map(column -> ", coalesce(sum(" + column + "), 0) as " + column)
                .collect(Collectors.joining());
        return days.bind(jdbc.sql(
                        "select count(*) as rows" + sums + " from " + days.table() + " where " + days.condition()))
                .query((row, number) -> {
                    Map<String, BigDecimal> all = new HashMap<>();
                    for (String column : columns) {
                        all.put(column, row.getBigDecimal(column));
                    }
                    return new Totals(row.getLong("rows"), all);
                })
                .single();
    }

    /** The last day of the first half of the rows, with some rows left behind it; empty if there is only one day. */
    public Optional<LocalDate> middle(Days days) {
        return days.bind(jdbc.sql("""
                        with days as (select %1$s as day, count(*) as rows from %2$s where %3$s and %1$s is not null group by 1),
                        summed as (select day, sum(rows) over (order by day) as before, sum(rows) over () as whole,
                          max(day) over () as last from days)
                        select min(day) as middle from (
                          select day from summed where day < last and before >= whole / 2
                          union all select max(day) from summed where day < last) as halves
                        """.formatted(days.day(), days.table(), days.condition())))
                .query((row, number) ->
                        Optional.ofNullable(row.getDate("middle")).map(Date::toLocalDate))
                .single();
    }

    /** The day from which on there are at most so many rows; empty if no day has a row, or the last one has more. */
    public Optional<LocalDate> since(Days days, int most) {
        return days.bind(jdbc.sql("""
                        with days as (select %1$s as day, count(*) as rows from %2$s where %3$s and %1$s is not null group by 1)
                        select min(day) as since from (
                          select day, sum(rows) over (order by day desc) as after from days) as summed where after <= :most
                        """.formatted(days.day(), days.table(), days.condition()))
                        .param("most", most))
                .query((row, number) ->
                        Optional.ofNullable(row.getDate("since")).map(Date::toLocalDate))
                .single();
    }

    /** The day with the fewest rows, of those that have three or more. */
    public Optional<LocalDate> quietest(Days days) {
        return days.bind(jdbc.sql("""
                        select %1$s as day from %2$s where %3$s and %1$s is not null
                        group by 1 having count(*) >= 3 order by count(*), 1 limit 1
                        """.formatted(days.day(), days.table(), days.condition())))
                .query((row, number) -> row.getDate("day").toLocalDate())
                .optional();
    }

    /**
     * A row.
     *
     * @param values by column
     */
    public record Row(
            String sourceId, @Nullable Instant modifiedAt, boolean deleted, Map<String, @Nullable Object> values) {}

    /** The living rows of these days, by id. */
    public Map<String, Row> rows(Days days, Collection<String> columns) {
        return rows(days.bind(jdbc.sql(select(days, columns) + days.condition())), columns);
    }

    /** These rows, deleted ones included, whatever their days are. */
    public Map<String, Row> rows(Days days, Collection<String> sourceIds, Collection<String> columns) {
        return rows(
                jdbc.sql(select(days, columns) + "organization_id = :organization and source_id = any(:ids)")
                        .param("organization", days.organizationId())
                        .param("ids", sourceIds.toArray(String[]::new)),
                columns);
    }

    private static String select(Days days, Collection<String> columns) {
        return "select source_id, source_modified_at, deleted_at"
                + columns.stream()
                        .map(column -> ", " + column + " as value_" + column)
                        .collect(Collectors.joining())
                + " from " + days.table() + " where ";
    }

    private static Map<String, Row> rows(StatementSpec statement, Collection<String> columns) {
        return statement.query((row, number) -> row(row, columns)).list().stream()
                .collect(Collectors.toMap(Row::sourceId, row -> row));
    }

    private static Row row(ResultSet row, Collection<String> columns) throws SQLException {
        Map<String, @Nullable Object> values = new HashMap<>();
        for (String column : columns) {
            Object value = row.getObject("value_" + column);
            values.put(column, value instanceof Date day ? day.toLocalDate() : value);
        }
        Timestamp modified = row.getTimestamp("source_modified_at");
        return new Row(
                row.getString("source_id"),
                modified == null ? null : modified.toInstant(),
                row.getTimestamp("deleted_at") != null,
                values);
    }

    /** What a row that was read from a list says in these columns. */
    public static Map<String, @Nullable Object> values(TdsRow row, Collection<String> columns) {
        RowColumns said = RowColumns.of(row.getClass(), Answer.LIST);
        Map<String, @Nullable Object> values = new HashMap<>();
        columns.forEach(column -> values.put(column, said.value(column).apply(row)));
        return values;
    }

    /** Whether the list fills a column of that name. */
    public static boolean isListed(Class<? extends TdsRow> kind, String column) {
        return RowColumns.of(kind, Answer.LIST).names().contains(column);
    }

    /** Living rows, chosen by chance: the same ones for the same seed. */
    public List<String> sample(Collection<Class<? extends TdsRow>> kinds, String organizationId, long seed, int most) {
        List<String> chosen = new ArrayList<>();
        for (Class<? extends TdsRow> kind : kinds) {
            Table table = Objects.requireNonNull(kind.getAnnotation(Table.class));
            chosen.addAll(jdbc.sql("select source_id from tds." + table.value()
                            + " where organization_id = :organization and deleted_at is null and (" + table.where()
                            + ") order by md5(source_id || :seed) limit :most")
                    .param("organization", organizationId)
                    .param("seed", " " + seed)
                    .param("most", (most + kinds.size() - 1) / kinds.size())
                    .query(String.class)
                    .list());
        }
        return chosen.subList(0, Math.min(most, chosen.size()));
    }
}
