package app.tds.source;

import java.time.Duration;

/** A call of this run has waited until a limit of the source allowed it. */
public record WaitedForLimit(long runId, Duration waited) {}
