package app.tds.zoho;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import app.tds.Secret;
import app.tds.SettableClock;
import app.tds.TestDatabase;
import app.tds.sandbox.CompanySize;
import app.tds.sandbox.Limits;
import app.tds.sandbox.Sandbox;
import app.tds.sandbox.SandboxSettings;
import app.tds.source.Priority;
import app.tds.source.SourceFailure;
import app.tds.source.SourcePage;
import app.tds.source.SourceQuery;
import app.tds.source.SourceQuery.Changes;
import app.tds.source.SourceQuery.Means;
import app.tds.source.SourceRecord;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** CRM's lists, read from the sandbox the way a run reads them. */
@Timeout(60)
class CrmIntegrationTests {

    private final TestDatabase database = TestDatabase.create();
    private final SettableClock clock = new SettableClock(Instant.parse("2026-03-10T06:00:00Z"));
    private final Sandbox sandbox =
            Sandbox.start(SandboxSettings.tiny().withCompanies(new CompanySize(5, 120, 10, 5, 5)), clock);

    @AfterEach
    void stop() {
        sandbox.close();
    }

    @Test
    void everyAccountIsReadOnceThroughItsPages() {
        var pages = read(source(), "/Accounts", null);

        assertThat(pages).hasSizeGreaterThan(5);
        assertThat(ids(pages)).hasSizeGreaterThan(50).doesNotHaveDuplicates();
        assertThat(ids(read(source(), "/Contacts", null)))
                .hasSizeGreaterThan(ids(pages).size());
    }

    @Test
    void aRunThatLosesItsTokensBeginsAgainAndMissesNothing() {
        var expected = ids(read(source(), "/Accounts", null));
        var source = source();
        source.fetch(query("/Accounts", null), 1);
        source.fetch(query("/Accounts", null), 2);

        clock.advance(Duration.ofHours(25));
        var again = source.fetch(query("/Accounts", null), 3);

        assertThat(again.number()).isEqualTo(1);
        List<SourcePage> pages = new ArrayList<>(List.of(again));
        while (pages.get(pages.size() - 1).more()) {
            pages.add(source.fetch(
                    query("/Accounts", null), pages.get(pages.size() - 1).number() + 1));
        }
        assertThat(ids(pages)).isEqualTo(expected);
    }

    @Test
    void onlyChangesAreReadAndNoneIsAnEmptyPage() {
        var since = new Changes(clock.instant().plusSeconds(1), Means.FILTER);
        assertThat(ids(read(source(), "/Accounts", since))).isEmpty();

        clock.advance(Duration.ofMinutes(1));
        var company = sandbox.company(sandbox.organizationIds().get(0));
        company.ids("crm/accounts")
                .forEach(id -> company.edit("crm/accounts", id, Map.of("Account_Name", "Name " + id)));

        assertThat(ids(read(source(), "/Accounts", since))).isEqualTo(ids(read(source(), "/Accounts", null)));
    }

    /** The records behind the last page would be missing, and nothing would say so. */
    @Test
    void theLastPageThatCrmListsIsNotTheEndOfALargerModule() {
        sandbox.company(sandbox.organizationIds().get(0)).listRecordsOfCrm(20);
        var source = TestClients.source(database.dataSource(), settings(sandbox), clock, 20);
        List<SourcePage> pages = new ArrayList<>(List.of(source.fetch(query("/Accounts", null), 1)));

        var refused = catchThrowableOfType(
                SourceFailure.Refused.class, () -> pages.add(source.fetch(query("/Accounts", null), 2)));

        assertThat(refused).hasMessageContaining("Accounts of CRM has more than 20 records");
        assertThat(pages).hasSize(1);
    }

