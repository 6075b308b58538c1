package app.tds.zoho;

import app.tds.source.SourceFailure;
import app.tds.zoho.AccessTokens.Access;
import io.github.resilience4j.core.IntervalFunction;
import io.github.resilience4j.retry.Retry;
import io.github.resilience4j.retry.RetryConfig;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.core.io.buffer.DataBuffer;
import org.springframework.core.io.buffer.DataBufferUtils;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.stereotype.Component;
import org.springframework.web.reactive.function.client.ClientResponse;
import org.springframework.web.reactive.function.client.WebClient;
import reactor.core.publisher.Mono;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Asks Zoho; the only place that repeats a call, and each repeat takes its own share of the budget. */
@Component
class ZohoClient {

    private static final Logger log = LoggerFactory.getLogger(ZohoClient.class);
    private static final int ATTEMPTS = 4;
    private static final int QUOTA_USED_UP = 45;
    private static final Duration LONGEST_DELAY = Duration.ofSeconds(20);

    private final WebClient http;
    private final AccessTokens tokens;
    private final RequestBudget budget;
    private final ZohoFailures failures;
    private final ZohoSettings settings;
    private final JsonMapper mapper;
    private final Clock clock;
    private final Retry retry;

    ZohoClient(
            WebClient zohoHttp,
            AccessTokens tokens,
            RequestBudget budget,
            ZohoFailures failures,
            ZohoSettings settings,
            JsonMapper mapper,
            Clock clock) {
        this.http = zohoHttp;
        this.tokens = tokens;
        this.budget = budget;
        this.failures = failures;
        this.settings = settings;
        this.mapper = mapper;
        this.clock = clock;
        this.retry = Retry.of(
                "zoho",
                RetryConfig.custom()
                        .maxAttempts(ATTEMPTS)
                        .retryOnException(this::worthRepeating)
                        .intervalBiFunction((attempt, outcome) -> delay(attempt, outcome.getLeft()))
                        .build());
    }

    /** What an answer's body means. */
    interface Reading<T> {
        /**
         * @throws Unreadable if the body is not what Zoho documents
         */
        T read(byte[] body);
    }

    /** A body that is not what Zoho documents; the message says why. */
    static final class Unreadable extends RuntimeException {
        Unreadable(String message) {
            super(message);
        }
    }

    /**
     * What Zoho answered, and what it took.
     *
     * @param value as read
     * @param calls requests to the API, repeats included
     */
    record Answer<T>(T value, int calls) {}

    private record Raw(int status, HttpHeaders headers, byte[] body) {}

    /**
     * Asks, and asks again where that may help.
     *
     * @throws SourceFailure if there is no answer to work with
     */
    <T> Answer<T> get(ZohoRequest request, Reading<T> reading) {
        int[] calls = {0};
        T value = retry.executeSupplier(() -> attempt(request, reading, calls));
        return new Answer<>(value, calls[0]);
    }

    private <T> T attempt(ZohoRequest request, Reading<T> reading, int[] calls) {
        Access access = tokens.current();
        Raw raw = send(request, access, calls);
        if (ZohoFailures.tokenExpired(raw.status(), code(raw))) {
            raw = send(request, tokens.instead(access), calls);
        }
        if (raw.status() != 200) {
            throw failure(request, raw);
        }
        return read(request, raw, reading);
    }

    private <T> T read(ZohoRequest request, Raw raw, Reading<T> reading) {
        MediaType type = raw.headers().getContentType();
        if (type == null || !type.isCompatibleWith(MediaType.APPLICATION_JSON)) {
            throw failures.unreadable(request.what(), "its content type is " + type + ", not JSON");
        }
        int code = code(raw);
        if (code > 0) {
            throw failure(request, raw);
        }
        try {
            return reading.read(raw.body());
        } catch (Unreadable cause) {
            throw failures.unreadable(request.what(), String.valueOf(cause.getMessage()));
        }
    }

