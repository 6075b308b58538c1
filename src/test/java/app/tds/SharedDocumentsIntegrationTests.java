package app.tds;

import static org.assertj.core.api.Assertions.assertThat;

import app.tds.pipeline.RunFinished;
import app.tds.pipeline.RunFinished.Outcome;
import app.tds.pipeline.RunMode;
import app.tds.sandbox.Company;
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

    @Test
    void aRecordThatWasGoneBeforeTheListWasReadOwesNoRowAndOneThatTheListHadDoes() {
        CompanySize size = new CompanySize(20, 2, 1, 1, 1);
        try (Sandbox sandbox = Sandbox.start(SandboxSettings.tiny().withCompanies(size), Clock.systemUTC());
                RunningApplication application = RunningApplication.start(sandbox, TestDatabase.create())) {
            String organization = sandbox.organizationIds().get(0);
            Company company = sandbox.company(organization);
            assertCompleted(application.launch("products", organization, RunMode.FULL));
            assertCompleted(application.launch("products", organization, RunMode.DELTA));
            String gone = company.ids("items").get(3);
            String lost = company.ids("items").get(4);
            company.delete("items", gone);
            assertCompleted(application.launch("stock", organization, RunMode.FULL));

            assertCompleted(application.launch("stock", organization, RunMode.VERIFY));
            assertThat(count(application, "select count(*) from etl.payloads where source_id = '" + gone + "'"))
                    .as("what products was told")
                    .isPositive();
            assertThat(differing(application)).isEmpty();

            application
                    .jdbc()
                    .sql("delete from tds.stock where source_id = ?")
                    .param(lost)
                    .update();
            assertCompleted(application.launch("stock", organization, RunMode.VERIFY));
            assertThat(differing(application)).containsExactly(lost);
        }
    }

    private static List<String> differing(RunningApplication application) {
        return application
                .jdbc()
                .sql("select distinct source_id from etl.differences")
                .query(String.class)
                .list();
    }

    private static void assertCompleted(CompletableFuture<RunFinished> run) {
        assertThat(run.join().outcome()).as("%s", run.join().cause()).isEqualTo(Outcome.COMPLETED);
    }

    private static long count(RunningApplication application, String sql) {
        return application.jdbc().sql(sql).query(Long.class).single();
    }
}
