package app.tds.zoho;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import app.tds.SettableClock;
import app.tds.TestDatabase;
import app.tds.source.Priority;
import app.tds.source.SourceFailure.Throttled;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.springframework.jdbc.core.simple.JdbcClient;

@Timeout(30)
class RequestBudgetIntegrationTests {

    private static final Instant NOON = Instant.parse("2026-01-01T12:00:00Z");

    private final TestDatabase database = TestDatabase.create();
    private final SettableClock clock = new SettableClock(NOON);
    private final List<CallSlots> slots = new ArrayList<>();
    private final List<Duration> waits = new ArrayList<>();

    @AfterEach
    void stop() {
        slots.forEach(CallSlots::destroy);
    }

    private RequestBudget budget(int perMinute, int inFlight) {
        return budget(perMinute, inFlight, duration -> {
            waits.add(duration);
            clock.advance(duration);
        });
    }

    private RequestBudget budget(int perMinute, int inFlight, Waiting waiting) {
        try (var zoho = new ScriptedZoho()) {
            var settings = zoho.settings(1, perMinute, inFlight);
            var own = new CallSlots(database.dataSource(), settings);
            slots.add(own);
            return new RequestBudget(
                    database.dataSource(), JdbcClient.create(database.dataSource()), settings, own, clock, waiting);
        }
    }

    @Test
    void beyondTheBurstEachCallWaitsForItsShareOfTheMinute() throws Exception {
        var budget = budget(100, 0);

        for (int i = 0; i < 5; i++) {
            budget.take("10", Priority.DELTA, 1).release();
        }
        assertThat(waits).isEmpty();
        budget.take("10", Priority.DELTA, 1).release();

        assertThat(waits).isNotEmpty().allMatch(wait -> wait.compareTo(Duration.ofSeconds(1)) <= 0);
        assertThat(Duration.between(NOON, clock.instant())).isLessThan(Duration.ofSeconds(2));
    }

    @ParameterizedTest
    @EnumSource(
            value = Priority.class,
            names = {"WEBHOOK", "DELTA"})
    void urgentWorkDoesNotWaitForTheDocumentsThatUseUpTheMinute(Priority urgent) throws Exception {
        var budget = budget(100, 0);
        for (int i = 0; i < 20; i++) {
            budget.take("10", Priority.HYDRATION, 1).release();
        }
        assertThat(waits).as("documents use all that there is").isNotEmpty();
        waits.clear();

        budget.take("10", urgent, 1).release();

        assertThat(waits).isEmpty();
    }

    @Test
    void whatUrgentWorkLeavesIsUsedByAllOtherWork() throws Exception {
        var budget = budget(100, 0);

        for (int i = 0; i < 95; i++) {
            budget.take("10", Priority.VERIFY, 1).release();
        }

        // Four at once, and 90 a minute.
        assertThat(Duration.between(NOON, clock.instant()))
                .isBetween(Duration.ofMillis(60_000), Duration.ofMillis(61_500));
    }

    @Test
    void aLimitOfFewCallsKeepsNoneBack() throws Exception {
        var budget = budget(2, 0);

        budget.take("10", Priority.FULL, 1).release();

        assertThat(waits).isEmpty();
    }

    @Test
    void aPauseIsNotWaitedForAndHoldsForEveryNodeUntilItIsOver() throws Exception {
        var budget = budget(0, 0);
        var other = budget(0, 0);
        budget.pause("10", NOON.plusSeconds(60), "locked out");
        budget.pause("10", NOON.plusSeconds(30), "a shorter one");

        var failure = catchThrowableOfType(Throttled.class, () -> other.take("10", Priority.WEBHOOK, 1));
        assertThat(failure.until()).isEqualTo(NOON.plusSeconds(60));
        assertThat(failure).hasMessageContaining("locked out");
        assertThatThrownBy(() -> other.refuseIfPaused("10")).isInstanceOf(Throttled.class);
        other.take("11", Priority.VERIFY, 1).release();

        clock.advance(Duration.ofSeconds(60));
        other.take("10", Priority.VERIFY, 1).release();
        other.refuseIfPaused("10");
        assertThat(waits).isEmpty();
    }

