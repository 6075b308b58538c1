package app.tds.sandbox;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/** JSON being written, the way Zoho prints values. */
final class JsonText {

    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HH:mm:ssxx", Locale.US);
    private static final DateTimeFormatter READABLE = DateTimeFormatter.ofPattern("dd MMM yyyy hh:mm a", Locale.US);

    private final StringBuilder out = new StringBuilder(4096);
    private final ZoneId zone;

    JsonText(ZoneId zone) {
        this.zone = zone;
    }

    JsonText raw(CharSequence json) {
        out.append(json);
        return this;
    }

    JsonText text(String value) {
        out.append('"');
        for (int i = 0; i < value.length(); i++) {
            char c = value.charAt(i);
            if (c == '"' || c == '\\') {
                out.append('\\').append(c);
            } else if (c < ' ') {
                out.append(String.format("\\u%04x", (int) c));
            } else {
                out.append(c);
            }
        }
        out.append('"');
        return this;
    }

    JsonText id(long value) {
        out.append('"').append(value).append('"');
        return this;
    }

    JsonText number(long value) {
        out.append(value);
        return this;
    }

    JsonText flag(boolean value) {
        out.append(value);
        return this;
    }

    /** Hundredths, printed with at least one decimal: 205.0, 71.82. */
    JsonText money(long hundredths) {
        out.append(decimal(hundredths));
        return this;
    }

    JsonText time(long epochSecond) {
        return text(TIME.format(Instant.ofEpochSecond(epochSecond).atZone(zone)));
    }

    JsonText readableTime(long epochSecond) {
        return text(READABLE.format(Instant.ofEpochSecond(epochSecond).atZone(zone)));
    }

    JsonText date(int epochDay) {
        return text(LocalDate.ofEpochDay(epochDay).toString());
    }

    static String decimal(long hundredths) {
        long whole = Math.abs(hundredths) / 100;
        long cents = Math.abs(hundredths) % 100;
        String fraction = cents % 10 == 0 ? Long.toString(cents / 10) : cents < 10 ? "0" + cents : Long.toString(cents);
        return (hundredths < 0 ? "-" : "") + whole + "." + fraction;
    }

    byte[] bytes() {
        return out.toString().getBytes(StandardCharsets.UTF_8);
    }

    @Override
    public String toString() {
        return out.toString();
    }
}
