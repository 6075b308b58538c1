package app.tds.zoho;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import app.tds.SettableClock;
import app.tds.TestDatabase;
import app.tds.source.Priority;
import app.tds.source.SourceFailure.Throttled;
import app.tds.source.SourceFailure.Unavailable;
import app.tds.zoho.ScriptedZoho.Reply;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.springframework.jdbc.core.simple.JdbcClient;

@Timeout(30)
class CircuitBreakersIntegrationTests {

    private static final Instant NOON = Instant.parse("2026-01-01T12:00:00Z");
    private static final Reply BROKEN = Reply.json(500, "{\"code\":1000,\"message\":\"Internal error\"}");
    private static final Reply OK = Reply.json(200, "{\"code\":0,\"message\":\"success\"}");

    private final TestDatabase database = TestDatabase.create();
    private final SettableClock clock = new SettableClock(NOON);
    private final ScriptedZoho zoho = new ScriptedZoho();
    private final ZohoClient client = TestClients.client(database.dataSource(), zoho.settings(), clock);

    @AfterEach
    void stop() {
        zoho.close();
    }

    @Test
    void afterTenCallsWithoutAnAnswerNobodyAsksForAMinute() {
        zoho.api(BROKEN);
        assertThat(catchThrowable(() -> ask("books", "10"))).isInstanceOf(Unavailable.class);
        assertThat(catchThrowable(() -> ask("books", "10"))).isInstanceOf(Unavailable.class);
        assertThat(zoho.apiCalls()).hasSize(8);

        var failure = catchThrowableOfType(Throttled.class, () -> ask("books", "10"));
        assertThat(zoho.apiCalls()).as("opened by its second attempt").hasSize(10);
        assertThat(failure.until()).isEqualTo(NOON.plusSeconds(60));
        assertThat(failure).hasMessageContaining("not asked").hasMessageContaining("status page");

        clock.advance(Duration.ofSeconds(59));
        assertThat(catchThrowable(() -> ask("books", "10"))).isInstanceOf(Throttled.class);
        assertThat(zoho.apiCalls()).as("not even with a second to go").hasSize(10);
        assertThat(JdbcClient.create(database.dataSource())
                        .sql("select count(paused_until) from etl.budgets")
                        .query(Integer.class)
                        .single())
                .as("other nodes look for themselves")
                .isZero();
    }

    @Test
    void thenTwoGoodAnswersMakeItUsualAgain() {
        open();
        clock.advance(Duration.ofSeconds(61));
        zoho.api(OK);

        ask("books", "10");
        ask("books", "10");
        ask("books", "10");

        assertThat(zoho.apiCalls()).hasSize(13);
        zoho.api(BROKEN, OK);
        ask("books", "10");
    }

    @Test
    void aTrialThatFailsClosesForAnotherMinute() {
        open();
        clock.advance(Duration.ofSeconds(61));

        var failure = catchThrowableOfType(Throttled.class, () -> ask("books", "10"));

        assertThat(zoho.apiCalls()).as("two trials").hasSize(12);
        assertThat(failure.until()).isEqualTo(NOON.plusSeconds(121));
    }

    @Test
    void anEndpointThatBringsNoAnswerStopsNoOther() {
        open();
        zoho.api(OK);

        ask("books", "11");
        ask("crm", "10");
        ask("inventory", "10");

        assertThat(catchThrowable(() -> ask("books", "10"))).isInstanceOf(Throttled.class);
    }

    @Test
    void tenFailuresOfDifferentEndpointsStopTheOrganizationWhateverIsAskedNext() {
        zoho.api(BROKEN);
        for (char list = 'a'; list <= 'j'; list++) {
            String path = "/" + list;
            assertThat(catchThrowable(() -> ask("books", "10", path))).isNotNull();
        }
        zoho.api(OK);

        assertThat(catchThrowable(() -> ask("inventory", "10"))).isInstanceOf(Throttled.class);
        ask("inventory", "11");
    }

