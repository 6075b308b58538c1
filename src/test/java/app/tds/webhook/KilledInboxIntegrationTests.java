package app.tds.webhook;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import app.tds.ApplicationProcess;
import app.tds.RunningApplication;
import app.tds.TestDatabase;
import app.tds.sandbox.Company;
import app.tds.sandbox.CompanySize;
import app.tds.sandbox.Sandbox;
import app.tds.sandbox.SandboxSettings;
import app.tds.sandbox.Webhooks;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * A process is killed at a random moment after it has answered deliveries with 202, and another one started, again and
 * again; nobody does anything else.
 *
 * <p>{@code -Dinbox.kills=100} kills so many, and says in {@code target/inbox-kills.md} what became of the deliveries
 * until then; {@code -Dinbox.kills.seed=7} is another story.
 */
class KilledInboxIntegrationTests {

    private static final String SECRET = "killedwebhooksecret";
    private static final Duration A_CALL = Duration.ofMillis(100);
    private static final int UP_TO_MILLIS = 1_000;

    /** A list, the end of the address it is told to, its tables, and the field that is edited. */
    private record Edited(String list, String path, String field, String... tables) {}

    private static final List<Edited> LISTS = List.of(
            new Edited("items", "products", "description", "products"),
            new Edited("contacts", "customers", "company_name", "customers", "vendors"),
            new Edited("invoices", "invoices", "reference_number", "invoices"),
            new Edited("salesorders", "orders", "reference_number", "sales_orders"),
            new Edited("bills", "bills", "reference_number", "bills"));

    @TempDir
    private Path folder;

    private final int kills = Integer.getInteger("inbox.kills", 2);
    private final Random random = new Random(Long.getLong("inbox.kills.seed", 1));
    private final int each = 30 + kills;
    private final Sandbox sandbox = Sandbox.start(
            SandboxSettings.tiny().withCompanies(new CompanySize(each, each, each, each, each)), Clock.systemUTC());
    private final Company company = sandbox.company(sandbox.organizationIds().get(0));
    private final TestDatabase database = TestDatabase.create();
    private final JdbcClient jdbc = JdbcClient.create(database.dataSource());
    private final HttpClient http = HttpClient.newHttpClient();
    private final int port = freePort();
    private final Map<Edited, List<String>> told = new HashMap<>();
    private final Map<String, Long> atKill = new TreeMap<>();
    private ApplicationProcess process;

    @AfterEach
    void stop() {
        if (process != null) {
            process.kill();
        }
        sandbox.close();
    }

    @Test
    void whateverWasAnsweredIsWorkedOffOnceWheneverTheProcessIsKilled() throws IOException {
        sandbox.faults().on("/books/v3/*").always().hang(A_CALL);
        sandbox.faults().on("/inventory/v1/*").always().hang(A_CALL);
        Path jobs = notBySchedule();
        start(jobs);
        for (int kill = 0; kill < kills; kill++) {
            long before = count("select coalesce(max(inbox_id), 0) from etl.inbox");
            tell();
            pause(random.nextInt(UP_TO_MILLIS));
            process.kill();
            jdbc.sql("""
                            select case when done_at is not null then 'worked off'
                              when due_at > received_at then 'being worked off' else 'waiting' end, count(*)
                            from etl.inbox where inbox_id > ? group by 1
                            """).param(before).query(row -> {
                atKill.merge(row.getString(1), row.getLong(2), Long::sum);
            });
            start(jobs);
        }
        report();
        assertThat(atKill.keySet()).as("deliveries that were hit").containsAnyOf("waiting", "being worked off");
        await().atMost(Duration.ofMinutes(3))
                .until(() -> count("select count(*) from etl.inbox where done_at is null") == 0
                        && count("select count(*) from etl.runs where outcome is null") == 0
                        && count("select count(*) from etl.event_publication") == 0);

        told.forEach(this::assertDoneOnce);
        assertThat(count("select sum(updated) from etl.runs"))
                .as("documents written, whose delivery is worked off once more: the same, as Zoho prints it when asked")
                .isLessThanOrEqualTo(atKill.getOrDefault("being worked off", 0L));
        assertThat(count("select count(*) from etl.inbox"))
                .as("deliveries, each kept once")
                .isEqualTo(told.values().stream().mapToInt(List::size).sum());
        assertThat(count("select max(deliveries) from etl.inbox")).isEqualTo(1);
        assertThat(count("select count(*) from etl.runs where quarantined > 0"
                        + " or read <> inserted + updated + unchanged + duplicates + quarantined"))
                .as("runs whose counts do not add up")
                .isZero();
        assertThat(jdbc.sql("select outcome || ': ' || cause from etl.runs where outcome <> 'COMPLETED' and cause <> ?")
                        .param("The process that executed it is gone.")
                        .query(String.class)
                        .list())
                .as("runs that ended for another reason than that their process was killed")
                .isEmpty();
    }

