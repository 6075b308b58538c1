package app.tds.source;

import java.util.Locale;

/**
 * Which kind of work goes first when calls are scarce. Each kind leaves a share of the day's calls to the kinds before.
 */
public enum Priority {
    /** Somebody just changed something. */
    WEBHOOK(0.00),
    /** What has changed since the last time. */
    DELTA(0.05),
    /** Quantities on hand. */
    STOCK(0.10),
    /** Details of records whose list row is known. */
    HYDRATION(0.20),
    /** Everything, again. */
    FULL(0.25),
    /** Whether everything is right. */
    VERIFY(0.30),
    /** Pictures of items. */
    IMAGES(0.40);

    private final double floor;

    Priority(double floor) {
        this.floor = floor;
    }

    /** What people and tables call it. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** Whether somebody waits for the answer, or the table gets old without it. */
    public boolean isUrgent() {
        return this == WEBHOOK || this == DELTA;
    }

    /** The share of the day's calls that this kind of work leaves to the kinds before. */
    public double floor() {
        return floor;
    }
}
