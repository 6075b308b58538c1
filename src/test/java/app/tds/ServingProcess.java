package app.tds;

import static org.awaitility.Awaitility.await;

import app.tds.pipeline.RunMode;
import app.tds.sandbox.Sandbox;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Base64;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalLong;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;

/** A node of a cluster: {@code serve} as a process of its own, with small pages and nothing due by schedule. */
public final class ServingProcess {

    private static final HttpClient HTTP = HttpClient.newHttpClient();
    private static final String LOGIN =
            Base64.getEncoder().encodeToString("admin:s3cret-s3cret".getBytes(StandardCharsets.UTF_8));

    private final String name = "node-" + UUID.randomUUID();
    private final JdbcClient jdbc;
    private final int port;
    private final ApplicationProcess process;

    /** Starts it; the job files are put into its folder. */
    public ServingProcess(Path folder, Sandbox sandbox, TestDatabase database) {
        this(folder, sandbox, database, Map.of());
    }

    /** Starts it with settings of one's own. */
    public ServingProcess(Path folder, Sandbox sandbox, TestDatabase database, Map<String, String> more) {
        jdbc = JdbcClient.create(database.dataSource());
        port = freePort();
        Map<String, String> settings = RunningApplication.settings(sandbox, database);
        settings.put("spring.datasource.url", database.url() + "&ApplicationName=" + name);
        settings.put("tds.security.admin-password", "s3cret-s3cret");
        settings.put("server.port", Integer.toString(port));
        settings.put("management.server.port", Integer.toString(port));
        settings.put("tds.launch.first-import", "false");
        settings.put("tds.jobs.location", smallPages(folder).toUri().toString());
        settings.put("tds.launch.concurrency", "6");
        settings.put("logging.level.app.tds", "info");
        settings.putAll(more);
        process = ApplicationProcess.start(folder, settings, "serve");
    }

    /** The product's own jobs, but with many pages and commits, and due once a year. */
    public static Path smallPages(Path folder) {
        Path jobs = folder.resolve("jobs");
        try (var files = Files.list(Path.of("jobs"))) {
            Files.createDirectories(jobs);
            for (Path file : files.filter(it -> it.toString().endsWith(".yaml")).toList()) {
                String text = Files.readString(file)
                        .replace("page-size: 200", "page-size: 10")
                        .replace("chunk-size: 1000", "chunk-size: 20")
                        .replace("pages-ahead: 10", "pages-ahead: 2")
                        .replaceAll("(full|delta): \".*\"", "$1: \"0 0 0 1 1 ?\"");
                Files.writeString(jobs.resolve(file.getFileName()), text);
            }
            return jobs;
        } catch (IOException cause) {
            throw new UncheckedIOException(cause);
        }
    }

    private static int freePort() {
        try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        } catch (IOException cause) {
            throw new UncheckedIOException(cause);
        }
    }

    /** Waits until it takes runs. */
    public void awaitReady() {
        await().atMost(Duration.ofSeconds(90)).until(() -> !process.isAlive() || nodeId().isPresent() && answers());
        if (!process.isAlive()) {
            throw new IllegalStateException("ended by itself:\n" + process.output());
        }
    }

    private boolean answers() {
        try {
            return send(HttpRequest.newBuilder(address("/actuator/health/readiness"))) == 200;
        } catch (IOException notYet) {
            return false;
        }
    }

    /** The number that the lease shows to others; empty if there is no lease. */
    public OptionalLong nodeId() {
        return jdbc.sql("""
                        select (classid::bigint << 32) | objid::bigint from pg_locks join pg_stat_activity using (pid)
                        where locktype = 'advisory' and application_name = ? and granted and objsubid = 1
                          and mode = 'ExclusiveLock'
                        """).param(name).query(Long.class).list().stream()
                .mapToLong(Long::longValue)
                .findFirst();
    }

    /** Asks for runs of a job over HTTP; whether one began. */
    public boolean launch(String job, RunMode mode) {
        try {
            return send(HttpRequest.newBuilder(address("/api/v1/tds/integrations/zoho/sync/entity/" + job))
                            .header("Content-Type", "application/json")
                            .header("Cookie", "XSRF-TOKEN=same")
                            .header("X-XSRF-TOKEN", "same")
                            .POST(BodyPublishers.ofString(
                                    "{\"mode\":\"" + mode.name().toLowerCase(Locale.ROOT) + "\"}")))
                    == 202;
        } catch (IOException cause) {
            throw new UncheckedIOException(cause);
        }
    }

    private int send(HttpRequest.Builder request) throws IOException {
        try {
            return HTTP.send(
                            request.header("Authorization", "Basic " + LOGIN)
                                    .timeout(Duration.ofSeconds(30))
                                    .build(),
                            BodyHandlers.discarding())
                    .statusCode();
        } catch (InterruptedException cause) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(cause);
        }
    }

    /** Where it answers. */
    public URI address(String path) {
        return URI.create("http://127.0.0.1:" + port + path);
    }

    /** SIGKILL. */
    public void kill() {
        process.kill();
    }

    /** SIGTERM, and the wait for the end; returns how long it took. */
    public Duration terminate() {
        long begun = System.nanoTime();
        process.terminate();
        process.exitCode();
        return Duration.ofNanos(System.nanoTime() - begun);
    }

    /** Waits until it has ended by itself. */
    public int exitCode() {
        return process.exitCode();
    }

    public boolean isAlive() {
        return process.isAlive();
    }

    public String output() {
        return process.output();
    }
}
