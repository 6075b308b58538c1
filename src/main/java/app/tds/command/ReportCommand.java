package app.tds.command;

import app.tds.command.TdsCommand.WrongUsage;
import app.tds.dashboard.WeeklyReport;
import java.io.PrintWriter;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

@Command(
        name = "report",
        mixinStandardHelpOptions = true,
        description = {
            "Prints the weekly letter to the owner: how things are, the exam with what was measured, what was wrong,"
                    + " calls, and what to decide.",
            "The process that serves mails the letter on Saturday at eight to the receiver \"owner\" of receivers.yaml.",
            "Example: tds-zoho-sync report --week --lang ar"
        })
final class ReportCommand implements Callable<Integer> {

    @Option(names = "--week", required = true, description = "the report of the last seven days")
    private boolean week;

    @Option(
            names = "--lang",
            defaultValue = "en",
            paramLabel = "en|ar",
            description = "in this language; without this, en")
    private String language = "en";

    @Option(names = "--organization", paramLabel = "ID", description = "whose; without this, of each")
    private @Nullable String organization;

    @Spec
    private @Nullable CommandSpec spec;

    @Override
    public Integer call() {
        if (!WeeklyReport.speaks(language)) {
            throw new WrongUsage("report: --lang is en or ar, not " + language);
        }
        return OneShot.looking(context -> print(context.getBean(WeeklyReport.class)));
    }

    private int print(WeeklyReport report) {
        List<String> known = report.organizations();
        if (organization != null && !known.contains(organization)) {
            throw new WrongUsage("report: there is no organization " + organization + "; there are " + known);
        }
        PrintWriter out = Objects.requireNonNull(spec).commandLine().getOut();
        known.stream()
                .filter(id -> organization == null || id.equals(organization))
                .map(id -> report.of(id, Locale.forLanguageTag(language)))
                .forEach(letter -> {
                    letter.paragraphs().forEach(paragraph -> out.println(String.join("\n", paragraph) + "\n"));
                    out.flush();
                });
        return TdsCommand.DONE;
    }
}
