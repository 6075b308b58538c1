package app.tds.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import app.tds.ServingApplication;
import app.tds.TestDatabase;
import app.tds.access.ApiKeys;
import app.tds.access.Role;
import app.tds.pipeline.RecordsChanged;
import app.tds.sandbox.Sandbox;
import app.tds.sandbox.SandboxSettings;
import java.io.UncheckedIOException;
import java.net.Socket;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;

/** Subscribers over HTTP. */
@Timeout(120)
class EventStreamIntegrationTests {

    private static final String EVENTS = "/api/v1/tds/events";

    private static final Sandbox sandbox = Sandbox.start(SandboxSettings.tiny(), Clock.systemUTC());
    private static final TestDatabase database = TestDatabase.create();
    private static final JdbcClient jdbc = JdbcClient.create(database.dataSource());

    private static ServingApplication application;
    private static ApplicationEventPublisher publisher;
    private static String key;

    @BeforeAll
    static void start() {
        application = ServingApplication.start(sandbox, database, context -> publisher = context);
        key = application.bean(ApiKeys.class).create("shop", Role.VIEWER).value();
    }

    @AfterAll
    static void stop() {
        application.close();
        sandbox.close();
    }

    /** Somebody who listens, and keeps what is sent. */
    private static final class Listener implements AutoCloseable {

        private final List<String> lines = new CopyOnWriteArrayList<>();
        private final HttpResponse<Stream<String>> response;

        Listener(String query, String... headers) throws Exception {
            var request =
                    HttpRequest.newBuilder(application.address(EVENTS + query)).header("X-API-Key", key);
            for (int i = 0; i < headers.length; i += 2) {
                request.header(headers[i], headers[i + 1]);
            }
            response = HttpClient.newHttpClient().send(request.build(), BodyHandlers.ofLines());
            assertThat(response.headers().firstValue("Content-Type").orElse("")).startsWith("text/event-stream");
            new Thread(this::read).start();
        }

        private void read() {
            try {
                response.body().forEach(lines::add);
            } catch (UncheckedIOException | IllegalStateException closed) {
                // That is how one stops listening.
            }
        }

        List<String> of(String field) {
            return lines.stream()
                    .filter(line -> line.startsWith(field + ":"))
                    .map(line -> line.substring(field.length() + 1))
                    .toList();
        }

        String lastId() {
            var ids = of("id");
            return ids.get(ids.size() - 1);
        }

        @Override
        public void close() {
            response.body().close();
        }
    }

    @Test
    void onlyThoseWhoMayAreTold() throws Exception {
        assertThat(application.get(EVENTS, "").statusCode()).isEqualTo(401);
        try (var listener = new Listener("")) {
            assertThat(listener.response.statusCode()).isEqualTo(200);
        }
        var odd = HttpRequest.newBuilder(application.address(EVENTS)).header("Last-Event-ID", "yesterday");
        assertThat(application.send(odd, ServingApplication.ADMIN).statusCode()).isEqualTo(400);
    }

    @Test
    void whoComesBackMissesNothingAndHearsNothingTwice() throws Exception {
        List<String> told = new ArrayList<>();
        String last;
        try (var listener = new Listener("")) {
            await().until(() -> listener.of("id").size() == 1);
            publish("1", "Product", "a");
            publish("1", "Product", "b");
            await().until(() -> listener.of("data").size() == 2);
            told.addAll(listener.of("data"));
            assertThat(listener.of("event")).containsOnly("ProductChanged");
            last = listener.lastId();
        }
        IntStream.range(0, 50).forEach(i -> publish("1", "Product", "away" + i));
        try (var listener = new Listener("", "Last-Event-ID", last)) {
            await().until(() -> listener.of("data").size() == 50);
            publish("1", "Product", "c");
            await().until(() -> listener.of("data").size() == 51);
            told.addAll(listener.of("data"));
            assertThat(listener.of("event")).doesNotContain("gap");
        }
        assertThat(told).hasSize(53).doesNotHaveDuplicates();
        assertThat(told.get(1)).contains("\"event\":\"ProductChanged\"", "\"ids\":[\"b\"]", "\"organizationId\":\"1\"");
        assertThat(told.get(52)).contains("\"ids\":[\"c\"]");
    }