    private Raw send(ZohoRequest request, Access access, int[] calls) {
        try {
            if (request.organizationId() != null) {
                budget.take(request.organizationId());
            }
        } catch (InterruptedException cause) {
            Thread.currentThread().interrupt();
            throw failures.ofTransport(request.what(), cause);
        }
        calls[0]++;
        Instant begin = clock.instant();
        try {
            Raw raw = http.get()
                    .uri(request.uri(access.apiDomain(), settings.root(request.api())))
                    .header(
                            HttpHeaders.AUTHORIZATION,
                            "Zoho-oauthtoken " + access.token().value())
                    .exchangeToMono(this::raw)
                    .timeout(settings.answerTimeout())
                    .block();
            log(request, Objects.requireNonNull(raw), begin);
            return raw;
        } catch (RuntimeException cause) {
            Throwable root = root(cause);
            log.warn("{}: {}", request.what(), String.valueOf(root.getMessage()));
            throw failures.ofTransport(request.what(), root);
        }
    }

    private Mono<Raw> raw(ClientResponse answer) {
        int status = answer.statusCode().value();
        HttpHeaders headers = answer.headers().asHttpHeaders();
        return DataBufferUtils.join(answer.bodyToFlux(DataBuffer.class), settings.maxAnswerBytes())
                .map(ZohoClient::bytes)
                .defaultIfEmpty(new byte[0])
                .map(body -> new Raw(status, headers, body));
    }

    private static byte[] bytes(DataBuffer buffer) {
        byte[] bytes = new byte[buffer.readableByteCount()];
        buffer.read(bytes);
        DataBufferUtils.release(buffer);
        return bytes;
    }

    private void log(ZohoRequest request, Raw raw, Instant begin) {
        log.debug(
                "{} run={} status={} code={} ms={} bytes={} left={}",
                request.what(),
                request.runId(),
                raw.status(),
                raw.status() == 200 ? 0 : code(raw),
                Duration.between(begin, clock.instant()).toMillis(),
                raw.body().length,
                raw.headers().getFirst("x-rate-limit-remaining"));
    }

    private SourceFailure failure(ZohoRequest request, Raw raw) {
        JsonNode body = small(raw);
        return failures.ofAnswer(
                request.what(),
                raw.status(),
                body.path("code").asInt(-1),
                body.path("message").asString(""),
                pause(raw.headers(), body.path("code").asInt(-1)));
    }

    /** Zoho's own code; -1 where the body has none. A long body of status 200 is a list and is read by its reading. */
    private int code(Raw raw) {
        return small(raw).path("code").asInt(-1);
    }

    private JsonNode small(Raw raw) {
        try {
            return raw.body().length > 4096 ? mapper.missingNode() : orMissing(mapper.readTree(raw.body()));
        } catch (JacksonException cause) {
            return mapper.missingNode();
        }
    }

    private JsonNode orMissing(@Nullable JsonNode node) {
        return node == null ? mapper.missingNode() : node;
    }

    /** Seconds; a used-up quota says when it is new in a header of its own (zoho-api.md 2.5). */
    private static @Nullable Long pause(HttpHeaders headers, int code) {
        Long retryAfter = seconds(headers.getFirst(HttpHeaders.RETRY_AFTER));
        return retryAfter == null && code == QUOTA_USED_UP
                ? seconds(headers.getFirst("x-rate-limit-reset"))
                : retryAfter;
    }

    private static @Nullable Long seconds(@Nullable String text) {
        return text != null && text.matches("[0-9]{1,9}") ? Long.valueOf(text) : null;
    }

    /** A pause of a few seconds is waited for; a lock-out is not. */
    private boolean worthRepeating(Throwable failure) {
        return failure instanceof SourceFailure.Unavailable
                || failure instanceof SourceFailure.Throttled throttled
                        && throttled.until().isBefore(clock.instant().plus(LONGEST_DELAY));
    }

    private long delay(int attempt, @Nullable Throwable failure) {
        long backOff = IntervalFunction.ofExponentialRandomBackoff(settings.retryDelay(), 2.0, 0.5, LONGEST_DELAY)
                .apply(attempt);
        return failure instanceof SourceFailure.Throttled throttled
                ? Math.max(
                        backOff,
                        Duration.between(clock.instant(), throttled.until()).toMillis())
                : backOff;
    }

    /** The first cause that says something. */
    static Throwable root(Throwable failure) {
        Throwable root = failure;
        while (root.getCause() != null && root.getCause() != root) {
            root = root.getCause();
        }
        return root;
    }
}
