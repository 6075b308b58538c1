package app.tds.convergence;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The stories notice the mistakes that they are there to notice; without them {@link ConvergenceIntegrationTests} is good for nothing. */
class MutantsIntegrationTests {

    /** As many as one stage has for each mutant. */
    private static final int MOST = Stage.SEEDS / Mutant.values().length;

    @TempDir
    private static Path jobs;

    private static Stage stage;

    @BeforeAll
    static void start() {
        stage = new Stage(0, jobs);
    }

    @AfterAll
    static void stop() {
        stage.close();
    }

    @AfterEach
    void remove() {
        Mutant.remove(stage.jdbc());
        stage.between.confirm(true);
    }

    @ParameterizedTest
    @EnumSource
    void everyMutantIsCaught(Mutant mutant) {
        mutant.plant(stage.jdbc());
        stage.between.confirm(mutant.confirms());
        long first = (long) mutant.ordinal() * MOST;
        String noticed = "";
        for (long seed = first; seed < first + MOST && noticed.isEmpty(); seed++) {
            try {
                new Story(stage, seed).play();
            } catch (AssertionError failure) {
                noticed = failure.getMessage();
                System.out.println("M " + mutant + " caught by " + seed + " "
                        + noticed.lines().limit(1).toList());
            }
        }
        assertThat(noticed)
                .as("%s was noticed by one of %s stories", mutant, MOST)
                .contains(mutant.notice());
    }
}
