package app.tds.launch;

import app.tds.pipeline.RunMode;

/**
 * What somebody wants to run.
 *
 * @param job the job's name
 * @param organizationId whose records
 * @param mode how much to read
 * @param askedBy who or what asks, for the history
 */
public record LaunchRequest(String job, String organizationId, RunMode mode, String askedBy) {}
