package app.tds;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;
import static org.awaitility.Awaitility.await;

import app.tds.jobs.JobDefinitions;
import app.tds.pipeline.RunFinished.Outcome;
import app.tds.pipeline.RunMode;
import app.tds.sandbox.Company;
import app.tds.sandbox.CompanySize;
import app.tds.sandbox.Sandbox;
import app.tds.sandbox.SandboxSettings;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.postgresql.ds.PGSimpleDataSource;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * A backup is made in the middle of an import, the company goes on, the database is lost, and the backup is restored: the
 * application goes on from there, loses nothing and doubles nothing.
 */
class RestoreIntegrationTests {

    private static final String INVOICES = "/books/v3/invoices";
    private static final Pattern MAJOR = Pattern.compile("\\(PostgreSQL\\) (\\d+)");

    @TempDir
    private Path folder;

    private final Sandbox sandbox = Sandbox.start(
            SandboxSettings.tiny().withCompanies(new CompanySize(20, 10, 100, 20, 10)), Clock.systemUTC());
    private final String organization = sandbox.organizationIds().get(0);
    private final Company company = sandbox.company(organization);

    /** Into a newer PostgreSQL too, as DocumentedCommandsIntegrationTests do. */
    @ParameterizedTest
    @EnumSource
    void aDumpIsRestored(PostgresServer server) throws Exception {
        String dump = program("pg_dump", server.major());
        String restore = program("pg_restore", server.major());
        assumeThat(dump)
                .as("pg_dump of version %s is on this machine", server.major())
                .isNotNull();
        TestDatabase lost = server.empty();
        TestDatabase restored = server.empty();
        Path file = folder.resolve("tds.dump");

        lived(lost, () -> run(dump, "--format=custom", "--file=" + file, uri(lost)));
        run(restore, "--exit-on-error", "--dbname=" + uri(restored), file.toString());

        goesOn(restored);
    }

    /** As of a PostgreSQL of our own, for which no program is needed. */
    @Test
    void theFolderOfAStoppedServerIsCopiedBack() throws Exception {
        Path home = Files.createDirectories(folder.resolve("server"));
        Path copy = folder.resolve("copy");
        try (var server = new MortalPostgres(home)) {
            lived(server.database(), () -> {
                // Not even ended in peace: what is committed is in the folder.
                server.crash();
                run("cp", "-a", home.toString(), copy.toString());
                server.revive();
            });
        }
        try (var server = new MortalPostgres(copy)) {
            goesOn(server.database());
        }
    }

    /** Everything is imported, then the backup is made while invoices are imported again, then work goes on. */
    private void lived(TestDatabase database, Step backup) throws Exception {
        JdbcClient jdbc = JdbcClient.create(database.dataSource());
        try (var application = application(database)) {
            for (String job : application.bean(JobDefinitions.class).names()) {
                completed(application, job, RunMode.FULL);
            }
            company.edit("invoices", company.ids("invoices").get(7), Map.of("reference_number", "before the backup"));
            // The sixth of ten pages comes when the backup is made: two commits are done, and one at least is not.
            CountDownLatch made = new CountDownLatch(1);
            sandbox.faults().beforeDelivery(INVOICES, 6, () -> awaitQuietly(made));
            CompletableFuture<?> run = application.launch("invoices", organization, RunMode.FULL);
            await().atMost(Duration.ofSeconds(30))
                    .until(() -> count(jdbc, "select coalesce(max(read), 0) from etl.runs where outcome is null") > 0);
            backup.take();
            made.countDown();
            sandbox.faults().clear();
            run.handle((finished, failed) -> true).join();
            changesAfterTheBackup();
            completed(application, "invoices", RunMode.DELTA);
        }
    }

    private void changesAfterTheBackup() {
        for (int i = 0; i < 5; i++) {
            company.create("invoices");
            company.edit("invoices", company.ids("invoices").get(20 + i), Map.of("reference_number", "after " + i));
        }
        company.delete("invoices", company.ids("invoices").get(3));
        company.create("contacts");
    }

