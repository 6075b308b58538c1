package app.tds.command;

import app.tds.InvalidConfiguration;
import app.tds.command.Doctor.Finding;
import app.tds.command.Doctor.Verdict;
import app.tds.database.DatabaseState;
import java.io.PrintWriter;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.ApplicationRunner;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.support.GenericApplicationContext;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

@Command(
        name = "doctor",
        mixinStandardHelpOptions = true,
        description = {
            "Looks at everything that an installation needs, and changes nothing.",
            "Looks at configuration, database, tables, clocks, each connection and list with its scopes, the calls left,"
                    + " webhooks, schedules, and everything that raises an alert.",
            "A line begins with OK, PROBLEM or UNKNOWN, then names what was looked at, and ends with what to do."
                    + " Exits with 0 if everything is OK, 2 if the start would be refused, else with 1."
        })
final class DoctorCommand implements Callable<Integer> {

    @Spec
    private @Nullable CommandSpec spec;

    @Override
    public Integer call() {
        PrintWriter out = Objects.requireNonNull(spec).commandLine().getOut();
        List<Finding> findings;
        boolean refused = false;
        try (ConfigurableApplicationContext context = StartFailure.withoutRefusals(DoctorCommand::started)) {
            findings = context.getBean(Doctor.class).findings();
        } catch (RuntimeException failure) {
            refused = true;
            findings = refusal(failure).problems().stream()
                    .map(DoctorCommand::finding)
                    .toList();
        }
        findings.forEach(out::println);
        long problems = count(findings, Verdict.PROBLEM);
        long unknown = count(findings, Verdict.UNKNOWN);
        boolean well = problems + unknown == 0;
        out.println();
        out.println(
                well
                        ? "Everything is well."
                        : "Problems: " + problems + (unknown == 0 ? "" : "; not known yet: " + unknown));
        out.flush();
        return well ? TdsCommand.DONE : refused ? TdsCommand.WRONG : TdsCommand.FAILED;
    }

    private static long count(List<Finding> findings, Verdict verdict) {
        return findings.stream().filter(finding -> finding.verdict() == verdict).count();
    }

    /** Events that are published once the application is ready need tables, so the tables are looked at before. */
    private static ConfigurableApplicationContext started() {
        return OneShot.application("doctor", "off", Map.of("spring.liquibase.enabled", "false"))
                .initializers((GenericApplicationContext context) -> context.registerBean(
                        "tables", ApplicationRunner.class, () -> arguments -> refuseWithoutTables(context)))
                .run();
    }

    private static void refuseWithoutTables(ConfigurableApplicationContext context) {
        List<String> problems = context.getBean(DatabaseState.class).problemsOfTables();
        if (!problems.isEmpty()) {
            throw new InvalidConfiguration(
                    problems.stream().map(problem -> "schema: " + problem).toList());
        }
    }

    private static Finding finding(String problem) {
        String[] parts = problem.split(": ", 2);
        return new Finding(parts[0], false, parts[parts.length - 1]);
    }

    private static InvalidConfiguration refusal(RuntimeException failure) {
        return Stream.iterate((Throwable) failure, Objects::nonNull, Throwable::getCause)
                .filter(InvalidConfiguration.class::isInstance)
                .map(InvalidConfiguration.class::cast)
                .findFirst()
                .orElseThrow(() -> failure);
    }
}
