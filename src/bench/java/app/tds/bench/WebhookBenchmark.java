package app.tds.bench;

import app.tds.ServingApplication;
import app.tds.TestDatabase;
import app.tds.database.DatabaseLocation;
import app.tds.sandbox.Company;
import app.tds.sandbox.CompanySize;
import app.tds.sandbox.Sandbox;
import app.tds.sandbox.SandboxSettings;
import java.io.PrintStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.postgresql.ds.PGSimpleDataSource;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.util.FileSystemUtils;

/**
 * How many webhooks a second are durably taken, and how long one waits for its answer, beside a floor measured in the same
 * run: single-row inserts of the same bytes by pgbench, each a commit of its own, from as many connections; both as fast
 * as they can, and at random moments with a given rate. The application is alone in this process, with the database it
 * brings along.
 *
 * <p>Arguments: how many deliveries, how many rounds.
 */
public final class WebhookBenchmark {

    static final String SECRET = "benchwebhooksecret";
    private static final int CONNECTIONS = 32;
    private static final int PER_SECOND = 1_000;

    private final ServingApplication application;
    private final DatabaseLocation database;
    private final JdbcClient jdbc;
    private final long postmaster;
    private final String document;
    private final int count;
    private final Path folder;
    private PrintStream out = new PrintStream(PrintStream.nullOutputStream());

    private WebhookBenchmark(ServingApplication application, String document, int count, Path folder) throws Exception {
        this.application = application;
        this.database = application.bean(DatabaseLocation.class);
        this.jdbc = application.bean(JdbcClient.class);
        this.postmaster = Long.parseLong(
                Files.readAllLines(Objects.requireNonNull(database.dataFolder()).resolve("postmaster.pid"))
                        .get(0));
        this.document = document;
        this.count = count;
        this.folder = folder;
    }

    /** Measures and prints a table. */
    public static void main(String[] args) throws Exception {
        int count = Math.min(20_000, args.length > 0 ? Integer.parseInt(args[0]) : 20_000);
        int rounds = args.length > 1 ? Integer.parseInt(args[1]) : 3;
        Path folder = Files.createTempDirectory("tds-bench");
        try (Sandbox sandbox = Sandbox.start(
                        SandboxSettings.tiny().withCompanies(new CompanySize(100, 30, 300, 10, 10)),
                        Clock.systemUTC());
                ServingApplication application = serve(sandbox, folder)) {
            Company company = sandbox.company(sandbox.organizationIds().get(0));
            String document =
                    company.detail("invoices", company.ids("invoices").get(0)).toString();
            new WebhookBenchmark(application, document, count, folder).run(rounds);
        } finally {
            FileSystemUtils.deleteRecursively(folder);
        }
        System.exit(0);
    }

    /** The application with the database it brings along, in a folder. */
    static ServingApplication serve(Sandbox sandbox, Path folder, String... more) {
        List<String> settings = new ArrayList<>(List.of(more));
        settings.add("tds.zoho.refresh-token=" + sandbox.refreshToken());
        settings.add("tds.database.home=" + folder.resolve("postgres"));
        settings.add("tds.webhooks.secrets." + sandbox.organizationIds().get(0) + "=" + SECRET);
        settings.add("tds.webhooks.per-minute=9999999");
        return ServingApplication.start(
                sandbox,
                new TestDatabase(new PGSimpleDataSource(), ""),
                Clock.systemUTC(),
                settings.toArray(String[]::new));
    }

    private void run(int rounds) throws Exception {
        jdbc.sql("create table bench_floor (id bigint generated always as identity primary key, body bytea)")
                .update();
        for (int round = 0; round <= rounds; round++) {
            if (round == 1) {
                out = System.out;
                out.println(
                        "| what | per second | p50 ms | p95 ms | p99 ms | most ms | CPU µs each: Java | PostgreSQL |");
                out.println("|---|--:|--:|--:|--:|--:|--:|--:|");
            }
            for (int rate : new int[] {0, PER_SECOND}) {
                String pace = rate == 0 ? "as fast as it can" : "at " + rate + "/s";
                measure("single-row inserts by pgbench, " + pace, count, () -> inserts(rate));
                String name = round + "-" + rate;
                measure("deliveries over HTTP, " + pace, WebhookSender.WARM_UP + count, () -> deliveries(rate, name));
            }
        }
    }

    private Latencies inserts(int rate) throws Exception {
        return Pgbench.run(database, document.getBytes(StandardCharsets.UTF_8), count, CONNECTIONS, rate, folder);
    }

    private Latencies deliveries(int rate, String name) throws Exception {
        URI address = application.address("/api/v1/tds/webhooks/zoho/invoices");
        Latencies latencies = WebhookSender.run(address, SECRET, document, name, count, CONNECTIONS, rate);
        long kept = jdbc.sql("select count(*) from etl.inbox where body is not null")
                .query(Long.class)
                .single();
        if (kept != WebhookSender.WARM_UP + count) {
            throw new IllegalStateException("kept " + kept + " of " + (WebhookSender.WARM_UP + count));
        }
        return latencies;
    }

    private void measure(String what, int times, Callable<Latencies> work) throws Exception {
        jdbc.sql("truncate etl.inbox, bench_floor").update();
        jdbc.sql("checkpoint").update();
        CpuTime before = CpuTime.now(postmaster);
        Latencies measured = work.call();
        CpuTime used = CpuTime.now(postmaster).since(before);
        out.printf(
                "| %s | %,.0f | %.1f | %.1f | %.1f | %.1f | %.0f | %.0f |%n",
                what,
                measured.perSecond(),
                measured.p50(),
                measured.p95(),
                measured.p99(),
                measured.most(),
                used.java() * 1e6 / times,
                used.postgres() * 1e6 / times);
    }
}
