package app.tds.convergence;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The stories notice the mistakes that they are there to notice; without them {@link ConvergenceIntegrationTests} is good for nothing. */
class MutantsIntegrationTests {

    /**
     * A mistake is played first with a story that has noticed it before. If what happens in stories has changed since, others
     * follow: some mistakes need a rare meeting of events to be seen.
     */
    private static final int MOST = 60;

    @TempDir
    private static Path jobs;

    private static Stage stage;
    private static long next;

    @BeforeAll
    static void start() {
        next = mutants().get(0).seed();
        stage = new Stage(next, jobs);
    }

    /** The stage's clock goes on from story to story. */
    private static List<Mutant> mutants() {
        // -Dmutants=VERIFIED,WINDOW plays only those whose names begin so.
        String[] wanted = System.getProperty("mutants", "").split(",");
        return Stream.of(Mutant.values())
                .filter(mutant -> Stream.of(wanted).anyMatch(mutant.name()::startsWith))
                .sorted(Comparator.comparing(Mutant::seed))
                .toList();
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
    @MethodSource("mutants")
    void everyMutantIsCaught(Mutant mutant) {
        next = Math.max(next, mutant.seed());
        if (stage.belongs(next)) {
            mutant.plant(stage);
        }
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
            } else if (!failure.isEmpty()) {
                others.add(failure);
            }
        }
        if (next - 1 != mutant.seed()) {
            System.out.printf("%s: seed %d notices the mistake, in place of %d%n", mutant, next - 1, mutant.seed());
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
