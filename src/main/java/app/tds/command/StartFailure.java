package app.tds.command;

import app.tds.InvalidConfiguration;
import app.tds.PlainText;
import java.io.IOException;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Objects;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.BeanFactory;
import org.springframework.boot.SpringBootExceptionReporter;
import org.springframework.boot.diagnostics.FailureAnalysis;
import org.springframework.boot.diagnostics.FailureAnalyzer;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.core.env.Environment;
import org.springframework.core.io.support.SpringFactoriesLoader;
import org.springframework.core.io.support.SpringFactoriesLoader.ArgumentResolver;
import org.springframework.core.io.support.SpringFactoriesLoader.FailureHandler;

/**
 * Says in a sentence on standard error why the application did not start or could not go on. What only a developer reads
 * goes to the log's file, or behind the sentence where there is no file.
 */
@Order(Ordered.HIGHEST_PRECEDENCE)
final class StartFailure implements SpringBootExceptionReporter {

    private static volatile @Nullable Throwable told;
    private static volatile boolean explained;
    private static volatile boolean refusalsAreSaidByTheCaller;

    private final @Nullable ConfigurableApplicationContext context;

    StartFailure(@Nullable ConfigurableApplicationContext context) {
        this.context = context;
    }

    @Override
    public boolean reportException(Throwable failure) {
        told = failure;
        FailureAnalysis analysis = analysis(failure);
        explained = analysis != null;
        if (analysis == null) {
            say("The application did not start: ", failure, System.err);
        } else if (!refusalsAreSaidByTheCaller || !isRefusal(analysis)) {
            System.err.println(text(analysis));
        }
        return true;
    }

    /** A start whose caller says each problem of the configuration in its own way, so that each is said once. */
    static <T> T withoutRefusals(Supplier<T> start) {
        refusalsAreSaidByTheCaller = true;
        try {
            return start.get();
        } finally {
            refusalsAreSaidByTheCaller = false;
        }
    }

    private static boolean isRefusal(FailureAnalysis analysis) {
        return analysis.getCause() instanceof InvalidConfiguration;
    }

    /** Whether the person has been told of this failure, or of its cause. */
    static boolean isTold(Throwable failure) {
        return causes(failure).anyMatch(cause -> cause == told);
    }

    /** Whether a person can mend it, and was told how. */
    static boolean isExplained(Throwable failure) {
        return explained && isTold(failure);
    }

    /** One sentence about what nobody foresaw. */
    static void say(String subject, Throwable failure, PrintStream err) {
        err.println(subject + sentence(failure) + keep(failure));
    }

    private @Nullable FailureAnalysis analysis(Throwable failure) {
        ArgumentResolver arguments = context == null
                ? ArgumentResolver.none()
                : ArgumentResolver.of(BeanFactory.class, (BeanFactory) context.getBeanFactory())
                        .and(Environment.class, context.getEnvironment());
        return SpringFactoriesLoader.forDefaultResourceLocation()
                .load(FailureAnalyzer.class, arguments, FailureHandler.handleMessage((message, cause) -> {}))
                .stream()
                .map(analyzer -> analyzer.analyze(failure))
                .filter(Objects::nonNull)
                .findFirst()
                .orElse(null);
    }

    private static String text(FailureAnalysis analysis) {
        String action = analysis.getAction() == null ? "" : analysis.getAction();
        return isRefusal(analysis)
                ? analysis.getDescription() + "\n" + action
                : oneLine(analysis.getDescription() + " " + action);
    }

    /** What the first cause said, which is nearest to what happened. */
    private static String sentence(Throwable failure) {
        Throwable first = causes(failure).reduce((outer, inner) -> inner).orElse(failure);
        String message = first.getMessage() == null ? "" : oneLine(first.getMessage());
        return message.isEmpty() ? first.getClass().getSimpleName() + "." : message.replaceAll("[.\\s]*$", ".");
    }

    private static String keep(Throwable failure) {
        StringWriter trace = new StringWriter();
        failure.printStackTrace(new PrintWriter(trace));
        String file = System.getProperty("LOG_FILE");
        if (file == null || !Files.exists(Path.of(file))) {
            return "\n" + trace;
        }
        try {
            Files.writeString(Path.of(file), trace + "\n", StandardCharsets.UTF_8, StandardOpenOption.APPEND);
            return " More is in " + file + ".";
        } catch (IOException cause) {
            throw new UncheckedIOException(cause);
        }
    }

    private static Stream<Throwable> causes(Throwable failure) {
        return Stream.iterate(failure, Objects::nonNull, Throwable::getCause).limit(50);
    }

    private static String oneLine(String text) {
        return PlainText.line(text).replaceAll("\\s+", " ").strip();
    }
}
