package app.tds;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import org.jspecify.annotations.Nullable;

/** Times and durations as people write them, in whole seconds. */
public final class PlainTime {

    private static final DateTimeFormatter WITH_OFFSET = DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss xxx");

    private PlainTime() {}

    /** In an organization's zone, with the offset: {@code 2026-03-01 13:00:05 +03:00}. */
    public static String in(ZoneId zone, Instant time) {
        return WITH_OFFSET.format(time.atZone(zone));
    }

    /** Where no organization is meant: {@code 2026-03-01T10:00:05Z}. */
    public static String utc(@Nullable Instant time) {
        return time == null
                ? "an unknown time"
                : DateTimeFormatter.ISO_OFFSET_DATE_TIME.format(
                        time.truncatedTo(ChronoUnit.SECONDS).atOffset(ZoneOffset.UTC));
    }

    /** In its two largest units, such as {@code 1 h 5 min}. */
    public static String text(Duration duration) {
        long seconds = duration.toSeconds();
        if (seconds < 60) {
            return seconds + " s";
        }
        if (seconds < 3600) {
            return seconds / 60 + " min" + rest(seconds % 60, "s");
        }
        if (seconds < 86_400) {
            return seconds / 3600 + " h" + rest(seconds % 3600 / 60, "min");
        }
        return seconds / 86_400 + " d" + rest(seconds % 86_400 / 3600, "h");
    }

    private static String rest(long number, String unit) {
        return number == 0 ? "" : " " + number + " " + unit;
    }
}
