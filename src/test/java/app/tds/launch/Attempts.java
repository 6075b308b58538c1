package app.tds.launch;

import app.tds.pipeline.RunFinished;
import app.tds.pipeline.RunFinished.Outcome;
import java.time.Instant;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

/** Asks for a run whose database is lost until the run is over. */
final class Attempts {

    private Attempts() {}

    /** What went wrong before the run completed; empty if nothing did. A lost connection alone is nothing wrong. */
    static String until(Supplier<CompletableFuture<RunFinished>> launch, BooleanSupplier isOver) {
        StringBuilder how = new StringBuilder();
        Set<String> refused = new LinkedHashSet<>();
        // On a busy machine, a thread that has lost its connection takes a while to give its run back.
        Instant patience = Instant.now().plusSeconds(30);
        while (Instant.now().isBefore(patience)) {
            try {
                RunFinished finished =
                        launch.get().orTimeout(30, TimeUnit.SECONDS).join();
                if (finished.outcome() == Outcome.COMPLETED) {
                    return how.toString();
                }
                how.append(finished.outcome())
                        .append(": ")
                        .append(finished.cause())
                        .append("; ");
            } catch (RuntimeException lost) {
                if (isOver.getAsBoolean()) {
                    return how.toString();
                }
                refused.add(String.valueOf(lost.getMessage()));
                LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(50));
            }
        }
        return how + " did not complete: " + refused;
    }
}
