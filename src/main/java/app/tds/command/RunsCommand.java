package app.tds.command;

import app.tds.PlainTime;
import app.tds.command.TdsCommand.WrongUsage;
import app.tds.jobs.JobDefinitions;
import app.tds.mirror.Organization;
import app.tds.mirror.Organizations;
import app.tds.pipeline.EstimatedEnd;
import app.tds.pipeline.RunAnswer;
import app.tds.pipeline.RunHistory;
import app.tds.pipeline.RunHistory.Entry;
import app.tds.pipeline.RunHistory.Filter;
import app.tds.pipeline.RunHistory.State;
import java.io.PrintWriter;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.context.ApplicationContext;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

@Command(
        name = "runs",
        mixinStandardHelpOptions = true,
        description = {
            "Shows runs, past and present, the newest first, and why some did not complete.",
            "Times are in the zone of the organization. A run that goes on shows what is done so far.",
            "With --wide: \"waited\" is the share of the run's time in which a limit of Zoho was the brake."
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
            "took",
            "read",
            "written",
            "deleted",
            "unusable",
            "documents",
            "pages",
            "calls",
            "records/s",
            "waited",
            "executions",
            "node");
    private static final List<String> NARROW =
            List.of("run", "job", "mode", "state", "started", "took", "read", "written");
    private static final List<String> NARROW_OF_SEVERAL =
            List.of("run", "organization", "job", "state", "started", "read", "written");
    private static final int MOST = 1000;

    @Parameters(arity = "0..1", paramLabel = "JOB", description = "only of this job")
    private @Nullable String job;

    @Option(names = "--organization", paramLabel = "ID", description = "only of this one")
    private @Nullable String organization;

    @Option(
            names = "--state",
            paramLabel = "STATE",
            description = "only runs in this state: running, parked, completed, failed, stopped, abandoned")
    private @Nullable State state;

    @Option(names = "--limit", paramLabel = "N", description = "how many, up to " + MOST + "; default: 20")
    private int limit = 20;

    @Mixin
    private WideOption wide = new WideOption();

    @Mixin
    private Json json = new Json();

    @Spec
    private @Nullable CommandSpec spec;

    @Override
    public Integer call() {
        if (limit < 1 || limit > MOST) {
            throw new WrongUsage("--limit is between 1 and " + MOST);
        }
        return OneShot.looking(this::print);
    }

    private int print(ApplicationContext context) {
        PrintWriter out = Objects.requireNonNull(spec).commandLine().getOut();
        JobDefinitions jobs = context.getBean(JobDefinitions.class);
        if (job != null && jobs.find(job).isEmpty()) {
            throw new WrongUsage("there is no job \"" + job + "\"; there are " + String.join(", ", jobs.names()));
        }
        List<Entry> runs = context.getBean(RunHistory.class)
                .page(new Filter(job, organization, null, state, null, null), Long.MAX_VALUE, limit);
        if (json.isWanted()) {
            Json.print(out, runs.stream().map(RunAnswer::of).toList());
        } else if (runs.isEmpty()) {
            out.println("There are no such runs.");
        } else {
            Map<String, ZoneId> zones = context.getBean(Organizations.class).all().stream()
                    .collect(Collectors.toMap(Organization::organizationId, Organization::timeZone));
            lines(runs, zones, wide.wide(), context.getBean(Clock.class).instant())
                    .forEach(out::println);
        }
        out.flush();
        return TdsCommand.DONE;
    }

    static List<String> lines(List<Entry> runs, Map<String, ZoneId> zones, Wide wide, Instant now) {
        List<List<String>> rows = new ArrayList<>();
        rows.add(HEADINGS);
        for (Entry entry : runs) {
            ZoneId zone = zones.getOrDefault(entry.run().organizationId(), ZoneOffset.UTC);
            rows.add(row(entry, wide, wide.time(entry.startedAt(), zone, now)));
        }
        boolean several = runs.stream()
                        .map(entry -> entry.run().organizationId())
                        .distinct()
                        .count()
                > 1;
        List<String> lines = new ArrayList<>(TextTable.withoutSums(
                wide.of(rows, several ? NARROW_OF_SEVERAL : NARROW),
                wide.isWide() || !several ? "took" : "read",
                wide.isWide() ? "executions" : "written"));
        lines.add("");
        zones.values().stream()
                .distinct()
                .map(zone -> Wide.zone(zone, now))
                .sorted()
                .limit(several ? 0 : 1)
                .forEach(lines::add);
        for (Entry entry : runs) {
            goingOn(entry, zones, wide).ifPresent(lines::add);
            Stream.of(Optional.ofNullable(entry.cause()), Optional.ofNullable(entry.notice()))
                    .flatMap(Optional::stream)
                    .forEach(
                            sentence -> lines.add("run " + entry.run().id() + ": " + sentence.replaceAll("\\s+", " ")));
        }
        return lines;
    }

    /** What has no room in the table of a run that goes on. */
    private static Optional<String> goingOn(Entry entry, Map<String, ZoneId> zones, Wide wide) {
        if (wide.isWide() || entry.state() != State.RUNNING) {
            return Optional.empty();
        }
        EstimatedEnd end = entry.estimatedEnd();
        ZoneId zone = zones.getOrDefault(entry.run().organizationId(), ZoneOffset.UTC);
        return Optional.of("run " + entry.run().id() + ": "
                + (entry.phase() == null ? "waits to begin" : "in step " + entry.phase())
                + (end == null ? "" : ", until about " + PlainTime.in(zone, end.at()))
                + (entry.stopAskedBy() == null ? "" : ", shall stop"));
    }

    private static List<String> row(Entry entry, Wide wide, String started) {
        var counts = entry.counts();
        return List.of(
                "" + entry.run().id(),
                entry.run().organizationId(),
                entry.run().job(),
                mode(entry),
                state(entry, wide),
                entry.run().askedBy().name(),
                started,
                entry.finishedAt() == null
                        ? ""
                        : PlainTime.text(Duration.between(entry.startedAt(), entry.finishedAt())),
                SummaryTable.number(counts.read()),
                SummaryTable.number(counts.written()),
                SummaryTable.number(counts.deleted()),
                SummaryTable.number(counts.quarantined()),
                SummaryTable.number(entry.details()),
                SummaryTable.number(counts.pages()),
                SummaryTable.number(counts.calls()),
                entry.perSecond() == null ? "" : "" + entry.perSecond(),
                entry.waitedShare() + " %",
                "" + entry.executions(),
                entry.node() == null ? "" : entry.node());
    }

    static String mode(Entry entry) {
        return entry.run().mode().name().toLowerCase(Locale.ROOT).replace('_', ' ');
    }

    static String state(Entry entry, Wide wide) {
        if (!wide.isWide()) {
            return entry.state().name().toLowerCase(Locale.ROOT);
        }
        String phase = entry.state() == State.RUNNING && entry.phase() != null ? ": " + entry.phase() : "";
        EstimatedEnd end = entry.estimatedEnd();
        return entry.state().name().toLowerCase(Locale.ROOT)
                + phase
                + (end == null ? "" : " until about " + PlainTime.utc(end.at()))
                + (entry.state() == State.RUNNING && entry.stopAskedBy() != null ? ", shall stop" : "");
    }
}
