package app.tds.command;

import app.tds.PlainTime;
import app.tds.command.TdsCommand.WrongUsage;
import app.tds.mirror.ComparedField;
import app.tds.pipeline.CheckedRecord;
import app.tds.pipeline.CheckedRecord.State;
import app.tds.pipeline.RecordCheck;
import app.tds.pipeline.RecordCheck.Cost;
import app.tds.pipeline.RecordCheck.NotChecked;
import java.io.PrintWriter;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

@Command(
        name = "check",
        mixinStandardHelpOptions = true,
        description = {
            "Asks Zoho for one record and shows mirror and Zoho side by side, field by field, with its parts.",
            "It takes one call, two if the mirror has no such record. A field that differs though both have the same"
                    + " version is repaired by the process that serves.",
            "Exits with 0 if both are equal, else with 1.",
            ""
        },
        footer = {
            "",
            "Examples:",
            "  check invoices INV-001494",
            "  check customers 4815000000044208 --all",
            "  check products SKU-0007 --organization 10234695 --json"
        })
final class CheckCommand implements Callable<Integer> {

    private static final int WIDEST = 40;

    @Parameters(index = "0", paramLabel = "JOB", description = "the job that mirrors the record")
    private String job = "";

    @Parameters(index = "1", paramLabel = "RECORD", description = "its number, name or id")
    private String record = "";

    @Option(names = "--organization", paramLabel = "ID", description = "whose record; needed if there are several")
    private @Nullable String organization;

    @Option(names = "--all", description = "shows the fields that are equal as well")
    private boolean all;

    @Mixin
    private Json json = new Json();

    @Spec
    private @Nullable CommandSpec spec;

    @Override
    public Integer call() {
        return OneShot.with(RecordCheck.class, this::check);
    }

    private int check(RecordCheck check) {
        PrintWriter out = Objects.requireNonNull(spec).commandLine().getOut();
        try {
            String of = organization(check);
            if (!json.isWanted()) {
                out.println(costs(check.cost(job, of, record)));
                out.flush();
            }
            CheckedRecord checked = check.check(job, of, record);
            if (json.isWanted()) {
                Json.print(out, checked);
            } else {
                lines(checked, all).forEach(out::println);
                out.flush();
            }
            return checked.state() == State.EQUAL || checked.state() == State.GONE
                    ? TdsCommand.DONE
                    : TdsCommand.FAILED;
        } catch (NotChecked refused) {
            throw new WrongUsage(String.valueOf(refused.getMessage()));
        }
    }

    private String organization(RecordCheck check) {
        List<String> known = check.organizations();
        if (organization == null && known.size() != 1) {
            throw new WrongUsage("say --organization with one of " + known);
        }
        return organization == null ? known.get(0) : organization;
    }

    static String costs(Cost cost) {
        return "This asks Zoho " + (cost.calls() == 1 ? "once" : "up to " + cost.calls() + " times")
                + (cost.left() == null
                        ? "."
                        : "; " + SummaryTable.number(cost.left()) + " calls of today are left for checks.");
    }

    /** The record, its fields, and what it all means. */
    static List<String> lines(CheckedRecord checked, boolean all) {
        List<String> lines = new ArrayList<>();
        lines.add(checked.job() + " " + checked.record() + (checked.name() == null ? "" : " (" + checked.name() + ")")
                + " of organization " + checked.organization() + ": " + checked.sentence());
        lines.add("version here: " + time(checked.modifiedHere()) + ", at Zoho: " + time(checked.modifiedThere())
                + ", row written: " + time(checked.writtenAt()));
        if (checked.since() != null) {
            lines.add("differs since: " + PlainTime.utc(checked.since()));
        }
        List<ComparedField> shown = all ? checked.fields() : checked.differences();
        if (!shown.isEmpty()) {
            lines.add("");
            lines.addAll(table(shown));
        }
        lines.add("");
        lines.add(SummaryTable.number(checked.fields().size()) + " fields compared, "
                + SummaryTable.number(checked.differing()) + " differ; " + SummaryTable.number(checked.calls())
                + (checked.calls() == 1 ? " call." : " calls."));
        if (!checked.notCompared().isEmpty()) {
            lines.add("Only the list says these, so they are not compared: " + String.join(", ", checked.notCompared())
                    + ".");
        }
        return lines;
    }

    private static List<String> table(List<ComparedField> fields) {
        List<List<String>> rows = new ArrayList<>();
        rows.add(List.of("", "table", "part", "field", "here", "at Zoho"));
        for (ComparedField field : fields) {
            rows.add(List.of(
                    field.equal() ? "=" : "DIFFERS",
                    field.table(),
                    field.part(),
                    field.field(),
                    shown(field.here()),
                    shown(field.there())));
        }
        return TextTable.withoutSums(rows, -1, -1);
    }

    private static String shown(@Nullable String value) {
        String line = value == null ? "nothing" : value.replaceAll("\\s+", " ");
        return line.length() > WIDEST ? line.substring(0, WIDEST - 1) + "…" : line;
    }

    private static String time(@Nullable Instant time) {
        return time == null ? "none" : PlainTime.utc(time);
    }
}
