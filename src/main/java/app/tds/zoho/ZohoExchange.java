package app.tds.zoho;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.context.annotation.Lazy;
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

/** One request over HTTP and its whole answer, bounded in time and in memory. */
@Component
class ZohoExchange {

    /** Errors are short; a long body is a list and is read by its reading. */
    private static final int SHORT = 4096;

    /** CRM wants the offset with a colon. */
    private static final DateTimeFormatter SINCE =
            DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ssxxx", Locale.ROOT).withZone(ZoneOffset.UTC);

    private final WebClient http;
    private final ZohoSettings settings;
    private final JsonMapper mapper;
    private final Clock clock;

    ZohoExchange(@Lazy WebClient zohoHttp, ZohoSettings settings, JsonMapper mapper, Clock clock) {
        this.http = zohoHttp;
        this.settings = settings;
        this.mapper = mapper;
        this.clock = clock;
    }

    /** Sends it; any exception means that there is no complete answer. */
    ZohoAnswer send(ZohoRequest request, Access access) {
        Instant begin = clock.instant();
        WebClient.RequestBodySpec call = http.method(request.method())
                .uri(request.uri(access.apiDomain(), settings.root(request.api())))
                .header(
                        HttpHeaders.AUTHORIZATION,
                        "Zoho-oauthtoken " + access.token().value());
        if (request.modifiedSince() != null) {
            call.header(HttpHeaders.IF_MODIFIED_SINCE, since(request.modifiedSince()));
        }
        if (request.body() != null) {
            call.contentType(MediaType.APPLICATION_JSON).bodyValue(mapper.writeValueAsBytes(request.body()));
        }
        return Objects.requireNonNull(call.exchangeToMono(response -> answer(response, begin))
                .timeout(settings.answerTimeout())
                .block());
    }

    /** As CRM takes it in {@code If-Modified-Since}. */
    static String since(Instant instant) {
        return SINCE.format(instant);
    }

    private Mono<ZohoAnswer> answer(ClientResponse response, Instant begin) {
        int status = response.statusCode().value();
        HttpHeaders headers = response.headers().asHttpHeaders();
        return DataBufferUtils.join(response.bodyToFlux(DataBuffer.class), settings.maxAnswerBytes())
                .map(ZohoExchange::bytes)
                .defaultIfEmpty(new byte[0])
                .map(body -> answer(status, headers, body, begin));
    }

    private static byte[] bytes(DataBuffer buffer) {
        byte[] bytes = new byte[buffer.readableByteCount()];
        buffer.read(bytes);
        DataBufferUtils.release(buffer);
        return bytes;
    }

    private ZohoAnswer answer(int status, HttpHeaders headers, byte[] body, Instant begin) {
        JsonNode said = said(body);
        return new ZohoAnswer(
                status,
                headers,
                body,
                said.path("code").asString(""),
                said.path("message").asString(""),
                Duration.between(begin, clock.instant()));
    }

    private JsonNode said(byte[] body) {
        try {
            return body.length > SHORT ? mapper.missingNode() : orMissing(mapper.readTree(body));
        } catch (JacksonException cause) {
            return mapper.missingNode();
        }
    }

    private JsonNode orMissing(@Nullable JsonNode node) {
        return node == null ? mapper.missingNode() : node;
    }
}
