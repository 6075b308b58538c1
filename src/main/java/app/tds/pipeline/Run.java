package app.tds.pipeline;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * One execution of a job for one organization, however many times it is resumed; a row of {@code etl.runs}.
 *
 * @param id of the run
 * @param job the job's name
 * @param organizationId whose records
 * @param mode how much is read
 * @param selection which records, where the mode does not say
 * @param askedBy who or what asked for it
 * @param askedAt when it was asked for
 * @param since for a delta, the inclusive lower bound of modification times; null reads everything
 * @param until the frozen upper bound, to which the watermark moves after success
 */
public record Run(
        long id,
        String job,
        String organizationId,
        RunMode mode,
        Selection selection,
        AskedBy askedBy,
        Instant askedAt,
        @Nullable Instant since,
        Instant until) {}
