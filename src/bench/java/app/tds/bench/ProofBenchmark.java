package app.tds.bench;

import app.tds.TdsApplication;
import app.tds.database.DatabaseLocation;
import app.tds.launch.LaunchRequest;
import app.tds.launch.Launcher;
import app.tds.launch.OrganizationRefresh;
import app.tds.pipeline.AskedBy;
import app.tds.pipeline.RunFinished;
import app.tds.pipeline.RunMode;
import app.tds.pipeline.Selection;
import java.io.PrintStream;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryPoolMXBean;
import java.lang.management.MemoryType;
import java.lang.management.MemoryUsage;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Objects;
import java.util.Properties;
import java.util.concurrent.atomic.AtomicLong;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * What each kind of proof costs: calls, seconds, processor time and memory. The memory is what the collector could not free,
 * at its most.
 *
 * <p>Arguments: how many invoices; 1 for a whole company with its documents, 2 for its invoices alone with their documents, 0
 * for list rows of invoices alone.
 */
public final class ProofBenchmark {

    private final PrintStream out = System.out;
    private final Launcher launcher;
    private final JdbcClient jdbc;
    private final String organization;
    private final long postmaster;

    private ProofBenchmark(ConfigurableApplicationContext context, String organization) throws Exception {
        this.launcher = context.getBean(Launcher.class);
        this.jdbc = context.getBean(JdbcClient.class);
        this.organization = organization;
        this.postmaster = Long.parseLong(Files.readAllLines(Objects.requireNonNull(
                                context.getBean(DatabaseLocation.class).dataFolder())
                        .resolve("postmaster.pid"))
                .get(0));
    }

    /** Measures and prints a table. */
    public static void main(String[] args) throws Exception {
        int invoices = Integer.parseInt(args[0]);
        boolean company = args[1].equals("1");
        boolean documents = !args[1].equals("0");
        Path folder = Files.createTempDirectory("tds-bench");
        int exit = 0;
        try (SandboxProcess sandbox = company
                        ? SandboxProcess.ofCompany(2_200, 2_500, invoices, invoices / 6 * 5, 0)
                        : SandboxProcess.ofCompany(documents ? 2_200 : 50, documents ? 2_500 : 50, invoices, 0, 0);
                ConfigurableApplicationContext context = start(sandbox, folder)) {
            context.getBean(OrganizationRefresh.class).refresh();
            new ProofBenchmark(context, sandbox.organization()).measure(company, documents);
        } catch (Exception failure) {
            failure.printStackTrace();
            exit = 1;
        }
        System.exit(exit);
    }

    private static ConfigurableApplicationContext start(SandboxProcess sandbox, Path folder) {
        var settings = new Properties();
        settings.putAll(sandbox.settings());
        settings.setProperty("tds.secret-key", Base64.getEncoder().encodeToString(new byte[32]));
        settings.setProperty("spring.datasource.url", "");
        settings.setProperty("tds.database.home", folder.resolve("postgres").toString());
        settings.setProperty("tds.zoho.calls-per-minute", "0");
        settings.setProperty("logging.threshold.console", "error");
        settings.setProperty("logging.file.name", folder.resolve("tds.log").toString());
        return new SpringApplicationBuilder(TdsApplication.class)
                .web(WebApplicationType.NONE)
                .run(settings.entrySet().stream()
                        .map(it -> "--" + it.getKey() + "=" + it.getValue())
                        .toArray(String[]::new));
    }

