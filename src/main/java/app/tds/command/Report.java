package app.tds.command;

import java.io.PrintStream;

/** Says at the end how it went. */
final class Report {

    private Report() {}

    static void print(PrintStream out, Imports.Outcome outcome, Wide wide) {
        out.println();
        if (!outcome.finished().isEmpty()) {
            SummaryTable.of(outcome.finished(), wide).forEach(out::println);
            out.println();
        }
        SummaryTable.remarks(outcome.finished()).forEach(out::println);
        outcome.refused().forEach(out::println);
    }
}