    private void goesOn(TestDatabase database) {
        JdbcClient jdbc = JdbcClient.create(database.dataSource());
        long runs = count(jdbc, "select max(run_id) from etl.runs");
        assertThat(count(jdbc, "select count(*) from etl.runs where outcome is null"))
                .as("the backup has a run in the middle of its work")
                .isEqualTo(1);
        var service = new ServingProcess(
                folder,
                sandbox,
                database,
                Map.of("tds.jobs.location", jobs().toUri().toString()));
        try {
            service.awaitReady();
            await("the interrupted run goes on")
                    .atMost(Duration.ofSeconds(60))
                    .until(() -> count(
                                    jdbc,
                                    "select count(*) from etl.runs where outcome = 'COMPLETED' and run_id = " + runs)
                            == 1);
        } finally {
            service.kill();
        }
        try (var application = application(database)) {
            for (String job : application.bean(JobDefinitions.class).names()) {
                completed(application, job, RunMode.FULL);
            }
            // Fetches documents.
            completed(application, "invoices", RunMode.DELTA);
        }
        new MirrorComparison(jdbc, company).assertEverythingEqual();
        assertThat(count(jdbc, "select count(*) from tds.invoices where deleted_at is null"))
                .isEqualTo(104);
        assertThat(count(jdbc, "select count(*) from tds.invoices where deleted_at is not null"))
                .isEqualTo(1);
        assertThat(jdbc.sql("""
                                select source_id || ' ' || count(*) from etl.payloads where resource = 'books/invoices'
                                group by source_id, payload_hash having count(*) > 1
                                """).query(String.class).list())
                .as("no version is kept twice")
                .isEmpty();
        assertThat(count(jdbc, "select count(*) - count(distinct event_id) from etl.events"))
                .isZero();
    }

    private RunningApplication application(TestDatabase database) {
        return RunningApplication.start(sandbox, database, "tds.jobs.location=" + jobs().toUri());
    }

    /** The product's own, but invoices come in ten pages and five commits. */
    private Path jobs() {
        Path jobs = folder.resolve("jobs-of-small-invoices");
        try (Stream<Path> files = Files.list(Path.of("jobs"))) {
            Files.createDirectories(jobs);
            for (Path file : files.filter(it -> it.toString().endsWith(".yaml")).toList()) {
                String text = Files.readString(file);
                Files.writeString(
                        jobs.resolve(file.getFileName()),
                        file.endsWith("invoices.yaml")
                                ? text.replace("  api: books\n", "  api: books\n  page-size: 10\n")
                                        + "limits: {chunk-size: 20, pages-ahead: 2}\n"
                                : text);
            }
            return jobs;
        } catch (IOException cause) {
            throw new UncheckedIOException(cause);
        }
    }

    private static void awaitQuietly(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException cause) {
            Thread.currentThread().interrupt();
        }
    }

    private void completed(RunningApplication application, String job, RunMode mode) {
        var run = application.run(job, organization, mode);
        assertThat(run.outcome()).as("%s %s: %s", job, mode, run.cause()).isEqualTo(Outcome.COMPLETED);
    }

    private static String uri(TestDatabase database) {
        var dataSource = (PGSimpleDataSource) database.dataSource();
        return "postgresql://" + dataSource.getUser() + "@127.0.0.1:"
                + dataSource.getPortNumbers()[0] + "/" + dataSource.getDatabaseName();
    }

    private static void run(String... command) throws IOException, InterruptedException {
        var process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as(said).isZero();
    }

    /** One that is not older than the server; null if there is none. */
    private static String program(String name, int server) throws IOException {
        List<Path> places = new ArrayList<>(Stream.of(System.getenv("PATH").split(":"))
                .map(folder -> Path.of(folder, name))
                .toList());
        try (Stream<Path> versions = Files.exists(Path.of("/usr/lib/postgresql"))
                ? Files.list(Path.of("/usr/lib/postgresql"))
                : Stream.empty()) {
            versions.map(it -> it.resolve("bin/" + name)).forEach(places::add);
        }
        // The nearest to the server: what a newer program dumps, an older server may not take.
        Path nearest = null;
        for (Path place : places) {
            if (Files.isExecutable(place)
                    && version(place) >= server
                    && (nearest == null || version(place) < version(nearest))) {
                nearest = place;
            }
        }
        return nearest == null ? null : nearest.toString();
    }

    private static int version(Path program) throws IOException {
        var process = new ProcessBuilder(program.toString(), "--version").start();
        var said = MAJOR.matcher(new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8));
        return said.find() ? Integer.parseInt(said.group(1)) : 0;
    }

    private static long count(JdbcClient jdbc, String sql) {
        return Objects.requireNonNull(jdbc.sql(sql).query(Long.class).single());
    }

    @FunctionalInterface
    private interface Step {
        void take() throws Exception;
    }
}
