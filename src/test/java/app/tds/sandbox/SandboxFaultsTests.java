package app.tds.sandbox;

import static app.tds.sandbox.Caller.rows;
import static app.tds.sandbox.Caller.texts;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

class SandboxFaultsTests {

    private static final String INVOICES = "/books/v3/invoices";
    private static final String ALL = INVOICES + "?filter_by=Status.All&per_page=50";

    private Sandbox sandbox;
    private Caller caller;
    private Company company;
    private Faults faults;

    @BeforeEach
    void start() throws Exception {
        sandbox = Sandbox.start(SandboxSettings.tiny(), new MovableClock());
        caller = Caller.authorized(sandbox);
        company = sandbox.company(sandbox.organizationIds().get(0));
        faults = sandbox.faults();
        sandbox.calls().clear();
    }

    @AfterEach
    void stop() {
        sandbox.close();
    }

    @Test
    void aScriptedStatusHitsItsPageAsOftenAsSaid() throws Exception {
        faults.on(INVOICES, 2).times(2).status(500, 1000);
        assertThat(caller.get(ALL).status()).isEqualTo(200);
        assertThat(caller.get(ALL + "&page=2").status()).isEqualTo(500);
        assertThat(caller.get(ALL + "&page=2").code()).isEqualTo(1000);
        assertThat(caller.get(ALL + "&page=2").status()).isEqualTo(200);
        assertThat(sandbox.calls().pages(INVOICES)).containsExactly(1, 2);
        assertThat(sandbox.calls().of(INVOICES)).extracting(Call::status).containsExactly(200, 500, 500, 200);
    }

    @Test
    void anErrorMayHideBehindStatus200OrSayWhenToComeBack() throws Exception {
        faults.on("/books/v3/*").status(200, 9999);
        var hidden = caller.get("/books/v3/items");
        assertThat(hidden.status()).isEqualTo(200);
        assertThat(hidden.code()).isEqualTo(9999);
        faults.on("/books/v3/items").status(429, 44, Duration.ofSeconds(7));
        assertThat(caller.get("/books/v3/items").header("Retry-After")).isEqualTo("7");
    }

    @Test
    void faultsLastUntilCleared() throws Exception {
        faults.on(INVOICES).always().status(503, 0);
        for (int i = 0; i < 3; i++) {
            assertThat(caller.get(ALL).status()).isEqualTo(503);
        }
        faults.clear();
        assertThat(caller.get(ALL).status()).isEqualTo(200);
    }

    @Test
    void tokensCanFailToo() throws Exception {
        faults.on("/oauth/v2/token").status(503, 0);
        assertThat(caller.refresh().status()).isEqualTo(503);
        assertThat(caller.refresh().json().has("access_token")).isTrue();
    }

    @Test
    void webPagesWrongTypesAndNothingComeWithStatus200() throws Exception {
        faults.on(INVOICES).html();
        var html = caller.get(ALL);
        assertThat(html.header("content-type")).startsWith("text/html");
        assertThat(new String(html.response().body())).startsWith("<html>");
        faults.on(INVOICES).wrongContentType();
        var text = caller.get(ALL);
        assertThat(text.header("content-type")).startsWith("text/plain");
        assertThat(Overlay.JSON
                        .readTree(text.response().body())
                        .path("invoices")
                        .size())
                .isEqualTo(50);
        faults.on(INVOICES).empty();
        var empty = caller.get(ALL);
        assertThat(empty.status()).isEqualTo(200);
        assertThat(empty.response().body()).isEmpty();
    }

    @Test
    void bodiesEndEarlyAndConnectionsBreak() throws Exception {
        faults.on(INVOICES).truncated();
        assertThatThrownBy(() -> caller.get(ALL)).isInstanceOf(IOException.class);
        faults.on(INVOICES).always().reset();
        assertThatThrownBy(() -> caller.get(ALL)).isInstanceOf(IOException.class);
        faults.clear();
        assertThat(rows(caller.get(ALL))).hasSize(50);
        assertThat(sandbox.calls().of(INVOICES)).extracting(Call::status).contains(0);
    }