    @Test
    void aPauseThatBeginsWhileACallWaitsEndsTheWait() throws Exception {
        var pausing = budget(0, 0);
        var budget = budget(2, 1, duration -> {
            clock.advance(Duration.ofMillis(1));
            pausing.pause("10", clock.instant().plusSeconds(1800), "locked out");
        });
        budget.take("10", Priority.DELTA, 1).release();

        assertThatThrownBy(() -> budget.take("10", Priority.DELTA, 1)).isInstanceOf(Throttled.class);

        clock.advance(Duration.ofHours(1));
        budget(0, 1).take("10", Priority.DELTA, 1).release();
        assertThat(waits).as("the slot was given back").isEmpty();
    }

    @ParameterizedTest
    @EnumSource(Priority.class)
    void eachPriorityLeavesItsFloorAndTheShareOfOtherSoftware(Priority priority) throws Exception {
        var budget = budget(0, 0);
        long floor = Math.round(1000 * (0.1 + priority.floor()));

        budget.observed("10", 1000, floor + 1, Duration.ofHours(6));
        budget.take("10", priority, 1).release();

        var failure = catchThrowableOfType(Throttled.class, () -> budget.take("10", priority, 1));
        assertThat(failure.until()).isEqualTo(NOON.plus(Duration.ofHours(6)));
        assertThat(failure).hasMessageContaining("Of the 1000 calls").hasMessageContaining(priority.name());

        clock.advance(Duration.ofHours(6));
        budget.take("10", priority, 1).release();
    }

    @Test
    void whatZohoHasNotSaidLimitsNobody() throws Exception {
        var budget = budget(0, 0);
        budget.observed("10", 1000, 0, Duration.ofHours(1));
        JdbcClient.create(database.dataSource())
                .sql("update etl.budgets set remaining = null")
                .update();
        budget.take("10", Priority.VERIFY, 1).release();
        JdbcClient.create(database.dataSource())
                .sql("update etl.budgets set remaining = 0, calls_per_day = null")
                .update();
        budget.take("10", Priority.VERIFY, 1).release();

        assertThat(budget.state("10").remaining()).isZero();
        assertThat(budget.state("nobody")).isEqualTo(RequestBudget.State.UNKNOWN);
    }

    @ParameterizedTest
    @CsvSource({"900, 800, 800", "800, 900, 800"})
    void ofTwoAnswersTheLowerCountIsBelievedUntilTheDayIsNew(long first, long second, long believed) {
        var budget = budget(0, 0);
        budget.observed("10", 1000, first, Duration.ofHours(1));
        budget.observed("10", 1000, second, Duration.ofHours(1));
        assertThat(budget.state("10").remaining()).isEqualTo(believed);

        clock.advance(Duration.ofHours(1));
        budget.observed("10", 1000, 999, Duration.ofHours(24));
        assertThat(budget.state("10").remaining()).isEqualTo(999);
    }

    @Test
    void aQuotaThatIsSaidToBeNewInThirtyYearsIsNewInADay() throws Exception {
        var budget = budget(0, 0);
        budget.observed("10", 1000, 0, Duration.ofSeconds(999_999_999));
        assertThat(budget.state("10").resetsAt()).isEqualTo(NOON.plus(Duration.ofDays(1)));
        clock.advance(Duration.ofDays(1));
        budget.take("10", Priority.DELTA, 1).release();
    }

