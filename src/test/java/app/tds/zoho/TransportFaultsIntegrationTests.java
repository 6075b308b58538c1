package app.tds.zoho;

import static app.tds.zoho.RawServer.head;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import app.tds.SettableClock;
import app.tds.TestDatabase;
import app.tds.source.Priority;
import app.tds.source.SourceFailure.Unavailable;
import app.tds.zoho.RawServer.Behaviour;
import app.tds.zoho.ScriptedZoho.Reply;
import java.io.IOException;
import java.io.OutputStream;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryPoolMXBean;
import java.lang.management.MemoryType;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.json.JsonMapper;

@Timeout(60)
class TransportFaultsIntegrationTests {

    private static final String JSON = "Content-Type: application/json;charset=UTF-8";
    private static final String PAGE = ScriptedZoho.EMPTY_PAGE;
    private static final int MOST = 1 << 20;
    private static final long GIGABYTE = 1L << 30;
    private static final Duration PATIENCE = Duration.ofMillis(600);

    private final TestDatabase database = TestDatabase.create();
    private final SettableClock clock = new SettableClock(Instant.parse("2026-01-01T12:00:00Z"));
    private final ScriptedZoho zoho = new ScriptedZoho();

    @AfterEach
    void stop() {
        zoho.close();
    }

