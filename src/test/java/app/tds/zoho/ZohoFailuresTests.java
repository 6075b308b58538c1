package app.tds.zoho;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import app.tds.SettableClock;
import app.tds.source.SourceFailure.Throttled;
import app.tds.source.SourceFailure.Unavailable;
import io.netty.handler.timeout.ReadTimeoutException;
import java.io.IOException;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.SocketException;
import java.net.UnknownHostException;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;
import javax.net.ssl.SSLHandshakeException;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.core.io.buffer.DataBufferLimitException;

class ZohoFailuresTests {

    private static final Instant NOON = Instant.parse("2026-01-01T12:00:00Z");

    private final ZohoFailures failures = new ZohoFailures(new SettableClock(NOON));

    @ParameterizedTest(name = "{0} with code {1}: {3}")
    @CsvSource(
            delimiter = '|',
            value = {
                "400 |    2 | Invalid value passed for page | Refused     | job file",
                "400 |    4 | invalid data                  | Refused     | job file",
                "404 |    5 | Invalid URL Passed            | Refused     | job file",
                "404 |    5 | We couldnt find any resource for the given ID. Please verify the ID and try again. | Gone | find",
                "400 |    6 | mandatory field missing       | Refused     | job file",
                "401 |   14 | enter a valid value           | Denied      | create a new refresh token",
                "405 |   37 | method not allowed            | Refused     | job file",
                "401 |   57 | You are not authorized        | NotAllowed  | Add the scope",
                "500 | 1000 | Internal error                | Unavailable | later",
                "404 | 1002 | Invoice does not exist.       | Gone        | does not exist",
                "400 | 6041 | This user is not associated   | Denied      | tds.zoho.organizations",
                "200 |   57 | You are not authorized        | NotAllowed  | Add the scope",
                "400 |   '' | ''                            | Refused     | job file",
                "401 |   '' | ''                            | Denied      | scopes",
                "403 |   '' | ''                            | Denied      | scopes",
                "404 |   '' | ''                            | Refused     | job file",
                "405 |   '' | ''                            | Refused     | job file",
                "302 |   '' | ''                            | Refused     | job file",
                "400 | 4711 | never seen                    | Refused     | job file",
                "204 |   '' | ''                            | Unavailable | later",
                "408 |   '' | ''                            | Unavailable | later",
                "500 |   '' | ''                            | Unavailable | later",
                "502 |   '' | ''                            | Unavailable | later",
                "503 |   '' | ''                            | Unavailable | later",
                "500 |    0 | success                       | Unavailable | later",
                "400 | 1002 | Invoice does not exist.       | Refused     | job file",
                "400 |    5 | find any resource             | Refused     | job file",
                "401 | INVALID_TOKEN        | invalid oauth token | Denied      | create a new refresh token",
                "401 | AUTHENTICATION_FAILURE | failed            | Denied      | create a new refresh token",
                "401 | OAUTH_SCOPE_MISMATCH | invalid oauth scope | NotAllowed  | Add the scope",
                "403 | NO_PERMISSION        | permission denied   | NotAllowed  | Add the scope",
                "400 | AUTHORIZATION_FAILED | not sufficient privilege | NotAllowed | Add the scope",
                "403 | FEATURE_NOT_SUPPORTED | not in this edition | NotAllowed | edition of CRM",
                "400 | NOT_SUPPORTED_FEATURE | not in this edition | NotAllowed | edition of CRM",
                "400 | NOT_SUPPORTED        | no such module      | Refused     | job file",
                "403 | MODULE_NOT_SUPPORTED | no such module      | Refused     | job file",
                "400 | INVALID_MODULE       | no such module      | Refused     | job file",
                "404 | INVALID_URL_PATTERN  | no such path        | Refused     | job file",
                "400 | INVALID_DATA         | invalid data        | Refused     | job file",
                "400 | NEVER_SEEN           | never seen          | Refused     | job file",
                "500 | INTERNAL_ERROR       | internal error      | Unavailable | later"
            })
    void everyAnswerHasItsKindAndSaysWhatToDo(int status, String code, String message, String kind, String advice) {
        var failure = failures.ofAnswer("GET books/invoices", status, code, message, null);

        assertThat(failure.getClass().getSimpleName()).isEqualTo(kind);
        assertThat(failure)
                .message()
                .startsWith("GET books/invoices: Zoho answered " + status)
                .contains(message)
                .contains(advice)
                .doesNotContain(", code :");
    }

    @ParameterizedTest(name = "{0} with code {1} and Retry-After {2}: {3}")
    @CsvSource(
            nullValues = "none",
            value = {
                "429, 44, 1800, 2026-01-01T12:30:00Z",
                "429, 44, none, 2026-01-01T12:30:00Z",
                "429, 44, 60, 2026-01-01T12:01:00Z",
                "429, 45, 36000, 2026-01-01T22:00:00Z",
                "429, 45, none, 2026-01-01T12:30:00Z",
                "429, 1070, none, 2026-01-01T12:00:05Z",
                "429, 1070, 2, 2026-01-01T12:00:02Z",
                "429, 44, 999999999, 2026-01-02T12:00:00Z",
                "429, TOO_MANY_REQUESTS, none, 2026-01-01T12:01:00Z",
                "429, '', none, 2026-01-01T12:30:00Z",
                "429, '', 7, 2026-01-01T12:00:07Z"
            })
    void aPauseLastsAsLongAsZohoSays(int status, String code, @Nullable Long retryAfter, Instant until) {
        var failure = failures.ofAnswer("GET books/invoices", status, code, "too many", retryAfter);

        assertThat(failure).isInstanceOf(Throttled.class);
        assertThat(((Throttled) failure).until()).isEqualTo(until);
        assertThat(failure).hasMessageContaining("nothing may be asked before " + until);
    }

