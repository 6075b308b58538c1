package app.tds.launch;

import app.tds.pipeline.Run;
import app.tds.pipeline.RunFinished;
import java.util.concurrent.CompletableFuture;

/**
 * A run that has been started, or goes on.
 *
 * @param run which
 * @param end completed normally however the run ends
 */
public record Launched(Run run, CompletableFuture<RunFinished> end) {}
