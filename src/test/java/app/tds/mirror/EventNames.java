package app.tds.mirror;

/** The names of events, as tests of other packages need them. */
public final class EventNames {

    private EventNames() {}

    /** The event that tells of changes of these rows. */
    public static String changed(Class<?> rows) {
        return RowColumns.of(rows.asSubclass(TdsRow.class), Answer.LIST).entity() + "Changed";
    }
}
