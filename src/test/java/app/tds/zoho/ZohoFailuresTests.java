package app.tds.zoho;

import static org.assertj.core.api.Assertions.assertThat;

import app.tds.SettableClock;
import app.tds.source.SourceFailure.Throttled;
import app.tds.source.SourceFailure.Unavailable;
import java.io.IOException;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

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
                "401 |   57 | You are not authorized        | Denied      | Add the scope",
                "500 | 1000 | Internal error                | Unavailable | later",
                "404 | 1002 | Invoice does not exist.       | Gone        | does not exist",
                "400 | 6041 | This user is not associated   | Denied      | tds.zoho.organizations",
                "200 |   57 | You are not authorized        | Denied      | Add the scope",
                "400 |   -1 | ''                            | Refused     | job file",
                "401 |   -1 | ''                            | Denied      | scopes",
                "403 |   -1 | ''                            | Denied      | scopes",
                "404 |   -1 | ''                            | Refused     | job file",
                "405 |   -1 | ''                            | Refused     | job file",
                "302 |   -1 | ''                            | Refused     | job file",
                "400 | 4711 | never seen                    | Refused     | job file",
                "204 |   -1 | ''                            | Unavailable | later",
                "408 |   -1 | ''                            | Unavailable | later",
                "500 |   -1 | ''                            | Unavailable | later",
                "502 |   -1 | ''                            | Unavailable | later",
                "503 |   -1 | ''                            | Unavailable | later",
                "500 |    0 | success                       | Unavailable | later"
            })
    void everyAnswerHasItsKindAndSaysWhatToDo(int status, int code, String message, String kind, String advice) {
        var failure = failures.ofAnswer("GET books/invoices", status, code, message, null);

        assertThat(failure.getClass().getSimpleName()).isEqualTo(kind);
        assertThat(failure)
                .message()
                .startsWith("GET books/invoices: Zoho answered " + status)
                .contains(message)
                .contains(advice)
                .doesNotContain("-1");
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
                "429, -1, none, 2026-01-01T12:30:00Z",
                "429, -1, 7, 2026-01-01T12:00:07Z"
            })
    void aPauseLastsAsLongAsZohoSays(int status, int code, @Nullable Long retryAfter, Instant until) {
        var failure = failures.ofAnswer("GET books/invoices", status, code, "too many", retryAfter);

        assertThat(failure).isInstanceOf(Throttled.class);
        assertThat(((Throttled) failure).until()).isEqualTo(until);
        assertThat(failure).hasMessageContaining("nothing may be asked before " + until);
    }

    @Test
    void onlyCode14OfStatus401IsWorthAFreshToken() {
        assertThat(ZohoFailures.tokenExpired(401, 14)).isTrue();
        assertThat(ZohoFailures.tokenExpired(401, 57)).isFalse();
        assertThat(ZohoFailures.tokenExpired(401, -1)).isFalse();
        assertThat(ZohoFailures.tokenExpired(200, 14)).isFalse();
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
                .hasMessage("GET books/invoices: no complete answer from Zoho: connection reset");
        assertThat(failures.ofTransport("GET books/invoices", new IOException()))
                .hasMessageEndingWith(": IOException");
        assertThat(failures.unreadable("GET books/invoices", "it is empty"))
                .isInstanceOf(Unavailable.class)
                .hasMessage("GET books/invoices: Zoho's answer cannot be read: it is empty");
    }
}
