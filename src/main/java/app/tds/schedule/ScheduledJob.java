package app.tds.schedule;

import app.tds.pipeline.RunMode;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * When a job runs for an organization in one mode.
 *
 * @param nextFire when the job is due next, or would be without the pause; null if never again
 * @param previousFire when it was last due; null if it never was
 * @param paused whether it waits for somebody to let it go on
 */
public record ScheduledJob(
        String job,
        String organizationId,
        RunMode mode,
        @Nullable Instant nextFire,
        @Nullable Instant previousFire,
        boolean paused) {}
