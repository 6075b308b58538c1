package app.tds.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

class SandboxLimitsTests {

    private final MovableClock clock = new MovableClock();
    private Sandbox sandbox;

    @AfterEach
    void stop() {
        sandbox.close();
    }

    private Caller start(Limits limits, CompanySize... companies) throws Exception {
        var settings = SandboxSettings.tiny().withLimits(limits);
        sandbox = Sandbox.start(companies.length == 0 ? settings : settings.withCompanies(companies), clock);
        return Caller.authorized(sandbox);
    }

    @Test
    void theHundredAndFirstCallOfAMinuteBlocksForHalfAnHour() throws Exception {
        var caller = start(Limits.zoho());
        for (int i = 0; i < 100; i++) {
            assertThat(caller.get("/books/v3/items?per_page=1").status()).isEqualTo(200);
        }
        var blocked = caller.get("/books/v3/items?per_page=1");
        assertThat(blocked.status()).isEqualTo(429);
        assertThat(blocked.code()).isEqualTo(44);
        assertThat(blocked.header("Retry-After")).isEqualTo("1800");
        assertThat(blocked.json().path("message").asString()).contains("your organization has been blocked");
        clock.advance(Duration.ofMinutes(29));
        assertThat(caller.get("/books/v3/items?per_page=1").header("Retry-After"))
                .isEqualTo("60");
        clock.advance(Duration.ofMinutes(1));
        assertThat(caller.get("/books/v3/items?per_page=1").status()).isEqualTo(200);
    }

    @Test
    void theMinuteSlides() throws Exception {
        var caller = start(Limits.zoho().withPerMinute(2));
        assertThat(caller.get("/books/v3/bills").status()).isEqualTo(200);
        clock.advance(Duration.ofSeconds(40));
        assertThat(caller.get("/books/v3/bills").status()).isEqualTo(200);
        clock.advance(Duration.ofSeconds(20));
        assertThat(caller.get("/books/v3/bills").status()).isEqualTo(200);
        clock.advance(Duration.ofSeconds(30));
        assertThat(caller.get("/books/v3/bills").code()).isEqualTo(44);
    }

    @Test
    void oneOrganizationsBlockLeavesTheOthersAlone() throws Exception {
        var caller = start(Limits.zoho().withPerMinute(1), CompanySize.tiny(), CompanySize.tiny());
        String first =
                "/books/v3/items?organization_id=" + sandbox.organizationIds().get(0);
        String second =
                "/books/v3/items?organization_id=" + sandbox.organizationIds().get(1);
        assertThat(caller.plain(first).status()).isEqualTo(200);
        assertThat(caller.plain(first).code()).isEqualTo(44);
        assertThat(caller.plain(second).status()).isEqualTo(200);
    }

    @Test
    void theDayEndsAtTheOrganizationsMidnight() throws Exception {
        var caller = start(Limits.none().withPerDay(2).withAccessTokenLife(Duration.ofDays(2)));
        var first = caller.get("/books/v3/items");
        assertThat(first.header("x-rate-limit-limit")).isEqualTo("2");
        assertThat(first.header("x-rate-limit-remaining")).isEqualTo("1");
        assertThat(first.header("x-rate-limit-reset")).isEqualTo("39600");
        caller.get("/books/v3/items");
        var refused = caller.get("/books/v3/items");
        assertThat(refused.status()).isEqualTo(429);
        assertThat(refused.code()).isEqualTo(45);
        assertThat(refused.json().path("message").asString())
                .isEqualTo("The API call for this organization has exceeded the maximum call rate limit of 2.");
        assertThat(refused.header("x-rate-limit-remaining")).isEqualTo("0");
        clock.advance(Duration.ofHours(11).minusSeconds(1));
        assertThat(caller.get("/books/v3/items").code()).isEqualTo(45);
        clock.advance(Duration.ofSeconds(1));
        assertThat(caller.get("/books/v3/items").status()).isEqualTo(200);
    }

    @Test
    @Timeout(60)
    void tooManyAtOnceAreRefusedAndLaterWelcome() throws Exception {
        var caller = start(Limits.none().withConcurrent(2));
        sandbox.faults().on("/books/v3/bills").times(2).hang();
        var hanging = new ArrayList<CompletableFuture<HttpResponse<Void>>>();
        String path =
                "/books/v3/bills?organization_id=" + sandbox.organizationIds().get(0);
        for (int i = 0; i < 2; i++) {
            hanging.add(caller.http()
                    .sendAsync(caller.request(path).GET().build(), HttpResponse.BodyHandlers.discarding()));
        }
        while (sandbox.faults().hanging() < 2) {
            Thread.onSpinWait();
        }
        var third = caller.get("/books/v3/items?per_page=1");
        assertThat(third.status()).isEqualTo(429);
        assertThat(third.code()).isEqualTo(1070);
        sandbox.faults().release();
        for (var answer : hanging) {
            assertThat(answer.get(20, TimeUnit.SECONDS).statusCode()).isEqualTo(200);
        }
        assertThat(caller.get("/books/v3/items?per_page=1").status()).isEqualTo(200);
    }
}
