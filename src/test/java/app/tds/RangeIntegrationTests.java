package app.tds;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import app.tds.launch.LaunchRefused;
import app.tds.launch.LaunchRequest;
import app.tds.pipeline.AskedBy;
import app.tds.pipeline.RunFinished;
import app.tds.pipeline.RunFinished.Outcome;
import app.tds.pipeline.RunMode;
import app.tds.pipeline.Selection;
import app.tds.sandbox.Company;
import app.tds.sandbox.CompanySize;
import app.tds.sandbox.Sandbox;
import app.tds.sandbox.SandboxSettings;
import app.tds.zoho.Logged;
import java.time.Clock;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.List;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Runs for what is dated within some days: its rows, then its documents, and nothing else is touched. */
class RangeIntegrationTests {

    private static final String INVOICES = "/books/v3/invoices";

    /** More than a commit holds. */
    private static final int LARGE = 9;

    private static Sandbox sandbox;
    private static RunningApplication application;
    private static int next;

    private Company company;
    private LocalDate from;
    private LocalDate to;

    @BeforeAll
    static void start() {
        CompanySize[] sizes = new CompanySize[10];
        Arrays.fill(sizes, new CompanySize(20, 10, 450, 5, 5));
        sizes[LARGE] = new CompanySize(20, 10, 2_100, 5, 5);
        sandbox = Sandbox.start(SandboxSettings.tiny().withCompanies(sizes), Clock.systemUTC());
        application = RunningApplication.start(sandbox, TestDatabase.create());
    }

    @AfterAll
    static void stop() {
        application.close();
        sandbox.close();
    }

    @BeforeEach
    void takeCompany() {
        sandbox.faults().clear();
        take(next++);
    }

    private void take(int number) {
        company = sandbox.company(sandbox.organizationIds().get(number));
        List<LocalDate> days =
                company.ids("invoices").stream().map(this::day).sorted().toList();
        from = days.get(200);
        to = days.get(260);
        sandbox.calls().clear();
    }

    @Test
    void whatIsDatedWithinItIsReadWithItsDocumentsAndNothingElse() {
        List<String> within = ids(this::isWithin);
        assertThat(within).hasSizeGreaterThan(60);

        RunFinished run = completed("invoices", from, to);

        assertThat(rows("select source_id from tds.invoices where organization_id = ?"))
                .containsExactlyInAnyOrderElementsOf(within);
        assertThat(rows("select distinct invoice_id from tds.invoice_lines where organization_id = ?"))
                .containsExactlyInAnyOrderElementsOf(within);
        assertThat(sandbox.calls().of(INVOICES))
                .singleElement()
                .satisfies(call -> assertThat(call.query())
                        .containsEntry("date_start", from.toString())
                        .containsEntry("date_end", to.toString()));
        assertThat(sandbox.calls().count())
                .as("more documents than a delta fetches, each for one call")
                .isEqualTo(1 + within.size());
        assertThat(run.counts().inserted()).isEqualTo(within.size());
        assertThat(rows("select source_id from etl.hydration where organization_id = ?"))
                .isEmpty();
        assertThat(rows("select job from etl.watermarks where organization_id = ?"))
                .as("not everything was seen")
                .isEmpty();
        assertThat(rows("select run_id::text from etl.listed join etl.runs using (run_id) where organization_id = ?"))
                .isEmpty();
    }

    @Test
    void documentsThatWaitSinceAFullImportAreFetchedAndTheOthersGoOnWaiting() {
        run("invoices", RunMode.FULL);
        String watermark = rows("select seen_until::text from etl.watermarks where organization_id = ?")
                .get(0);

        RunFinished run = completed("invoices", from, to);

        assertThat(run.counts().unchanged()).isEqualTo(run.counts().read());
        assertThat(rows("select distinct invoice_id from tds.invoice_lines where organization_id = ?"))
                .containsExactlyInAnyOrderElementsOf(ids(this::isWithin));
        assertThat(rows("select source_id from etl.hydration where organization_id = ?"))
                .containsExactlyInAnyOrderElementsOf(ids(day -> !isWithin(day)));
        assertThat(rows("select seen_until::text from etl.watermarks where organization_id = ?"))
                .containsExactly(watermark);
    }

    @Test
    void eitherEndMayBeOpen() {
        completed("invoices", null, from);
        assertThat(rows("select source_id from tds.invoices where organization_id = ?"))
                .containsExactlyInAnyOrderElementsOf(ids(day -> !day.isAfter(from)));
        completed("payments", to, null);
        assertThat(rows("select distinct (date >= '" + to + "')::text from tds.payments where organization_id = ?"))
                .containsExactly("true");
        assertThat(sandbox.calls().of("/books/v3/customerpayments"))
                .isNotEmpty()
                .allSatisfy(call ->
                        assertThat(call.query()).containsKey("date_start").doesNotContainKey("date_end"));
    }