    static Stream<Arguments> faults() {
        return Stream.of(
                fault("reset before an answer", "reset", (connection, out) -> connection.setSoLinger(true, 0)),
                fault("reset within an answer", "no complete answer", (connection, out) -> {
                    write(out, head(JSON, "Content-Length: 500") + PAGE);
                    connection.setSoLinger(true, 0);
                }),
                fault("closed before an answer", "no complete answer", (connection, out) -> {}),
                fault(
                        "closed within an answer",
                        "no complete answer",
                        (connection, out) -> write(out, head(JSON, "Content-Length: 500") + PAGE)),
                fault(
                        "closed within a chunk",
                        "no complete answer",
                        (connection, out) -> write(out, head(JSON, "Transfer-Encoding: chunked") + "ff\r\n{\"co")),
                fault("hangs", "answer-timeout", (connection, out) -> Thread.sleep(30_000)),
                fault("hangs after the headers", "answer-timeout", (connection, out) -> {
                    write(out, head(JSON, "Content-Length: 500"));
                    Thread.sleep(30_000);
                }),
                fault("drips", "answer-timeout", (connection, out) -> {
                    write(out, head(JSON, "Content-Length: 100000"));
                    while (true) {
                        write(out, "{");
                        Thread.sleep(50);
                    }
                }),
                fault(
                        "garbage for gzip",
                        "no complete answer",
                        (connection, out) -> write(
                                out, head(JSON, "Content-Encoding: gzip", "Content-Length: 99") + "x".repeat(99))),
                fault("gzip cut off", "answer", (connection, out) -> {
                    write(out, head(JSON, "Content-Encoding: gzip", "Content-Length: 10"));
                    var gzip = new java.io.ByteArrayOutputStream();
                    try (var zipped = new GZIPOutputStream(gzip)) {
                        zipped.write(PAGE.getBytes(UTF_8));
                    }
                    out.write(gzip.toByteArray(), 0, 10);
                }),
                fault("not HTTP", "no complete answer", (connection, out) -> write(out, "SSH-2.0-OpenSSH_9.6\r\n\r\n")),
                fault(
                        "a web page",
                        "content type is text/html",
                        (connection, out) ->
                                write(out, head("Content-Type: text/html", "Content-Length: 13") + "<html></html>")),
                fault(
                        "a web page that calls itself JSON",
                        "not complete JSON",
                        (connection, out) -> write(out, head(JSON, "Content-Length: 13") + "<html></html>")),
                fault(
                        "no type that exists",
                        "content type is null",
                        (connection, out) -> write(out, head("Content-Type: ///", "Content-Length: 2") + "{}")),
                fault("nothing", "not a JSON object", (connection, out) -> write(out, head(JSON, "Content-Length: 0"))),
                fault(
                        "a list",
                        "not a JSON object",
                        (connection, out) -> write(out, head(JSON, "Content-Length: 2") + "[]")),
                fault(
                        "a text",
                        "not a JSON object",
                        (connection, out) -> write(out, head(JSON, "Content-Length: 3") + "\"x\"")),
                fault(
                        "null",
                        "not a JSON object",
                        (connection, out) -> write(out, head(JSON, "Content-Length: 4") + "null")),
                fault("a gigabyte", "max-answer-bytes", (connection, out) -> {
                    write(out, head(JSON, "Content-Length: " + GIGABYTE));
                    gigabyte(out);
                }),
                fault("a gigabyte, zipped", "max-answer-bytes", (connection, out) -> {
                    write(out, head(JSON, "Content-Encoding: gzip"));
                    try (var zipped = new GZIPOutputStream(out)) {
                        gigabyte(zipped);
                    }
                }));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("faults")
    void everyFaultIsTriedFourTimesAndThenSaysWhatHappened(String name, String message, Behaviour behaviour)
            throws IOException {
        try (var server = new RawServer(behaviour)) {
            var client = client(server);
            long begin = System.nanoTime();

            var failure = catchThrowable(() -> client.get(request()));

            assertThat(failure)
                    .isInstanceOf(Unavailable.class)
                    .hasMessageStartingWith("GET inventory/items/1 of organization 10: ")
                    .hasMessageContaining(message);
            assertThat(failure.getMessage()).doesNotContain("1000.access");
            assertThat(server.requests()).isEqualTo(4);
            assertThat(Duration.ofNanos(System.nanoTime() - begin))
                    .isLessThan(PATIENCE.multipliedBy(4).plusSeconds(5));
            assertThat(server.sent()).as("bytes that were read").isLessThan(GIGABYTE / 10);
        }
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("faults")
    void whatMayHaveArrivedIsNotPostedTwice(String name, String message, Behaviour behaviour) throws IOException {
        try (var server = new RawServer(behaviour)) {
            var client = client(server);

            assertThat(catchThrowable(() -> client.post(request(), new JsonMapper().createObjectNode())))
                    .isInstanceOf(Unavailable.class)
                    .hasMessageStartingWith("POST inventory/items/1");
            assertThat(server.requests()).isEqualTo(1);
        }
    }

    @Test
    void aPostThatNeverLeftIsTriedAgain() throws IOException {
        int closed;
        try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            closed = socket.getLocalPort();
        }
        zoho.accounts(grant("http://127.0.0.1:" + closed));
        var meters = new io.micrometer.core.instrument.simple.SimpleMeterRegistry();
        var client = TestClients.client(database.dataSource(), zoho.settings(), clock, meters);

        assertThat(catchThrowable(() -> client.post(request(), new JsonMapper().createObjectNode())))
                .isInstanceOf(Unavailable.class)
                .hasMessageContaining("refused");
        assertThat(meters.counter("tds.zoho.retries", "organization", "10", "api", "inventory")
                        .count())
                .isEqualTo(3);
    }

    @Test
    void aGigabyteIsNeverHeldInMemory() throws IOException {
        try (var server = new RawServer((connection, out) -> {
            write(out, head(JSON, "Content-Encoding: gzip"));
            try (var zipped = new GZIPOutputStream(out)) {
                gigabyte(zipped);
            }
        })) {
            var client = client(server);
            // What other tests have left is no part of it.
            System.gc();
            ManagementFactory.getMemoryPoolMXBeans().forEach(MemoryPoolMXBean::resetPeakUsage);
            long before = peak();

            catchThrowable(() -> client.get(request()));

            assertThat(peak() - before).isLessThan(GIGABYTE / 4);
        }
    }

    private static long peak() {
        return ManagementFactory.getMemoryPoolMXBeans().stream()
                .filter(pool -> pool.getType() == MemoryType.HEAP)
                .mapToLong(pool -> pool.getPeakUsage().getUsed())
                .sum();
    }

    private ZohoClient client(RawServer server) {
        zoho.accounts(grant(server.address().toString()));
        return TestClients.client(database.dataSource(), zoho.settings(MOST, 0, PATIENCE, null), clock);
    }

    private static Reply grant(String domain) {
        return Reply.json(200, "{\"access_token\":\"1000.access.1\",\"api_domain\":\"" + domain + "\"}");
    }

    private ZohoRequest request() {
        return new ZohoRequest(zoho.connection(), Priority.DELTA, "inventory", "/items/1", "10", Map.of(), 1);
    }

    private static Arguments fault(String name, String message, Behaviour behaviour) {
        return arguments(name, message, behaviour);
    }

    private static void write(OutputStream out, String text) throws IOException {
        out.write(text.getBytes(UTF_8));
        out.flush();
    }

    private static void gigabyte(OutputStream out) throws IOException {
        byte[] piece = " ".repeat(1 << 16).getBytes(UTF_8);
        for (long written = 0; written < GIGABYTE; written += piece.length) {
            out.write(piece);
        }
    }
}
