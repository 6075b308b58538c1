package app.tds.mirror;

import java.lang.reflect.RecordComponent;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Finds rows by the id of their record, or by what people know the record by, see {@link NaturalKey}. */
@Component
public class RecordLookup {

    private static final int MOST = 20;

    private final JdbcClient jdbc;

    RecordLookup(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /**
     * A row that was found.
     *
     * @param name what people know the record by
     * @param deleted whether the row is marked as deleted
     * @param modifiedAt the version's time in the source's own words
     * @param writtenAt when the row was last written
     */
    public record Known(
            String table,
            String sourceId,
            @Nullable String name,
            boolean deleted,
            @Nullable Instant modifiedAt,
            Instant writtenAt) {}

    /** Up to 20 rows of these kinds, living ones first. One whose id is the text stands for itself alone. */
    public List<Known> find(Collection<Class<? extends TdsRow>> kinds, String organizationId, String text) {
        List<Known> found = new ArrayList<>();
        kinds.forEach(kind -> found.addAll(find(kind, organizationId, text)));
        List<Known> byId =
                found.stream().filter(one -> one.sourceId().equals(text)).toList();
        List<Known> best = byId.isEmpty() ? found : byId;
        return best.stream()
                .sorted(Comparator.comparing(Known::deleted))
                .limit(MOST)
                .toList();
    }

    private List<Known> find(Class<? extends TdsRow> kind, String organizationId, String text) {
        Table table = Objects.requireNonNull(kind.getAnnotation(Table.class));
        List<String> keys = keys(kind);
        String named = keys.stream()
                .map(key -> " or lower(" + key + ") = lower(:text)")
                .collect(Collectors.joining());
        String sql = "select source_id, %s as name, deleted_at is not null as deleted, source_modified_at, synced_at"
                + " from tds.%s where organization_id = :organization and (%s) and (source_id = :text%s)"
                + " order by deleted, source_id limit " + MOST;
        return jdbc.sql(sql.formatted(
                        keys.isEmpty() ? "null::text" : "coalesce(" + String.join(", ", keys) + ")",
                        table.value(),
                        table.where(),
                        named))
                .param("organization", organizationId)
                .param("text", text)
                .query((row, number) -> known(table.value(), row))
                .list();
    }

    private static Known known(String table, ResultSet row) throws SQLException {
        Timestamp modified = row.getTimestamp("source_modified_at");
        return new Known(
                table,
                row.getString("source_id"),
                row.getString("name"),
                row.getBoolean("deleted"),
                modified == null ? null : modified.toInstant(),
                row.getTimestamp("synced_at").toInstant());
    }

    /** The columns by which people know records of this kind; none if they are known by their ids alone. */
    public static List<String> keys(Class<? extends TdsRow> kind) {
        return Stream.of(kind.getRecordComponents())
                .filter(component -> component.isAnnotationPresent(NaturalKey.class))
                .map(RecordComponent::getName)
                .map(RowColumns::snakeCase)
                .toList();
    }

    /** Those of them that the list fills. */
    public static List<String> listedKeys(Class<? extends TdsRow> kind) {
        List<String> listed = RowColumns.of(kind, Answer.LIST).names();
        return keys(kind).stream().filter(listed::contains).toList();
    }

    /** Whether people know this record by the text. */
    public static boolean isKnownBy(TdsRow row, String text) {
        RowColumns listed = RowColumns.of(row.getClass(), Answer.LIST);
        return listedKeys(row.getClass()).stream()
                .map(key -> listed.value(key).apply(row))
                .flatMap(value -> Optional.ofNullable(value).stream())
                .anyMatch(value -> value.toString().equalsIgnoreCase(text));
    }

    /** The columns that the list fills and complete documents do not. */
    public static List<String> listOnly(Class<? extends TdsRow> kind) {
        List<String> documents = RowColumns.of(kind, Answer.DOCUMENT).names();
        return RowColumns.of(kind, Answer.LIST).names().stream()
                .filter(column -> !documents.contains(column))
                .toList();
    }
}
