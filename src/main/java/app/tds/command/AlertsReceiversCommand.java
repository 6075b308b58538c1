package app.tds.command;

import app.tds.PlainTime;
import app.tds.notification.SelfTest;
import app.tds.notification.SelfTest.Way;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

@Command(
        name = "receivers",
        mixinStandardHelpOptions = true,
        description = "Shows who is told of alerts, by which ways, and whether the last messages arrived.")
final class AlertsReceiversCommand implements Callable<Integer> {

    static final String NOBODY = "Nobody is told of alerts: name receivers in receivers.yaml beside the job files.";

    @Mixin
    private Json json = new Json();

    @Spec
    private @Nullable CommandSpec spec;

    @Override
    public Integer call() {
        return OneShot.with(SelfTest.class, test -> {
            PrintWriter out = Objects.requireNonNull(spec).commandLine().getOut();
            List<Way> ways = test.ways();
            if (json.isWanted()) {
                Json.print(out, ways);
            } else if (ways.isEmpty()) {
                out.println(NOBODY);
            } else {
                TextTable.withoutSums(rows(ways), 1, 0).forEach(out::println);
            }
            out.flush();
            return TdsCommand.DONE;
        });
    }

    private static List<List<String>> rows(List<Way> ways) {
        List<List<String>> rows = new ArrayList<>();
        rows.add(List.of("receiver", "by", "language", "last arrived", "state"));
        ways.forEach(way -> rows.add(List.of(
                way.receiver(),
                way.channel(),
                way.language(),
                way.delivered() == null ? "never" : PlainTime.utc(way.delivered()),
                way.failures() == 0 ? "ok" : "fails: " + Objects.requireNonNullElse(way.reason(), "?"))));
        return rows;
    }
}
