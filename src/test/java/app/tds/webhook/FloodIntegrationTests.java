package app.tds.webhook;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import app.tds.ServingApplication;
import app.tds.TestDatabase;
import app.tds.launch.OrganizationRefresh;
import app.tds.sandbox.Company;
import app.tds.sandbox.CompanySize;
import app.tds.sandbox.Sandbox;
import app.tds.sandbox.SandboxSettings;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.stream.Collectors;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Somebody who does not know the secret sends a hundred deliveries for each that is genuine, from the same address, while
 * what is genuine is worked off.
 *
 * <p>{@code -Dflood.genuine=1000} sends so many of those, and measures how long they wait for their answer, in
 * {@code target/flood.md}; {@code -Dflood.seed=7} is another flood.
 */
class FloodIntegrationTests {

    private static final String SECRET = "floodwebhooksecret";
    private static final String FORGED = "forged-forged-forged";
    /** So long that the heap would show it if the forged ones were kept. */
    private static final String NOTES = "x".repeat(10_000);

    private static final int FOR_EACH = 100;
    private static final int AT_ONCE = 64;
    private static final long MEGABYTE = 1 << 20;

    private final int genuine = Integer.getInteger("flood.genuine", 40);
    private final Random random = new Random(Long.getLong("flood.seed", 1));
    private final HttpClient http =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final Map<Integer, Integer> answers = new ConcurrentHashMap<>();
    private final Semaphore free = new Semaphore(AT_ONCE);

    @Test
    void whoIsGenuineIsServedAndOfTheOthersNothingIsLeftButTheirNumber() throws Exception {
        TestDatabase database = TestDatabase.create();
        try (Sandbox sandbox = Sandbox.start(
                        SandboxSettings.tiny().withCompanies(new CompanySize(40, 20, genuine, 5, 5)),
                        Clock.systemUTC());
                ServingApplication application = ServingApplication.start(
                        sandbox,
                        database,
                        Clock.systemUTC(),
                        "tds.zoho.refresh-token=" + sandbox.refreshToken(),
                        "tds.webhooks.secrets." + sandbox.organizationIds().get(0) + "=" + SECRET,
                        "tds.webhooks.max-body=64KB",
                        "tds.schedule.enabled=true")) {
            application.bean(OrganizationRefresh.class).refresh();
            Company company = sandbox.company(sandbox.organizationIds().get(0));
            JdbcClient jdbc = JdbcClient.create(database.dataSource());
            List<String> ids = company.ids("invoices");
            List<String> bodies = new ArrayList<>();
            for (String id : ids) {
                company.edit("invoices", id, Map.of("reference_number", "genuine " + id, "notes", NOTES));
                bodies.add("{\"invoice\":" + company.detail("invoices", id) + "}");
            }
            URI address = application.address("/api/v1/tds/webhooks/zoho/invoices");
            long usedBefore = used();

            long begun = System.nanoTime();
            long[] nanos = flood(address, bodies);
            double seconds = (System.nanoTime() - begun) / 1e9;
            long usedAfter = used();

            assertThat(answers.remove(202)).as("genuine and taken").isEqualTo(genuine);
            // Who is sent away unread may find the connection closed before the answer is read: 0.
            assertThat(answers.keySet()).isSubsetOf(0, 401, 413, 429);
            assertThat(answers.values().stream().mapToInt(Integer::intValue).sum())
                    .isEqualTo(genuine * FOR_EACH)
                    .isEqualTo((int) refused(application));
            RefusedDeliveries refused = application.bean(RefusedDeliveries.class);
            assertThat(refused.samples().stream().collect(Collectors.groupingBy(RefusedDeliveries.Sample::reason)))
                    .containsOnlyKeys(
                            Refusal.NO_SIGNATURE, Refusal.NO_SECRET, Refusal.WRONG_SIGNATURE, Refusal.TOO_LARGE)
                    .allSatisfy((reason, samples) -> assertThat(samples).hasSizeBetween(1, RefusedDeliveries.KEPT));
            assertThat(refused.samples().toString()).doesNotContain(FORGED);
            assertThat(usedAfter - usedBefore)
                    .as("bytes left in memory")
                    .isLessThan(16 * MEGABYTE + genuine * MEGABYTE / 64);
            await().atMost(Duration.ofMinutes(2))
                    .until(() -> count(jdbc, "select count(*) from etl.inbox where done_at is null") == 0);
            assertThat(jdbc.sql("select encode(body, 'escape') from etl.inbox where body is not null")
                            .query(String.class)
                            .list())
                    .containsExactlyInAnyOrderElementsOf(
                            bodies.stream().map(FloodIntegrationTests::escaped).toList());
            assertThat(jdbc.sql("select source_id || reference_number from tds.invoices")
                            .query(String.class)
                            .list())
                    .containsExactlyInAnyOrderElementsOf(
                            ids.stream().map(id -> id + "genuine " + id).toList());
            assertThat(count(jdbc, "select count(*) from etl.quarantine")).isZero();
            report(nanos, seconds, usedAfter - usedBefore);
        }
    }

