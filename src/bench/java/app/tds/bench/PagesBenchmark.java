package app.tds.bench;

import app.tds.ServingApplication;
import app.tds.access.ApiKeys;
import app.tds.access.Role;
import app.tds.database.DatabaseLocation;
import app.tds.jobs.JobDefinitions;
import app.tds.sandbox.CompanySize;
import app.tds.sandbox.Sandbox;
import app.tds.sandbox.SandboxSettings;
import com.zaxxer.hikari.HikariDataSource;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.CookieManager;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Clock;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.zip.GZIPOutputStream;
import javax.sql.DataSource;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.util.FileSystemUtils;

/**
 * How long each page takes over HTTP after a year: three companies with every job, 1,000,000 invoices and 660,000 runs; and
 * what fifty open pages cost that listen. The application is alone in this process, with the database it brings along.
 *
 * <p>Arguments: how many invoices, how many requests for each page. {@code bench.runs} and {@code bench.warm-up} make the history
 * and the time before the count shorter.
 */
public final class PagesBenchmark {

    private static final int RUNS = Integer.getInteger("bench.runs", 660_000);
    /** So often all pages are asked for, in turn, before anything is counted: their code is compiled then. */
    private static final int WARM_UP = Integer.getInteger("bench.warm-up", 100);

    private static final int OPEN = 50;
    private static final int OF_A_LOGIN = 10;
    private static final int SECONDS = 20;
    private static final double KILOBYTE = 1024.0;

    private final ServingApplication application;
    private final JdbcClient jdbc;
    private final HttpClient http;
    private final long postmaster;

    private PagesBenchmark(ServingApplication application) throws Exception {
        this.application = application;
        this.jdbc = application.bean(JdbcClient.class);
        Path data =
                Objects.requireNonNull(application.bean(DatabaseLocation.class).dataFolder());
        this.postmaster = Long.parseLong(
                Files.readAllLines(data.resolve("postmaster.pid")).get(0));
        this.http = loggedIn();
    }

    private HttpClient loggedIn() throws Exception {
        HttpClient browser = HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .cookieHandler(new CookieManager())
                .build();
        String key = application.bean(ApiKeys.class).create("bench", Role.ADMIN).value();
        var entered = browser.send(
                HttpRequest.newBuilder(application.address("/enter/" + key)).build(), BodyHandlers.discarding());
        if (!entered.headers().firstValue("Location").orElse("").endsWith("/")) {
            throw new IllegalStateException("the link does not log in: " + entered + " " + entered.headers());
        }
        return browser;
    }

    /** Measures and prints two tables. */
    public static void main(String[] args) throws Exception {
        int invoices = args.length > 0 ? Integer.parseInt(args[0]) : 1_000_000;
        int times = args.length > 1 ? Integer.parseInt(args[1]) : 100;
        Path folder = Files.createTempDirectory("tds-bench");
        try (Sandbox sandbox = Sandbox.start(
                        SandboxSettings.tiny().withCompanies(new CompanySize(10, 10, 10, 10, 10)), Clock.systemUTC());
                ServingApplication application = WebhookBenchmark.serve(sandbox, folder)) {
            YearOfRuns.fill(
                    application.bean(DataSource.class),
                    application.bean(JobDefinitions.class).names(),
                    invoices,
                    RUNS);
            var benchmark = new PagesBenchmark(application);
            benchmark.warmUp();
            benchmark.pages(times);
            benchmark.streams();
        } finally {
            FileSystemUtils.deleteRecursively(folder);
        }
        System.exit(0);
    }

