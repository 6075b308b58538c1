package app.tds.launch;

/** Shows other processes that this one goes on. A process that hangs still holds its lock, and shows nothing. */
@FunctionalInterface
public interface SignOfLife {

    /** Shows it now. */
    void show();
}
