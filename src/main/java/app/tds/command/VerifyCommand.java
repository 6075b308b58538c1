package app.tds.command;

import app.tds.PlainTime;
import app.tds.jobs.JobDefinitions;
import app.tds.mirror.Organizations;
import app.tds.pipeline.AskedBy;
import app.tds.pipeline.RunMode;
import app.tds.pipeline.Selection;
import app.tds.pipeline.Verification;
import app.tds.pipeline.Verifications;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.springframework.context.ConfigurableApplicationContext;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(
        name = "verify",
        mixinStandardHelpOptions = true,
        description = {
            "Compares every row and every part with what Zoho said, as kept in etl.payloads, field by field, without a call.",
            "A full import does the same with every row that it lists, a delta with what has changed. What differs is in"
                    + " etl.differences; the process that serves asks Zoho for each such record once and puts it right.",
            "With --source, Zoho itself is asked: for count and sums where it says them, which takes a call while they agree;"
                    + " else for documents that are chosen by chance.",
            "Exits with 1 if something differs.",
            ""
        },
        footer = {
            "",
            "Examples:",
            "  verify                        every table",
            "  verify invoices payments",
            "  verify invoices --source"
        })
final class VerifyCommand implements Callable<Integer> {

    @Mixin
    private JobChoice choice = new JobChoice();

    @Option(names = "--source", description = "asks Zoho, within the share of the calls that proofs have")
    private boolean source;

    @Override
    public Integer call() {
        return source ? OneShot.with("verify", "warn", this::verify) : FromKept.with(this::verify);
    }

    private int verify(ConfigurableApplicationContext context) {
        PrintStream out = Terminal.out();
        List<String> jobs = choice.names(context.getBean(JobDefinitions.class));
        var organizations = choice.of(context.getBean(Organizations.class).all());
        Imports.Outcome outcome = context.getBean(Imports.class)
                .run(Imports.requests(
                        jobs,
                        organizations,
                        source ? RunMode.COMPARE : RunMode.VERIFY,
                        Selection.NONE,
                        AskedBy.COMMAND));
        Verifications verifications = context.getBean(Verifications.class);
        List<Verification> done = outcome.finished().stream()
                .map(finished -> verifications.of(finished.run().id()))
                .flatMap(Optional::stream)
                .toList();
        lines(done).forEach(out::println);
        SummaryTable.remarks(outcome.finished()).forEach(out::println);
        outcome.refused().forEach(out::println);
        boolean equal = done.stream().allMatch(verification -> verification.differing() == 0);
        return outcome.everythingDone() && equal ? TdsCommand.DONE : TdsCommand.FAILED;
    }

    /** A line for each job; below, why a job is not verified further. */
    static List<String> lines(List<Verification> done) {
        boolean several =
                done.stream().map(Verification::organizationId).distinct().count() > 1;
        List<List<String>> rows = new ArrayList<>();
        rows.add(List.of("job", "compared", "equal", "differing", "verified through"));
        List<String> held = new ArrayList<>();
        for (Verification one : done) {
            String name = (several ? one.organizationId() + " " : "") + one.job();
            rows.add(List.of(
                    name,
                    SummaryTable.number(one.compared()),
                    SummaryTable.number(one.equal()),
                    SummaryTable.number(one.differing()),
                    one.verifiedThrough() == null ? "never" : PlainTime.utc(one.verifiedThrough())));
            if (one.heldBy() != null) {
                held.add(name + " is not verified further: " + one.heldBy() + ".");
            }
        }
        List<String> lines = new ArrayList<>(TextTable.withoutSums(rows, "compared", "differing"));
        if (!held.isEmpty()) {
            lines.add("");
            lines.addAll(held);
        }
        return lines;
    }
}
