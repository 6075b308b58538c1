package app.tds;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;

/** A value that is never printed: ask for it with {@link #value()} where it is used, and nowhere else. */
public record Secret(String value) {

    /** Compares in constant time. */
    @Override
    public boolean equals(Object other) {
        return other instanceof Secret that
                && MessageDigest.isEqual(
                        value.getBytes(StandardCharsets.UTF_8), that.value.getBytes(StandardCharsets.UTF_8));
    }

    /** The same for every secret, so that no hash of one leaks into a log or a dump. */
    @Override
    public int hashCode() {
        return 1;
    }

    @Override
    public String toString() {
        return "******";
    }
}
