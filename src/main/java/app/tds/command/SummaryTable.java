package app.tds.command;

import app.tds.PlainTime;
import app.tds.pipeline.RunCounts;
import app.tds.pipeline.RunFinished;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** What some runs did, a line each, as a person reads it at the end. */
final class SummaryTable {

    private static final List<String> HEADINGS = List.of(
            "job",
            "mode",
            "read",
            "written",
            "unchanged",
            "unusable",
            "deleted",
            "pages",
            "calls",
            "documents",
            "waiting",
            "took",
            "outcome");
    private static final List<String> NARROW =
            List.of("job", "read", "written", "unchanged", "unusable", "deleted", "calls", "outcome");

    private SummaryTable() {}

    static List<String> of(List<RunFinished> runs, Wide wide) {
        boolean several =
                runs.stream().map(run -> run.run().organizationId()).distinct().count() > 1;
        List<List<String>> rows = new ArrayList<>();
        rows.add(HEADINGS);
        RunCounts sum = RunCounts.NONE;
        long documents = 0;
        long waiting = 0;
        for (RunFinished finished : runs) {
            String name = (several ? finished.run().organizationId() + " " : "")
                    + finished.run().job();
            rows.add(row(
                    name,
                    finished.run().mode().name().toLowerCase(Locale.ROOT).replace('_', ' '),
                    finished.counts(),
                    finished.documents().fetched(),
                    finished.waiting(),
                    PlainTime.text(finished.took()),
                    finished.outcome().name().toLowerCase(Locale.ROOT)));
            sum = sum.plus(finished.counts());
            documents += finished.documents().fetched();
            waiting += finished.waiting();
        }
        rows.add(row("all", "", sum, documents, waiting, "", ""));
        return TextTable.of(wide.of(rows, NARROW), "read", wide.isWide() ? "took" : "calls");
    }

    /** Why some did not complete, and what a reader of the table might wonder about. */
    static List<String> remarks(List<RunFinished> runs) {
        List<String> remarks = new ArrayList<>();
        for (RunFinished finished : runs) {
            String name =
                    finished.run().job() + " of organization " + finished.run().organizationId();
            if (finished.cause() != null) {
                remarks.add(name + ": " + finished.cause());
            }
            if (finished.notice() != null) {
                remarks.add(name + ": " + finished.notice());
            }
            if (finished.counts().quarantined() > 0) {
                remarks.add(name + ": " + finished.counts().quarantined()
                        + " records could not be used; \"quarantine list\" says why");
            }
            if (finished.documents().quarantined() > 0) {
                remarks.add(name + ": " + finished.documents().quarantined()
                        + " complete documents could not be used; \"quarantine list\" says why");
            }
            if (finished.counts().duplicates() > 0) {
                remarks.add(name + ": " + finished.counts().duplicates()
                        + " records were listed more than once; the newest was kept");
            }
        }
        long waiting = runs.stream().mapToLong(RunFinished::waiting).sum();
        if (waiting > 0) {
            remarks.add(number(waiting)
                    + " complete documents wait. The next deltas fetch them; the command plan says when.");
        }
        return remarks;
    }

    private static List<String> row(
            String name, String mode, RunCounts counts, long documents, long waiting, String seconds, String outcome) {
        return List.of(
                name,
                mode,
                number(counts.read()),
                number(counts.written()),
                number(counts.unchanged()),
                number(counts.quarantined()),
                number(counts.deleted()),
                number(counts.pages()),
                number(counts.calls()),
                number(documents),
                number(waiting),
                seconds,
                outcome);
    }

    static String number(long number) {
        return String.format(Locale.ROOT, "%,d", number);
    }

    static String seconds(Duration took) {
        return String.format(Locale.ROOT, "%.1f", took.toMillis() / 1000.0);
    }
}
