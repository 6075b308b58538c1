package app.tds.bench;

import app.tds.ApplicationProcess;
import app.tds.RunningApplication;
import app.tds.TestDatabase;
import app.tds.sandbox.Call;
import app.tds.sandbox.CompanySize;
import app.tds.sandbox.Limits;
import app.tds.sandbox.Sandbox;
import app.tds.sandbox.SandboxSettings;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * How much of Zoho's limit one and three processes use, importing three organizations at once from a sandbox as strict as
 * Zoho, in real time: about four minutes each.
 */
public final class LimitsBenchmark {

    private static final List<String> JOBS = List.of("invoices", "orders", "bills");
    private static final CompanySize SIZE = new CompanySize(5, 5, 300, 300, 300);
    private static final int ROWS_A_PAGE = 3;

    private LimitsBenchmark() {}

    /** Measures and prints a table. */
    public static void main(String[] args) throws IOException {
        PrintStream out = System.out;
        out.println("| processes | organization | calls | calls a minute | refused (429) | tokens asked for |");
        out.println("|--:|---|--:|--:|--:|--:|");
        for (int processes : List.of(1, 3)) {
            measure(processes, out);
        }
        System.exit(0);
    }

    private static void measure(int processes, PrintStream out) throws IOException {
        Path folder = Files.createTempDirectory("tds-limits");
        Path jobs = smallPages(folder);
        TestDatabase database = TestDatabase.create();
        try (Sandbox sandbox = Sandbox.start(
                SandboxSettings.tiny().withCompanies(SIZE, SIZE, SIZE).withLimits(Limits.zoho()), Clock.systemUTC())) {
            Map<String, String> settings = RunningApplication.settings(sandbox, database);
            settings.put("tds.zoho.calls-per-minute", "100");
            settings.put("tds.jobs.location", jobs.toUri().toString());
            List<ApplicationProcess> running = new ArrayList<>();
            for (int i = 0; i < processes; i++) {
                running.add(ApplicationProcess.start(folder, settings, arguments(i, processes)));
            }
            for (ApplicationProcess process : running) {
                int exit = process.exitCode(Duration.ofMinutes(10));
                if (exit != 0) {
                    out.println("a process ended with " + exit + ":\n" + process.output());
                }
            }
            sandbox.organizationIds().forEach(organization -> report(processes, organization, sandbox, out));
        }
    }

    /** A page is a call: small ones make enough of them. */
    private static Path smallPages(Path folder) throws IOException {
        Path jobs = Files.createDirectories(folder.resolve("jobs"));
        for (String job : JOBS) {
            Files.copy(Path.of("jobs", job + ".yaml"), jobs.resolve(job + ".yaml"));
        }
        Files.writeString(
                jobs.resolve("_defaults.yaml"),
                Files.readString(Path.of("jobs/_defaults.yaml"))
                        .replace("page-size: 200", "page-size: " + ROWS_A_PAGE));
        return jobs;
    }

    /** One process runs all jobs; of several, each runs its share of them, for all organizations. */
    private static String[] arguments(int process, int processes) {
        List<String> arguments = new ArrayList<>(List.of("sync"));
        for (int i = process; i < JOBS.size(); i += processes) {
            arguments.add(JOBS.get(i));
        }
        return arguments.toArray(String[]::new);
    }

    private static void report(int processes, String organization, Sandbox sandbox, PrintStream out) {
        List<Call> calls = sandbox.calls().all();
        List<Instant> times = calls.stream()
                .filter(call -> organization.equals(call.query().get("organization_id")))
                .map(Call::at)
                .sorted()
                .toList();
        int counted = times.size() * 9 / 10;
        Duration took = Duration.between(times.get(0), times.get(counted));
        out.printf(
                "| %d | %s | %d | %.1f | %d | %d |%n",
                processes,
                organization,
                times.size(),
                counted * 60_000.0 / took.toMillis(),
                calls.stream().filter(call -> call.status() == 429).count(),
                calls.stream().filter(call -> call.path().startsWith("/oauth")).count());
    }
}