    @Test
    void oneIsToldWhatOneAsksFor() throws Exception {
        try (var products = new Listener("?event=ProductChanged,RecordDeleted&organization=2");
                var all = new Listener("")) {
            await().until(() -> !products.lines.isEmpty() && !all.lines.isEmpty());
            publish("2", "Stock", "not wanted");
            publish("3", "Product", "of another");
            publish("2", "Product", "wanted");
            await().until(() ->
                    all.of("data").size() == 3 && products.of("data").size() == 1);
            assertThat(products.of("data").get(0)).contains("\"ids\":[\"wanted\"]");
        }
    }

    @Test
    void whoWasAwayTooLongIsToldSo() throws Exception {
        for (int i = 0; i < 3; i++) {
            publish("1", "Product", "old" + i);
        }
        await().until(() -> waiting() == 0);
        jdbc.sql("delete from etl.events where sequence < (select max(sequence) from etl.events)")
                .update();
        long newest = newest();
        for (long unknown : new long[] {newest - 2, newest + 1}) {
            try (var listener = new Listener("", "Last-Event-ID", Long.toString(unknown))) {
                await().until(() -> listener.of("data").size() == 2);
                assertThat(listener.of("event")).containsExactly("gap", "ProductChanged");
                assertThat(listener.of("data").get(0))
                        .isEqualTo("{\"oldest\":" + newest + ",\"newest\":" + newest + "}");
                assertThat(listener.of("id")).containsExactly("" + (newest - 1), "" + newest);
            }
        }
        try (var listener = new Listener("", "Last-Event-ID", Long.toString(newest - 1))) {
            await().until(() -> listener.of("data").size() == 1);
            assertThat(listener.of("event")).containsExactly("ProductChanged");
        }
    }

    @Test
    void whoDoesNotReadKeepsNobodyWaiting() throws Exception {
        var address = application.address(EVENTS);
        try (var silent = new Socket(address.getHost(), address.getPort());
                var listener = new Listener("")) {
            silent.getOutputStream()
                    .write(("GET " + EVENTS + " HTTP/1.1\r\nHost: tds\r\nX-API-Key: " + key + "\r\n\r\n")
                            .getBytes(StandardCharsets.US_ASCII));
            await().until(() -> silent.getInputStream().available() > 0 && !listener.lines.isEmpty());
            String[] many = IntStream.range(0, 1000)
                    .mapToObj(i -> UUID.randomUUID().toString())
                    .toArray(String[]::new);
            for (int i = 0; i < 300; i++) {
                publish("1", "Product", many);
            }
            await().atMost(30, TimeUnit.SECONDS).until(() -> listener.of("data").size() == 300);
            long sent = Set.copyOf(listener.of("id")).size();
            assertThat(sent).isGreaterThanOrEqualTo(300);
        }
    }

    @Test
    void theStreamEndsWithTheApplication() throws Exception {
        var other = ServingApplication.start(sandbox, TestDatabase.create(), Clock.systemUTC());
        var response = HttpClient.newHttpClient()
                .send(
                        HttpRequest.newBuilder(other.address(EVENTS))
                                .header(
                                        "X-API-Key",
                                        other.bean(ApiKeys.class)
                                                .create("shop", Role.VIEWER)
                                                .value())
                                .build(),
                        BodyHandlers.ofLines());
        long begun = System.nanoTime();
        other.close();
        assertThat(response.body().toList()).isNotEmpty();
        assertThat(TimeUnit.NANOSECONDS.toSeconds(System.nanoTime() - begun)).isLessThan(15);
    }

    private static void publish(String organization, String entity, String... ids) {
        var change = new RecordsChanged(
                UUID.randomUUID(), 1, organization, entity, false, List.of(ids), Instant.parse("2026-01-01T00:00:00Z"));
        application.bean(TransactionTemplate.class).executeWithoutResult(status -> publisher.publishEvent(change));
    }

    private static long waiting() {
        return jdbc.sql("select count(*) from etl.event_publication")
                .query(Long.class)
                .single();
    }

    private static long newest() {
        return jdbc.sql("select max(sequence) from etl.events")
                .query(Long.class)
                .single();
    }
}
