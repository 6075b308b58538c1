package app.tds.jobs;

import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;
import org.yaml.snakeyaml.error.MarkedYAMLException;

/** Says where application.yaml cannot be read. */
class UnreadableFileAnalyzer extends AbstractFailureAnalyzer<MarkedYAMLException> {

    @Override
    protected FailureAnalysis analyze(Throwable root, MarkedYAMLException cause) {
        var mark = cause.getProblemMark();
        return new FailureAnalysis(
                "The start is refused: application.yaml cannot be read"
                        + (mark == null
                                ? ""
                                : " at line " + (mark.getLine() + 1) + ", column " + (mark.getColumn() + 1))
                        + ": " + cause.getProblem() + ".",
                "Correct the file, or remove it.",
                cause);
    }
}