    private void measure(boolean company, boolean documents) {
        List<String> jobs = company ? List.of("products", "customers", "orders", "invoices") : List.of("invoices");
        out.println("| job | proof | compared | calls | seconds | CPU s, Java | CPU s, PostgreSQL | MB left |");
        out.println("|---|---|--:|--:|--:|--:|--:|--:|");
        for (String job : jobs) {
            long begin = System.nanoTime();
            RunFinished full = run(job, RunMode.FULL);
            out.printf("%s: listed after %.0f s%n", job, (System.nanoTime() - begin) / 1e9);
            for (int i = 0; documents && waiting(job) > 0 && i < 1_000; i++) {
                run(job, RunMode.DELTA);
            }
            out.printf(
                    "%s: there after %.0f s, %d documents wait%n",
                    job, (System.nanoTime() - begin) / 1e9, waiting(job));
            jdbc.sql("vacuum analyze").update();
            step(job, "list, of a full import", documents ? run(job, RunMode.FULL) : full);
            step(job, "window, of a delta", run(job, RunMode.DELTA));
            measured(job, "documents", RunMode.VERIFY);
            measured(job, "source, first look", RunMode.COMPARE);
            measured(job, "source or sample", RunMode.COMPARE);
        }
        String id = jdbc.sql("select source_id from tds.invoices order by md5(source_id) limit 1")
                .query(String.class)
                .single();
        jdbc.sql("update tds.invoices set total = total + 0.01 where source_id = ?")
                .param(id)
                .update();
        measured("invoices", "source, one amount is wrong", RunMode.COMPARE);
        measured(
                "invoices",
                "repair",
                new LaunchRequest("invoices", organization, RunMode.BY_ID, Selection.of(List.of(id)), AskedBy.REPAIR));
        out.printf(
                "Java %s, %d cores, heap of %d MB%n",
                System.getProperty("java.version"),
                Runtime.getRuntime().availableProcessors(),
                Runtime.getRuntime().maxMemory() >> 20);
    }

    private long waiting(String job) {
        return jdbc.sql("select count(*) from etl.hydration where job = ?")
                .param(job)
                .query(Long.class)
                .single();
    }

    /** A proof that is a part of its run: its processor time cannot be told from the run's. */
    private void step(String job, String what, RunFinished finished) {
        out.printf(
                "| %s | %s | %,d | 0 | %.2f | | | |%n",
                job,
                what,
                compared(finished),
                jdbc.sql("select extract(epoch from ended_at - began_at) from etl.verifications where run_id = ?")
                        .param(finished.run().id())
                        .query(Double.class)
                        .single());
    }

    private long compared(RunFinished finished) {
        return jdbc.sql("select coalesce(max(compared), 0) from etl.verifications where run_id = ?")
                .param(finished.run().id())
                .query(Long.class)
                .single();
    }

    private void measured(String job, String what, RunMode mode) {
        measured(job, what, new LaunchRequest(job, organization, mode, AskedBy.person("benchmark")));
    }

    private void measured(String job, String what, LaunchRequest request) {
        System.gc();
        var most = new AtomicLong();
        Thread watch = new Thread(() -> watch(most), "memory");
        watch.setDaemon(true);
        watch.start();
        CpuTime before = CpuTime.now(postmaster);
        long begin = System.nanoTime();
        RunFinished finished = run(request);
        double seconds = (System.nanoTime() - begin) / 1e9;
        CpuTime used = CpuTime.now(postmaster).since(before);
        watch.interrupt();
        out.printf(
                "| %s | %s | %,d | %,d | %.2f | %.2f | %.2f | %d |%n",
                job,
                what,
                compared(finished),
                finished.counts().calls(),
                seconds,
                used.java(),
                used.postgres(),
                most.get() >> 20);
    }

    private static void watch(AtomicLong most) {
        List<MemoryPoolMXBean> heap = new ArrayList<>(ManagementFactory.getMemoryPoolMXBeans());
        heap.removeIf(pool -> pool.getType() != MemoryType.HEAP);
        try {
            while (true) {
                long left = heap.stream()
                        .map(MemoryPoolMXBean::getCollectionUsage)
                        .filter(Objects::nonNull)
                        .mapToLong(MemoryUsage::getUsed)
                        .sum();
                most.accumulateAndGet(left, Math::max);
                Thread.sleep(20);
            }
        } catch (InterruptedException over) {
            Thread.currentThread().interrupt();
        }
    }

    private RunFinished run(String job, RunMode mode) {
        return run(new LaunchRequest(job, organization, mode, AskedBy.person("benchmark")));
    }

    private RunFinished run(LaunchRequest request) {
        RunFinished finished = launcher.launch(request).finished().join();
        if (finished.outcome() != RunFinished.Outcome.COMPLETED) {
            throw new IllegalStateException(finished.toString());
        }
        return finished;
    }
}
