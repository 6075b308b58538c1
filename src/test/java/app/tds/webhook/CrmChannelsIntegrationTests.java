package app.tds.webhook;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import app.tds.ServingApplication;
import app.tds.SettableClock;
import app.tds.TestDatabase;
import app.tds.launch.LaunchRequest;
import app.tds.launch.Launcher;
import app.tds.launch.OrganizationRefresh;
import app.tds.pipeline.AskedBy;
import app.tds.pipeline.RunMode;
import app.tds.sandbox.Company;
import app.tds.sandbox.CompanySize;
import app.tds.sandbox.CrmChannels;
import app.tds.sandbox.Sandbox;
import app.tds.sandbox.SandboxSettings;
import app.tds.source.WebhookRegistry.Entry;
import java.io.IOException;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;

/** CRM tells of changes through channels that end by themselves. */
class CrmChannelsIntegrationTests {

    private static final String ACCOUNTS = "crm/accounts";
    private static final String SECRET = "crmchannelsecret1";
    private static final SettableClock clock = new SettableClock(Instant.now().truncatedTo(ChronoUnit.SECONDS));

    private static Sandbox sandbox;
    private static ServingApplication application;
    private static String organization;
    private static Company company;
    private static CrmChannels there;
    private static JdbcClient jdbc;

    @BeforeAll
    static void start() throws IOException {
        var size = new CompanySize(5, 12, 5, 5, 5);
        sandbox = Sandbox.start(SandboxSettings.tiny().withCompanies(size, size), clock);
        organization = sandbox.organizationIds().get(0);
        company = sandbox.company(organization);
        there = company.channels();
        var database = TestDatabase.create();
        jdbc = JdbcClient.create(database.dataSource());
        int port;
        try (var free = new ServerSocket(0)) {
            port = free.getLocalPort();
        }
        application = ServingApplication.start(
                sandbox,
                database,
                clock,
                "tds.zoho.refresh-token=" + sandbox.refreshToken(),
                "tds.zoho.crm-organizations=" + organization,
                "tds.zoho.public-url=http://127.0.0.1:" + port,
                "server.port=" + port,
                "tds.webhooks.secrets." + organization + "=" + SECRET,
                "tds.webhooks.secrets." + sandbox.organizationIds().get(1) + "=anotherchannelsecret");
        application.bean(OrganizationRefresh.class).refresh();
        application
                .bean(Launcher.class)
                .launch(new LaunchRequest("crm-accounts", organization, RunMode.FULL, AskedBy.person("test")))
                .finished()
                .join();
    }

    @AfterAll
    static void stop() {
        application.close();
        sandbox.close();
    }

    @BeforeEach
    void registered() {
        // Renewals that were due while the clock ran are over.
        renew();
        assertThat(ofCrm(registrations().register(organization))).hasSize(5).allMatch(Entry::well);
        company.webhooks().clear();
        sandbox.calls().clear();
    }

    @Test
    void anEditIsToldThroughTheChannelOfItsModuleAndTheRecordIsFetched() {
        assertThat(there.modules()).containsExactlyInAnyOrder("Accounts", "Contacts", "Deals", "Leads", "Products");
        assertThat(there.endsAt("Accounts")).isEqualTo(clock.instant().plus(Duration.ofDays(6)));
        clock.advance(Duration.ofSeconds(1));
        String id = company.ids(ACCOUNTS).get(1);
        company.edit(ACCOUNTS, id, Map.of("Account_Name", "مكتبة الأمل"));

        assertThat(company.webhooks().send()).containsExactly(202);

        workedOff("account_name = 'مكتبة الأمل' and source_id = '" + id + "'");
        String gone = company.ids(ACCOUNTS).get(2);
        company.delete(ACCOUNTS, gone);
        assertThat(company.webhooks().send()).containsExactly(202);
        workedOff("deleted_at is not null and source_id = '" + gone + "'");
        assertThat(jdbc.sql("select convert_from(body, 'UTF8') from etl.inbox where job = 'crm-accounts'")
                        .query(String.class)
                        .list())
                .as("the token is not kept")
                .isNotEmpty()
                .allMatch(body -> body.contains("\"token\":\"****"));
    }

    @Test
    void whatHasAnotherTokenOrNoneOrComesElsewhereIsRefusedAndNothingIsBelievedButIds() {
        String id = company.ids(ACCOUNTS).get(3);
        URI accounts = entry("crm-accounts").wanted().address();
        String channel = channelOf(accounts);
        String body = "{\"module\":\"Accounts\",\"ids\":[\"" + id + "\"],\"channel_id\":\"" + channel
                + "\",\"token\":\"%s\",\"Accounts\":{\"id\":\"" + id + "\",\"Account_Name\":\"made up\"},\"id\":\"" + id
                + "\",\"Modified_Time\":\"2031-01-01T00:00:00+03:00\",\"last_modified_time\":\"2031-01-01T00:00:00+0300\"}";
        String token = company.channels().token("Accounts");

        assertThat(post(accounts, body.formatted("0".repeat(48)))).isEqualTo(401);
        assertThat(post(accounts, "{\"module\":\"Accounts\",\"ids\":[\"" + id + "\"]}"))
                .isEqualTo(401);
        assertThat(post(accounts, "[" + body.formatted(token) + "]")).isEqualTo(401);
        assertThat(post(URI.create(accounts.toString().replace("crm-accounts", "invoices")), body.formatted(token)))
                .as("where webhooks are signed")
                .isEqualTo(401);
        assertThat(post(
                        URI.create(accounts.toString()
                                .replace(organization, sandbox.organizationIds().get(1))),
                        body.formatted(token)))
                .as("another organization's address")
                .isEqualTo(401);

        clock.advance(Duration.ofSeconds(1));
        company.edit(ACCOUNTS, id, Map.of("Account_Name", "what CRM says"));
        company.webhooks().clear();
        assertThat(post(accounts, body.formatted(token))).isEqualTo(202);
        workedOff("account_name = 'what CRM says' and source_id = '" + id + "'");
    }

