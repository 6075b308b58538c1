package app.tds.sandbox;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.time.Clock;
import java.util.Arrays;
import java.util.Map;

/** Takes every request: asks the right desk, lets the script spoil the answer, logs the call and delivers. */
final class Counter implements HttpHandler {

    private static final int PIECES = 16;
    private static final Map<String, String> ALWAYS = Map.of(
            "server", "ZGS",
            "cache-control", "no-store, no-cache, must-revalidate, private",
            "pragma", "no-cache",
            "x-frame-options", "DENY",
            "content-disposition", "attachment;",
            "vary", "accept-encoding",
            "strict-transport-security", "max-age=63072000");

    private final Accounts accounts;
    private final Api api;
    private final Faults faults;
    private final CallLog calls;
    private final Clock clock;

    Counter(Accounts accounts, Api api, Faults faults, CallLog calls, Clock clock) {
        this.accounts = accounts;
        this.api = api;
        this.faults = faults;
        this.calls = calls;
        this.clock = clock;
    }

    @Override
    public void handle(HttpExchange exchange) throws IOException {
        var visit = new Visit();
        try (exchange) {
            var request = Request.of(exchange);
            faults.called();
            var script = faults.strike(request);
            var answer = script.instead().orElseGet(() -> ask(request, script.quirks(), visit));
            answer = spoiled(answer, script.delivery().kind());
            hang(script.delivery());
            boolean reset = script.delivery().kind() == Delivery.Kind.RESET;
            calls.add(new Call(
                    clock.instant(),
                    request.method(),
                    request.path(),
                    request.queryWithoutSecrets(),
                    reset ? 0 : answer.status(),
                    answer.code()));
            faults.run(request, false);
            visit.leave();
            if (!reset) {
                deliver(exchange, answer, script.delivery());
            }
            faults.run(request, true);
        } finally {
            visit.leave();
        }
    }

    private Answer ask(Request request, Quirks quirks, Visit visit) {
        try {
            return request.path().startsWith("/oauth/")
                    ? accounts.answer(request, quirks)
                    : api.answer(request, quirks, visit);
        } catch (RuntimeException e) {
            return Answer.error(500, 1000, "Internal Error: " + e);
        }
    }

    private static Answer spoiled(Answer answer, Delivery.Kind kind) {
        return switch (kind) {
            case HTML ->
                answer.instead("text/html;charset=UTF-8", "<html><body>We are down for maintenance</body></html>");
            case CONTENT_TYPE ->
                new Answer(answer.status(), answer.code(), "text/plain;charset=UTF-8", answer.body(), answer.headers());
            case EMPTY -> answer.instead(Answer.JSON, "");
            default -> answer;
        };
    }

    private void hang(Delivery delivery) throws IOException {
        if (delivery.kind() == Delivery.Kind.HANG) {
            try {
                faults.hang(delivery.time());
            } catch (InterruptedException e) {
                throw interrupted(e);
            }
        }
    }

    private void deliver(HttpExchange exchange, Answer answer, Delivery delivery) throws IOException {
        ALWAYS.forEach(exchange.getResponseHeaders()::set);
        exchange.getResponseHeaders().set("content-type", answer.contentType());
        answer.headers().forEach(exchange.getResponseHeaders()::set);
        byte[] body = answer.body();
        exchange.sendResponseHeaders(answer.status(), body.length == 0 ? -1 : body.length);
        if (delivery.kind() == Delivery.Kind.DRIP) {
            drip(exchange, body, delivery);
        } else if (delivery.kind() == Delivery.Kind.TRUNCATED) {
            exchange.getResponseBody().write(body, 0, body.length / 2);
            exchange.getResponseBody().flush();
        } else if (body.length > 0) {
            exchange.getResponseBody().write(body);
            exchange.getResponseBody().close();
        }
    }

    private void drip(HttpExchange exchange, byte[] body, Delivery delivery) throws IOException {
        int piece = Math.max(1, (body.length + PIECES - 1) / PIECES);
        try {
            for (int from = 0; from < body.length; from += piece) {
                faults.hang(delivery.time());
                exchange.getResponseBody().write(Arrays.copyOfRange(body, from, Math.min(body.length, from + piece)));
                exchange.getResponseBody().flush();
            }
        } catch (InterruptedException e) {
            throw interrupted(e);
        }
    }

    private static InterruptedIOException interrupted(InterruptedException cause) {
        Thread.currentThread().interrupt();
        var closed = new InterruptedIOException("the sandbox was closed");
        closed.initCause(cause);
        return closed;
    }
}
