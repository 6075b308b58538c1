package app.tds.command;

import app.tds.source.SourceAccess.Finding;
import app.tds.source.SourceAccesses;
import java.io.PrintWriter;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

@Command(
        name = "test-connection",
        mixinStandardHelpOptions = true,
        description = {
            "Tries every connection, every organization and every list that a job reads, a record each, and says"
                    + " everything that is wrong at once.",
            "A line begins with OK or PROBLEM, then names the connection and what was looked at; a problem's line"
                    + " ends with what to do. Exits with 0 if there is none, else with 1."
        })
final class TestConnectionCommand implements Callable<Integer> {

    @Spec
    private @Nullable CommandSpec spec;

    @Override
    public Integer call() {
        return OneShot.with(SourceAccesses.class, this::check);
    }

    private int check(SourceAccesses accesses) {
        PrintWriter out = Objects.requireNonNull(spec).commandLine().getOut();
        List<Finding> findings = accesses.check();
        findings.forEach(finding -> out.println(line(finding)));
        long problems = findings.stream().filter(finding -> !finding.well()).count();
        out.println();
        out.println(problems == 0 ? "Everything is well." : "Problems: " + problems);
        return problems == 0 ? TdsCommand.DONE : TdsCommand.FAILED;
    }

    static String line(Finding finding) {
        return (finding.well() ? "OK       " : "PROBLEM  ") + finding.connection() + ": " + finding.subject() + ": "
                + finding.text().replaceAll("\\s+", " ");
    }
}
