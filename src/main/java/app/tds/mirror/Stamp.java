package app.tds.mirror;

import java.time.Instant;

/**
 * On whose behalf rows are written.
 *
 * @param organizationId whose rows
 * @param runId the run that writes
 * @param at when
 */
public record Stamp(String organizationId, long runId, Instant at) {}
