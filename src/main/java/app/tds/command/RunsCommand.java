package app.tds.command;

import app.tds.command.TdsCommand.WrongUsage;
import app.tds.jobs.JobDefinitions;
import app.tds.pipeline.EstimatedEnd;
import app.tds.pipeline.RunHistory;
import app.tds.pipeline.RunHistory.Entry;
import app.tds.pipeline.RunHistory.Filter;
import app.tds.pipeline.RunHistory.State;
import java.io.PrintWriter;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.context.ApplicationContext;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

@Command(
        name = "runs",
        mixinStandardHelpOptions = true,
        description = {
            "Shows the runs that are and were, the newest first, and why some did not complete.",
            "Times are UTC. What a run reads and writes now, its row says already."
        })
final class RunsCommand implements Callable<Integer> {

    private static final List<String> HEADINGS = List.of(
            "run",
            "organization",
            "job",
            "mode",
            "state",
            "asked by",
            "started",
            "seconds",
            "read",
            "written",
            "deleted",
            "quarantined",
            "documents",
            "pages",
            "calls",
            "a second",
            "waited",
            "times",
            "node");
    private static final int FIRST_NUMBER = 7;
    private static final int MOST = 1000;

    @Parameters(arity = "0..1", paramLabel = "JOB", description = "only of this job")
    private @Nullable String job;

    @Option(names = "--organization", paramLabel = "ID", description = "only of this one")
    private @Nullable String organization;

    @Option(
            names = "--state",
            paramLabel = "STATE",
            description = "only those: running, parked, completed, failed, stopped, abandoned")
    private @Nullable State state;

    @Option(names = "--limit", paramLabel = "N", description = "how many, up to " + MOST + "; default: 20")
    private int limit = 20;

    @Spec
    private @Nullable CommandSpec spec;

    @Override
    public Integer call() {
        if (limit < 1 || limit > MOST) {
            throw new WrongUsage("--limit is between 1 and " + MOST);
        }
        return OneShot.with(this::print);
    }

    private int print(ApplicationContext context) {
        PrintWriter out = Objects.requireNonNull(spec).commandLine().getOut();
        JobDefinitions jobs = context.getBean(JobDefinitions.class);
        if (job != null && jobs.find(job).isEmpty()) {
            throw new WrongUsage("there is no job \"" + job + "\"; there are " + String.join(", ", jobs.names()));
        }
        List<Entry> runs = context.getBean(RunHistory.class)
                .page(new Filter(job, organization, null, state, null, null), Long.MAX_VALUE, limit);
        if (runs.isEmpty()) {
            out.println("There are no such runs.");
        } else {
            lines(runs).forEach(out::println);
        }
        out.flush();
        return TdsCommand.DONE;
    }

    static List<String> lines(List<Entry> runs) {
        List<List<String>> rows = new ArrayList<>();
        rows.add(HEADINGS);
        runs.forEach(entry -> rows.add(row(entry)));
        List<String> lines = TextTable.withoutSums(rows, FIRST_NUMBER, HEADINGS.size() - 2);
        for (Entry entry : runs) {
            Stream.of(Optional.ofNullable(entry.cause()), Optional.ofNullable(entry.notice()))
                    .flatMap(Optional::stream)
                    .forEach(
                            sentence -> lines.add("run " + entry.run().id() + ": " + sentence.replaceAll("\\s+", " ")));
        }
        return lines;
    }

    private static List<String> row(Entry entry) {
        var counts = entry.counts();
        Instant finished = entry.finishedAt();
        return List.of(
                "" + entry.run().id(),
                entry.run().organizationId(),
                entry.run().job(),
                mode(entry),
                state(entry),
                entry.run().askedBy().name(),
                entry.startedAt().truncatedTo(ChronoUnit.SECONDS).toString(),
                finished == null ? "" : SummaryTable.seconds(Duration.between(entry.startedAt(), finished)),
                SummaryTable.number(counts.read()),
                SummaryTable.number(counts.written()),
                SummaryTable.number(counts.deleted()),
                SummaryTable.number(counts.quarantined()),
                SummaryTable.number(entry.details()),
                SummaryTable.number(counts.pages()),
                SummaryTable.number(counts.calls()),
                entry.perSecond() == null ? "" : "" + entry.perSecond(),
                SummaryTable.seconds(entry.waited()),
                "" + entry.executions(),
                entry.node() == null ? "" : entry.node());
    }

    static String mode(Entry entry) {
        return entry.run().mode().name().toLowerCase(Locale.ROOT).replace('_', ' ');
    }

    static String state(Entry entry) {
        String phase = entry.state() == State.RUNNING && entry.phase() != null ? ": " + entry.phase() : "";
        EstimatedEnd end = entry.estimatedEnd();
        return entry.state().name().toLowerCase(Locale.ROOT)
                + phase
                + (end == null ? "" : " until about " + end.at().truncatedTo(ChronoUnit.SECONDS))
                + (entry.state() == State.RUNNING && entry.stopAskedBy() != null ? ", shall stop" : "");
    }
}
