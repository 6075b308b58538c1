package app.tds.launch;

import app.tds.pipeline.Run;
import app.tds.pipeline.RunFinished;
import java.util.concurrent.CompletableFuture;

/**
 * A run that was asked for. The run waits, or a process executes it already.
 *
 * @param run the run
 * @param finished completes when the run is over, however it ended and whichever process executed it
 */
public record Launched(Run run, CompletableFuture<RunFinished> finished) {}
