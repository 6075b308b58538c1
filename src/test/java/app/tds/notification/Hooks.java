package app.tds.notification;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A real HTTP server that takes what is sent, or refuses it. */
final class Hooks implements AutoCloseable {

    private final HttpServer server;
    private final List<Received> received = new CopyOnWriteArrayList<>();
    volatile Answer answer = new Answer(200, "ok", Map.of());

    /** What came: header names are in small letters. */
    record Received(String method, String path, Map<String, String> headers, String body) {

        JsonNode json() {
            return JsonMapper.shared().readTree(body);
        }

        /** As Standard Webhooks has it. */
        String id() {
            return headers.get("webhook-id");
        }

        String type() {
            return json().path("type").asString();
        }
    }

    record Answer(int status, String body, Map<String, String> headers) {}

    Hooks() {
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException cause) {
            throw new UncheckedIOException(cause);
        }
        server.setExecutor(Executors.newCachedThreadPool(task -> {
            var thread = new Thread(task);
            thread.setDaemon(true);
            return thread;
        }));
        server.createContext("/", exchange -> {
            var headers = new HashMap<String, String>();
            exchange.getRequestHeaders()
                    .forEach((name, values) -> headers.put(name.toLowerCase(Locale.ROOT), values.get(0)));
            received.add(new Received(
                    exchange.getRequestMethod(),
                    exchange.getRequestURI().toString(),
                    headers,
                    new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8)));
            synchronized (this) {
                notifyAll();
            }
            Answer given = answer;
            given.headers().forEach(exchange.getResponseHeaders()::set);
            byte[] body = given.body().getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(given.status(), body.length);
            exchange.getResponseBody().write(body);
            exchange.close();
        });
        server.start();
    }

    URI uri(String path) {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort() + path);
    }

    /** Waits until so many have come. */
    synchronized void await(int count) throws InterruptedException {
        while (received.size() < count) {
            wait(60_000);
        }
    }

    /** How many have come when another one comes, or the time is over. */
    synchronized int anotherWithin(Duration time) throws InterruptedException {
        wait(time.toMillis());
        return received.size();
    }

    void refuse() {
        answer = new Answer(500, "no", Map.of());
    }

    void take() {
        answer = new Answer(200, "ok", Map.of());
    }

    List<Received> received() {
        return List.copyOf(received);
    }

    List<Received> at(String path) {
        return received.stream().filter(it -> it.path().startsWith(path)).toList();
    }

    void forget() {
        received.clear();
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