    private List<String> paths() {
        long run =
                jdbc.sql("select max(run_id) from etl.runs").query(Long.class).single();
        return List.of(
                "/",
                "/entities/1/invoices",
                "/runs",
                "/runs?state=FAILED",
                "/runs?job=taxes&mode=FULL",
                "/runs?before=1000",
                "/runs?who=FIRST_IMPORT",
                "/runs?who=sara",
                "/runs?day=" + LocalDate.now(ZoneOffset.UTC).minusDays(200),
                "/runs?job=invoices&day=" + LocalDate.now(ZoneOffset.UTC).minusDays(200),
                "/runs/" + run,
                "/calls",
                "/calls?job=invoices&delta=TEN_MINUTES&full=WEEK",
                "/webhooks",
                "/quarantine",
                "/alerts",
                "/alerts/history",
                "/alerts/rules",
                "/alerts/silences",
                "/proof",
                "/proof/1/invoices",
                "/changes",
                "/changes/1/1",
                "/setup");
    }

    private void warmUp() throws Exception {
        List<String> all = paths();
        for (int i = 0; i < WARM_UP; i++) {
            long began = System.nanoTime();
            for (String path : all) {
                get(path);
            }
            if (i % (WARM_UP / 5 + 1) == 0) {
                System.out.printf(
                        Locale.ROOT,
                        "round %d of %d before anything is counted: %.0f ms a page%n",
                        i + 1,
                        WARM_UP,
                        (System.nanoTime() - began) / 1e6 / all.size());
            }
        }
    }

    private void pages(int times) throws Exception {
        System.out.println("| page | p50 ms | p95 ms | most ms | CPU ms each: Java | PostgreSQL | kB, gzip |");
        System.out.println("|---|--:|--:|--:|--:|--:|--:|");
        for (String path : paths()) {
            long[] nanos = new long[times];
            byte[] page = {};
            CpuTime before = CpuTime.now(postmaster);
            for (int i = 0; i < times; i++) {
                long began = System.nanoTime();
                page = get(path);
                nanos[i] = System.nanoTime() - began;
            }
            CpuTime used = CpuTime.now(postmaster).since(before);
            Latencies latencies = Latencies.of(nanos, 1);
            System.out.printf(
                    Locale.ROOT,
                    "| `%s` | %.0f | %.0f | %.0f | %.1f | %.1f | %.1f |%n",
                    path.replaceAll("/runs/[0-9]+", "/runs/N"),
                    latencies.p50(),
                    latencies.p95(),
                    latencies.most(),
                    used.java() * 1000 / times,
                    used.postgres() * 1000 / times,
                    zipped(page) / KILOBYTE);
        }
    }

