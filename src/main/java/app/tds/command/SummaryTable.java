package app.tds.command;

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
            "quarantined",
            "deleted",
            "pages",
            "calls",
            "seconds",
            "outcome");
    private static final int FIRST_NUMBER = 2;
    private static final int LAST_NUMBER = 9;

    private SummaryTable() {}

    static List<String> of(List<RunFinished> runs) {
        boolean several =
                runs.stream().map(run -> run.run().organizationId()).distinct().count() > 1;
        List<List<String>> rows = new ArrayList<>();
        rows.add(HEADINGS);
        RunCounts sum = RunCounts.NONE;
        for (RunFinished finished : runs) {
            String name = (several ? finished.run().organizationId() + " " : "")
                    + finished.run().job();
            rows.add(row(
                    name,
                    finished.run().mode().name().toLowerCase(Locale.ROOT).replace('_', ' '),
                    finished.counts(),
                    seconds(finished.took()),
                    finished.outcome().name().toLowerCase(Locale.ROOT)));
            sum = sum.plus(finished.counts());
        }
        rows.add(row("all", "", sum, "", ""));
        return lines(rows);
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
            if (finished.counts().quarantined() > 0) {
                remarks.add(name + ": " + finished.counts().quarantined()
                        + " records could not be used; select source_id, field, cause from etl.quarantine");
            }
            if (finished.counts().duplicates() > 0) {
                remarks.add(name + ": " + finished.counts().duplicates()
                        + " records were listed more than once; the newest was kept");
            }
        }
        return remarks;
    }

    private static List<String> row(String name, String mode, RunCounts counts, String seconds, String outcome) {
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
                seconds,
                outcome);
    }

    private static List<String> lines(List<List<String>> rows) {
        int[] widths = new int[HEADINGS.size()];
        for (List<String> row : rows) {
            for (int i = 0; i < widths.length; i++) {
                widths[i] = Math.max(widths[i], row.get(i).length());
            }
        }
        List<String> lines = new ArrayList<>();
        for (List<String> row : rows) {
            StringBuilder line = new StringBuilder();
            for (int i = 0; i < widths.length; i++) {
                boolean right = i >= FIRST_NUMBER && i <= LAST_NUMBER;
                line.append(("%" + (right ? "" : "-") + widths[i] + "s  ").formatted(row.get(i)));
            }
            lines.add(line.toString().stripTrailing());
        }
        String rule = "-".repeat(lines.stream().mapToInt(String::length).max().orElse(0));
        lines.add(1, rule);
        lines.add(lines.size() - 1, rule);
        return lines;
    }

    static String number(long number) {
        return String.format(Locale.ROOT, "%,d", number);
    }

    private static String seconds(Duration took) {
        return String.format(Locale.ROOT, "%.1f", took.toMillis() / 1000.0);
    }
}