    @Test
    void requestsThatGoTogetherAreAnsweredOneByOneForOneCredit() {
        var settings = settings(sandbox);
        var client = TestClients.client(database.dataSource(), settings, clock);
        var together = new CompositeRequests(client, settings, new ZohoFailures(clock));
        var company = sandbox.company(sandbox.organizationIds().get(0));
        String account = company.ids("crm/accounts").get(0);
        ZohoRequest one = new ZohoRequest(
                new ZohoConnections(settings).of(company.organizationId()),
                Priority.DELTA,
                "crm",
                "/Accounts/" + account,
                company.organizationId(),
                Map.of(),
                1);
        ZohoRequest list = new ZohoRequest(
                one.connection(),
                one.priority(),
                "crm",
                "/Contacts",
                company.organizationId(),
                Map.of("fields", "Full_Name", "per_page", "2"),
                1);
        client.get(one);
        sandbox.calls().clear();

        var answer = together.batch(List.of(
                one,
                list,
                list.since(clock.instant().plusSeconds(60)),
                one.with("x", "y").as(org.springframework.http.HttpMethod.PATCH, null)));

        assertThat(sandbox.calls().count()).isOne();
        assertThat(answer.calls()).isOne();
        var outcomes = answer.value();
        assertThat(outcomes.get(0).get())
                .isInstanceOfSatisfying(
                        ZohoResult.Found.class,
                        found -> assertThat(found.value().toString()).contains("\"id\":\"" + account + "\""));
        assertThat(outcomes.get(1).get())
                .isInstanceOfSatisfying(
                        ZohoResult.Found.class,
                        found -> assertThat(found.value().toString()).contains("Full_Name"));
        assertThat(outcomes.get(2).get()).isInstanceOf(ZohoResult.Nothing.class);
        assertThat(outcomes.get(3).failure()).isInstanceOf(SourceFailure.class);
    }

    @Test
    void aListStopsBeforeTheLastCreditsAndGoesOnWhenThereAreNewOnes() {
        try (Sandbox poor = Sandbox.start(
                SandboxSettings.tiny()
                        .withCompanies(new CompanySize(5, 120, 10, 5, 5))
                        .withLimits(Limits.none().withPerDay(8)),
                clock)) {
            var source = source(poor);
            List<SourcePage> pages = new ArrayList<>();
            var stopped = catchThrowableOfType(SourceFailure.Throttled.class, () -> {
                do {
                    pages.add(source.fetch(query(poor, "/Accounts", null), pages.size() + 1));
                } while (pages.get(pages.size() - 1).more());
            });

            assertThat(stopped).hasMessageContaining("are left, and those are not for DELTA");
            assertThat(poor.calls().all().stream().filter(it -> it.path().startsWith("/crm/")))
                    .as("of 8 credits")
                    .hasSizeBetween(4, 7);
            assertThat(pages).isNotEmpty();

            clock.advance(Duration.ofHours(20));
            var next = source.fetch(query(poor, "/Accounts", null), pages.size() + 1);
            assertThat(ids(List.of(next)))
                    .doesNotContainAnyElementsOf(ids(pages))
                    .isNotEmpty();
        }
    }

    private ZohoSource source() {
        return source(sandbox);
    }

    private ZohoSource source(Sandbox sandbox) {
        return TestClients.source(database.dataSource(), settings(sandbox), clock);
    }

    private static ZohoSettings settings(Sandbox sandbox) {
        return new ZohoSettings(
                "us",
                sandbox.accountsUrl(),
                sandbox.clientId(),
                new Secret(sandbox.clientSecret()),
                new Secret(sandbox.refreshToken()),
                sandbox.organizationIds(),
                sandbox.organizationIds().subList(0, 1),
                Map.of(),
                null,
                0,
                0,
                0.1,
                Duration.ofSeconds(5),
                Duration.ofSeconds(5),
                Duration.ofSeconds(20),
                1 << 20,
                Duration.ofMillis(1),
                null);
    }

    private List<SourcePage> read(ZohoSource source, String path, @Nullable Changes changes) {
        List<SourcePage> pages = new ArrayList<>();
        do {
            pages.add(source.fetch(query(path, changes), pages.size() + 1));
        } while (pages.get(pages.size() - 1).more());
        return pages;
    }

    private SourceQuery query(String path, @Nullable Changes changes) {
        return query(sandbox, path, changes);
    }

    private static SourceQuery query(Sandbox sandbox, String path, @Nullable Changes changes) {
        return new SourceQuery(
                sandbox.organizationIds().get(0),
                1,
                Priority.DELTA,
                "crm",
                path,
                "data",
                "id",
                10,
                true,
                Map.of("fields", "Account_Name,Modified_Time"),
                Set.of(),
                Set.of(),
                changes);
    }

    private static List<String> ids(List<SourcePage> pages) {
        return pages.stream()
                .flatMap(page -> page.records().stream())
                .map(SourceRecord::sourceId)
                .toList();
    }
}
