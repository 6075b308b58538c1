package app.tds.dashboard;

import app.tds.access.Role;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** A page that every page leads to. */
public enum Place {
    TRUST("/"),
    RUNS("/runs"),
    ALERTS("/alerts"),
    PROOF("/proof"),
    CHANGES("/changes"),
    CALLS("/calls"),
    QUARANTINE("/quarantine"),
    WEBHOOKS("/webhooks"),
    SETUP("/setup", Role.ADMIN),
    API("/api");

    private final String path;
    private final @Nullable Role needs;

    Place(String path) {
        this(path, null);
    }

    Place(String path, @Nullable Role needs) {
        this.path = path;
        this.needs = needs;
    }

    /** Who sees it; null if everybody does. */
    public @Nullable Role needs() {
        return needs;
    }

    /** Its address. */
    public String path() {
        return path;
    }

    /** As messages name it. */
    public String key() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** Whether this address is the page or one behind it. */
    public boolean holds(String address) {
        return address.equals(path) || this != TRUST && address.startsWith(path + "/");
    }
}
