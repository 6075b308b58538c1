package app.tds.zoho.record;

import app.tds.mirror.Answer;
import app.tds.mirror.OnlyIn;
import app.tds.mirror.PartOf;
import app.tds.mirror.TdsRow;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.lang.reflect.RecordComponent;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** A column of a row, and how it is read from a record. */
final class Column {

    /** What every row has, under names that are not Zoho's. */
    private static final Set<String> UNLIKE_ZOHO = Set.of("sourceId", "sourceCreatedAt", "sourceModifiedAt");

    private final Class<? extends TdsRow> row;
    private final RecordComponent component;

    private Column(Class<? extends TdsRow> row, RecordComponent component) {
        this.row = row;
        this.component = component;
    }

    /** Reads one column. */
    interface Reading {

        /**
         * The value of the column.
         *
         * @param place of a part; null for the row of a whole record
         */
        @Nullable
        Object read(ZohoRecord zoho, @Nullable Place place);
    }

    /** The columns of a kind of row, in the order of its record. */
    static List<Column> of(Class<? extends TdsRow> row) {
        return Stream.of(row.getRecordComponents())
                .map(component -> new Column(row, component))
                .toList();
    }

    String name() {
        return snakeCase(component.getName());
    }

    Kind kind() {
        return Kind.of(component);
    }

    /** Whether these answers fill it. */
    boolean isIn(Answer answer) {
        OnlyIn only = component.getAnnotation(OnlyIn.class);
        return only == null || only.value() == answer;
    }

    /** Whether the record reads it in its own way. */
    boolean isReadByMethod() {
        return method(component.getName()).isPresent();
    }

    /** Whether a part has it from the row that it is part of. */
    boolean isOfDocument() {
        PartOf part = row.getAnnotation(PartOf.class);
        return part != null
                && (component.getName().equals("sourceModifiedAt")
                        || part.value().equals(name()));
    }

    /** Whether the place of a part takes over. */
    boolean isOrPlace() {
        return component.isAnnotationPresent(OrPlace.class);
    }

    /** Zoho's fields for it, of which the first that has a value counts. */
    List<String> fields() {
        From from = component.getAnnotation(From.class);
        if (from != null) {
            return List.of(from.value());
        }
        if (CrmRow.class.isAssignableFrom(row) || CrmPart.class.isAssignableFrom(row)) {
            return List.of(CrmRow.field(component.getName()));
        }
        if (UNLIKE_ZOHO.contains(component.getName()) && !isOrPlace()) {
            throw new IllegalArgumentException(row.getName() + "." + component.getName() + " needs @From");
        }
        return isOrPlace() ? List.of() : List.of(name());
    }

    /** Zoho's name for the object that the fields are in. */
    Optional<String> within() {
        return Optional.ofNullable(component.getAnnotation(Within.class)).map(Within::value);
    }

    /** How an answer of this sort is read. */
    Reading reading(Answer answer) {
        if (!isIn(answer)) {
            return (zoho, place) -> null;
        }
        return method(component.getName())
                .map(Column::calling)
                .orElseGet(isOfDocument() ? this::ofDocument : this::read);
    }

    private Reading ofDocument() {
        return component.getName().equals("sourceModifiedAt")
                ? (zoho, place) -> document(place).sourceModifiedAt()
                : (zoho, place) -> document(place).sourceId();
    }

    private static TdsRow document(@Nullable Place place) {
        return Objects.requireNonNull(place).document();
    }

    private Reading read() {
        Kind kind = kind();
        String[] fields = fields().toArray(String[]::new);
        Reading reading =
                within().map(object -> within(object, kind, fields)).orElse((zoho, place) -> kind.read(zoho, fields));
        if (isOrPlace()) {
            return (zoho, place) -> Objects.requireNonNullElseGet(reading.read(zoho, place), () -> of(place, kind));
        }
        if (component.isAnnotationPresent(Wanted.class)) {
            return (zoho, place) -> zoho.orRemark(reading.read(zoho, place), fields[0]);
        }
        boolean optional = component.getAnnotatedType().isAnnotationPresent(Nullable.class);
        return optional ? reading : (zoho, place) -> zoho.present(reading.read(zoho, place), fields);
    }

    private static Object of(@Nullable Place place, Kind kind) {
        Place known = Objects.requireNonNull(place);
        return kind == Kind.WHOLE_NUMBER ? known.number() : known.id();
    }

    private Reading within(String object, Kind kind, String[] fields) {
        Reading within = method(object).map(Column::calling).orElse((zoho, place) -> zoho.within(object));
        return (zoho, place) -> kind.read((ZohoRecord) Objects.requireNonNull(within.read(zoho, place)), fields);
    }

    private Optional<MethodHandle> method(String name) {
        return Stream.concat(Stream.of(row), Stream.of(row.getInterfaces()))
                .flatMap(it -> Stream.of(it.getDeclaredMethods()))
                .filter(it ->
                        Modifier.isStatic(it.getModifiers()) && it.getName().equals(name))
                .filter(it -> it.getParameterCount() > 0 && it.getParameterTypes()[0] == ZohoRecord.class)
                .findFirst()
                .map(this::handle);
    }

    private MethodHandle handle(Method method) {
        try {
            boolean ofRow = method.getParameterCount() == 2 && method.getParameterTypes()[1] == Class.class;
            MethodHandle found = MethodHandles.lookup().unreflect(method);
            MethodHandle handle = ofRow ? MethodHandles.insertArguments(found, 1, row) : found;
            MethodHandle both =
                    handle.type().parameterCount() == 1 ? MethodHandles.dropArguments(handle, 1, Place.class) : handle;
            return both.asType(MethodType.methodType(Object.class, ZohoRecord.class, Place.class));
        } catch (IllegalAccessException cause) {
            throw new IllegalArgumentException(method + " must not be private", cause);
        }
    }

    private static Reading calling(MethodHandle method) {
        return (zoho, place) -> {
            try {
                return (Object) method.invokeExact(zoho, place);
            } catch (RuntimeException | Error refused) {
                throw refused;
            } catch (Throwable cause) {
                throw new IllegalStateException(cause);
            }
        };
    }

    private static String snakeCase(String name) {
        return name.replaceAll("([A-Z])", "_$1").toLowerCase(Locale.ROOT);
    }
}
