package app.tds;

import static org.assertj.core.api.Assertions.assertThat;

import app.tds.pipeline.RunFinished;
import app.tds.pipeline.RunFinished.Outcome;
import app.tds.pipeline.RunMode;
import app.tds.sandbox.Company;
import app.tds.sandbox.CompanySize;
import app.tds.sandbox.Sandbox;
import app.tds.sandbox.SandboxSettings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Records are deleted, edited and made between any two pages of an import, and none is missed. */
class PageDriftIntegrationTests {

    private static final String INVOICES = "/books/v3/invoices";
    private static final int PAGE = 10;
    private static final int PAGES = 7;
    /** Full pages but for the last. */
    private static final CompanySize SIZE = new CompanySize(5, 5, PAGE * PAGES - 3, 0, 0);

    @TempDir
    private static Path jobs;

    private static Sandbox sandbox;
    private static RunningApplication application;
    private static int next;

    private Company company;

    @BeforeAll
    static void start() throws IOException {
        smallPages();
        CompanySize[] sizes = Collections.nCopies(22, SIZE).toArray(CompanySize[]::new);
        sandbox = Sandbox.start(SandboxSettings.tiny().withCompanies(sizes), Clock.systemUTC());
        application = RunningApplication.start(sandbox, TestDatabase.create(), "tds.jobs.location=" + jobs.toUri());
    }

    /** So that seventy records are a list of seven pages, committed in several chunks. */
    private static void smallPages() throws IOException {
        try (var files = Files.list(Path.of("jobs"))) {
            for (Path file : files.toList()) {
                String text = Files.readString(file)
                        .replace("page-size: 200", "page-size: " + PAGE)
                        .replace("chunk-size: 1000", "chunk-size: " + 2 * PAGE);
                Files.writeString(jobs.resolve(file.getFileName()), text);
            }
        }
    }

    @AfterAll
    static void stop() {
        application.close();
        sandbox.close();
    }

