package app.tds.alarm;

import java.math.BigDecimal;
import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A time, a share or a number: one that is measured, or one that a rule allows.
 *
 * @param value seconds, hundredths, or the number
 * @param unit which of them
 */
public record Threshold(BigDecimal value, Unit unit) {

    private static final Pattern TIME = Pattern.compile("([0-9]{1,6})(s|m|h|d)");
    private static final Pattern SHARE = Pattern.compile("([0-9]{1,3}(?:\\.[0-9]{1,3})?) ?%");
    private static final Pattern NUMBER = Pattern.compile("[0-9]{1,9}");
    private static final BigDecimal HUNDRED = BigDecimal.valueOf(100);

    /** 5 % and 5.0 % are the same. */
    public Threshold {
        value = value.stripTrailingZeros();
    }

    /** What is measured. */
    public enum Unit {
        /** A time such as 30m. */
        TIME("a time such as 30m, 4h or 7d"),
        /** A share such as 5%. */
        SHARE("a share such as 5%"),
        /** A number such as 3. */
        NUMBER("a number such as 3");

        private final String form;

        Unit(String form) {
            this.form = form;
        }

        String form() {
            return form;
        }
    }

    /** So long. */
    public static Threshold of(Duration time) {
        return new Threshold(BigDecimal.valueOf(time.toMillis()).movePointLeft(3), Unit.TIME);
    }

    /** So large a part, from 0 to 1. */
    public static Threshold share(double part) {
        return new Threshold(BigDecimal.valueOf(part).multiply(HUNDRED), Unit.SHARE);
    }

    /** So many. */
    public static Threshold of(long number) {
        return new Threshold(BigDecimal.valueOf(number), Unit.NUMBER);
    }

    /** What is written, or null if it is none of the three. */
    static @Nullable Threshold read(String text) {
        Matcher time = TIME.matcher(text);
        if (time.matches()) {
            return of(duration(Long.parseLong(time.group(1)), time.group(2)));
        }
        Matcher share = SHARE.matcher(text);
        if (share.matches() && new BigDecimal(share.group(1)).compareTo(HUNDRED) <= 0) {
            return new Threshold(new BigDecimal(share.group(1)), Unit.SHARE);
        }
        return NUMBER.matcher(text).matches() ? of(Long.parseLong(text)) : null;
    }

    private static Duration duration(long count, String unit) {
        return switch (unit) {
            case "s" -> Duration.ofSeconds(count);
            case "m" -> Duration.ofMinutes(count);
            case "h" -> Duration.ofHours(count);
            default -> Duration.ofDays(count);
        };
    }

    /** As a time. */
    public Duration time() {
        return Duration.ofMillis(value.movePointRight(3).longValue());
    }

    /** Whether what is measured is too much: a time and a share must be exceeded, a number be reached. */
    boolean isBrokenBy(Threshold measured) {
        int more = measured.value.compareTo(value);
        return unit == Unit.NUMBER ? more >= 0 : more > 0;
    }

    /** As it is written in the file. */
    @Override
    public String toString() {
        return switch (unit) {
            case TIME -> text(value.longValue());
            case SHARE -> value.toPlainString() + "%";
            case NUMBER -> value.toPlainString();
        };
    }

    private static String text(long seconds) {
        if (seconds % 86_400 == 0 && seconds > 0) {
            return seconds / 86_400 + "d";
        }
        return seconds % 3600 == 0 && seconds > 0
                ? seconds / 3600 + "h"
                : seconds % 60 == 0 && seconds > 0 ? seconds / 60 + "m" : seconds + "s";
    }
}
