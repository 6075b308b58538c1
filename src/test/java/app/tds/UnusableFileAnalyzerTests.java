package app.tds;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.UncheckedIOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import org.junit.jupiter.api.Test;
import org.springframework.boot.diagnostics.FailureAnalyzer;
import org.springframework.core.io.support.SpringFactoriesLoader;

class UnusableFileAnalyzerTests {

    private final UnusableFileAnalyzer analyzer = new UnusableFileAnalyzer();

    @Test
    void aDiskThatCanOnlyBeReadIsNamedWithWhatToDo() {
        var failure = new IllegalStateException(
                "bean", new UncheckedIOException(new FileSystemException("/tds/.tds", null, "Read-only file system")));
        assertThat(analyzer.analyze(failure)).satisfies(it -> {
            assertThat(it.getDescription()).isEqualTo("/tds/.tds cannot be used: Read-only file system.");
            assertThat(it.getAction()).contains("Give this user the right to write there", "TDS_DATABASE_HOME");
        });
        assertThat(analyzer.analyze(new AccessDeniedException("/x")).getDescription())
                .isEqualTo("/x cannot be used: permission denied.");
        assertThat(analyzer.analyze(new FileSystemException(null))).isNull();
    }

    @Test
    void theStartAsksIt() {
        assertThat(SpringFactoriesLoader.forDefaultResourceLocation()
                        .load(
                                FailureAnalyzer.class,
                                SpringFactoriesLoader.FailureHandler.handleMessage((message, cause) -> {})))
                .hasAtLeastOneElementOfType(UnusableFileAnalyzer.class);
    }
}
