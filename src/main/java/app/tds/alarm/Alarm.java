package app.tds.alarm;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Duration;
import java.time.Instant;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A finding that is kept, from the first look that found it to the first that does not; a row of {@code etl.alarms}.
 *
 * @param id of the alarm
 * @param kind of what is wrong
 * @param severity how much it matters, by the last look
 * @param organization whose; empty if it is about none in particular
 * @param job empty if it is about none in particular
 * @param subject what exactly; empty if organization and job say it
 * @param sentence what is wrong, by the last look
 * @param cure what to do
 * @param since when it was first found
 * @param ended when it was over; null while it goes on
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Alarm(
        long id,
        String kind,
        Severity severity,
        String organization,
        String job,
        String subject,
        String sentence,
        String cure,
        Instant since,
        @Nullable Instant ended) {

    /** How long it lasted; until now, if it goes on. */
    public Duration lasted(Instant now) {
        return Duration.between(since, ended == null ? now : ended);
    }

    /** Kind and whose, in few words. */
    public String name() {
        return Stream.of(kind, job, subject, organization.isEmpty() ? "" : "of organization " + organization)
                .filter(part -> !part.isEmpty())
                .collect(Collectors.joining(" "));
    }
}
