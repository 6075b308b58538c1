package app.tds.zoho.record;

import app.tds.mirror.Answer;
import app.tds.mirror.TdsRow;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.lang.reflect.RecordComponent;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Reads one kind of row as the components of its record say.
 *
 * <p>A component is read from the field of its name in snake case. The component's type says how: a {@code String} is a
 * text of one line, or an id if the name ends in {@code Id}. {@link From}, {@link Within}, {@link OrPlace},
 * {@link Code}, {@link LongText}, {@link OneLine}, {@link Percentage} and {@link Wanted} say otherwise. A component
 * that may not be null has to be there. A static method with the component's name that takes a {@link ZohoRecord}, and
 * perhaps a {@link Place}, reads the component in its own way. A part has its modification time and the id of its row
 * from that row.
 *
 * <p>How to read is worked out once; reading a record uses no reflection.
 */
final class RowReading<R extends TdsRow> {

    private final Class<R> row;
    private final MethodHandle constructor;
    private final Column.Reading[] list;
    private final Column.Reading[] document;

    private RowReading(Class<R> row) {
        this.row = row;
        this.constructor = constructor(row);
        this.list = readings(row, Answer.LIST);
        this.document = readings(row, Answer.DOCUMENT);
    }

    static <R extends TdsRow> RowReading<R> of(Class<R> row) {
        return new RowReading<>(row);
    }

    /** The row that a record of a list, or its document, is. */
    R read(ZohoRecord zoho, Answer answer) {
        return read(answer == Answer.LIST ? list : document, zoho, null);
    }

    /** The row that a part of a document is. */
    R read(ZohoRecord part, Place place) {
        return read(document, part, place);
    }

    private R read(Column.Reading[] columns, ZohoRecord zoho, @Nullable Place place) {
        @Nullable Object[] values = new Object[columns.length];
        for (int i = 0; i < values.length; i++) {
            values[i] = columns[i].read(zoho, place);
        }
        try {
            return row.cast((Object) constructor.invokeExact(values));
        } catch (Throwable cause) {
            throw new IllegalStateException("cannot make a " + row.getSimpleName(), cause);
        }
    }

    private static Column.Reading[] readings(Class<? extends TdsRow> row, Answer answer) {
        return Column.of(row).stream().map(column -> column.reading(answer)).toArray(Column.Reading[]::new);
    }

    private static MethodHandle constructor(Class<?> row) {
        Class<?>[] types = Stream.of(row.getRecordComponents())
                .map(RecordComponent::getType)
                .toArray(Class<?>[]::new);
        try {
            return MethodHandles.lookup()
                    .findConstructor(row, MethodType.methodType(void.class, types))
                    .asSpreader(Object[].class, types.length)
                    .asType(MethodType.methodType(Object.class, Object[].class));
        } catch (ReflectiveOperationException cause) {
            throw new IllegalArgumentException(row.getName() + " must be a record that everybody may make", cause);
        }
    }
}
