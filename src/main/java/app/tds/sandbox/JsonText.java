package app.tds.sandbox;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** JSON being written, the way Zoho prints values. */
final class JsonText {

    private static final int SMALL = 4096;
    private static final DateTimeFormatter READABLE = DateTimeFormatter.ofPattern("dd MMM yyyy hh:mm a", Locale.US);

    private final List<byte[]> settled = new ArrayList<>();
    private StringBuilder out = new StringBuilder(SMALL);
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
        if (plain(value)) {
            out.append(value);
        } else {
            value.chars().forEach(c -> escaped((char) c));
        }
        out.append('"');
        return this;
    }

    private static boolean plain(String value) {
        for (int i = 0; i < value.length(); i++) {
            char c = value.charAt(i);
            if (c == '"' || c == '\\' || c < ' ') {
                return false;
            }
        }
        return true;
    }

    private void escaped(char c) {
        if (c == '"' || c == '\\') {
            out.append('\\').append(c);
        } else if (c < ' ') {
            out.append(String.format("\\u%04x", (int) c));
        } else {
            out.append(c);
        }
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

    /** With the zone's offset, without a colon; by hand, because a page has hundreds. */
    JsonText time(long epochSecond) {
        var offset = zone.getRules().getOffset(Instant.ofEpochSecond(epochSecond));
        var local = LocalDateTime.ofEpochSecond(epochSecond, 0, offset);
        int minutes = Math.abs(offset.getTotalSeconds()) / 60;
        out.append('"').append(local.toLocalDate()).append('T');
        two(local.getHour(), ":");
        two(local.getMinute(), ":");
        two(local.getSecond(), offset.getTotalSeconds() < 0 ? "-" : "+");
        two(minutes / 60, "");
        two(minutes % 60, "\"");
        return this;
    }

    private void two(int number, String after) {
        out.append((char) ('0' + number / 10))
                .append((char) ('0' + number % 10))
                .append(after);
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

    /** Turns what was written so far into bytes, so that a page is never one huge text. */
    void settle() {
        settled.add(out.toString().getBytes(StandardCharsets.UTF_8));
        out = new StringBuilder(SMALL);
    }

    byte[] bytes() {
        settle();
        var all = ByteBuffer.allocate(settled.stream().mapToInt(it -> it.length).sum());
        settled.forEach(all::put);
        return all.array();
    }

    @Override
    public String toString() {
        return out.toString();
    }
}
