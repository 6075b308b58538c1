package app.tds.schedule;

import static org.assertj.core.api.Assertions.assertThat;

import app.tds.RunningApplication;
import app.tds.SettableClock;
import app.tds.TestDatabase;
import app.tds.jobs.JobDefinitions;
import app.tds.launch.LaunchRequest;
import app.tds.launch.Launched;
import app.tds.launch.Launcher;
import app.tds.mirror.Organizations;
import app.tds.pipeline.AskedBy;
import app.tds.pipeline.Plan;
import app.tds.pipeline.Plans;
import app.tds.pipeline.RunFinished;
import app.tds.pipeline.RunFinished.Outcome;
import app.tds.pipeline.RunMode;
import app.tds.pipeline.Verifications;
import app.tds.sandbox.Company;
import app.tds.sandbox.CompanySize;
import app.tds.sandbox.Limits;
import app.tds.sandbox.Sandbox;
import app.tds.sandbox.SandboxSettings;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Proofs come when they are due, by the organization's own clock, and take the calls that the plan says. */
class ProofsIntegrationTests {

    private static final ZoneId BAGHDAD = ZoneId.of("Asia/Baghdad");
    private static final int QUOTA = 2_000;
    /** Count and sums; samples, many with one call; the same; nothing that could be asked for. */
    private static final List<String> JOBS = List.of("invoices", "products", "stock", "users");

    private static final SettableClock clock = new SettableClock(
            ZonedDateTime.of(2026, 3, 10, 12, 0, 0, 0, BAGHDAD).toInstant());
    private static Sandbox sandbox;
    private static RunningApplication application;
    private static int next;

    private final List<Launch> launches = new ArrayList<>();
    private Company company;
    private Proofs proofs;

    private record Launch(ZonedDateTime at, String job, RunMode mode, RunFinished finished) {}

    @BeforeAll
    static void start() {
        CompanySize size = new CompanySize(20, 10, 30, 5, 5);
        sandbox = Sandbox.start(
                SandboxSettings.tiny()
                        .withZone(BAGHDAD)
                        .withLimits(Limits.none().withPerDay(QUOTA))
                        .withCompanies(size, size, size, size, size),
                clock);
        application = RunningApplication.start(sandbox, TestDatabase.create(), clock);
    }

    @AfterAll
    static void stop() {
        application.close();
        sandbox.close();
    }

    @BeforeEach
    void everythingIsThere() {
        application.jdbc().sql("truncate etl.job_state, etl.verifications").update();
        ZonedDateTime noon = now().plusDays(2).withHour(12).withMinute(0).withSecond(0);
        clock.advance(Duration.between(clock.instant(), noon.toInstant()));
        company = sandbox.company(sandbox.organizationIds().get(next++));
        proofs = process();
        JOBS.forEach(job -> run(job, RunMode.FULL));
        for (int i = 0; i < 2; i++) {
            JOBS.forEach(job -> run(job, RunMode.DELTA));
        }
    }

    @Test
    void aDayAsksForCountsEachHourAndForEverythingElseOnceInTheNight() {
        ZonedDateTime noon = now();
        assertThat(noon.getHour()).isEqualTo(12);
        sandbox.calls().clear();

        pass(Duration.ofHours(24));

        assertThat(launches).as("all completed").allMatch(one -> one.finished().outcome() == Outcome.COMPLETED);
        assertThat(launches)
                .as("differences")
                .allMatch(one -> application
                                .bean(Verifications.class)
                                .of(one.finished().run().id())
                                .orElseThrow()
                                .differing()
                        == 0);
        for (String job : JOBS) {
            assertThat(of(job, RunMode.VERIFY))
                    .as("%s against its documents", job)
                    .singleElement()
                    .satisfies(one -> assertThat(one.at().getHour()).isBetween(6, 6));
        }
        assertThat(of("invoices", RunMode.COMPARE)).as("count and sums").hasSizeBetween(21, 24);
        assertThat(of("invoices", RunMode.COMPARE))
                .extracting(one -> one.at().getHour())
                .contains(13, 18, 0, 9);
        for (String job : List.of("products", "stock")) {
            assertThat(of(job, RunMode.COMPARE))
                    .as("samples of %s", job)
                    .singleElement()
                    .satisfies(one -> assertThat(one.at().getHour()).isBetween(3, 6));
        }
        assertThat(of("users", RunMode.COMPARE)).as("nobody can be asked").isEmpty();
        Plan plan = plan();
        assertThat(sandbox.calls().all().stream()
                        .filter(call -> !call.path().startsWith("/oauth"))
                        .count())
                .as("calls, one of which finds out what is counted; planned: %s", plan.proofCallsPerDay())
                .isBetween(plan.proofCallsPerDay() - 3, plan.proofCallsPerDay() + 2);
    }

    @Test
    void whatNoNightBroughtComesByDay() {
        clock.advance(Duration.ofHours(20));
        assertThat(now().getHour()).isEqualTo(8);
        pass(Duration.ofHours(9));
        assertThat(launches).extracting(Launch::mode).doesNotContain(RunMode.VERIFY);

        pass(Duration.ofHours(2));

        assertThat(of("users", RunMode.VERIFY))
                .singleElement()
                .satisfies(one -> assertThat(one.at().getHour()).isEqualTo(18));
    }

