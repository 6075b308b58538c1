package app.tds.notification;

import app.tds.alarm.Severity;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What a receiver gets, in his words.
 *
 * @param id the same at each attempt
 * @param thread the first message about the same alarm; null if this is the first
 * @param severity the worst of what is told
 * @param title one line
 * @param paragraphs each some lines; together they say everything, the title included
 * @param link where more can be seen and something can be done; null if no such page is configured
 * @param notifications what is told, for programs
 */
record Message(
        UUID id,
        @Nullable UUID thread,
        News news,
        Severity severity,
        Language language,
        String title,
        List<List<String>> paragraphs,
        @Nullable String link,
        List<Notification> notifications,
        Instant at) {

    /** All of it as plain text. */
    String text() {
        return String.join(
                "\n\n",
                paragraphs.stream().map(lines -> String.join("\n", lines)).toList());
    }
}
