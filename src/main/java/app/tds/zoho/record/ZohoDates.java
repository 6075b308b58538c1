package app.tds.zoho.record;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/** Reads and writes days and instants the way Zoho does; reading with a formatter takes several times as long. */
public final class ZohoDates {

    private static final Instant FIRST = Instant.parse("0001-01-01T00:00:00Z");
    private static final Instant LAST = Instant.parse("9999-12-31T23:59:59.999999999Z");

    private static final DateTimeFormatter INSTANT =
            DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ssxx", Locale.ROOT).withZone(ZoneOffset.UTC);

    private ZohoDates() {}

    /** In UTC, in whole seconds rounded down: Zoho keeps no fractions. */
    public static String text(Instant instant) {
        return INSTANT.format(instant);
    }

    /**
     * The day written as {@code yyyy-MM-dd}.
     *
     * @throws DateTimeException if the text is not such a day, or no day of the years 1 to 9999
     */
    static LocalDate day(String text) {
        require(text.length() == 10 && text.charAt(4) == '-' && text.charAt(7) == '-');
        int year = digits(text, 0, 4);
        require(year > 0);
        return LocalDate.of(year, digits(text, 5, 7), digits(text, 8, 10));
    }

    /**
     * The instant written as {@code yyyy-MM-ddTHH:mm:ss}, perhaps a fraction of a second, and an offset: {@code Z},
     * {@code +0300} or {@code +03:00}.
     *
     * @throws DateTimeException if the text is not such a time, or no time of the years 1 to 9999
     */
    public static Instant instant(String text) {
        require(text.length() >= 20 && text.charAt(10) == 'T' && text.charAt(13) == ':' && text.charAt(16) == ':');
        int zone = 19;
        int nanos = 0;
        if (text.charAt(19) == '.') {
            zone = 20;
            while (zone < text.length() && text.charAt(zone) >= '0' && text.charAt(zone) <= '9') {
                zone++;
            }
            int length = zone - 20;
            require(length >= 1 && length <= 9);
            nanos = digits(text, 20, zone);
            for (int i = length; i < 9; i++) {
                nanos *= 10;
            }
        }
        LocalTime time = LocalTime.of(digits(text, 11, 13), digits(text, 14, 16), digits(text, 17, 19), nanos);
        Instant instant = LocalDateTime.of(day(text.substring(0, 10)), time).toInstant(offset(text, zone));
        require(!instant.isBefore(FIRST) && !instant.isAfter(LAST));
        return instant;
    }

    private static ZoneOffset offset(String text, int at) {
        int length = text.length() - at;
        require(length >= 1);
        char sign = text.charAt(at);
        if (sign == 'Z') {
            require(length == 1);
            return ZoneOffset.UTC;
        }
        require(sign == '+' || sign == '-');
        require(length == 5 || length == 6 && text.charAt(at + 3) == ':');
        int seconds = digits(text, at + 1, at + 3) * 3600 + minutes(text, text.length() - 2) * 60;
        return ZoneOffset.ofTotalSeconds(sign == '-' ? -seconds : seconds);
    }

    private static int minutes(String text, int at) {
        int minutes = digits(text, at, at + 2);
        require(minutes < 60);
        return minutes;
    }

    private static int digits(String text, int from, int to) {
        int value = 0;
        for (int i = from; i < to; i++) {
            int digit = text.charAt(i) - '0';
            require(digit >= 0 && digit <= 9);
            value = value * 10 + digit;
        }
        return value;
    }

    private static void require(boolean readable) {
        if (!readable) {
            throw new DateTimeException("unreadable");
        }
    }
}