    @Test
    void onlyARefusedTokenIsWorthAFreshOne() {
        assertThat(ZohoFailures.tokenExpired(401, "14")).isTrue();
        assertThat(ZohoFailures.tokenExpired(401, "INVALID_TOKEN")).isTrue();
        assertThat(ZohoFailures.tokenExpired(401, "57")).isFalse();
        assertThat(ZohoFailures.tokenExpired(401, "OAUTH_SCOPE_MISMATCH")).isFalse();
        assertThat(ZohoFailures.tokenExpired(401, "")).isFalse();
        assertThat(ZohoFailures.tokenExpired(200, "14")).isFalse();
        assertThat(ZohoFailures.tokenExpired(400, "INVALID_TOKEN")).isFalse();
    }

    @Test
    void onlyCrmSaysByAStatusThatThereIsNothing() {
        assertThat(Dialect.CRM.saysNothing(204, false)).isTrue();
        assertThat(Dialect.CRM.saysNothing(304, true)).isTrue();
        assertThat(Dialect.CRM.saysNothing(304, false)).as("nobody asked").isFalse();
        assertThat(Dialect.FINANCE.saysNothing(204, true)).isFalse();
        assertThat(Dialect.FINANCE.saysNothing(304, true)).isFalse();
        assertThat(Dialect.CRM.saysNothing(200, true)).isFalse();
    }

    @Test
    void whatNeverLeftHereMayAlwaysBeSentAgain() {
        assertThat(List.of(
                        new ConnectException(),
                        new NoRouteToHostException(),
                        new UnknownHostException(),
                        new SSLHandshakeException("expired")))
                .allMatch(ZohoFailures::neverArrived);
        assertThat(List.of(new SocketException("reset"), new TimeoutException(), new IOException()))
                .noneMatch(ZohoFailures::neverArrived);
    }

    @ParameterizedTest
    @MethodSource
    void everyWayToGetNoAnswerSaysWhatToDo(Throwable cause, String advice) {
        assertThat(failures.ofTransport("GET books/invoices", cause))
                .isInstanceOf(Unavailable.class)
                .hasMessageStartingWith("GET books/invoices: no complete answer from Zoho: ")
                .hasMessageContaining(advice);
    }

    static Stream<Arguments> everyWayToGetNoAnswerSaysWhatToDo() {
        return Stream.of(
                arguments(new TimeoutException("x"), "tds.zoho.answer-timeout"),
                arguments(ReadTimeoutException.INSTANCE, "tds.zoho.read-timeout"),
                arguments(new DataBufferLimitException("x"), "tds.zoho.max-answer-bytes"),
                arguments(new SocketException("Connection reset"), "Connection reset. If"),
                arguments(new UnknownHostException("www.zohoapis.example"), "the network"));
    }

    @Test
    void anOpenCircuitSaysWhenItGoesOn() {
        var until = NOON.plusSeconds(60);

        assertThat(failures.ofOpenCircuit("GET books/invoices", until).until()).isEqualTo(until);
        assertThat(failures.ofOpenCircuit("GET books/invoices", until))
                .hasMessageStartingWith("GET books/invoices: not asked")
                .hasMessageContaining("at " + until);
    }

    @ParameterizedTest
    @CsvSource({
        "invalid_code, Denied, set tds.zoho.refresh-token",
        "invalid_grant, Denied, set tds.zoho.refresh-token",
        "invalid_client, Denied, Check tds.zoho.client-id and tds.zoho.data-center",
        "invalid_client_secret, Denied, Check tds.zoho.client-secret",
        "invalid_redirect_uri, Refused, Check tds.zoho.",
        "never_seen, Refused, Check tds.zoho.",
        "Access Denied, Throttled, for a while"
    })
    void everyErrorOfTheTokenEndpointHasItsKindAndSaysWhatToDo(String error, String kind, String advice) {
        var failure = failures.ofToken(error, "in other words");

        assertThat(failure.getClass().getSimpleName()).isEqualTo(kind);
        assertThat(failure).hasMessageContaining(advice);
    }

    @Test
    void tooManyTokensMeanAPauseOfTenMinutes() {
        var failure = failures.ofToken("Access Denied", "You have made too many requests continuously.");

        assertThat(((Throttled) failure).until()).isEqualTo(Instant.parse("2026-01-01T12:10:00Z"));
        assertThat(failure).hasMessageContaining("too many requests");
    }

    @Test
    void noAnswerAtAllMayBeOneLater() {
        assertThat(failures.ofTransport("GET books/invoices", new IOException("connection reset")))
                .isInstanceOf(Unavailable.class)
                .hasMessageStartingWith("GET books/invoices: no complete answer from Zoho: connection reset. ");
        assertThat(failures.ofTransport("GET books/invoices", new IOException()))
                .hasMessageContaining(": IOException. ");
        assertThat(failures.unreadable("GET books/invoices", "it is empty"))
                .isInstanceOf(Unavailable.class)
                .hasMessage("GET books/invoices: Zoho's answer cannot be read: it is empty");
    }
}
