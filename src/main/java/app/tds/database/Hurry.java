package app.tds.database;

/**
 * A request of somebody who looks at a page. Such a request is told soon that the database is away, and waits once for that
 * and not at each query; whatever else uses the database waits for it as long as the pool of connections says.
 */
public final class Hurry {

    private static final ThreadLocal<Boolean> HURRIED = ThreadLocal.withInitial(() -> false);

    private Hurry() {}

    /** From now on, this thread works for somebody who looks. */
    public static void begin() {
        HURRIED.set(true);
    }

    /** This thread does so no more. */
    public static void end() {
        HURRIED.remove();
    }

    static boolean isOn() {
        return HURRIED.get();
    }
}