    /** Some people edit something that nobody has edited yet, and each is answered. */
    private void tell() {
        int edits = 1 + random.nextInt(5);
        for (int i = 0; i < edits; i++) {
            Edited edited = LISTS.get(random.nextInt(LISTS.size()));
            List<String> before = told.computeIfAbsent(edited, it -> new ArrayList<>());
            String id = company.ids(edited.list()).get(before.size());
            before.add(id);
            company.webhooks().clear();
            company.webhooks()
                    .add(
                            edited.list(),
                            address("/api/v1/tds/webhooks/zoho/" + edited.path()),
                            SECRET,
                            Webhooks.Body.values()[random.nextInt(Webhooks.Body.values().length)]);
            company.edit(edited.list(), id, Map.of(edited.field(), "told " + id));
            assertThat(company.webhooks().send()).containsExactly(202);
        }
    }

    private void assertDoneOnce(Edited edited, List<String> ids) {
        List<String> rows = new ArrayList<>();
        for (String table : edited.tables()) {
            rows.addAll(jdbc.sql("select source_id || ' ' || " + edited.field() + " from tds." + table
                            + " where detail_modified_at = source_modified_at")
                    .query(String.class)
                    .list());
        }
        assertThat(rows)
                .as(edited.list())
                .containsExactlyInAnyOrderElementsOf(
                        ids.stream().map(id -> id + " told " + id).toList());
        String job = edited.path();
        assertThat(count("select sum(inserted) from etl.runs where job = '" + job + "'"))
                .as("insertions that %s has counted", job)
                .isEqualTo(ids.size());
        assertThat(jdbc.sql("select count(distinct source_modified_at) from etl.payloads"
                                + " where source_id = any(?) and payload::text like ? group by source_id, resource")
                        .param(ids.toArray(String[]::new))
                        .param("%told %")
                        .query(Long.class)
                        .list())
                .as("versions of each of %s", edited.list())
                .hasSizeGreaterThanOrEqualTo(ids.size())
                .containsOnly(1L);
        assertThat(jdbc.sql(
                                "select id || ' ' || name || ' ' || count(*) from etl.events, unnest(source_ids) as told (id)"
                                        + " where id = any(?) group by id, name")
                        .param(ids.toArray(String[]::new))
                        .query(String.class)
                        .list())
                .as("events about each of %s; an item is stock too", edited.list())
                .hasSizeGreaterThanOrEqualTo(ids.size())
                .allMatch(told -> told.endsWith(" 1"));
    }

    private void start(Path jobs) {
        Map<String, String> settings = RunningApplication.settings(sandbox, database);
        settings.put("tds.webhooks.secrets." + company.organizationId(), SECRET);
        settings.put("tds.launch.first-import", "false");
        settings.put("tds.jobs.location", jobs.toUri().toString());
        settings.put("server.port", Integer.toString(port));
        settings.put("management.server.port", Integer.toString(port));
        process = ApplicationProcess.start(folder, settings, "serve");
        await().atMost(Duration.ofSeconds(90)).until(() -> !process.isAlive() || answers());
        assertThat(process.isAlive()).as(process.output()).isTrue();
    }

    private Path notBySchedule() throws IOException {
        Path jobs = Files.createDirectories(folder.resolve("jobs"));
        try (var files = Files.list(Path.of("jobs"))) {
            for (Path file : files.filter(it -> it.toString().endsWith(".yaml")).toList()) {
                Files.writeString(
                        jobs.resolve(file.getFileName()),
                        Files.readString(file)
                                .replaceAll("(full|delta): \".*\"", "$1: \"0 0 0 1 1 ?\"")
                                // Or a record could come with what another one has moved.
                                .replaceAll("  moves: .*\n", ""));
            }
        }
        return jobs;
    }

    private boolean answers() throws InterruptedException {
        try {
            return http.send(
                                    HttpRequest.newBuilder(address("/actuator/health/liveness"))
                                            .timeout(Duration.ofSeconds(10))
                                            .build(),
                                    BodyHandlers.discarding())
                            .statusCode()
                    == 200;
        } catch (IOException notYet) {
            return false;
        }
    }

    private URI address(String path) {
        return URI.create("http://127.0.0.1:" + port + path);
    }

    private static int freePort() {
        try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        } catch (IOException cause) {
            throw new UncheckedIOException(cause);
        }
    }

    private long count(String sql) {
        return jdbc.sql(sql).query(Long.class).single();
    }

    private static void pause(int milliseconds) {
        await().pollDelay(Duration.ofMillis(milliseconds))
                .atMost(Duration.ofMinutes(1))
                .until(() -> true);
    }

    private void report() throws IOException {
        StringBuilder table = new StringBuilder("%d kills, %d deliveries%n%n| when killed | deliveries |%n|---|--:|%n"
                .formatted(kills, told.values().stream().mapToInt(List::size).sum()));
        atKill.forEach((what, number) -> table.append("| %s | %d |%n".formatted(what, number)));
        Files.writeString(Path.of("target", "inbox-kills.md"), table);
    }
}