    @Test
    void creditsThatAreLeftAreBelievedForAnHourAndTheLastOnesAreKept() throws Exception {
        var budget = budget(0, 0);
        budget.observedCredits("crm/10", "10", 160);
        assertThat(budget.state("crm/10").callsPerDay())
                .as("CRM speaks once half are used")
                .isEqualTo(320);

        JdbcClient.create(database.dataSource())
                .sql(
                        "insert into etl.calls_by_hour (organization_id, hour, api, purpose, outcome, calls, credits)"
                                + " values ('10', ?, 'crm', 'delta', 'found', 1, 840), ('10', ?, 'crm', 'delta', 'found', 1, 9000)")
                .params(
                        java.sql.Timestamp.from(NOON.minus(Duration.ofHours(3))),
                        java.sql.Timestamp.from(NOON.minus(Duration.ofHours(25))))
                .update();
        budget.observedCredits("crm/10", "10", 160);
        assertThat(budget.state("crm/10").callsPerDay()).isEqualTo(1000);
        budget.take("crm/10", Priority.DELTA, 2).release();
        assertThat(budget.state("crm/10").remaining()).isEqualTo(158);
        budget.take("crm/10", Priority.DELTA, 8).release();

        var failure = catchThrowableOfType(Throttled.class, () -> budget.take("crm/10", Priority.DELTA, 1));
        assertThat(failure)
                .hasMessageContaining(
                        "Of the credits for 24 hours of CRM of organization 10, about 1000, 150 are left");
        assertThat(failure.until()).isEqualTo(NOON.plus(Duration.ofHours(1)));
        assertThat(budget.allowance("crm/10", Priority.DELTA).orElseThrow().left())
                .isEqualTo(150);
        budget.take("10", Priority.VERIFY, 1).release();

        clock.advance(Duration.ofHours(1));
        assertThat(budget.allowance("crm/10", Priority.DELTA)).isEmpty();
        budget.take("crm/10", Priority.DELTA, 1).release();
        budget.observedCredits("crm/10", "10", 400);
        assertThat(budget.state("crm/10").remaining())
                .as("credits have come back")
                .isEqualTo(400);
        clock.advance(Duration.ofHours(25));
        budget.observedCredits("crm/10", "10", 200);
        assertThat(budget.state("crm/10").callsPerDay())
                .as("an estimate of yesterday is no estimate of today")
                .isEqualTo(400);
    }

    @Test
    void noMoreThanTheSlotsAreInProgressOverAllNodes() throws Exception {
        var here = budget(0, 2);
        var gaveUp = new InterruptedException("waited");
        Waiting never = duration -> {
            throw gaveUp;
        };
        var there = budget(0, 2, never);

        var first = here.take("10", Priority.DELTA, 1);
        var second = there.take("10", Priority.DELTA, 1);
        assertThatThrownBy(() -> there.take("10", Priority.DELTA, 1)).isSameAs(gaveUp);
        there.take("11", Priority.DELTA, 1).release();
        first.release();
        there.take("10", Priority.DELTA, 1).release();
        second.release();
    }

    @Test
    void theSlotsOfANodeThatIsGoneAreFree() throws Exception {
        var there = budget(0, 1);
        there.take("10", Priority.DELTA, 1);
        slots.get(0).destroy();

        var here = budget(0, 1, duration -> {
            throw new InterruptedException("waited");
        });
        here.take("10", Priority.DELTA, 1).release();
    }

    @Test
    void aSlotWhoseConnectionBrokeIsNotGivenBackTwice() throws Exception {
        var budget = budget(0, 1);
        var old = budget.take("10", Priority.DELTA, 1);
        JdbcClient.create(database.dataSource())
                .sql("select pg_terminate_backend(pid) from pg_locks where locktype = 'advisory'"
                        + " and database = (select oid from pg_database where datname = current_database())")
                .query(Boolean.class)
                .list();

        assertThatThrownBy(old::release).hasMessageContaining("is gone");
        var current = budget.take("10", Priority.DELTA, 1);
        old.release();
        assertThatThrownBy(() -> budget(0, 1, duration -> {
                            throw new InterruptedException("waited");
                        })
                        .take("10", Priority.DELTA, 1))
                .as("the current call keeps its slot")
                .isInstanceOf(InterruptedException.class);
        current.release();
    }
}
