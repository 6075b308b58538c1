package app.tds;

import static org.assertj.core.api.Assertions.assertThat;

import app.tds.pipeline.RunFinished;
import app.tds.pipeline.RunFinished.Outcome;
import app.tds.pipeline.RunMode;
import app.tds.sandbox.Call;
import app.tds.sandbox.Company;
import app.tds.sandbox.CompanySize;
import app.tds.sandbox.Sandbox;
import app.tds.sandbox.SandboxSettings;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A list without rows where there have to be some is no "nothing has changed"; a real one still costs one call. */
class EmptyListsIntegrationTests {

    private static final String INVOICES = "/books/v3/invoices";

    private static final SettableClock clock = new SettableClock(Instant.parse("2026-03-02T09:00:00Z"));
    private static Sandbox sandbox;
    private static RunningApplication application;
    private static int next;

    private Company company;

    @BeforeAll
    static void start() {
        CompanySize[] sizes = new CompanySize[22];
        Arrays.fill(sizes, new CompanySize(12, 5, 12, 5, 5));
        sizes[0] = new CompanySize(5, 5, 450, 0, 0);
        sandbox = Sandbox.start(SandboxSettings.tiny().withCompanies(sizes), clock);
        application = RunningApplication.start(sandbox, TestDatabase.create(), clock);
    }

    @AfterAll
    static void stop() {
        application.close();
        sandbox.close();
    }

    private void take(int number) {
        company = sandbox.company(sandbox.organizationIds().get(number));
    }

    @BeforeEach
    void takeCompany() {
        sandbox.faults().clear();
        take(1 + next++);
    }

    @ParameterizedTest
    @CsvSource({
        "invoices, /books/v3/invoices, invoices, reference_number",
        "customers, /books/v3/contacts, contacts, phone",
        "payments, /books/v3/customerpayments, customerpayments, reference_number",
        "composites, /inventory/v1/compositeitems, compositeitems, sku",
        "groups, /inventory/v1/itemgroups, itemgroups, brand",
        "locations, /inventory/v1/locations, locations, phone"
    })
    void anEmptyAnswerToADeltaFailsItAndLeavesTheWatermarkThereUntilTheListIsRightAgain(
            String job, String path, String list, String field) {
        run(job, RunMode.FULL);
        run(job, RunMode.DELTA);
        clock.advance(Duration.ofMinutes(30));
        String watermark = watermark();
        company.edit(list, company.ids(list).get(0), Map.of(field, "changed"));
        sandbox.faults().on(path).always().emptyList();
        sandbox.calls().clear();

        RunFinished empty = application.run(job, company.organizationId(), RunMode.DELTA);

        assertThat(empty.outcome()).isEqualTo(Outcome.FAILED);
        assertThat(empty.cause())
                .contains("was empty twice, but it should show record")
                .contains("watermark stays");
        assertThat(watermark()).isEqualTo(watermark);
        assertThat(calls()).hasSizeBetween(2, 3);
        assertThat(empty.counts().deleted()).isZero();
        sandbox.faults().clear();
        RunFinished again = run(job, RunMode.DELTA);
        assertThat(again.counts().updated()).isOne();
        assertThat(watermark()).isGreaterThan(watermark);
    }

    @Test
    void anAnswerThatIsEmptyOnceCostsASecondLook() {
        run("invoices", RunMode.FULL);
        run("invoices", RunMode.DELTA);
        clock.advance(Duration.ofMinutes(30));
        company.edit("invoices", company.ids("invoices").get(0), Map.of("reference_number", "PO-1"));
        sandbox.faults().on(INVOICES).emptyList();
        sandbox.calls().clear();

        RunFinished delta = run("invoices", RunMode.DELTA);

        assertThat(delta.counts().updated()).isOne();
        assertThat(sandbox.calls().of(INVOICES)).hasSize(2);
        assertThat(delta.counts().calls()).isEqualTo(calls().size());
    }

    @ParameterizedTest
    @CsvSource({"invoices", "customers", "products", "bills"})
    void nothingChangedCostsOneCall(String job) {
        run(job, RunMode.FULL);
        run(job, RunMode.DELTA);
        for (int delta = 0; delta < 3; delta++) {
            clock.advance(Duration.ofHours(5));
            sandbox.calls().clear();

            RunFinished idle = run(job, RunMode.DELTA);

            assertThat(calls()).hasSize(1);
            assertThat(idle.counts().written()).isZero();
            assertThat(idle.counts().read())
                    .as("the newest known record at least")
                    .isPositive();
        }
    }

    @Test
    void theNewestRecordWasDeletedSoTheListIsRightlyEmptyAndTheRecordIsMarked() {
        run("invoices", RunMode.FULL);
        clock.advance(Duration.ofMinutes(5));
        String id = company.create("invoices");
        run("invoices", RunMode.DELTA);
        clock.advance(Duration.ofMinutes(30));
        company.delete("invoices", id);
        sandbox.calls().clear();

        RunFinished delta = run("invoices", RunMode.DELTA);

        assertThat(calls()).hasSize(3);
        assertThat(delta.counts().calls()).isEqualTo(3);
        assertThat(delta.counts().deleted()).isOne();
        assertThat(rows("select source_id from tds.invoices where organization_id = ? and deleted_at is not null"))
                .containsExactly(id);
        sandbox.calls().clear();
        run("invoices", RunMode.DELTA);
        assertThat(calls()).hasSize(1);
    }

    @Test
    void aFirstImportOfAnEmptyListIsNoSurprise() {
        take(0);
        sandbox.calls().clear();
        assertThat(run("bills", RunMode.FULL).counts().read()).isZero();
        assertThat(run("bills", RunMode.DELTA).counts().read()).isZero();
        assertThat(calls()).hasSize(2);
    }

    @Test
    void anEmptyPageBeforeOthersIsLookedAtAgain() {
        take(0);
        run("invoices", RunMode.FULL);
        sandbox.faults().on(INVOICES, 1).emptyList();
        sandbox.calls().clear();

        RunFinished full = run("invoices", RunMode.FULL);

        assertThat(sandbox.calls().pages(INVOICES)).containsExactly(3, 2, 1, 1);
        assertThat(full.counts().read()).isEqualTo(450);
        assertThat(calls()).as("nothing has to be confirmed").hasSize(4);
    }

    @Test
    void anEmptyFullImportIsNotBelieved() {
        run("invoices", RunMode.FULL);
        String watermark = watermark();
        clock.advance(Duration.ofHours(1));
        sandbox.faults().on(INVOICES).always().emptyList();

        RunFinished full = application.run("invoices", company.organizationId(), RunMode.FULL);

        assertThat(full.outcome()).isEqualTo(Outcome.FAILED);
        assertThat(full.cause()).contains("was empty twice");
        assertThat(watermark()).isEqualTo(watermark);
        sandbox.faults().clear();
        assertThat(run("invoices", RunMode.FULL).counts().deleted()).isZero();
    }

    private RunFinished run(String job, RunMode mode) {
        RunFinished finished = application.run(job, company.organizationId(), mode);
        assertThat(finished.outcome()).as("cause: %s", finished.cause()).isEqualTo(Outcome.COMPLETED);
        return finished;
    }

    private static List<Call> calls() {
        return sandbox.calls().all().stream()
                .filter(call -> !call.path().startsWith("/oauth"))
                .toList();
    }

    private String watermark() {
        return rows("select seen_until::text from etl.watermarks where organization_id = ?")
                .get(0);
    }

    private List<String> rows(String sql) {
        return application
                .jdbc()
                .sql(sql)
                .param(company.organizationId())
                .query(String.class)
                .list();
    }
}
