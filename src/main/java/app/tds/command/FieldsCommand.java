package app.tds.command;

import app.tds.command.TdsCommand.WrongUsage;
import app.tds.jobs.JobDefinition;
import app.tds.jobs.JobDefinitions;
import app.tds.mirror.Organization;
import app.tds.mirror.Organizations;
import app.tds.pipeline.KeptFields;
import app.tds.source.FieldUse;
import app.tds.source.FieldUse.Use;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.context.ConfigurableApplicationContext;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

@Command(
        name = "fields",
        mixinStandardHelpOptions = true,
        description = {
            "Shows which fields of the payloads at hand no column takes, and how often a field holds a value.",
            "It reads what is kept and makes no call. Example: tds-zoho-sync fields invoices --all"
        })
final class FieldsCommand implements Callable<Integer> {

    private static final int MOST_RECORDS = 1_000_000;

    @Mixin
    private JobChoice choice = new JobChoice();

    @Option(names = "--all", description = "shows the fields that are in columns as well")
    private boolean all;

    @Option(
            names = "--records",
            paramLabel = "N",
            defaultValue = "2000",
            description = "how many records are looked at, the last modified first; default: ${DEFAULT-VALUE}")
    private int records;

    @Spec
    private @Nullable CommandSpec spec;

    @Override
    public Integer call() {
        if (records < 1 || records > MOST_RECORDS) {
            throw new WrongUsage("--records: " + records + " is not between 1 and " + MOST_RECORDS);
        }
        return FromKept.with(this::print);
    }

    private int print(ConfigurableApplicationContext context) {
        PrintWriter out = Objects.requireNonNull(spec).commandLine().getOut();
        KeptFields kept = context.getBean(KeptFields.class);
        List<String> jobs = choice.names(context.getBean(JobDefinitions.class));
        for (Organization organization :
                choice.of(context.getBean(Organizations.class).all())) {
            for (List<JobDefinition> list : kept.byList(jobs)) {
                FieldUse use = kept.of(list, organization.organizationId(), records);
                String names = list.stream().map(JobDefinition::name).collect(Collectors.joining(", "));
                print(out, names + " of organization " + organization.organizationId(), use, all);
            }
        }
        return TdsCommand.DONE;
    }

    static void print(PrintWriter out, String subject, FieldUse use, boolean all) {
        out.println(subject + ", list rows: " + SummaryTable.number(use.rows()) + ", documents: "
                + SummaryTable.number(use.documents()));
        List<Use> shown = new ArrayList<>(use.onlyInPayload());
        if (shown.isEmpty()) {
            out.println("  Every field that holds a value is in a column.");
        }
        if (all) {
            use.all().stream().filter(Use::inColumn).forEach(shown::add);
        }
        if (!shown.isEmpty()) {
            table(use, shown).forEach(line -> out.println("  " + line));
        }
    }

    private static List<String> table(FieldUse use, List<Use> shown) {
        List<List<String>> rows = new ArrayList<>();
        rows.add(List.of("field", "column", "rows", "documents"));
        for (Use field : shown) {
            rows.add(List.of(
                    field.path(),
                    field.inColumn() ? "yes" : "no",
                    share(field.rows(), use.rows()),
                    share(field.documents(), use.documents())));
        }
        return TextTable.withoutSums(rows, 2, 3);
    }

    /** In percent, rounded up: what is there now and then is not never. */
    private static String share(int some, int all) {
        return some == 0 ? "" : (100L * some + all - 1) / all + " %";
    }
}
