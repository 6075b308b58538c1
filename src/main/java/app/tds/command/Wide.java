package app.tds.command;

import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** How much of a table is shown: what fits 80 columns, or all of it. */
record Wide(boolean isWide) {

    static final Wide NO = new Wide(false);

    private static final DateTimeFormatter WIDE = DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss xxx");
    private static final DateTimeFormatter SHORT = DateTimeFormatter.ofPattern("MM-dd HH:mm");
    private static final DateTimeFormatter MINUTE = DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm");
    private static final DateTimeFormatter DAY = DateTimeFormatter.ISO_LOCAL_DATE;

    /** Picks the columns to show; the first row has the headings. */
    List<List<String>> of(List<List<String>> rows, List<String> narrow) {
        List<String> headings = rows.get(0);
        if (isWide) {
            return rows;
        }
        return rows.stream()
                .map(row -> narrow.stream()
                        .map(heading -> row.get(headings.indexOf(heading)))
                        .toList())
                .toList();
    }

    /** A time in an organization's zone, without what the reader knows: this year, and the offset. */
    String time(@Nullable Instant time, ZoneId zone, Instant now) {
        if (time == null) {
            return "";
        }
        var local = time.atZone(zone);
        if (isWide) {
            return WIDE.format(local);
        }
        return (local.getYear() == now.atZone(zone).getYear() ? SHORT : DAY).format(local);
    }

    /** A time in an organization's zone to the minute, with the year. */
    String minute(Instant time, ZoneId zone) {
        return (isWide ? WIDE : MINUTE).format(time.atZone(zone));
    }

    /** Says once what the times of a table leave out. */
    static String zone(ZoneId zone, Instant now) {
        return "Times are of " + zone + ", " + zone.getRules().getOffset(now) + ".";
    }
}
