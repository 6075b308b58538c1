package app.tds;

import static org.assertj.core.api.Assertions.assertThat;

import app.tds.pipeline.RunFinished;
import app.tds.pipeline.RunFinished.Outcome;
import app.tds.pipeline.RunMode;
import app.tds.sandbox.CompanySize;
import app.tds.sandbox.Sandbox;
import app.tds.sandbox.SandboxSettings;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

/** The jobs products and stock read the same documents of items, at the same time. */
class SharedDocumentsIntegrationTests {

    private static final String BULK = "/inventory/v1/itemdetails";
    private static final int ITEMS = 2_000;
    private static final int EACH_CALL = 100;

    @Test
    void twoRunsAtOnceFetchEachDocumentThatBothWaitForOnce() {
        CompanySize size = new CompanySize(ITEMS, 2, 1, 1, 1);
        try (Sandbox sandbox = Sandbox.start(SandboxSettings.tiny().withCompanies(size), Clock.systemUTC());
                RunningApplication application = RunningApplication.start(sandbox, TestDatabase.create())) {
            String organization = sandbox.organizationIds().get(0);
            assertCompleted(application.launch("products", organization, RunMode.FULL));
            assertCompleted(application.launch("stock", organization, RunMode.FULL));
            assertThat(count(application, "select count(*) from etl.hydration")).isEqualTo(2 * ITEMS);
            sandbox.calls().clear();
            sandbox.faults().on(BULK).always().hang(Duration.ofMillis(20));

            while (count(application, "select count(*) from etl.hydration") > 0) {
                List.of("products", "stock").stream()
                        .map(job -> application.launch(job, organization, RunMode.DELTA))
                        .toList()
                        .forEach(SharedDocumentsIntegrationTests::assertCompleted);
            }

            assertThat(sandbox.calls().of(BULK)).hasSize(ITEMS / EACH_CALL);
            new MirrorComparison(application.jdbc(), sandbox.company(organization))
                    .assertComplete(Set.of("products", "stock"));
        }
    }

    private static void assertCompleted(CompletableFuture<RunFinished> run) {
        assertThat(run.join().outcome()).as("%s", run.join().cause()).isEqualTo(Outcome.COMPLETED);
    }

    private static long count(RunningApplication application, String sql) {
        return application.jdbc().sql(sql).query(Long.class).single();
    }
}
