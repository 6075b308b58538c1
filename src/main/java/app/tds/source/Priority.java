package app.tds.source;

import java.util.Locale;

/** Who goes first when calls are scarce; each kind of work leaves a share of the day's calls to those before it. */
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
    VERIFY(0.30);

    private final double floor;

    Priority(double floor) {
        this.floor = floor;
    }

    /** What people and tables call it. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** The share of the day's calls below which this kind of work does not go: it is for those before it. */
    public double floor() {
        return floor;
    }
}