    @Test
    @Timeout(60)
    void aHangingRequestIsAnsweredWhenReleased() throws Exception {
        faults.on(INVOICES).hang();
        var request = caller.request(ALL + "&organization_id=" + company.organizationId())
                .GET()
                .build();
        var hanging = caller.http().sendAsync(request, HttpResponse.BodyHandlers.ofString());
        assertThat(rows(caller.get("/books/v3/bills"))).isNotEmpty();
        while (faults.hanging() == 0) {
            Thread.onSpinWait();
        }
        assertThat(hanging).isNotDone();
        faults.release();
        assertThat(hanging.get(10, TimeUnit.SECONDS).body()).contains("\"invoices\":[");
    }

    @Test
    void aShortHangAndASlowBodyArriveWhole() throws Exception {
        faults.on(INVOICES).hang(Duration.ofMillis(1));
        byte[] late = caller.get(ALL).response().body();
        faults.on(INVOICES).drip(Duration.ofMillis(1));
        byte[] slow = caller.get(ALL).response().body();
        assertThat(late).isEqualTo(caller.get(ALL).response().body());
        assertThat(slow).isEqualTo(late);
    }

    @Test
    void partsOfTheEnvelopeGoMissing() throws Exception {
        faults.on(INVOICES).withoutPageContext();
        var first = caller.get(ALL);
        assertThat(first.json().has("page_context")).isFalse();
        assertThat(rows(first)).hasSize(50);
        faults.on(INVOICES).withoutRoot();
        var second = caller.get(ALL);
        assertThat(second.json().has("invoices")).isFalse();
        assertThat(second.json().has("page_context")).isTrue();
        assertThat(rows(caller.get(ALL))).hasSize(50);
    }

    @Test
    void shortPagesLoseNothing() throws Exception {
        faults.on(INVOICES).always().shortPages(3);
        var first = caller.get(ALL);
        assertThat(rows(first)).hasSize(47);
        assertThat(first.json().path("page_context").path("per_page").asInt()).isEqualTo(50);
        assertThat(texts(caller.all(ALL), "invoice_id")).containsExactlyInAnyOrderElementsOf(company.ids("invoices"));
    }

    @Test
    void anExtraEmptyPageFollowsTheLast() throws Exception {
        faults.on(INVOICES).always().extraEmptyPage();
        assertThat(texts(caller.all(ALL), "invoice_id")).containsExactlyInAnyOrderElementsOf(company.ids("invoices"));
        assertThat(sandbox.calls().pages(INVOICES)).containsExactly(1, 2, 3, 4);
    }

    @Test
    void theModifiedFilterMayBeIgnored() throws Exception {
        String future = ALL + "&last_modified_time=2099-01-01T00:00:00Z";
        assertThat(rows(caller.get(future))).isEmpty();
        faults.on(INVOICES).ignoreModifiedFilter();
        var ignored = caller.get(future);
        assertThat(rows(ignored)).hasSize(50);
        assertThat(ignored.json().path("page_context").has("search_criteria")).isFalse();
        assertThat(rows(caller.get(future))).isEmpty();
    }

    @Test
    void rowsShiftBetweenPagesWhenDataChangesInBetween() throws Exception {
        faults.beforeDelivery(INVOICES, 1, () -> company.create("invoices"));
        var seen = texts(caller.all(ALL), "invoice_id");
        assertThat(seen).hasSize(121).doesNotContain(company.ids("invoices").get(120));
        assertThat(seen.get(50)).isEqualTo(seen.get(49));
    }

    @Test
    void aCallbackRunsOnceAPageWasSent() throws Exception {
        var sent = new CountDownLatch(1);
        faults.afterPage(INVOICES, 2, sent::countDown);
        caller.get(ALL);
        assertThat(sent.getCount()).isOne();
        caller.get(ALL + "&page=2");
        assertThat(sent.await(10, TimeUnit.SECONDS)).isTrue();
    }

    @Test
    void theLogKnowsEveryCallAndNoSecret() throws Exception {
        caller.get(ALL + "&page=3&access_token=" + caller.token());
        caller.refresh();
        var calls = sandbox.calls();
        assertThat(calls.count()).isEqualTo(2);
        assertThat(calls.of(INVOICES)).singleElement().satisfies(it -> {
            assertThat(it.at()).isEqualTo(MovableClock.START);
            assertThat(it.method()).isEqualTo("GET");
            assertThat(it.query()).containsEntry("page", "3").containsEntry("filter_by", "Status.All");
            assertThat(it.zohoCode()).isZero();
        });
        assertThat(calls.all().toString())
                .doesNotContain(caller.token(), sandbox.refreshToken(), sandbox.clientSecret(), sandbox.clientId());
        calls.clear();
        assertThat(calls.count()).isZero();
    }
}
