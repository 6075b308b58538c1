package app.tds.bench;

import app.tds.TdsApplication;
import app.tds.database.DatabaseLocation;
import app.tds.launch.LaunchRequest;
import app.tds.launch.Launcher;
import app.tds.launch.OrganizationRefresh;
import app.tds.pipeline.AskedBy;
import app.tds.pipeline.RunCounts;
import app.tds.pipeline.RunFinished;
import app.tds.pipeline.RunMode;
import java.io.IOException;
import java.io.PrintStream;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.Comparator;
import java.util.Objects;
import java.util.Properties;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.jdbc.autoconfigure.JdbcConnectionDetails;
import org.springframework.context.ConfigurableApplicationContext;

/**
 * Rows per second of raw COPY, of this application and of a textbook job, in interleaved rounds on emptied tables.
 *
 * <p>Arguments: how many invoices, how many rounds. Everything runs in the database the application brings along.
 */
public final class ThroughputBenchmark {

    private static final String BASELINE = "raw COPY, text";

    /** A first import is more than a list: its rows are read back and compared as well. */
    private static final String STEPS = """
            select string_agg(step_name || ' ' || round(extract(epoch from end_time - start_time), 2) || ' s', ', '
              order by step_execution_id)
            from batch.batch_step_execution
            where job_execution_id = (select max(job_execution_id) from batch.batch_step_execution)""";

    private final PrintStream out = System.out;
    private final int invoices;
    private final int rounds;
    private Measurements measurements = new Measurements();

    private ThroughputBenchmark(int invoices, int rounds) {
        this.invoices = invoices;
        this.rounds = rounds;
    }

    /** Measures and prints a table. */
    public static void main(String[] args) throws Exception {
        int invoices = args.length > 0 ? Integer.parseInt(args[0]) : 100_000;
        int rounds = args.length > 1 ? Integer.parseInt(args[1]) : 3;
        Path folder = Files.createTempDirectory("tds-bench");
        int exit = 0;
        try (SandboxProcess sandbox = SandboxProcess.start(invoices)) {
            new ThroughputBenchmark(invoices, rounds).run(sandbox, folder);
        } catch (Exception failure) {
            failure.printStackTrace();
            exit = 1;
        } finally {
            delete(folder);
        }
        System.exit(exit);
    }

    private void run(SandboxProcess sandbox, Path folder) throws Exception {
        sandbox.readEverything(invoices);
        long begin = System.nanoTime();
        long bytes = sandbox.readEverything(invoices);
        double seconds = (System.nanoTime() - begin) / 1e9;
        out.printf(
                "sandbox alone: %,.0f rows/s, one page of 200 at a time; %,d bytes a row%n",
                invoices / seconds, bytes / invoices);
        try (ConfigurableApplicationContext context = start(sandbox, folder)) {
            measure(sandbox, folder, context);
        }
    }

    private static ConfigurableApplicationContext start(SandboxProcess sandbox, Path folder) {
        var settings = new Properties();
        settings.putAll(sandbox.settings());
        settings.setProperty("spring.datasource.url", "");
        settings.setProperty("tds.database.home", folder.resolve("postgres").toString());
        settings.setProperty("tds.zoho.calls-per-minute", "0");
        settings.setProperty("logging.threshold.console", "error");
        settings.setProperty("logging.file.name", folder.resolve("tds.log").toString());
        var application = new SpringApplicationBuilder(TdsApplication.class).web(WebApplicationType.NONE);
        return application.run(settings.entrySet().stream()
                .map(it -> "--" + it.getKey() + "=" + it.getValue())
                .toArray(String[]::new));
    }

