package app.tds.convergence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The stories notice the mistakes that they are there to notice; without them {@link ConvergenceIntegrationTests} is good for nothing. */
class MutantsIntegrationTests {

    /** Some mistakes need a rare meeting of events to be seen; most are seen within ten stories. */
    private static final int MOST = 60;

    @TempDir
    private static Path jobs;

    private static Stage stage;
    /** Other stories than those of {@link ConvergenceIntegrationTests}. */
    private static long next = 200;

    @BeforeAll
    static void start() {
        stage = new Stage(next, jobs);
    }

    @AfterAll
    static void stop() {
        stage.close();
    }

    @AfterEach
    void remove() {
        Mutant.remove(stage);
    }

    @ParameterizedTest
    @EnumSource
    void everyMutantIsCaught(Mutant mutant) {
        // -Dmutants=VERIFIED,WINDOW plays only those whose names begin so.
        assumeTrue(Stream.of(System.getProperty("mutants", "").split(","))
                .anyMatch(wanted -> mutant.name().startsWith(wanted)));
        mutant.plant(stage);
        String noticed = "";
        // Stories fail for other reasons too while a mutant is at work; without one, they are
        // ConvergenceIntegrationTests.
        List<String> others = new ArrayList<>();
        for (int story = 0; story < MOST && noticed.isEmpty(); story++) {
            if (!stage.belongs(next)) {
                stage.close();
                stage = new Stage(next, jobs);
                mutant.plant(stage);
            }
            String failure = failure(mutant, next++);
            if (Stream.of(mutant.notices()).anyMatch(failure::contains)) {
                noticed = failure;
                System.err.println("SEED " + mutant + " " + (next - 1) + " after " + (story + 1));
            } else if (!failure.isEmpty()) {
                others.add(failure);
            }
        }
        assertThat(noticed)
                .as("what one of %s stories says of %s; others said %s", MOST, mutant, others)
                .containsAnyOf(mutant.notices());
    }

    private static String failure(Mutant mutant, long seed) {
        try {
            new Story(stage, seed, mutant.about()).play();
            return "";
        } catch (AssertionError failure) {
            return String.valueOf(failure.getMessage());
        }
    }
}
