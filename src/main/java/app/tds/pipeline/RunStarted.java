package app.tds.pipeline;

/**
 * A run began, or went on where it had stopped.
 *
 * @param run which
 * @param resumed whether it had been started before
 * @param before what its earlier executions have done
 */
public record RunStarted(Run run, boolean resumed, RunCounts before) {}
