package app.tds.pipeline;

import app.tds.pipeline.RunHistory.Entry;
import app.tds.pipeline.RunHistory.State;
import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A run as programs see it.
 *
 * @param ids the records it was asked for, if by id
 * @param from the first day it was asked for, if by date
 * @param to the last day it was asked for, if by date
 * @param since inclusive lower bound of the modification times a delta asks for
 * @param resumesAt when a parked run goes on by itself
 * @param stopAskedBy who asked it to stop
 * @param failure why it did not complete, as a word; the cause says it in a sentence
 * @param expected records it is likely to read; 0 if unknown
 * @param executions how often it was started
 * @param phase the step it is in, or was in last
 * @param node host and process that execute it, or did last
 * @param perSecond records read and documents fetched a second since it began or went on
 * @param waitedSeconds in how much of its time at least one call waited for a limit
 * @param estimatedEnd when it is likely to be over
 * @param estimatedError how far earlier runs were off the usual duration, as a share of it
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record RunAnswer(
        long id,
        String job,
        String organization,
        RunMode mode,
        State state,
        @Nullable List<String> ids,
        @Nullable LocalDate from,
        @Nullable LocalDate to,
        String askedBy,
        Instant askedAt,
        Instant startedAt,
        @Nullable Instant finishedAt,
        @Nullable Instant resumesAt,
        @Nullable Instant since,
        @Nullable String stopAskedBy,
        @Nullable FailureKind failure,
        @Nullable String cause,
        @Nullable String notice,
        long read,
        long inserted,
        long updated,
        long unchanged,
        long duplicates,
        long quarantined,
        long deleted,
        long details,
        long pages,
        long calls,
        long expected,
        int executions,
        @Nullable String phase,
        @Nullable String node,
        @Nullable Double perSecond,
        double waitedSeconds,
        @Nullable Instant estimatedEnd,
        @Nullable Double estimatedError) {

    /** The run of this entry. */
    public static RunAnswer of(Entry entry) {
        var run = entry.run();
        RunCounts counts = entry.counts();
        EstimatedEnd end = entry.estimatedEnd();
        return new RunAnswer(
                run.id(),
                run.job(),
                run.organizationId(),
                run.mode(),
                entry.state(),
                run.selection().ids().isEmpty() ? null : run.selection().ids(),
                run.selection().from(),
                run.selection().to(),
                run.askedBy().name(),
                run.askedAt(),
                entry.startedAt(),
                entry.finishedAt(),
                entry.resumeAt(),
                run.since(),
                entry.stopAskedBy(),
                entry.failure(),
                entry.cause(),
                entry.notice(),
                counts.read(),
                counts.inserted(),
                counts.updated(),
                counts.unchanged(),
                counts.duplicates(),
                counts.quarantined(),
                counts.deleted(),
                entry.details(),
                counts.pages(),
                counts.calls(),
                entry.expected(),
                entry.executions(),
                entry.phase(),
                entry.node(),
                entry.perSecond(),
                entry.waited().toMillis() / 1000.0,
                end == null ? null : end.at(),
                end == null ? null : end.error());
    }
}
