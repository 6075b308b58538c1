package app.tds.pipeline;

/**
 * A run committed a chunk.
 *
 * @param run which
 * @param counts so far, by the database
 * @param expected records the run is likely to read, from the job's last full run; 0 if unknown
 */
public record RunProgressed(Run run, RunCounts counts, long expected) {}
