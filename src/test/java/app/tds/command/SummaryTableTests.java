package app.tds.command;

import static org.assertj.core.api.Assertions.assertThat;

import app.tds.pipeline.AskedBy;
import app.tds.pipeline.DocumentCounts;
import app.tds.pipeline.Run;
import app.tds.pipeline.RunCounts;
import app.tds.pipeline.RunFinished.Outcome;
import app.tds.pipeline.RunMode;
import app.tds.pipeline.Selection;
import java.util.List;
import org.junit.jupiter.api.Test;

class SummaryTableTests {

    private static final RunCounts MANY = new RunCounts(204_950, 200_000, 4_000, 900, 20, 30, 0, 1_025, 1_031);
    private static final RunCounts FEW = new RunCounts(7, 0, 0, 7, 0, 0, 2, 1, 1);

    @Test
    void everyRunHasALineAndTheyAreAddedUp() {
        var lines = SummaryTable.of(
                List.of(
                        Finished.of(Finished.run(1, "invoices", "10", null), Outcome.COMPLETED, MANY, 61_249, null),
                        Finished.with(
                                Finished.of(
                                        Finished.run(2, "stock", "10", Finished.NOON),
                                        Outcome.FAILED,
                                        FEW,
                                        90,
                                        "Zoho is down"),
                                new DocumentCounts(40, 30, 2, 1, 3, 4, 44),
                                1_200)),
                Wide.NO);

        assertThat(String.join("\n", lines)).isEqualTo("""
                job          read  written  unchanged  unusable  deleted  calls  outcome
                --------------------------------------------------------------------------
                invoices  204,950  204,000        900        30        0  1,031  completed
                stock           7        0          7         0        2      1  failed
                --------------------------------------------------------------------------
                all       204,957  204,000        907        30        2  1,032""");
    }

    @Test
    void ofSeveralOrganizationsEachLineNamesItsOwn() {
        var lines = SummaryTable.of(
                List.of(
                        Finished.of(Finished.run(1, "stock", "10", null), Outcome.COMPLETED, FEW, 1000, null),
                        Finished.of(Finished.run(2, "stock", "20", null), Outcome.STOPPED, FEW, 1000, null)),
                Wide.NO);

        assertThat(lines.get(2)).startsWith("10 stock ").endsWith("completed");
        assertThat(lines.get(3)).startsWith("20 stock ").endsWith("stopped");
    }

    @Test
    void aRunForSomeRecordsSaysSo() {
        var run = new Run(
                1,
                "stock",
                "10",
                RunMode.BY_ID,
                Selection.of(List.of("1", "2")),
                AskedBy.person("test"),
                Finished.NOON,
                null,
                Finished.NOON);

        assertThat(SummaryTable.of(List.of(Finished.of(run, Outcome.COMPLETED, FEW, 1000, null)), new Wide(true))
                        .get(2))
                .startsWith("stock  by id");
    }

    @Test
    void withoutRunsThereIsNothingToAddUp() {
        assertThat(SummaryTable.of(List.of(), Wide.NO))
                .last()
                .asString()
                .startsWith("all")
                .contains("0");
    }

    @Test
    void causesAndWhatOneMightWonderAboutAreSaid() {
        var remarks = SummaryTable.remarks(List.of(
                Finished.of(Finished.run(1, "invoices", "10", null), Outcome.COMPLETED, MANY, 1, null),
                Finished.with(
                        Finished.of(Finished.run(2, "stock", "20", null), Outcome.FAILED, FEW, 1, "Zoho is down"),
                        new DocumentCounts(40, 30, 2, 1, 3, 4, 44),
                        1_200)));

        assertThat(remarks)
                .containsExactly(
                        "invoices of organization 10: 30 records could not be used; \"quarantine list\" says why",
                        "invoices of organization 10: 20 records were listed more than once; the newest was kept",
                        "stock of organization 20: Zoho is down",
                        "stock of organization 20: 1 complete documents could not be used; \"quarantine list\""
                                + " says why",
                        "1,200 complete documents wait. The next deltas fetch them; the command plan says when.");
    }

    @Test
    void theTableFitsEightyColumnsAndAllOfItIsShownOnDemand() {
        var run = Finished.of(Finished.run(1, "vendorpayments", "10", null), Outcome.COMPLETED, MANY, 3_930_000, null);

        assertThat(SummaryTable.of(List.of(run, run), Wide.NO))
                .allSatisfy(line -> assertThat(line).hasSizeLessThanOrEqualTo(80));
        assertThat(SummaryTable.of(List.of(run), new Wide(true)).get(0))
                .containsSubsequence("mode", "pages", "documents", "waiting", "took");
        assertThat(SummaryTable.of(List.of(run), new Wide(true)).get(2)).contains("  1 h 5 min  completed");
    }
}
