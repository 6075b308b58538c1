package app.tds.mirror;

import java.util.Set;

/**
 * What the records of one list become.
 *
 * @param rows the kinds of row; a record is alive in the table of one of them only
 * @param parts the kinds of part that go and come back with their row
 */
public record Kinds(Set<Class<? extends TdsRow>> rows, Set<Class<? extends TdsChild>> parts) {}
