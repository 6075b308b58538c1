package app.tds.convergence;

import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Whatever happens, in whatever order: at the end every table says what Zoho says.
 *
 * <p>{@code -Dconvergence.seeds=5000} plays more stories, {@code -Dconvergence.seed=4711} this one again,
 * {@code -Dconvergence.jobs=currencies,taxgroups} stories of these jobs.
 */
class ConvergenceIntegrationTests {

    private static final int SEEDS = 25;
    private static final int CRM_SEEDS = 5;

    @TempDir
    private Path jobs;

    @Test
    void everyTableEqualsZohoInTheEndWhateverHappened() {
        Long only = Long.getLong("convergence.seed");
        long first = only != null ? only : 0;
        long seeds = only != null ? 1 : Long.getLong("convergence.seeds", SEEDS);
        List<String> about = Stream.of(
                        System.getProperty("convergence.jobs", "").split(","))
                .filter(job -> !job.isEmpty())
                .toList();
        Stage stage = null;
        try {
            for (long seed = first; seed < first + seeds; seed++) {
                if (stage == null || !stage.belongs(seed)) {
                    close(stage);
                    stage = new Stage(seed, jobs);
                }
                new Story(stage, seed, about).play();
            }
        } finally {
            close(stage);
        }
    }

    /** All of these are stories of one company: each begins with what the one before has left. */
    @Test
    void everyTableOfCrmEqualsCrmInTheEndWhateverHappened() {
        try (Stage stage = new Stage(0, jobs)) {
            for (long seed = 0; seed < Long.getLong("convergence.crm-seeds", CRM_SEEDS); seed++) {
                Story.ofCrm(stage, seed).play();
            }
        }
    }

    private static void close(@Nullable Stage stage) {
        if (stage != null) {
            stage.close();
        }
    }
}
