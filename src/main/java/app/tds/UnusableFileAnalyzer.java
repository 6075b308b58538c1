package app.tds;

import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;

/** A start that needs a file or folder which this user may not use, as on a disk that can only be read. */
class UnusableFileAnalyzer extends AbstractFailureAnalyzer<FileSystemException> {

    @Override
    protected @Nullable FailureAnalysis analyze(Throwable failure, FileSystemException cause) {
        return cause.getFile() == null
                ? null
                : new FailureAnalysis(
                        cause.getFile() + " cannot be used: " + reason(cause) + ".",
                        "Give this user the right to write there, or start in another folder; TDS_DATABASE_HOME names the folder"
                                + " of a database of the application's own.",
                        cause);
    }

    private static String reason(FileSystemException cause) {
        if (cause instanceof AccessDeniedException) {
            return "permission denied";
        }
        if (cause instanceof NoSuchFileException) {
            return "no such file or folder";
        }
        return cause.getReason() == null ? cause.getClass().getSimpleName() : cause.getReason();
    }
}
