package app.tds.command;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import app.tds.SettableClock;
import app.tds.jobs.OwnJobs;
import app.tds.pipeline.AskedBy;
import app.tds.pipeline.Run;
import app.tds.pipeline.RunCounts;
import app.tds.pipeline.RunFinished.Outcome;
import app.tds.pipeline.RunMode;
import app.tds.pipeline.RunProgressed;
import app.tds.pipeline.RunStarted;
import app.tds.pipeline.Selection;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.time.Duration;
import java.time.LocalDate;
import java.util.List;
import org.junit.jupiter.api.Test;

class ProgressBoardTests {

    private final SettableClock clock = new SettableClock(Finished.NOON);
    private final ProgressBoard board = new ProgressBoard(clock, 11);
    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    private final PrintStream out = new PrintStream(bytes, true, UTF_8);
    private final Run invoices = Finished.run(1, "invoices", "10", null);
    private final Run stock = Finished.run(2, "stock", "10", Finished.NOON);

    @Test
    void itIsSilentUntilItIsOpenedAndAfterItIsClosed() {
        board.on(new RunStarted(invoices, false, RunCounts.NONE));
        board.open(out, false, AskedBy.person("test"));
        board.on(progress(invoices, 10, 0));
        assertThat(printed()).as("it began before").isEmpty();

        board.on(new RunStarted(invoices, false, RunCounts.NONE));
        assertThat(printed()).hasSize(1);
        board.close();
        board.on(new RunStarted(stock, false, RunCounts.NONE));
        board.on(Finished.of(invoices, Outcome.COMPLETED, counts(10), 1, null));
        assertThat(printed()).isEmpty();
    }

    @Test
    void ofARangeNobodyKnowsTheEndAndOfNamedRecordsEverybody() {
        var march = Selection.between(LocalDate.parse("2026-03-01"), LocalDate.parse("2026-03-31"));
        var range = new Run(
                3, "bills", "10", RunMode.RANGE, march, AskedBy.person("test"), Finished.NOON, null, Finished.NOON);
        var named = new Run(
                4,
                "stock",
                "10",
                RunMode.BY_ID,
                Selection.of(List.of("1", "2")),
                AskedBy.person("test"),
                Finished.NOON,
                null,
                Finished.NOON);
        board.open(out, true, AskedBy.person("test"));
        board.on(new RunStarted(range, false, RunCounts.NONE));
        board.on(new RunStarted(named, false, RunCounts.NONE));
        clock.advance(Duration.ofSeconds(1));
        printed();

        board.on(progress(range, 200, 0));
        assertThat(printed()).anyMatch(line -> line.endsWith("reading from 2026-03-01 to 2026-03-31"));
        board.on(progress(named, 1, 2));
        assertThat(printed()).anyMatch(line -> line.endsWith("about 1 s left"));
    }

    @Test
    void theColumnOfNamesIsAsWideAsTheLongestNameOfAJob() {
        var own = new ProgressBoard(clock, OwnJobs.read());
        own.open(out, false, AskedBy.person("test"));
        own.on(new RunStarted(invoices, false, RunCounts.NONE));
        own.on(new RunStarted(Finished.run(3, "purchaseorders", "10", null), false, RunCounts.NONE));

        assertThat(printed())
                .hasSize(2)
                .extracting(line -> line.indexOf("records"))
                .containsOnly("purchaseorders".length() + " 1,234,567 ".length());
    }

    @Test
    void onlyRunsOfWhoeverOpenedItAreShown() {
        board.open(out, false, AskedBy.person("somebody else"));
        board.on(new RunStarted(invoices, false, RunCounts.NONE));
        board.on(Finished.of(invoices, Outcome.COMPLETED, counts(10), 1, null));

        assertThat(printed()).isEmpty();
    }

    @Test
    void withoutATerminalALineIsPrintedEveryFewSeconds() {
        board.open(out, false, AskedBy.person("test"));
        board.on(new RunStarted(invoices, false, RunCounts.NONE));
        assertThat(printed())
                .containsExactly(
                        "invoices            0 records       0 pages         0 records/s       0 calls  begins");

        for (int second = 1; second <= 5; second++) {
            clock.advance(Duration.ofSeconds(1));
            board.on(progress(invoices, second * 1000, 0));
        }
        assertThat(printed())
                .containsExactly("invoices        3,000 records      15 pages     1,000 records/s      16 calls  "
                        + "first import, so the end is not known");

        board.on(Finished.of(invoices, Outcome.FAILED, counts(5200), 1, "down"));
        assertThat(printed())
                .as("the end is never left out")
                .containsExactly(
                        "invoices        5,200 records      26 pages     1,040 records/s      27 calls  failed");
    }

