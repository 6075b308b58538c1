package app.tds.mirror;

import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What the records of one list become.
 *
 * @param rows the kinds of row; a record is alive in the table of one kind only
 * @param parts the kinds of part that go and come back with their row
 */
public record Kinds(Set<Class<? extends TdsRow>> rows, Set<Class<? extends TdsChild>> parts) {

    /** Nothing. */
    public static final Kinds NONE = new Kinds(Set.of(), Set.of());

    /** These and those. */
    public Kinds plus(Kinds others) {
        return new Kinds(union(rows, others.rows), union(parts, others.parts));
    }

    private static <T> Set<T> union(Set<T> some, Set<T> others) {
        return Stream.concat(some.stream(), others.stream()).collect(Collectors.toUnmodifiableSet());
    }
}
