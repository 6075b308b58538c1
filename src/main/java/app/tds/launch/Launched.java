package app.tds.launch;

import app.tds.pipeline.Run;
import app.tds.pipeline.RunFinished;
import java.util.concurrent.CompletableFuture;

/**
 * A run that was asked for: it waits, or is executed already.
 *
 * @param run which
 * @param finished completed normally however the run ends, whichever process executes it
 */
public record Launched(Run run, CompletableFuture<RunFinished> finished) {}
