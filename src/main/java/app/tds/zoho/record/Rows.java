package app.tds.zoho.record;

import app.tds.mirror.Answer;
import app.tds.mirror.TdsRow;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Reads the row that a record is: of several kinds the one that the record says. */
final class Rows {

    private final Map<Class<? extends TdsRow>, RowReading<?>> readings;
    private final Function<ZohoRecord, Class<? extends TdsRow>> kind;

    private Rows(Set<Class<? extends TdsRow>> kinds, Function<ZohoRecord, Class<? extends TdsRow>> kind) {
        this.readings = kinds.stream().collect(Collectors.toMap(Function.identity(), RowReading::of));
        this.kind = kind;
    }

    /** All records are rows of this kind. */
    static Rows of(Class<? extends TdsRow> kind) {
        return new Rows(Set.of(kind), record -> kind);
    }

    /** Each record is a row of one of these kinds. */
    static Rows of(Set<Class<? extends TdsRow>> kinds, Function<ZohoRecord, Class<? extends TdsRow>> kind) {
        return new Rows(kinds, kind);
    }

    Set<Class<? extends TdsRow>> kinds() {
        return readings.keySet();
    }

    TdsRow read(ZohoRecord zoho, Answer answer) {
        RowReading<?> reading = readings.get(kind.apply(zoho));
        if (reading == null) {
            throw new IllegalStateException("a row of a kind that is not one of " + readings.keySet());
        }
        return reading.read(zoho, answer);
    }
}