    @Test
    void aChannelIsRenewedDaysBeforeItEndsAndNoSooner() {
        Instant first = there.endsAt("Accounts");
        clock.advance(Duration.ofHours(20));
        renew();
        assertThat(there.endsAt("Accounts")).isEqualTo(first);
        assertThat(changes()).isEmpty();

        clock.advance(Duration.ofHours(5));
        renew();
        assertThat(there.endsAt("Accounts")).isEqualTo(clock.instant().plus(Duration.ofDays(6)));
        assertThat(there.modules()).hasSize(5);
        assertThat(jdbc.sql("select min(ends_at) from etl.webhook_channels")
                        .query(Instant.class)
                        .single())
                .isEqualTo(there.endsAt("Accounts"));
    }

    @Test
    void aChannelThatWasLostIsNoticedWithinTheHourAndMadeAgain() {
        there.lose("Deals");
        clock.advance(Duration.ofMinutes(59));
        renew();
        assertThat(there.modules()).doesNotContain("Deals");

        clock.advance(Duration.ofMinutes(1));
        renew();

        assertThat(there.modules()).contains("Deals").hasSize(5);
        assertThat(jdbc.sql("select job from etl.webhook_channels where lost_at = ?")
                        .param(java.sql.Timestamp.from(clock.instant()))
                        .query(String.class)
                        .list())
                .containsExactly("crm-deals");
    }

    @Test
    void aModuleThatTheCompanyDoesNotHaveKeepsNoOtherFromTelling() {
        registrations().remove(organization);
        assertThat(there.modules()).isEmpty();
        sandbox.faults()
                .on("POST /crm/v8/actions/watch")
                .crm(400, "INVALID_MODULE", "the module name given seems to be invalid");

        List<Entry> entries = ofCrm(registrations().register(organization));

        assertThat(there.modules()).hasSize(4);
        assertThat(entries.stream().filter(Entry::well)).hasSize(4);
        assertThat(entries.stream().filter(it -> !it.well()))
                .singleElement()
                .satisfies(it -> assertThat(it.toString()).contains("INVALID_MODULE"));
    }

    @Test
    void channelsThatCannotBeRenewedAreAnAlarmADayBeforeTheyEndAndAreMadeAgainAfterTheyEnded() {
        var watch = application.bean(ChannelWatch.class);
        assertThat(watch.look()).isEmpty();
        clock.advance(Duration.ofDays(5).plusMinutes(1));

        assertThat(watch.look()).hasSize(5).allSatisfy(found -> {
            assertThat(found.kind()).isEqualTo("channel-ends");
            assertThat(found.sentence()).contains("will tell of changes in", "no more from");
        });
        clock.advance(Duration.ofDays(2));
        assertThat(there.modules()).isEmpty();
        assertThat(watch.look())
                .allSatisfy(found -> assertThat(found.sentence()).contains("tells of changes in", "no more since"));

        renew();
        assertThat(there.modules()).hasSize(5);
        assertThat(watch.look()).isEmpty();
    }

    @Test
    void whatIsRemovedIsNotMadeAgain() {
        assertThat(registrations().remove(organization))
                .filteredOn(removal -> removal.what().startsWith("channel of "))
                .hasSize(5)
                .allMatch(removal -> removal.refused() == null);
        clock.advance(Duration.ofHours(2));

        renew();

        assertThat(there.modules()).isEmpty();
    }

    @Test
    void anOrganizationWithoutCrmHasNoChannels() {
        assertThat(ofCrm(registrations().list(sandbox.organizationIds().get(1))))
                .isEmpty();
    }

    private static Registrations registrations() {
        return application.bean(Registrations.class);
    }

    private static void renew() {
        application.bean(ChannelRenewal.class).round();
    }

    private static List<Entry> ofCrm(List<Entry> entries) {
        return entries.stream()
                .filter(entry -> entry.wanted().api().equals("crm"))
                .toList();
    }

    private static Entry entry(String job) {
        return registrations().list(organization).stream()
                .filter(entry -> entry.wanted().job().equals(job))
                .findFirst()
                .orElseThrow();
    }

    private static String channelOf(URI address) {
        return there.id(address);
    }

    private static List<String> changes() {
        return sandbox.calls().all().stream()
                .filter(call ->
                        call.path().endsWith("/actions/watch") && !call.method().equals("GET"))
                .map(Object::toString)
                .toList();
    }

    private static int post(URI address, String body) {
        return application
                .send(
                        HttpRequest.newBuilder(address)
                                .header("Content-Type", "application/json")
                                .POST(BodyPublishers.ofString(body)),
                        "")
                .statusCode();
    }

    private static void workedOff(String condition) {
        var drain = application.bean(InboxDrain.class);
        await().atMost(Duration.ofSeconds(60))
                .pollInterval(Duration.ofMillis(20))
                .until(() -> {
                    drain.drain();
                    return drain.isIdle();
                });
        assertThat(jdbc.sql("select count(*) from tds.crm_accounts where " + condition)
                        .query(Long.class)
                        .single())
                .as(condition)
                .isOne();
    }
}
