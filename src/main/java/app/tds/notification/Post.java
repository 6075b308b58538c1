package app.tds.notification;

import java.io.ByteArrayOutputStream;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpClient.Redirect;
import java.net.http.HttpClient.Version;
import java.net.http.HttpConnectTimeoutException;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.net.http.HttpTimeoutException;
import java.nio.channels.UnresolvedAddressException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;
import javax.net.ssl.SSLException;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;

/**
 * Posts JSON to where the configuration says, and nowhere else: no redirect is followed. Of an answer, little is read, and no
 * address is repeated in a failure, since some are secrets.
 */
@Component
class Post {

    static final JsonMapper JSON = JsonMapper.builder().build();

    private static final Duration CONNECT = Duration.ofSeconds(5);
    private static final Duration ALTOGETHER = Duration.ofSeconds(15);
    private static final String TYPE = "Content-Type";
    private static final int MOST = 8_192;

    private final HttpClient http = HttpClient.newBuilder()
            .version(Version.HTTP_1_1)
            .followRedirects(Redirect.NEVER)
            .connectTimeout(CONNECT)
            .build();

    /** An answer that says the message was not taken. */
    record Refusal(int status, String body) {}

    void json(URI address, Object body) throws Undelivered {
        bytes(address, JSON.writeValueAsBytes(body), Map.of(), refusal -> Duration.ZERO);
    }

    void text(URI address, String body) throws Undelivered {
        bytes(
                address,
                body.getBytes(StandardCharsets.UTF_8),
                Map.of(TYPE, "text/plain; charset=utf-8"),
                refusal -> Duration.ZERO);
    }

    /** Posts it; another way to say when to come again than {@code Retry-After} is read from the refusal. */
    void bytes(URI address, byte[] body, Map<String, String> headers, Function<Refusal, Duration> again)
            throws Undelivered {
        HttpRequest.Builder request = HttpRequest.newBuilder(address)
                .timeout(ALTOGETHER)
                .setHeader(TYPE, "application/json; charset=utf-8")
                .POST(BodyPublishers.ofByteArray(body));
        headers.forEach(request::setHeader);
        var read = new ByteArrayOutputStream();
        HttpResponse<Void> answer = answer(request.build(), read);
        if (answer.statusCode() / 100 != 2) {
            Duration asked = again.apply(new Refusal(answer.statusCode(), read.toString(StandardCharsets.UTF_8)));
            Duration after = retryAfter(answer);
            throw new Undelivered(
                    "the other side answered with status " + answer.statusCode(),
                    asked.compareTo(after) > 0 ? asked : after);
        }
    }

    private HttpResponse<Void> answer(HttpRequest request, ByteArrayOutputStream read) throws Undelivered {
        CompletableFuture<HttpResponse<Void>> asked = http.sendAsync(
                request,
                BodyHandlers.ofByteArrayConsumer(some -> some.ifPresent(bytes ->
                        read.write(bytes, 0, Math.min(bytes.length, Math.max(0, MOST - read.size()))))));
        try {
            return asked.get(ALTOGETHER.toSeconds(), TimeUnit.SECONDS);
        } catch (TimeoutException late) {
            asked.cancel(true);
            throw new Undelivered("the other side did not answer within " + ALTOGETHER.toSeconds() + " s");
        } catch (ExecutionException failure) {
            throw new Undelivered(reason(Objects.requireNonNullElse(failure.getCause(), failure)));
        } catch (InterruptedException stopped) {
            asked.cancel(true);
            Thread.currentThread().interrupt();
            throw new Undelivered("this process was told to end");
        }
    }

    private static String reason(Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof UnresolvedAddressException) {
                return "the name of the other side is not known";
            }
            if (cause instanceof HttpConnectTimeoutException) {
                return "the other side could not be reached within " + CONNECT.toSeconds() + " s";
            }
            if (cause instanceof HttpTimeoutException) {
                return "the other side did not answer within " + ALTOGETHER.toSeconds() + " s";
            }
            if (cause instanceof SSLException) {
                return "no encrypted connection came about: the certificate of the other side is not trusted";
            }
        }
        return failure instanceof ConnectException
                ? "the other side could not be reached"
                : "the connection broke off: " + failure.getClass().getSimpleName();
    }

    private static Duration retryAfter(HttpResponse<?> answer) {
        return answer.headers()
                .firstValue("Retry-After")
                .filter(it -> it.matches("[0-9]{1,6}"))
                .map(it -> Duration.ofSeconds(Long.parseLong(it)))
                .orElse(Duration.ZERO);
    }
}
