package app.tds;

import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;

/** Shows configuration problems as a list instead of a stack trace. */
class InvalidConfigurationAnalyzer extends AbstractFailureAnalyzer<InvalidConfiguration> {

    @Override
    protected FailureAnalysis analyze(Throwable root, InvalidConfiguration cause) {
        return new FailureAnalysis(
                "The start is refused: " + cause.getMessage(),
                "Correct what is listed; ops/env.example names every setting, jobs/README.md every key of a job.",
                cause);
    }
}
