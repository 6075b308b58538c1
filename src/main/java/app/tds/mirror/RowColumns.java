package app.tds.mirror;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.lang.reflect.RecordComponent;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The columns of a kind of row that one answer fills: components of its record. */
final class RowColumns {

    private static final Map<Class<?>, Encoder> ENCODERS = Map.of(
            String.class, (copy, value) -> copy.text((String) value),
            BigDecimal.class, (copy, value) -> copy.numeric((BigDecimal) value),
            Integer.class, (copy, value) -> copy.integer((Integer) value),
            Long.class, (copy, value) -> copy.bigint((Long) value),
            Boolean.class, (copy, value) -> copy.bool((Boolean) value),
            Instant.class, (copy, value) -> copy.timestamptz((Instant) value),
            LocalDate.class, (copy, value) -> copy.date((LocalDate) value),
            Json.class, (copy, value) -> copy.jsonb((Json) value));

    /** A document's time says nothing about a line, nor a time alone that anything else has changed. */
    private static final Set<String> NOT_COMPARED = Set.of("source_id", "source_modified_at");

    private final Table table;
    private final List<Column> columns;

    private interface Encoder {
        void encode(BinaryCopy copy, @Nullable Object value);
    }

    private record Column(String name, boolean ifSaid, boolean members, Encoder encoder, MethodHandle accessor) {}

    private RowColumns(Table table, List<Column> columns) {
        this.table = table;
        this.columns = columns;
    }

    static RowColumns of(Class<? extends TdsRow> rows, Answer answer) {
        Table table = rows.getAnnotation(Table.class);
        if (table == null || !rows.isRecord()) {
            throw new IllegalArgumentException(rows.getName() + " must be a record that names its table with @Table");
        }
        List<Column> columns = new ArrayList<>();
        for (RecordComponent component : rows.getRecordComponents()) {
            if (!isFilled(component, answer)) {
                continue;
            }
            Encoder encoder = ENCODERS.get(component.getType());
            if (encoder == null) {
                throw new IllegalArgumentException(rows.getSimpleName() + "." + component.getName()
                        + ": a column cannot be a " + component.getType().getSimpleName() + "; see TdsRow");
            }
            columns.add(new Column(
                    snakeCase(component.getName()),
                    mayBeLeftOut(component, answer),
                    component.getType() == Json.class,
                    encoder,
                    accessor(component)));
        }
        return new RowColumns(table, List.copyOf(columns));
    }

    private static boolean isFilled(RecordComponent component, Answer answer) {
        OnlyIn only = component.getAnnotation(OnlyIn.class);
        return only == null || only.value() == answer;
    }

    private static boolean mayBeLeftOut(RecordComponent component, Answer answer) {
        IfSaid ifSaid = component.getAnnotation(IfSaid.class);
        return ifSaid != null && List.of(ifSaid.value()).contains(answer);
    }

    /** The table's name without its schema. */
    String table() {
        return table.value();
    }

    /** What its records are called where changes are told. */
    String entity() {
        return entity(singular(table.value()));
    }

    /** The same of parts, which may have no name of their own. */
    String entity(String otherwise) {
        return table.entity().isEmpty() ? otherwise : table.entity();
    }

    private static String singular(String table) {
        String name = Stream.of(table.split("_"))
                .map(word -> word.substring(0, 1).toUpperCase(Locale.ROOT) + word.substring(1))
                .collect(Collectors.joining());
        if (name.endsWith("ies")) {
            return name.substring(0, name.length() - 3) + "y";
        }
        return name.replaceAll("(?<=x)es$|s$", "");
    }

    /** In SQL, which rows of the table are of this kind. */
    String where() {
        return table.where();
    }

    List<String> names() {
        return columns.stream().map(Column::name).toList();
    }

    /** Whether null keeps what is there. */
    boolean isIfSaid(String name) {
        return columns.stream().anyMatch(column -> column.name().equals(name) && column.ifSaid());
    }

    /** Whether a new value replaces only the members that the value names. */
    boolean isMerged(String name) {
        return columns.stream().anyMatch(column -> column.name().equals(name) && column.ifSaid() && column.members());
    }

    /** What {@code on conflict do update} sets, where {@code kept} is the row that is there. */
    List<String> assignments() {
        return columns.stream()
                .filter(column -> !column.name().equals("source_id"))
                .map(column -> column.name() + " = " + following(column))
                .toList();
    }

    private static String following(Column column) {
        if (column.name().equals("source_modified_at")) {
            return Versions.time("kept", "excluded");
        }
        if (column.ifSaid() && column.members()) {
            return "coalesce(kept.%1$s || excluded.%1$s, excluded.%1$s, kept.%1$s)".formatted(column.name());
        }
        return column.ifSaid()
                ? "coalesce(excluded.%1$s, kept.%1$s)".formatted(column.name())
                : "excluded." + column.name();
    }

    /** In SQL, what a column says once {@code sent} is written over {@code kept}. */
    String afterwards(String name, String kept, String sent) {
        Column column = columns.stream()
                .filter(one -> one.name().equals(name))
                .findFirst()
                .orElseThrow();
        return following(column).replace("kept.", kept + ".").replace("excluded.", sent + ".");
    }

    int count() {
        return columns.size();
    }

    /** The columns that decide whether a row says something else than another one. */
    List<String> comparedNames() {
        return names().stream().filter(name -> !NOT_COMPARED.contains(name)).toList();
    }

    /** In SQL, what decides whether a row of that name says something else than another one. */
    String compared(String row) {
        return comparedNames().stream().map(column -> row + "." + column).collect(Collectors.joining(", "));
    }

    void append(BinaryCopy rows, TdsRow row) {
        for (Column column : columns) {
            column.encoder().encode(rows, valueOf(column, row));
        }
    }

    /** Whether two rows say the same in every column that both have. */
    boolean agree(TdsRow row, RowColumns others, TdsRow other) {
        return columns.stream()
                .allMatch(column -> others.columns.stream()
                        .filter(it -> it.name().equals(column.name()))
                        .allMatch(it -> same(column, valueOf(column, row), valueOf(it, other))));
    }

    /** What a row has in the column of that name. */
    Function<TdsRow, @Nullable Object> value(String name) {
        Column named = columns.stream()
                .filter(column -> column.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException(table.value() + " has no component for " + name));
        return row -> valueOf(named, row);
    }

    private static boolean same(Column column, @Nullable Object value, @Nullable Object other) {
        return value instanceof BigDecimal number && other instanceof BigDecimal otherNumber
                ? number.compareTo(otherNumber) == 0
                : Objects.equals(value, other) || value == null && column.ifSaid();
    }

    private static @Nullable Object valueOf(Column column, TdsRow row) {
        try {
            return column.accessor().invokeExact((Object) row);
        } catch (Throwable cause) {
            throw new IllegalStateException(
                    "cannot read " + column.name() + " of " + row.getClass().getSimpleName(), cause);
        }
    }

    private static MethodHandle accessor(RecordComponent component) {
        try {
            return MethodHandles.lookup()
                    .unreflect(component.getAccessor())
                    .asType(MethodType.methodType(Object.class, Object.class));
        } catch (IllegalAccessException cause) {
            throw new IllegalArgumentException("rows must be public: " + component.getDeclaringRecord(), cause);
        }
    }

    static String snakeCase(String name) {
        return name.replaceAll("([A-Z])", "_$1").toLowerCase(Locale.ROOT);
    }
}
