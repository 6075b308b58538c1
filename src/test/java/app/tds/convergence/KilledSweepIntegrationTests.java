package app.tds.convergence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import app.tds.pipeline.RunFinished;
import app.tds.pipeline.RunFinished.Outcome;
import app.tds.pipeline.RunMode;
import app.tds.sandbox.Company;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A process that lists or sweeps may be killed at any call: what lives is never marked, what is gone is with that run. */
class KilledSweepIntegrationTests {

    @TempDir
    private static Path jobs;

    private static Stage stage;

    private Company company;

    @BeforeAll
    static void start() {
        stage = new Stage(0, jobs);
    }

    @AfterAll
    static void stop() {
        stage.close();
    }

    /** Two pages, then four records to ask for: three that are gone, and one that slipped through between the pages. */
    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 4, 5, 6})
    void whatLivesIsNotMarkedAndWhatIsGoneIs(int killedAtCall) {
        company = stage.enter(killedAtCall, Duration.ZERO);
        assertThat(run().outcome()).isEqualTo(Outcome.COMPLETED);
        List<String> ids = company.ids("invoices");
        List<String> gone = List.of(ids.get(0), ids.get(6), ids.get(11));
        gone.forEach(id -> company.delete("invoices", id));
        String late = ids.get(1);
        stage.sandbox.faults().atCall(2, () -> company.delete("invoices", late));
        stage.sandbox.faults().atCall(killedAtCall, stage.mortal::die);

        assertThat(catchThrowable(this::run)).as("the process dies").isNotNull();
        stage.sandbox.faults().clear();
        stage.bury();
        assertThat(marked()).isEmpty();
        stage.sandbox.calls().clear();
        assertThat(run().outcome()).isEqualTo(Outcome.COMPLETED);

        assertThat(marked())
                .as("that one was still there when its page was read")
                .isSubsetOf(with(gone, late));
        assertThat(marked()).containsAll(gone);
        assertThat(stage.jdbc()
                        .sql("select executions from etl.runs where organization_id = ? order by run_id desc limit 1")
                        .param(company.organizationId())
                        .query(Integer.class)
                        .single())
                .as("the same run went on")
                .isEqualTo(2);
        run();
        assertThat(marked())
                .containsExactlyInAnyOrderElementsOf(company.ids("invoices").contains(late) ? gone : with(gone, late));
    }

    private static List<String> with(List<String> gone, String late) {
        return Stream.concat(gone.stream(), Stream.of(late)).toList();
    }

    private RunFinished run() {
        return stage.application
                .launch("invoices", company.organizationId(), RunMode.FULL)
                .join();
    }

    private List<String> marked() {
        return stage.jdbc()
                .sql("select source_id from tds.invoices where organization_id = ? and deleted_at is not null")
                .param(company.organizationId())
                .query(String.class)
                .list();
    }
}
