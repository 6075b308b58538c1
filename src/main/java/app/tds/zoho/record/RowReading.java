package app.tds.zoho.record;

import app.tds.mirror.Answer;
import app.tds.mirror.Json;
import app.tds.mirror.OnlyIn;
import app.tds.mirror.PartOf;
import app.tds.mirror.TdsRow;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.lang.reflect.RecordComponent;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Reads one kind of row as the components of its record say.
 *
 * <p>A component is read from the field of its name in snake case, and its type says how: a {@code String} is a text of one
 * line, or an id if the name ends in {@code Id}. {@link From}, {@link Within}, {@link OrPlace}, {@link Code}, {@link LongText}
 * and {@link Percentage} say otherwise. A component that may not be null has to be there. A static method with the
 * component's name that takes a {@link ZohoRecord}, and perhaps a {@link Place}, reads the component in its own way. A part
 * has its modification time and the id of its row from that row.
 *
 * <p>How to read is worked out once; reading a record uses no reflection.
 */
final class RowReading<R extends TdsRow> {

    private static final Map<Class<?>, Single> TYPES = Map.of(
            BigDecimal.class, ZohoRecord::amount,
            Integer.class, ZohoRecord::integer,
            Boolean.class, ZohoRecord::bool,
            LocalDate.class, ZohoRecord::day,
            Instant.class, ZohoRecord::instant,
            Json.class, ZohoRecord::json);

    /** What every row has, under names that are not Zoho's. */
    private static final Set<String> UNLIKE_ZOHO = Set.of("sourceId", "sourceCreatedAt", "sourceModifiedAt");

    private final Class<R> kind;
    private final MethodHandle constructor;
    private final Component[] list;
    private final Component[] document;

    private interface Single {
        @Nullable
        Object read(ZohoRecord zoho, String field);
    }

    private interface Component {
        @Nullable
        Object read(ZohoRecord zoho, @Nullable Place place);
    }

    private RowReading(Class<R> kind) {
        this.kind = kind;
        this.constructor = constructor(kind);
        this.list = components(Answer.LIST);
        this.document = components(Answer.DOCUMENT);
    }

    static <R extends TdsRow> RowReading<R> of(Class<R> kind) {
        return new RowReading<>(kind);
    }

    /** The row that a record of a list, or its document, is. */
    R read(ZohoRecord zoho, Answer answer) {
        return read(answer == Answer.LIST ? list : document, zoho, null);
    }

    /** The row that a part of a document is. */
    R read(ZohoRecord part, Place place) {
        return read(document, part, place);
    }

    private R read(Component[] components, ZohoRecord zoho, @Nullable Place place) {
        @Nullable Object[] values = new Object[components.length];
        for (int i = 0; i < values.length; i++) {
            values[i] = components[i].read(zoho, place);
        }
        try {
            return kind.cast((Object) constructor.invokeExact(values));
        } catch (Throwable cause) {
            throw new IllegalStateException("cannot make a " + kind.getSimpleName(), cause);
        }
    }

    private Component[] components(Answer answer) {
        return Stream.of(kind.getRecordComponents())
                .map(component -> component(component, answer))
                .toArray(Component[]::new);
    }

    private Component component(RecordComponent component, Answer answer) {
        OnlyIn only = component.getAnnotation(OnlyIn.class);
        if (only != null && only.value() != answer) {
            return (zoho, place) -> null;
        }
        return method(component.getName())
                .map(RowReading::calling)
                .or(() -> Optional.ofNullable(ofDocument(component)))
                .orElseGet(() -> read(component));
    }

    private @Nullable Component ofDocument(RecordComponent component) {
        PartOf part = kind.getAnnotation(PartOf.class);
        if (part == null) {
            return null;
        }
        if (component.getName().equals("sourceModifiedAt")) {
            return (zoho, place) -> Objects.requireNonNull(place).document().sourceModifiedAt();
        }
        return part.value().equals(snakeCase(component.getName()))
                ? (zoho, place) -> Objects.requireNonNull(place).document().sourceId()
                : null;
    }