    @Test
    void whatIsLeftIsTheRestAtTheSpeedSoFar() {
        board.open(out, false, AskedBy.person("test"));
        board.on(new RunStarted(invoices, false, RunCounts.NONE));
        clock.advance(Duration.ofSeconds(10));
        board.on(progress(invoices, 1000, 5000));
        assertThat(last()).endsWith("about 40 s left");

        clock.advance(Duration.ofSeconds(10));
        board.on(progress(invoices, 2000, 20_000));
        assertThat(last()).endsWith("about 3 min left");

        clock.advance(Duration.ofSeconds(10));
        board.on(progress(invoices, 20_000, 20_000));
        assertThat(last()).endsWith("nearly done");
    }

    @Test
    void aDeltaReadsWhatHasChanged() {
        board.open(out, false, AskedBy.person("test"));
        board.on(new RunStarted(stock, false, RunCounts.NONE));
        clock.advance(Duration.ofSeconds(3));
        board.on(progress(stock, 3, 0));

        assertThat(last()).startsWith("stock").endsWith("reading what has changed");
    }

    @Test
    void aResumedRunIsAsFastAsItIsNow() {
        board.open(out, false, AskedBy.person("test"));
        board.on(new RunStarted(invoices, true, counts(100_000)));
        assertThat(last()).contains("100,000 records", "  0 records/s").endsWith("goes on");

        clock.advance(Duration.ofSeconds(10));
        board.on(progress(invoices, 101_000, 102_000));
        assertThat(last()).contains("101,000 records", " 100 records/s").endsWith("about 10 s left");
    }

    @Test
    void beforeAnyTimeHasPassedNobodyKnowsWhatIsLeft() {
        board.open(out, true, AskedBy.person("test"));
        board.on(new RunStarted(invoices, false, RunCounts.NONE));
        board.on(progress(invoices, 200, 100_000));

        assertThat(last()).endsWith("begins");
    }

    @Test
    void theSpeedOfAFinishedRunStaysWhatItWas() {
        board.open(out, true, AskedBy.person("test"));
        board.on(new RunStarted(invoices, false, RunCounts.NONE));
        clock.advance(Duration.ofSeconds(1));
        board.on(Finished.of(invoices, Outcome.COMPLETED, counts(500), 1000, null));
        clock.advance(Duration.ofMinutes(1));
        board.on(new RunStarted(stock, false, RunCounts.NONE));

        assertThat(text()).contains("   500 records/s");
    }

    @Test
    void onATerminalEveryLineIsRedrawnInPlace() {
        board.open(out, true, AskedBy.person("test"));
        board.on(new RunStarted(invoices, false, RunCounts.NONE));
        assertThat(text())
                .startsWith("\r\u001b[2Kinvoices")
                .endsWith("begins\n")
                .doesNotContain("\u001b[1A");

        board.on(new RunStarted(stock, false, RunCounts.NONE));
        assertThat(text())
                .startsWith("\u001b[1A\r\u001b[2Kinvoices")
                .contains("\n\r\u001b[2Kstock")
                .endsWith("begins\n");

        clock.advance(Duration.ofMillis(100));
        board.on(progress(stock, 10, 0));
        board.on(Finished.of(invoices, Outcome.COMPLETED, counts(7), 1, null));
        var screens = text().split("\u001b\\[2A");
        assertThat(screens).hasSize(3);
        assertThat(screens[2].split("\n")).hasSize(2);
        assertThat(screens[2]).contains("completed", "100 records/s");
    }

    private static RunProgressed progress(Run run, long read, long expected) {
        return new RunProgressed(run, counts(read), expected);
    }

    private static RunCounts counts(long read) {
        return new RunCounts(read, read, 0, 0, 0, 0, 0, read / 200, read / 200 + 1);
    }

    private String last() {
        var lines = printed();
        return lines.get(lines.size() - 1);
    }

    private List<String> printed() {
        return text().lines().toList();
    }

    /** What was printed since the last time this was asked. */
    private String text() {
        var text = bytes.toString(UTF_8);
        bytes.reset();
        return text;
    }
}