    @Test
    void aProofThatMayNotCallComparesNothingSaysSoAndComesAgainAndNoDeltaWaits() {
        pass(Duration.ofMinutes(70));
        assertThat(of("invoices", RunMode.COMPARE)).hasSize(1);
        spend();
        launches.clear();

        pass(Duration.ofMinutes(61));

        assertThat(of("invoices", RunMode.COMPARE)).isNotEmpty().allSatisfy(one -> {
            assertThat(one.finished().outcome()).isEqualTo(Outcome.COMPLETED);
            assertThat(one.finished().notice()).startsWith("Nothing was compared: ");
            assertThat(application
                            .bean(Verifications.class)
                            .of(one.finished().run().id()))
                    .isEmpty();
        });
        int tries = of("invoices", RunMode.COMPARE).size();
        assertThat(run("invoices", RunMode.DELTA).outcome()).isEqualTo(Outcome.COMPLETED);
        spend();
        pass(Duration.ofMinutes(31));
        assertThat(of("invoices", RunMode.COMPARE)).as("due again").hasSize(tries + 1);
        assertThat(of("invoices", RunMode.COMPARE)).as("not each minute").hasSizeLessThan(5);
    }

    @Test
    void aProofThatFindsChangesOnTheirWayIsDueAgain() {
        pass(Duration.ofMinutes(61));
        company.edit("invoices", company.ids("invoices").get(3), Map.of("total", new BigDecimal("4711.50")));
        launches.clear();
        pass(Duration.ofMinutes(61));
        assertThat(of("invoices", RunMode.COMPARE))
                .first()
                .satisfies(one -> assertThat(one.finished().notice()).contains("no run has read yet"));
        run("invoices", RunMode.DELTA);
        run("invoices", RunMode.DELTA);
        launches.clear();

        pass(Duration.ofMinutes(31));

        assertThat(of("invoices", RunMode.COMPARE))
                .singleElement()
                .satisfies(one -> assertThat(application
                                .bean(Verifications.class)
                                .of(one.finished().run().id())
                                .orElseThrow()
                                .compared())
                        .isEqualTo(30));
    }

    @Test
    void aSourceThatDoesNotCountIsAskedForASampleEachNightAndNotEachHour() {
        sandbox.faults().on("/books/v3/invoices").always().ignoreResponseOption();
        pass(Duration.ofMinutes(61));
        assertThat(of("invoices", RunMode.COMPARE))
                .singleElement()
                .satisfies(one -> assertThat(one.finished().notice()).contains("samples are compared instead"));
        long planned = plan().proofCallsPerDay();
        launches.clear();

        pass(Duration.ofHours(3));

        assertThat(of("invoices", RunMode.COMPARE)).isEmpty();
        sandbox.faults().clear();
        assertThat(planned).as("fewer than with a call each hour").isLessThan(24);
        clock.advance(Duration.ofHours(27));
        pass(Duration.ofMinutes(2));
        assertThat(of("invoices", RunMode.COMPARE)).singleElement();
    }

    private Plan plan() {
        return application.bean(Plans.class).all().stream()
                .filter(one -> one.organization().organizationId().equals(company.organizationId()))
                .findFirst()
                .orElseThrow();
    }

    /** Something else of the company has made calls: more are left for deltas, but none for proofs. */
    private void spend() {
        assertThat(application
                        .jdbc()
                        .sql("update etl.budgets set remaining = ? where organization_id = ?")
                        .params(QUOTA * 28 / 100, company.organizationId())
                        .update())
                .isOne();
    }

    private void pass(Duration time) {
        var end = clock.instant().plus(time);
        while (clock.instant().isBefore(end)) {
            clock.advance(Duration.ofMinutes(1));
            proofs.round();
        }
    }

    private Proofs process() {
        Launcher launcher = application.bean(Launcher.class);
        return new Proofs(
                application.bean(Verifications.class),
                application.bean(JobDefinitions.class),
                application.bean(Organizations.class),
                new Launcher() {
                    @Override
                    public Launched launch(LaunchRequest request) {
                        Launched launched = launcher.launch(request);
                        launches.add(new Launch(
                                now(),
                                request.job(),
                                request.mode(),
                                launched.finished().join()));
                        return launched;
                    }

                    @Override
                    public void stop(long runId, String askedBy) {
                        launcher.stop(runId, askedBy);
                    }

                    @Override
                    public Launched restart(long runId) {
                        return launcher.restart(runId);
                    }

                    @Override
                    public void abandon(long runId) {
                        launcher.abandon(runId);
                    }

                    @Override
                    public boolean isServed() {
                        return launcher.isServed();
                    }
                },
                clock);
    }

    private List<Launch> of(String job, RunMode mode) {
        Predicate<Launch> wanted = one -> one.job().equals(job) && one.mode() == mode;
        return launches.stream().filter(wanted).toList();
    }

    private static ZonedDateTime now() {
        return clock.instant().atZone(BAGHDAD);
    }

    private RunFinished run(String job, RunMode mode) {
        RunFinished finished = application
                .launch(new LaunchRequest(job, company.organizationId(), mode, AskedBy.person("test")))
                .join();
        assertThat(finished.outcome())
                .as("%s %s: %s", job, mode, finished.cause())
                .isEqualTo(Outcome.COMPLETED);
        return finished;
    }
}