    private Component read(RecordComponent component) {
        String[] names = names(component);
        Component reading = within(component, first(how(component), names));
        if (component.isAnnotationPresent(OrPlace.class)) {
            return component.getType() == Integer.class
                    ? (zoho, place) -> other(
                            reading.read(zoho, place),
                            Objects.requireNonNull(place).number())
                    : (zoho, place) -> other(
                            reading.read(zoho, place),
                            Objects.requireNonNull(place).id());
        }
        boolean optional = component.getAnnotatedType().isAnnotationPresent(Nullable.class);
        return optional ? reading : (zoho, place) -> zoho.present(reading.read(zoho, place), names);
    }

    private static Object other(@Nullable Object value, Object otherwise) {
        return Objects.requireNonNullElse(value, otherwise);
    }

    private String[] names(RecordComponent component) {
        From from = component.getAnnotation(From.class);
        if (from != null) {
            return from.value();
        }
        if (component.isAnnotationPresent(OrPlace.class)) {
            return new String[0];
        }
        if (UNLIKE_ZOHO.contains(component.getName())) {
            throw new IllegalArgumentException(kind.getName() + "." + component.getName() + " needs @From");
        }
        return new String[] {snakeCase(component.getName())};
    }

    private static Component first(Single how, String[] names) {
        if (names.length == 1) {
            String name = names[0];
            return (zoho, place) -> how.read(zoho, name);
        }
        return (zoho, place) -> {
            for (String name : names) {
                Object value = how.read(zoho, name);
                if (value != null) {
                    return value;
                }
            }
            return null;
        };
    }

    private Component within(RecordComponent component, Component reading) {
        Within within = component.getAnnotation(Within.class);
        if (within == null) {
            return reading;
        }
        Component object =
                method(within.value()).map(RowReading::calling).orElse((zoho, place) -> zoho.within(within.value()));
        return (zoho, place) -> reading.read((ZohoRecord) Objects.requireNonNull(object.read(zoho, place)), place);
    }

    private static Single how(RecordComponent component) {
        if (component.getType() == String.class) {
            return text(component);
        }
        if (component.isAnnotationPresent(Percentage.class)) {
            return ZohoRecord::percentage;
        }
        if (component.getName().equals("customFields")) {
            return ZohoRecord::customFields;
        }
        return Objects.requireNonNull(
                TYPES.get(component.getType()), () -> "no reading for a component like " + component);
    }

    private static Single text(RecordComponent component) {
        if (component.isAnnotationPresent(Code.class)) {
            return ZohoRecord::code;
        }
        if (component.isAnnotationPresent(LongText.class)) {
            return ZohoRecord::longText;
        }
        boolean isId = component.getName().endsWith("Id") && !component.isAnnotationPresent(OneLine.class);
        return isId ? ZohoRecord::optionalId : ZohoRecord::text;
    }

    private Optional<MethodHandle> method(String name) {
        return Stream.of(kind.getDeclaredMethods())
                .filter(it ->
                        Modifier.isStatic(it.getModifiers()) && it.getName().equals(name))
                .filter(it -> it.getParameterCount() > 0 && it.getParameterTypes()[0] == ZohoRecord.class)
                .findFirst()
                .map(RowReading::handle);
    }

    private static MethodHandle handle(Method method) {
        try {
            MethodHandle handle = MethodHandles.lookup().unreflect(method);
            MethodHandle both =
                    method.getParameterCount() == 1 ? MethodHandles.dropArguments(handle, 1, Place.class) : handle;
            return both.asType(MethodType.methodType(Object.class, ZohoRecord.class, Place.class));
        } catch (IllegalAccessException cause) {
            throw new IllegalArgumentException(method + " must not be private", cause);
        }
    }

    private static Component calling(MethodHandle method) {
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

    private static MethodHandle constructor(Class<?> kind) {
        Class<?>[] types = Arrays.stream(kind.getRecordComponents())
                .map(RecordComponent::getType)
                .toArray(Class<?>[]::new);
        try {
            return MethodHandles.lookup()
                    .findConstructor(kind, MethodType.methodType(void.class, types))
                    .asSpreader(Object[].class, types.length)
                    .asType(MethodType.methodType(Object.class, Object[].class));
        } catch (ReflectiveOperationException cause) {
            throw new IllegalArgumentException(kind.getName() + " must be a record that everybody may make", cause);
        }
    }

    private static String snakeCase(String name) {
        return name.replaceAll("([A-Z])", "_$1").toLowerCase(Locale.ROOT);
    }
}
