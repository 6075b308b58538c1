package app.tds.zoho;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import app.tds.Secret;
import app.tds.SettableClock;
import app.tds.TestDatabase;
import app.tds.alarm.Severity;
import app.tds.source.SourceFailure.Denied;
import app.tds.zoho.ScriptedZoho.Reply;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;
import org.springframework.web.reactive.function.client.WebClient;
import tools.jackson.databind.json.JsonMapper;

/** The watches of Zoho find what is wrong while it is wrong, and nothing before and after. */
class ZohoWatchesIntegrationTests {

    private static final Instant NOON = Instant.parse("2026-01-01T12:00:00Z");

    private final TestDatabase database = TestDatabase.create();
    private final JdbcClient jdbc = JdbcClient.create(database.dataSource());
    private final SettableClock clock = new SettableClock(NOON);
    private final ScriptedZoho zoho = new ScriptedZoho();
    private final ZohoConnections connections = new ZohoConnections(zoho.settings());

    @AfterEach
    void stop() {
        zoho.close();
    }

    @Test
    void aConnectionIsRefusedUntilZohoGivesATokenAgain() {
        var watch = new ConnectionsWatch(connections, jdbc);
        var tokens = tokens();
        assertThat(tokens.current(zoho.connection())).isNotNull();
        assertThat(watch.look()).isEmpty();

        clock.advance(Duration.ofHours(2));
        zoho.accounts(Reply.json(200, "{\"error\":\"invalid_client\"}"));
        assertThat(catchThrowable(() -> tokens.current(zoho.connection()))).isInstanceOf(Denied.class);
        assertThat(watch.look()).singleElement().satisfies(found -> {
            assertThat(found.kind()).isEqualTo("connection-refused");
            assertThat(found.severity()).isEqualTo(Severity.CRITICAL);
            assertThat(found.organizationId()).isEqualTo("10");
            assertThat(found.sentence())
                    .contains("connection \"default\"", "nothing can be read of 10", "Check tds.zoho.client-id");
        });

        clock.advance(Duration.ofHours(2));
        zoho.accounts(zoho.grant(2));
        assertThat(tokens.current(zoho.connection())).isNotNull();
        assertThat(watch.look()).isEmpty();
    }

    @Test
    void zohoThatIsAwayForAMomentHasRefusedNothing() {
        zoho.accounts(Reply.of(503, "text/html", "<html>"));
        assertThat(catchThrowable(() -> tokens().current(zoho.connection()))).isNotNull();

        assertThat(new ConnectionsWatch(connections, jdbc).look()).isEmpty();
    }

    @Test
    void anOrganizationIsPausedUntilThePauseIsOver() {
        var budget = TestClients.budget(database.dataSource(), zoho.settings(), clock);
        var watch = new PausesWatch(connections, budget, clock);
        assertThat(watch.look()).isEmpty();

        budget.pause("10", NOON.plusSeconds(1_800), "Zoho answered 429, code 44");
        budget.pause("20", NOON.plusSeconds(1_800), "of another installation");
        clock.advance(Duration.ofSeconds(1_799));
        assertThat(watch.look()).singleElement().satisfies(found -> {
            assertThat(found.kind()).isEqualTo("zoho-away");
            assertThat(found.organizationId()).isEqualTo("10");
            assertThat(found.sentence()).contains("before 2026-01-01T12:30:00Z", "code 44");
        });

        clock.advance(Duration.ofSeconds(1));
        assertThat(watch.look()).isEmpty();
    }

    @Test
    void aDayWhoseCallsAreUsedUpIsNoAbsenceOfZoho() {
        var budget = TestClients.budget(database.dataSource(), zoho.settings(), clock);
        budget.pause("10", NOON.plusSeconds(1_800), "GET books/bills: " + ZohoFailures.USED_UP + ".");

        assertThat(new PausesWatch(connections, budget, clock).look())
                .singleElement()
                .satisfies(found -> assertThat(found.kind()).isEqualTo("quota-out"));
    }

    @Test
    void creditsOfCrmThatAreNearlyUsedUpAreFoundUntilNobodyKnowsBetter() {
        var budget = TestClients.budget(database.dataSource(), zoho.settings(), clock);
        var watch = new CreditsWatch(connections, budget, clock);
        budget.observedCredits("crm/10", "10", 501);
        assertThat(watch.look()).isEmpty();

        budget.observedCredits("crm/10", "10", 150);
        assertThat(watch.look()).singleElement().satisfies(found -> {
            assertThat(found.kind()).isEqualTo("credits-out");
            assertThat(found.organizationId()).isEqualTo("10");
            assertThat(found.sentence()).contains("Of about 1002 credits", "150 are left");
        });
        assertThat(new PausesWatch(connections, budget, clock).look()).isEmpty();

        clock.advance(Duration.ofHours(1));
        assertThat(watch.look()).isEmpty();
        budget.pause("crm/10", clock.instant().plusSeconds(60), "GET crm/Accounts: CRM's calls are used up for now.");
        assertThat(watch.look())
                .singleElement()
                .satisfies(found -> assertThat(found.sentence()).contains("is asked nothing before"));
    }

    private AccessTokens tokens() {
        var http = new ZohoConfiguration().zohoHttp(WebClient.builder(), zoho.settings());
        return new AccessTokens(
                new TokenEndpoint(http, zoho.settings(), new ZohoFailures(clock), new JsonMapper(), clock),
                new TokenCipher(new Secret(TestClients.KEY), null),
                jdbc,
                new TransactionTemplate(new JdbcTransactionManager(database.dataSource())),
                clock);
    }
}