    @Test
    void threeRecordsThatAlwaysFailStopNeitherTheirSiblingsNorTheOrganization() {
        zoho.api(BROKEN);
        for (int again = 0; again < 10; again++) {
            for (int record = 1; record <= 3; record++) {
                String path = "/things/" + record;
                assertThat(catchThrowable(() -> ask("books", "10", path)))
                        .as("record %s, time %s", record, again)
                        .isInstanceOf(Unavailable.class);
            }
        }
        assertThat(zoho.apiCalls()).hasSize(120);
        zoho.api(OK);

        ask("books", "10", "/things/4");
        ask("books", "10", "/things");
        ask("inventory", "10", "/others/4");
    }

    @Test
    void tenRecordsOfOneEndpointThatBringNoAnswerStopTheirEndpointOnlyAndTwoTrialsItAgain() {
        zoho.api(BROKEN);
        for (int record = 1; record <= 10; record++) {
            String path = "/things/" + record;
            assertThat(catchThrowable(() -> ask("books", "10", path))).isNotNull();
        }
        assertThat(zoho.apiCalls()).hasSize(37);
        assertThat(catchThrowable(() -> ask("books", "10", "/things/11"))).isInstanceOf(Throttled.class);
        assertThat(zoho.apiCalls()).hasSize(37);

        clock.advance(Duration.ofSeconds(61));
        catchThrowable(() -> ask("books", "10", "/things/1"));
        catchThrowable(() -> ask("books", "10", "/things/2"));
        assertThat(catchThrowable(() -> ask("books", "10", "/things/12"))).isInstanceOf(Throttled.class);

        zoho.api(OK);
        ask("books", "10", "/others/1");
        ask("books", "10", "/things");
    }

    @Test
    void whatZohoRefusesDoesNotCount() {
        zoho.api(Reply.json(429, "{\"code\":1070,\"message\":\"in process\"}").with("Retry-After", "0"));
        for (int i = 0; i < 10; i++) {
            assertThat(catchThrowable(() -> ask("books", "10"))).isInstanceOf(Throttled.class);
        }
        assertThat(zoho.apiCalls()).hasSize(40);

        zoho.api(Reply.json(401, "{\"code\":57,\"message\":\"no\"}"));
        for (int i = 0; i < 30; i++) {
            catchThrowable(() -> ask("books", "10"));
        }
        zoho.api(Reply.json(404, "{\"code\":1002,\"message\":\"no\"}"));
        for (int i = 0; i < 30; i++) {
            ask("books", "10");
        }
        assertThat(zoho.apiCalls()).hasSize(100);
    }

    @Test
    void whileOneTrialIsOnItsWayOthersWaitAMoment() {
        var circuit = new CircuitBreakers(clock).of("10", "books/things", null);
        for (int i = 0; i < 10; i++) {
            assertThat(circuit.closedUntil()).isEmpty();
            circuit.unanswered(new Unavailable("x", null));
        }
        assertThat(circuit.closedUntil()).contains(NOON.plusSeconds(60));
        clock.advance(Duration.ofSeconds(61));

        assertThat(circuit.closedUntil()).isEmpty();
        assertThat(circuit.closedUntil()).isEmpty();
        assertThat(circuit.closedUntil()).contains(clock.instant().plusSeconds(5));
        circuit.neither();
        assertThat(circuit.closedUntil()).as("a trial that was not made").isEmpty();
        circuit.answered();
        circuit.answered();
        assertThat(circuit.closedUntil()).isEmpty();
    }

    private void open() {
        zoho.api(BROKEN);
        for (int i = 0; i < 3; i++) {
            catchThrowable(() -> ask("books", "10"));
        }
        assertThat(zoho.apiCalls()).hasSize(10);
    }

    private ZohoResult<?> ask(String api, String organizationId) {
        return ask(api, organizationId, "/things");
    }

    private ZohoResult<?> ask(String api, String organizationId, String path) {
        if (api.equals("crm")) {
            zoho.api(Reply.of(204, null, ""));
        }
        try {
            return client.get(
                    new ZohoRequest(zoho.connection(), Priority.DELTA, api, path, organizationId, Map.of(), 1));
        } finally {
            if (api.equals("crm")) {
                zoho.api(OK);
            }
        }
    }
}
