package app.tds.zoho;

import static java.nio.charset.StandardCharsets.UTF_8;

import app.tds.Secret;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.jspecify.annotations.Nullable;

/** Answers over HTTP on the loopback address what a test tells it to; the last answer of a script is repeated. */
final class ScriptedZoho implements AutoCloseable {

    static final String JSON = "application/json;charset=UTF-8";
    static final String EMPTY_PAGE =
            "{\"code\":0,\"message\":\"success\",\"items\":[],\"page_context\":{\"has_more_page\":false}}";

    static {
        // Without it, an answer on a kept connection waits 40 ms for an acknowledgement.
        System.setProperty("sun.net.httpserver.nodelay", "true");
    }

    private final HttpServer server;
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final Deque<Reply> api = new ArrayDeque<>();
    private final Deque<Reply> accounts = new ArrayDeque<>();
    private final List<Call> calls = new CopyOnWriteArrayList<>();
    private int tokens;

    ScriptedZoho() {
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        server.setExecutor(threads);
        server.createContext("/", this::answer);
        server.start();
    }

    /** What was asked. */
    record Call(
            String method,
            String path,
            @Nullable String query,
            @Nullable String authorization,
            @Nullable String since,
            String body) {}

    /** What is answered; a length other than the body's cuts the connection off after it. */
    record Reply(int status, @Nullable String type, byte[] body, Map<String, String> headers, int missing) {

        static Reply json(int status, String body) {
            return new Reply(status, JSON, body.getBytes(UTF_8), Map.of(), 0);
        }

        static Reply of(int status, @Nullable String type, String body) {
            return new Reply(status, type, body.getBytes(UTF_8), Map.of(), 0);
        }

        Reply with(String name, String value) {
            return new Reply(status, type, body, Map.of(name, value), missing);
        }

        Reply cutOff() {
            return new Reply(status, type, body, headers, 100);
        }
    }

    synchronized void api(Reply... replies) {
        api.clear();
        api.addAll(List.of(replies));
    }

    synchronized void accounts(Reply... replies) {
        accounts.clear();
        accounts.addAll(List.of(replies));
    }

    URI address() {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
    }

    List<Call> apiCalls() {
        return calls.stream().filter(call -> !call.path().startsWith("/oauth/")).toList();
    }

    List<Call> tokenCalls() {
        return calls.stream().filter(call -> call.path().startsWith("/oauth/")).toList();
    }

    /** A grant of the token with this number, good for an hour. */
    Reply grant(int number) {
        return Reply.json(
                200,
                "{\"access_token\":\"1000.access.%d\",\"api_domain\":\"%s\",\"token_type\":\"Bearer\",\"expires_in\":3600}"
                        .formatted(number, address()));
    }

    ZohoSettings settings() {
        return settings(32 << 20, 0);
    }

    ZohoSettings settings(int maxAnswerBytes, int callsPerMinute) {
        return settings(maxAnswerBytes, callsPerMinute, Duration.ofSeconds(5), null);
    }

    ZohoSettings settings(int maxAnswerBytes, int callsPerMinute, int callsInFlight) {
        return settings(maxAnswerBytes, callsPerMinute, callsInFlight, Duration.ofSeconds(5), null);
    }

    ZohoSettings settings(int maxAnswerBytes, int callsPerMinute, Duration answerTimeout, @Nullable Path recordCalls) {
        return settings(maxAnswerBytes, callsPerMinute, 0, answerTimeout, recordCalls);
    }

    private ZohoSettings settings(
            int maxAnswerBytes,
            int callsPerMinute,
            int callsInFlight,
            Duration answerTimeout,
            @Nullable Path recordCalls) {
        return new ZohoSettings(
                "us",
                address(),
                "1000.CLIENT",
                new Secret("very-secret"),
                new Secret("1000.refresh.token"),
                List.of("10"),
                List.of("10"),
                Map.of(),
                null,
                callsPerMinute,
                callsInFlight,
                0.1,
                Duration.ofSeconds(2),
                Duration.ofSeconds(2),
                answerTimeout,
                maxAnswerBytes,
                Duration.ofMillis(1),
                recordCalls);
    }

    ZohoConnection connection() {
        return settings().all().get(0);
    }

    private void answer(HttpExchange exchange) throws IOException {
        var body = new String(exchange.getRequestBody().readAllBytes(), UTF_8);
        var uri = exchange.getRequestURI();
        calls.add(new Call(
                exchange.getRequestMethod(),
                uri.getPath(),
                uri.getRawQuery(),
                exchange.getRequestHeaders().getFirst("Authorization"),
                exchange.getRequestHeaders().getFirst("If-Modified-Since"),
                body));
        send(exchange, next(uri.getPath().startsWith("/oauth/") ? accounts : api, uri.getPath()));
    }

    private synchronized Reply next(Deque<Reply> script, String path) {
        if (script.isEmpty()) {
            return path.startsWith("/oauth/") ? grant(++tokens) : Reply.json(200, EMPTY_PAGE);
        }
        return script.size() > 1 ? script.removeFirst() : script.getFirst();
    }

    private static void send(HttpExchange exchange, Reply reply) throws IOException {
        if (reply.type() != null) {
            exchange.getResponseHeaders().set("Content-Type", reply.type());
        }
        reply.headers().forEach((name, value) -> exchange.getResponseHeaders().set(name, value));
        long length = reply.body().length + reply.missing();
        exchange.sendResponseHeaders(reply.status(), length == 0 ? -1 : length);
        exchange.getResponseBody().write(reply.body());
        exchange.close();
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }
}
