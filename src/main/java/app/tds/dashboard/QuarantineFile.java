package app.tds.dashboard;

import app.tds.pipeline.QuarantineEntries.Entry;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What is in quarantine as a file for a spreadsheet, without what the source sent. */
final class QuarantineFile {

    private static final List<String> COLUMNS = List.of(
            "organization", "list", "id", "field", "cause", "run", "first_seen_at", "last_seen_at", "times_seen");
    /** Tells a spreadsheet that the file is UTF-8. */
    private static final String MARK = "\uFEFF";

    private QuarantineFile() {}

    static String of(List<Entry> entries) {
        return Stream.concat(
                        Stream.of(String.join(",", COLUMNS)), entries.stream().map(QuarantineFile::line))
                .collect(Collectors.joining("\r\n", MARK, "\r\n"));
    }

    private static String line(Entry entry) {
        return Stream.of(
                        entry.organization(),
                        entry.job(),
                        entry.id(),
                        entry.field(),
                        entry.cause(),
                        entry.run(),
                        DateTimeFormatter.ISO_INSTANT.format(entry.firstSeenAt()),
                        DateTimeFormatter.ISO_INSTANT.format(entry.lastSeenAt()),
                        entry.timesSeen())
                .map(value -> cell(value.toString()))
                .collect(Collectors.joining(","));
    }

    /** A spreadsheet would reckon with what begins like a formula. */
    private static String cell(String value) {
        String text = value.matches("(?s)[=+\\-@\t\r].*") ? "'" + value : value;
        return '"' + text.replace("\"", "\"\"") + '"';
    }
}