    private HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(application.address(path)).header("Accept", "text/html");
    }

    private HttpRequest stream() {
        return HttpRequest.newBuilder(application.address("/live"))
                .header("Accept", "text/event-stream")
                .build();
    }

    private byte[] get(String path) throws Exception {
        HttpResponse<byte[]> answer = http.send(request(path).build(), BodyHandlers.ofByteArray());
        if (answer.statusCode() != 200) {
            throw new IllegalStateException(path + " answered " + answer.statusCode());
        }
        return answer.body();
    }

    private static int zipped(byte[] page) throws IOException {
        var zipped = new ByteArrayOutputStream();
        try (var zip = new GZIPOutputStream(zipped)) {
            zip.write(page);
        }
        return zipped.size();
    }

    /** What fifty streams take while nothing is new, and while a run goes on. */
    private void streams() throws Exception {
        System.out.println();
        System.out.println("| what | core, Java | core, PostgreSQL | most connections in use |");
        System.out.println("|---|--:|--:|--:|");
        measure("no page is open", false);
        List<CompletableFuture<HttpResponse<InputStream>>> open = new ArrayList<>();
        // One login may listen twenty times.
        HttpClient browser = http;
        for (int i = 0; i < OPEN; i++) {
            browser = i % OF_A_LOGIN == 0 ? loggedIn() : browser;
            open.add(browser.sendAsync(stream(), BodyHandlers.ofInputStream()));
        }
        for (var stream : open) {
            if (stream.get().statusCode() != 200) {
                throw new IllegalStateException("a stream was refused: " + stream.get());
            }
        }
        measure(OPEN + " pages listen, nothing is new", false);
        measure(OPEN + " pages listen, something is new each second", true);
        for (var stream : open) {
            stream.get().body().close();
        }
    }

    private void measure(String what, boolean news) throws Exception {
        Thread.sleep(3_000);
        var pool = application
                .bean(DataSource.class)
                .unwrap(HikariDataSource.class)
                .getHikariPoolMXBean();
        CpuTime before = CpuTime.now(postmaster);
        int most = 0;
        for (int i = 0; i < SECONDS * 100; i++) {
            if (news && i % 100 == 0) {
                jdbc.sql("update etl.job_state set last_ended_at = now() where organization_id = '1' and job = 'taxes'")
                        .update();
            }
            most = Math.max(most, pool.getActiveConnections());
            Thread.sleep(10);
        }
        CpuTime used = CpuTime.now(postmaster).since(before);
        System.out.printf(
                Locale.ROOT,
                "| %s | %.1f %% | %.1f %% | %d |%n",
                what,
                used.java() / SECONDS * 100,
                used.postgres() / SECONDS * 100,
                most);
    }

    /** A year of three companies, written at once. */
    private static final class YearOfRuns {

        static void fill(DataSource database, List<String> jobs, int invoices, int runs) throws SQLException {
            try (Connection connection = database.getConnection();
                    Statement statement = connection.createStatement()) {
                // Without the triggers that would sum up run by run what is summed up here at once.
                statement.execute("set session_replication_role = replica");
                statement.execute("delete from tds.organizations");
                statement.execute("""
                        insert into tds.organizations (organization_id, source, name, time_zone, is_mirrored, first_seen_at,
                          synced_at)
                        select id::text, 'zoho', 'Company ' || id, 'Asia/Baghdad', true, now(), now()
                        from generate_series(1, 3) as id""");
                statement.execute("create temporary table everything as select organization_id, job from"
                        + " tds.organizations, unnest(string_to_array('" + String.join(",", jobs)
                        + "', ',')) as job");
                statement.execute("""
                        insert into etl.job_state (organization_id, job, freshness, every, scheduled_since, last_ended_at,
                          last_outcome, ok_at, answered_at, rows_alive, listed, full_at)
                        select organization_id, job, '1 hour', '5 minutes', now() - interval '1 year', now(), 'COMPLETED',
                          now(), now(), 1000, 1000, now() from everything""");
                statement.execute("""
                        insert into etl.watermarks
                        select organization_id, job, now() - interval '5 minutes', 1, now() from everything""");
                statement.execute(
                        "insert into etl.usual_runs select organization_id, job, 'DELTA', 9, 60, 1, 6, 1 from everything");
                statement.execute("""
                        insert into etl.runs (job, organization_id, mode, asked_by, asked_kind, asked_at, until, node_id,
                          started_at, execution_began_at, finished_at, outcome, cause, read, calls, updated)
                        select job, organization_id, case when run %% 300 = 0 then 'FULL' when run %% 3 = 0 then 'DOCUMENTS'
                          else 'DELTA' end, 'schedule', 'SCHEDULE', at, at, 1, at, at, at + interval '20 seconds',
                          case when run %% 97 = 0 then 'FAILED' else 'COMPLETED' end,
                          case when run %% 97 = 0 then 'No answer.' end, 200, 3, 5
                        from generate_series(%1$d / (select count(*) from everything), 1, -1) as run, everything,
                          lateral (select now() - run * (interval '1 year' / (%1$d / (select count(*) from everything))) as at)
                            as moment""".formatted(runs));
                statement.execute("""
                        insert into etl.runs_by_hour (organization_id, job, mode, hour, outcome, runs, read, updated, calls)
                        select organization_id, job, mode, date_trunc('hour', finished_at, 'UTC'), outcome, count(*),
                          sum(read), sum(updated), sum(calls)
                        from etl.runs group by 1, 2, 3, 4, 5""");
                statement.execute("""
                        insert into etl.calls_by_hour (organization_id, hour, api, purpose, outcome, calls, milliseconds)
                        select organization_id, date_trunc('hour', now(), 'UTC') - ago * interval '1 hour', 'books', purpose,
                          'found', 20, 4000
                        from tds.organizations, generate_series(1, 8760) as hours (ago),
                          (values ('delta'), ('full'), ('hydration'), ('webhook')) as kinds (purpose)""");
                statement.execute("""
                        insert into etl.deliveries_by_hour (organization_id, job, hour, accepted, refused, minutes, last_at)
                        select organization_id, job, date_trunc('hour', now(), 'UTC') - ago * interval '1 hour', 7, 1, 3, now()
                        from everything, generate_series(1, 800) as hours (ago)""");
                statement.execute("""
                        insert into etl.hydration (organization_id, job, source_id, queued_at)
                        select '1', 'invoices', id::text, now() from generate_series(1, 44000) as id""");
                statement.execute("""
                        insert into etl.quarantine (organization_id, job, source_id, field, cause, payload, payload_hash,
                          run_id, first_seen_at, last_seen_at)
                        select organization_id, job, id::text, 'rate', 'no number', '{}', '', 1, now(), now()
                        from everything, generate_series(1, 20) as id""");
                statement.execute("""
                        insert into etl.inbox (source, organization_id, job, entity, source_ids, content_type, query,
                          body_hash, received_at, last_received_at, done_at, due_at, source_modified_at)
                        select 'zoho', organization_id, job, job, array[id::text], '', '',
                          decode(md5(id || job || organization_id), 'hex'), now() - id * interval '1 minute', now(),
                          case when id > 10 then now() - id * interval '1 minute' end, case when id <= 10 then now() end, now()
                        from everything, generate_series(1, 1000) as id""");
                statement.execute("""
                        insert into etl.events (sequence, event_id, name, entity, organization_id, source_ids, changed_at,
                          run_id, published_at)
                        select id, gen_random_uuid(), 'InvoiceChanged', 'Invoice', '1', array[id::text],
                          now() - (500000 - id) * interval '10 seconds', (select max(run_id) from etl.runs) - id % 1000, now()
                        from generate_series(1, 500000) as id""");
                statement.execute("""
                        insert into etl.payloads (organization_id, source_id, payload_hash, resource, payload, first_seen_at,
                          run_id)
                        select '1', id::text, sha256((id || '-' || version)::bytea), 'books/invoices',
                          json_build_object('invoice_id', id, 'total', version), now() - version * interval '1 day', 1
                        from generate_series(1, %d) as id, generate_series(1, 2) as version""".formatted(invoices / 10));
                statement.execute("""
                        insert into tds.invoices (organization_id, source_id, source_modified_at, first_seen_at, synced_at,
                          run_id, payload_hash, fingerprint, invoice_number, total, balance, status, date)
                        select '1', id::text, now() - id * interval '30 seconds', now(), now(), 1, sha256(id::text::bytea), 'x',
                          'INV-' || id, 100, 0, 'paid', current_date from generate_series(1, %d) as id""".formatted(invoices));
                statement.execute("select etl.keep_fresh_days(now())");
                statement.execute("""
                        update etl.runs set asked_kind = 'PERSON', asked_by = 'sara' where run_id % 10000 = 7""");
                statement.execute("""
                        insert into etl.refusals_by_hour
                        select organization_id, date_trunc('hour', now(), 'UTC') - ago * interval '1 hour', reason, 3
                        from tds.organizations, generate_series(0, 1500) as hours (ago),
                          (values ('wrong-signature'), ('no-signature')) as reasons (reason)""");
                statement.execute("set session_replication_role = default");
                statement.execute("analyze");
            }
        }
    }
}
