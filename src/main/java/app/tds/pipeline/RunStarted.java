package app.tds.pipeline;

/**
 * A run began, or went on where it had stopped.
 *
 * @param run which
 * @param resumed whether it had been started before
 */
public record RunStarted(Run run, boolean resumed) {}
