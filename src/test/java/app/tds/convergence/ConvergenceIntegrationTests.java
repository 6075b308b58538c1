package app.tds.convergence;

import static org.assertj.core.api.Assertions.assertThat;

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
    private static final int PARTS = 3;

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
                stage = stageOf(seed, stage);
                new Story(stage, seed, about).play();
            }
            if (only == null) {
                stage = stageOf(first + seeds + PARTS - 1, stage);
                ofParts(stage, first + seeds);
            }
        } finally {
            close(stage);
        }
    }

    private Stage stageOf(long seed, @Nullable Stage stage) {
        if (stage != null && stage.belongs(seed)) {
            return stage;
        }
        close(stage);
        return new Stage(seed, jobs);
    }

    private static void ofParts(Stage stage, long first) {
        long begin = stage.belongs(first) ? first : first + PARTS;
        for (long seed = begin; seed < begin + PARTS; seed++) {
            Story.ofParts(stage, seed).play();
        }
        List<String> seen = stage.jdbc().sql("""
                        select name from (values
                          ('payment_refunds', (select count(*) from tds.payment_refunds)),
                          ('credit_note_refunds', (select count(*) from tds.credit_note_refunds)),
                          ('sales_order_packages', (select count(*) from tds.sales_order_packages)),
                          ('product_price_brackets', (select count(*) from tds.product_price_brackets)),
                          ('several orders', (select count(*) from (select invoice_id from tds.invoice_sales_orders
                            group by organization_id, invoice_id having count(*) > 1) as several))) as counted (name, rows)
                        where rows > 0
                        """).query(String.class).list();
        assertThat(seen)
                .as("parts that no document of the sandbox has by itself")
                .hasSizeGreaterThanOrEqualTo(3);
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