    /** Sends them all, each genuine one somewhere among the others; answers how long the genuine ones took. */
    private long[] flood(URI address, List<String> bodies) throws Exception {
        long[] nanos = new long[bodies.size()];
        for (int i = 0; i < bodies.size(); i++) {
            int turn = random.nextInt(FOR_EACH);
            for (int j = 0; j < FOR_EACH; j++) {
                if (j == turn) {
                    int number = i;
                    String body = bodies.get(i);
                    send(request(address, body, signature(SECRET, body)), nanos, number);
                }
                send(forged(address, bodies.get(random.nextInt(bodies.size()))), new long[1], 0);
            }
        }
        free.acquire(AT_ONCE);
        return nanos;
    }

    private void send(HttpRequest request, long[] nanos, int number) throws InterruptedException {
        free.acquire();
        long sent = System.nanoTime();
        http.sendAsync(request, BodyHandlers.discarding()).whenComplete((answer, failure) -> {
            nanos[number] = System.nanoTime() - sent;
            answers.merge(answer == null ? 0 : answer.statusCode(), 1, Integer::sum);
            free.release();
        });
    }

    /** Whatever can be made of a genuine body without the secret. */
    private HttpRequest forged(URI address, String body) {
        String changed = body.replace("\"reference_number\":\"genuine", "\"reference_number\":\"" + FORGED);
        String right = signature(SECRET, body);
        return switch (random.nextInt(6)) {
            case 0 -> request(address, changed, null);
            case 1 -> request(address, changed, right);
            case 2 -> request(address, changed, signature("anothersecretofmine", changed));
            case 3 -> request(address, body, right.substring(0, 63));
            case 4 -> request(URI.create(address + "?rule=" + FORGED), body, right);
            default ->
                random.nextInt(10) > 0
                        ? request(address.resolve("/api/v1/tds/webhooks/zoho/4711/invoices"), body, right)
                        : request(address, body + " ".repeat(66_000), right);
        };
    }

    private static HttpRequest request(URI address, String body, String signature) {
        HttpRequest.Builder request = HttpRequest.newBuilder(address)
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString(body));
        return (signature == null ? request : request.header("X-Zoho-Webhook-Signature", signature)).build();
    }

    private static String signature(String secret, String body) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(secret.getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
            return HexFormat.of().formatHex(mac.doFinal(body.getBytes(StandardCharsets.UTF_8)));
        } catch (GeneralSecurityException cause) {
            throw new IllegalStateException(cause);
        }
    }

    /** As PostgreSQL shows bytes. */
    private static String escaped(String body) {
        StringBuilder shown = new StringBuilder();
        for (byte one : body.getBytes(StandardCharsets.UTF_8)) {
            if (one < 0) {
                shown.append('\\').append(Integer.toOctalString(one & 0xff));
            } else {
                shown.append(one == '\\' ? "\\\\" : Character.toString(one));
            }
        }
        return shown.toString();
    }

    private static double refused(ServingApplication application) {
        return application.bean(MeterRegistry.class).find("tds.webhooks.refused").counters().stream()
                .mapToDouble(Counter::count)
                .sum();
    }

    private static long used() {
        System.gc();
        return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
    }

    private static long count(JdbcClient jdbc, String sql) {
        return jdbc.sql(sql).query(Long.class).single();
    }

    private void report(long[] nanos, double seconds, long left) throws IOException {
        Arrays.sort(nanos);
        Files.writeString(
                Path.of("target", "flood.md"),
                String.format(
                        Locale.ROOT,
                        """
                        | genuine | forged | seconds | a second | genuine p50 ms | p99 ms | most ms | MB left |
                        |--:|--:|--:|--:|--:|--:|--:|--:|
                        | %,d | %,d | %.0f | %,.0f | %.1f | %.1f | %.1f | %d |

                        forged, by status: %s
                        """,
                        genuine,
                        genuine * FOR_EACH,
                        seconds,
                        genuine * (FOR_EACH + 1) / seconds,
                        nanos[nanos.length / 2] / 1e6,
                        nanos[(int) Math.ceil(nanos.length * 0.99) - 1] / 1e6,
                        nanos[nanos.length - 1] / 1e6,
                        left / MEGABYTE,
                        new TreeMap<>(answers)));
    }
}