    @Test
    void aFilterThatIsIgnoredIsSaidAndLosesNothing() {
        sandbox.faults().on(INVOICES).always().ignoreModifiedFilter();

        try (var logged = new Logged()) {
            assertThat(completed("invoices", from, to).counts().inserted()).isEqualTo(450);

            assertThat(logged.lines())
                    .filteredOn(line -> line.contains("The filter was ignored"))
                    .singleElement()
                    .asString()
                    .contains("invoices was asked for records dated from " + from + " to " + to);
        }
        assertThat(rows("select source_id from tds.invoices where organization_id = ?"))
                .containsExactlyInAnyOrderElementsOf(company.ids("invoices"));
    }

    @Test
    void aFilterThatIsHonouredIsNotAccused() {
        try (var logged = new Logged()) {
            completed("invoices", from, to);
            completed("invoices", null, to);
            completed("invoices", from, null);
            assertThat(logged.lines()).isNotEmpty().noneMatch(line -> line.contains("The filter was ignored"));
        }
    }

    @Test
    void whatIsNotListedIsNotTakenForDeleted() {
        run("invoices", RunMode.FULL);
        company.delete("invoices", ids(this::isWithin).get(0));

        assertThat(completed("invoices", from, to).counts().deleted()).isZero();
        assertThat(rows("select source_id from tds.invoices where organization_id = ? and deleted_at is not null"))
                .isEmpty();
    }

    @Test
    void aRangeThatBrokeOffGoesOnWhenTheSameDaysAreAskedFor() {
        sandbox.faults().on(INVOICES, 2).status(400, 2);
        LocalDate first = LocalDate.EPOCH;
        RunFinished failed = ask("invoices", first, to);
        assertThat(failed.outcome()).isEqualTo(Outcome.FAILED);

        assertThat(completed("invoices", from, to).run().id())
                .isNotEqualTo(failed.run().id());
        assertThat(completed("invoices", first, to).run().id())
                .isEqualTo(failed.run().id());
        assertThat(rows("select source_id from tds.invoices where organization_id = ?"))
                .containsExactlyInAnyOrderElementsOf(ids(day -> !day.isAfter(to)));
        assertThat(rows("select source_id from etl.hydration where organization_id = ?"))
                .isEmpty();
    }

    @Test
    void aRangeInBetweenDoesNotForgetWhatABrokenFullImportHasListed() {
        take(LARGE);
        sandbox.faults().on(INVOICES, 3).status(400, 2);
        assertThat(application
                        .run("invoices", company.organizationId(), RunMode.FULL)
                        .outcome())
                .isEqualTo(Outcome.FAILED);
        List<String> listed = listed();
        completed("invoices", from, to);
        run("invoices", RunMode.DELTA);

        assertThat(listed()).isEqualTo(listed).isNotEmpty();
        run("invoices", RunMode.FULL);
        assertThat(listed()).isEmpty();
    }

    @Test
    void whatCannotBeDoneIsRefusedInWords() {
        refused("products", from, to, "products cannot be read by date: jobs/products.yaml names no filter");
        refused("invoices", to, from, "the range ends on " + from + ", before it begins on " + to);
        refused("invoices", null, null, "its first day, its last or both");
        assertThat(sandbox.calls().count()).isZero();
    }

    private void refused(String job, @Nullable LocalDate first, @Nullable LocalDate last, String words) {
        assertThatThrownBy(() -> ask(job, first, last))
                .isInstanceOf(LaunchRefused.class)
                .hasMessageContaining(words);
    }

    private List<String> listed() {
        return rows("""
                select unnest(source_ids) from etl.listed join etl.runs using (run_id)
                where organization_id = ? and mode = 'FULL' order by 1
                """);
    }

    private LocalDate day(String id) {
        return LocalDate.parse(company.row("invoices", id).path("date").asString());
    }

    private boolean isWithin(LocalDate day) {
        return !day.isBefore(from) && !day.isAfter(to);
    }

    private List<String> ids(Predicate<LocalDate> wanted) {
        return company.ids("invoices").stream()
                .filter(id -> wanted.test(day(id)))
                .toList();
    }

    private RunFinished completed(String job, @Nullable LocalDate first, @Nullable LocalDate last) {
        RunFinished finished = ask(job, first, last);
        assertThat(finished.outcome()).as("cause: %s", finished.cause()).isEqualTo(Outcome.COMPLETED);
        assertThat(finished.counts().addUp()).isTrue();
        return finished;
    }

    private RunFinished ask(String job, @Nullable LocalDate first, @Nullable LocalDate last) {
        return application
                .launch(new LaunchRequest(
                        job,
                        company.organizationId(),
                        RunMode.RANGE,
                        Selection.between(first, last),
                        AskedBy.person("test")))
                .join();
    }

    private void run(String job, RunMode mode) {
        assertThat(application.run(job, company.organizationId(), mode).outcome())
                .isEqualTo(Outcome.COMPLETED);
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
