package app.tds.notification;

import java.time.Duration;
import java.time.LocalTime;
import org.springframework.boot.convert.DurationStyle;

/** How values of a file are written. Each refuses what is written otherwise. */
final class Forms {

    private Forms() {}

    static boolean flag(String text) {
        if (!text.matches("true|false")) {
            throw new IllegalArgumentException(text);
        }
        return text.equals("true");
    }

    static Duration duration(String text) {
        Duration duration = text.equals("0") ? Duration.ZERO : DurationStyle.SIMPLE.parse(text);
        if (duration.isNegative()) {
            throw new IllegalArgumentException(text);
        }
        return duration;
    }

    /** YAML reads 22:00 without quotes as a number of minutes. */
    static LocalTime time(String text) {
        return text.matches("[0-9]{1,4}")
                ? LocalTime.of(Integer.parseInt(text) / 60, Integer.parseInt(text) % 60)
                : LocalTime.parse(text);
    }
}