    @BeforeEach
    void takeCompany() {
        sandbox.faults().clear();
        sandbox.calls().clear();
        company = sandbox.company(sandbox.organizationIds().get(next++));
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 4, 5, 6, 7})
    void deletionsWhileAFirstImportReadsOnHideNothing(int page) {
        List<String> ids = company.ids("invoices");
        // From a page already read, from this one, from the next one to be read, and the very first and last.
        sandbox.faults()
                .beforeDelivery(
                        INVOICES,
                        page,
                        () -> delete(
                                ids.get(0),
                                ids.get(Math.max(1, PAGE * (page - 1) - 3)),
                                ids.get(PAGE * (page - 1) + 5),
                                ids.get(Math.min(ids.size() - 2, PAGE * page + 5)),
                                ids.get(ids.size() - 1)));

        run(RunMode.FULL);

        assertNothingMissed();
        assertEqualAfterTheNextOne();
    }

    @Test
    void deletionsBetweenAllPagesOfAFirstImportHideNothing() {
        deleteBetweenAllPages();

        run(RunMode.FULL);

        assertNothingMissed();
        assertEqualAfterTheNextOne();
    }

    @Test
    void deletionsBetweenAllPagesOfALaterImportHideNothingNotEvenWhatNoDeltaBrought() {
        run(RunMode.FULL);
        for (int i = 0; i < 2 * PAGE; i++) {
            company.create("invoices");
        }
        deleteBetweenAllPages();

        run(RunMode.FULL);

        assertNothingMissed();
        assertEqualAfterTheNextOne();
    }

    @Test
    void deletionsWhileAFirstImportReadsAListWhoseOrderIsIgnoredHideNothing() {
        sandbox.faults().on(INVOICES).always().ignoreSort();
        List<String> ids = company.ids("invoices");
        // The newest are on the first page now: one of each page is gone before the next one is read.
        for (int page = 2; page <= PAGES; page++) {
            int before = page - 1;
            sandbox.faults()
                    .beforeDelivery(
                            INVOICES, page, () -> delete(ids.get(ids.size() - 1 - PAGE * (before - 1) - before)));
        }

        run(RunMode.FULL);

        assertNothingMissed();
        assertEqualAfterTheNextOne();
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 4})
    void deletionsBetweenABrokenOffImportAndItsContinuationHideNothing(int page) {
        sandbox.faults()
                .afterPage(
                        INVOICES,
                        PAGES,
                        () -> sandbox.faults().on(INVOICES, page).always().status(400, 2));
        RunFinished broken = application.run("invoices", company.organizationId(), RunMode.FULL);
        assertThat(broken.outcome()).isEqualTo(Outcome.FAILED);
        assertThat(broken.counts().read()).as("something was committed").isPositive();
        List<String> ids = company.ids("invoices");
        delete(ids.get(0), ids.get(12), ids.get(13), ids.get(35), ids.get(55), ids.get(ids.size() - 1));
        sandbox.faults().clear();
        deleteBetweenAllPages();

        assertThat(run(RunMode.FULL).run()).isEqualTo(broken.run());

        assertNothingMissed();
        assertEqualAfterTheNextOne();
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 4})
    void deletionsWhileADeltaOfSeveralPagesReadsOnHideNoChange(int page) {
        run(RunMode.FULL);
        List<String> ids = company.ids("invoices");
        List<String> changed = ids.subList(20, 20 + 4 * PAGE - 3);
        changed.forEach(id -> company.edit("invoices", id, Map.of("reference_number", "changed")));
        // One from each page up to this one: the first records of the next ones slip onto them.
        sandbox.faults()
                .beforeDelivery(
                        INVOICES,
                        page,
                        () -> delete(IntStream.range(0, page)
                                .mapToObj(before -> changed.get(before * PAGE))
                                .toArray(String[]::new)));

        run(RunMode.DELTA);

        assertThat(application
                        .jdbc()
                        .sql("select source_id from tds.invoices"
                                + " where organization_id = ? and reference_number = 'changed'")
                        .param(company.organizationId())
                        .query(String.class)
                        .list())
                .containsAll(changed.stream()
                        .filter(company.ids("invoices")::contains)
                        .toList());
    }

    @Test
    void aDeltaOfOnePageIsReadOnceAndEachPageOfALongerOneOnceMore() {
        run(RunMode.FULL);
        List<String> ids = company.ids("invoices");
        // A known record is shown as well.
        ids.subList(0, PAGE - 1).forEach(id -> company.edit("invoices", id, Map.of("reference_number", "one page")));
        sandbox.calls().clear();
        run(RunMode.DELTA);
        assertThat(sandbox.calls().pages(INVOICES)).containsExactly(1);

        ids.subList(0, 3 * PAGE).forEach(id -> company.edit("invoices", id, Map.of("reference_number", "three pages")));
        sandbox.calls().clear();
        run(RunMode.DELTA);
        assertThat(sandbox.calls().pages(INVOICES)).containsExactly(1, 2, 1, 3, 2);
    }

    @Test
    void whatIsMadeAndEditedWhileAFullImportReadsComesWithTheNextDelta() {
        List<String> ids = company.ids("invoices");
        List<String> made = new ArrayList<>();
        for (int page = 1; page <= PAGES; page++) {
            int at = page;
            sandbox.faults().beforeDelivery(INVOICES, page, () -> {
                made.add(company.create("invoices"));
                for (int read : List.of(0, PAGE * (at - 1) + 6, ids.size() - 1)) {
                    company.edit("invoices", ids.get(read), Map.of("reference_number", "while page " + at));
                }
            });
        }
        RunFinished full = run(RunMode.FULL);
        assertThat(made).hasSize(PAGES);
        assertThat(count("reference_number like 'while page %'"))
                .as("some edits came too late for the list")
                .isLessThan(PAGES + 2);
        assertThat(application
                        .jdbc()
                        .sql("select seen_until from etl.watermarks where organization_id = ?")
                        .param(company.organizationId())
                        .query((row, number) -> row.getTimestamp(1).toInstant())
                        .single())
                .as("the watermark is the time before the first call")
                .isEqualTo(full.run().until());

        run(RunMode.DELTA);

        assertEqual();
    }

    @Test
    void aStableListCostsOneCallForEachPageOnceItIsKnown() {
        run(RunMode.FULL);
        assertThat(sandbox.calls().pages(INVOICES))
                .as("the end has to be found once")
                .containsExactly(1, 7, 6, 5, 4, 3, 2, 1);

        sandbox.calls().clear();
        run(RunMode.FULL);
        assertThat(sandbox.calls().pages(INVOICES)).containsExactly(7, 6, 5, 4, 3, 2, 1);

        for (int i = 0; i < 6; i++) {
            company.create("invoices");
        }
        sandbox.calls().clear();
        run(RunMode.FULL);
        assertThat(sandbox.calls().pages(INVOICES)).containsExactly(7, 8, 7, 6, 5, 4, 3, 2, 1);

        company.ids("invoices").subList(0, 6).forEach(this::delete);
        sandbox.calls().clear();
        run(RunMode.FULL);
        assertThat(sandbox.calls().pages(INVOICES)).containsExactly(8, 7, 6, 5, 4, 3, 2, 1);
        assertEqual();
    }

    /** With each page that is handed out, two more records are gone: one early, one late in the list. */
    private void deleteBetweenAllPages() {
        List<String> ids = company.ids("invoices");
        for (int page = 1; page <= PAGES + 2; page++) {
            int offset = page;
            sandbox.faults().beforeDelivery(INVOICES, page, () -> {
                delete(ids.get(2 * offset), ids.get(ids.size() - 2 - 5 * offset));
            });
        }
    }

    private void delete(String... ids) {
        var alive = new TreeSet<>(company.ids("invoices"));
        for (String id : ids) {
            if (alive.contains(id)) {
                company.delete("invoices", id);
            }
        }
    }

    private RunFinished run(RunMode mode) {
        RunFinished finished = application.run("invoices", company.organizationId(), mode);
        assertThat(finished.outcome()).as("cause: %s", finished.cause()).isEqualTo(Outcome.COMPLETED);
        return finished;
    }

    private void assertNothingMissed() {
        assertThat(application
                        .jdbc()
                        .sql("select source_id from tds.invoices where organization_id = ? and deleted_at is null")
                        .param(company.organizationId())
                        .query(String.class)
                        .list())
                .containsAll(company.ids("invoices"));
    }

    private void assertEqualAfterTheNextOne() {
        sandbox.faults().clear();
        run(RunMode.FULL);
        assertEqual();
    }

    private void assertEqual() {
        new MirrorComparison(application.jdbc(), company)
                .assertEqual("invoices", "invoices", "invoice_id", row -> true, 25);
    }

    private long count(String condition) {
        return application
                .jdbc()
                .sql("select count(*) from tds.invoices where organization_id = ? and " + condition)
                .param(company.organizationId())
                .query(Long.class)
                .single();
    }
}
