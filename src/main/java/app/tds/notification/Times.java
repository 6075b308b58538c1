package app.tds.notification;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.Map;

/** Times and durations in the words of a language, with western digits. */
class Times {

    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("HH:mm (xxx)", Locale.ROOT);
    private static final DateTimeFormatter DAY = DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm (xxx)", Locale.ROOT);

    private final Texts texts;
    private final ZoneId zone;
    private final Instant now;

    Times(Texts texts, ZoneId zone, Instant now) {
        this.texts = texts;
        this.zone = zone;
        this.now = now;
    }

    /** The time of a moment, with its day unless that is today. */
    String at(Instant moment) {
        ZonedDateTime time = moment.atZone(zone);
        boolean today = time.toLocalDate().equals(now.atZone(zone).toLocalDate());
        return texts.name((today ? TIME : DAY).format(time));
    }

    /** Days and hours, hours and minutes, or minutes. */
    String lasting(Duration duration) {
        long minutes = duration.toMinutes();
        if (minutes < 1) {
            return texts.text("duration.none");
        }
        if (minutes < 60) {
            return counted("minute", minutes);
        }
        return minutes < 24 * 60
                ? both("hour", minutes / 60, "minute", minutes % 60)
                : both("day", minutes / (24 * 60), "hour", minutes / 60 % 24);
    }

    private String both(String unit, long first, String smaller, long second) {
        return second == 0
                ? counted(unit, first)
                : texts.text(
                        "duration.both", Map.of("first", counted(unit, first), "second", counted(smaller, second)));
    }

    /** Arabic counts one, two, three to ten, and eleven to ninety-nine in different ways, and then begins anew. */
    private String counted(String unit, long number) {
        long lastTwo = number % 100;
        String form = number == 1
                ? "one"
                : number == 2 ? "two" : lastTwo >= 3 && lastTwo <= 10 ? "few" : lastTwo > 10 ? "many" : "other";
        String key = "duration." + unit + "." + form;
        return texts.text(key, Map.of("n", Long.toString(number)));
    }
}