    private void measure(SandboxProcess sandbox, Path folder, ConfigurableApplicationContext context) throws Exception {
        DatabaseLocation database = context.getBean(DatabaseLocation.class);
        String url = url(context.getBean(JdbcConnectionDetails.class));
        long postmaster = Long.parseLong(
                Files.readAllLines(Objects.requireNonNull(database.dataFolder()).resolve("postmaster.pid"))
                        .get(0));
        context.getBean(OrganizationRefresh.class).refresh();
        Launcher launcher = context.getBean(Launcher.class);
        Callable<Long> sync = () -> run(launcher, sandbox.organization(), RunMode.FULL);
        Callable<Long> replay = () -> run(launcher, sandbox.organization(), RunMode.REPLAY);
        Callable<Long> shadow = () -> run(launcher, sandbox.organization(), RunMode.SHADOW);
        time("this application, first import", postmaster, sync);
        RawCopy raw = RawCopy.of(url, folder);
        Textbook textbook = Textbook.of(sandbox, context, url);
        for (int round = 0; round <= rounds; round++) {
            empty(url);
            time(BASELINE, postmaster, raw::text);
            time("raw COPY, binary", postmaster, raw::binary, url, "bench.indexed");
            time("raw COPY, text, no index but the primary key", postmaster, raw::textKeyOnly, url, "bench.keyed");
            time("raw COPY, text, rows and payloads", postmaster, raw::textWithPayloads, url, "bench.indexed");
            time("this application, first import", postmaster, sync, url, "tds.invoices");
            out.println("steps of that import: " + query(url, STEPS));
            time("this application, re-import, nothing changed", postmaster, sync);
            time("this application, replay, nothing changed", postmaster, replay);
            time("this application, replay, every row changed", postmaster, changed(url, replay));
            time("this application, shadow replay, every row changed", postmaster, changed(url, shadow));
            time("textbook job, first import", postmaster, textbook::run, url, "bench.textbook");
            time("textbook job, re-import, nothing changed", postmaster, textbook::run);
            out.println(round == 0 ? "warm-up, not counted:" : "after round " + round + ":");
            out.println(measurements.table(BASELINE));
            if (round == 0) {
                measurements = new Measurements();
            }
        }
        out.printf(
                "Java %s, %d cores, %s, %,d invoices, %d rounds%n",
                System.getProperty("java.version"),
                Runtime.getRuntime().availableProcessors(),
                version(url),
                invoices,
                rounds);
    }

    /** What a former translation might have left; a vacuum and a checkpoint later, so that they are in nobody's time. */
    private static Callable<Long> changed(String url, Callable<Long> work) throws SQLException {
        execute(url, "update tds.invoices set total = -1", "vacuum analyze tds.invoices", "checkpoint");
        return work;
    }

    private static long run(Launcher launcher, String organization, RunMode mode) {
        RunFinished finished = launcher.launch(
                        new LaunchRequest("invoices", organization, mode, AskedBy.person("benchmark")))
                .finished()
                .join();
        RunCounts counts = finished.counts();
        if (finished.outcome() != RunFinished.Outcome.COMPLETED) {
            throw new IllegalStateException(finished.toString());
        }
        return counts.read();
    }

    private void time(String what, long postmaster, Callable<Long> work, String url, String table) throws Exception {
        empty(url);
        time(what, postmaster, work);
        long rows = count(url, table);
        if (rows != invoices) {
            throw new IllegalStateException(table + " has " + rows + " rows, not " + invoices);
        }
    }

    private void time(String what, long postmaster, Callable<Long> work) throws Exception {
        CpuTime before = CpuTime.now(postmaster);
        long begin = System.nanoTime();
        long rows = work.call();
        double seconds = (System.nanoTime() - begin) / 1e9;
        measurements.add(what, rows, seconds, CpuTime.now(postmaster).since(before));
    }

    private static String url(JdbcConnectionDetails details) {
        String password = Objects.requireNonNull(details.getPassword());
        return details.getJdbcUrl()
                + (details.getJdbcUrl().contains("?") ? "&" : "?")
                + "user=" + details.getUsername() + "&password=" + URLEncoder.encode(password, StandardCharsets.UTF_8);
    }

    /** Everybody finds empty tables and nothing left to be written by the checkpointer. */
    private static void empty(String url) throws SQLException {
        execute(
                url,
                "truncate tds.invoices, etl.payloads, bench.indexed, bench.keyed, bench.payloads, bench.textbook",
                "checkpoint");
    }

    private static void execute(String url, String... commands) throws SQLException {
        try (var connection = DriverManager.getConnection(url);
                var statement = connection.createStatement()) {
            for (String command : commands) {
                statement.execute(command);
            }
        }
    }

    private static long count(String url, String table) throws SQLException {
        return Long.parseLong(query(url, "select count(*) from " + table));
    }

    private static String version(String url) throws SQLException {
        return "PostgreSQL " + query(url, "show server_version");
    }

    private static String query(String url, String sql) throws SQLException {
        try (var connection = DriverManager.getConnection(url);
                var statement = connection.createStatement();
                var rows = statement.executeQuery(sql)) {
            rows.next();
            return rows.getString(1);
        }
    }

    private static void delete(Path folder) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(file);
            }
        }
    }
}
