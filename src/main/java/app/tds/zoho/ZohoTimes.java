package app.tds.zoho;

import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.util.Locale;

/** Zoho's timestamps: the organization's offset, usually without a colon (zoho-api.md 2). */
final class ZohoTimes {

    private static final DateTimeFormatter READ = new DateTimeFormatterBuilder()
            .append(DateTimeFormatter.ISO_LOCAL_DATE_TIME)
            .appendPattern("[XXX][XX]")
            .toFormatter(Locale.ROOT);
    private static final DateTimeFormatter WRITE =
            DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ssxx", Locale.ROOT).withZone(ZoneOffset.UTC);

    private ZohoTimes() {}

    /**
     * @throws java.time.format.DateTimeParseException if there is no instant in it
     */
    static Instant instant(String text) {
        return OffsetDateTime.parse(text, READ).toInstant();
    }

    /** In UTC with an offset, in whole seconds, rounded down: Zoho keeps no fractions. */
    static String text(Instant instant) {
        return WRITE.format(instant);
    }
}
