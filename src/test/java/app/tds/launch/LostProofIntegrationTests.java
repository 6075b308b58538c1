package app.tds.launch;

import static org.assertj.core.api.Assertions.assertThat;

import app.tds.RunningApplication;
import app.tds.TestDatabase;
import app.tds.pipeline.AskedBy;
import app.tds.pipeline.RunFinished.Outcome;
import app.tds.pipeline.RunMode;
import app.tds.sandbox.CompanySize;
import app.tds.sandbox.Sandbox;
import app.tds.sandbox.SandboxSettings;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Wherever a proof is cut short, at a statement or between a commit and its answer, the proof goes on or begins again, finds the
 * difference once, and nothing is verified that is not true.
 */
@Timeout(value = 20, unit = TimeUnit.MINUTES)
class LostProofIntegrationTests {

    private static final int EACH = Integer.getInteger("lost-database.each", 19);

    private static final TestDatabase database = TestDatabase.create();
    /** Is not lost. */
    private static final JdbcClient jdbc = JdbcClient.create(database.dataSource());

    private static Sandbox sandbox;
    private static RunningApplication application;
    private static LosableDataSource pool;
    private static String organization;

    @BeforeAll
    static void start() {
        sandbox =
                Sandbox.start(SandboxSettings.tiny().withCompanies(new CompanySize(5, 5, 20, 2, 2)), Clock.systemUTC());
        application = RunningApplication.start(
                sandbox,
                database,
                beans -> beans.getBeanFactory()
                        .addBeanPostProcessor(
                                LosableDataSource.around(database.dataSource(), losable -> pool = losable)));
        organization = sandbox.organizationIds().get(0);
        List.of(RunMode.FULL, RunMode.DELTA, RunMode.DELTA, RunMode.COMPARE)
                .forEach(mode -> assertThat(
                                application.run("invoices", organization, mode).outcome())
                        .isEqualTo(Outcome.COMPLETED));
    }

    @AfterAll
    static void stop() {
        application.close();
        sandbox.close();
    }

    @ParameterizedTest
    @CsvSource({"COMPARE, false, 30", "COMPARE, true, 5", "VERIFY, false, 30", "VERIFY, true, 5"})
    void theDifferenceIsFoundOnceAndNothingIsVerifiedAhead(RunMode mode, boolean whileCommitting, int atLeast) {
        List<String> wrong = new ArrayList<>();
        int number = 1;
        for (boolean lost = true; lost; number += EACH) {
            String id = plant();
            // As if what is open had been verified already, up to now.
            Instant before = through();
            pool.loseBefore(number, whileCommitting);
            String how = run(mode);
            lost = pool.lost();
            pool.loseBefore(Integer.MAX_VALUE, whileCommitting);
            List<String> found = found();
            if (!how.isEmpty()
                    || !found.equals(List.of(id + " total 1"))
                    || !through().equals(before)
                    || !held()) {
                wrong.add(number + ": " + how + " " + found + " " + through() + " after " + before);
            }
        }
        assertThat(wrong).as("of %s", number).isEmpty();
        assertThat(number).isGreaterThan(atLeast);
    }

    /** T is later than what is verified then: were the difference passed over, T would move. */
    private static String plant() {
        jdbc.sql("update tds.invoices set total = (select (payload ->> 'total')::numeric from etl.payloads as made"
                        + " where made.source_id = invoices.source_id and made.payload_hash = invoices.payload_hash)")
                .update();
        jdbc.sql("truncate etl.differences, etl.verifications").update();
        jdbc.sql(
                        "update etl.job_state set verified_through = compared_through - interval '1 minute' where job = 'invoices'")
                .update();
        String id = jdbc.sql("select min(source_id) from tds.invoices where deleted_at is null")
                .query(String.class)
                .single();
        jdbc.sql("update tds.invoices set total = total + 0.01 where source_id = ?")
                .param(id)
                .update();
        return id;
    }

    private static String run(RunMode mode) {
        return Attempts.until(
                () -> application.launch(new LaunchRequest("invoices", organization, mode, AskedBy.person("test"))),
                () -> number("select count(*) from etl.runs where outcome is distinct from 'COMPLETED'") == 0
                        && number("select count(*) from etl.verifications where concluded") > 0);
    }

    /** Each field that differs, and how many proofs say that something differs. */
    private static List<String> found() {
        return jdbc.sql("select source_id || ' ' || field || ' '"
                        + " || (select count(*) from etl.verifications where concluded and differing = 1)"
                        + " from etl.differences where repaired_at is null")
                .query(String.class)
                .list();
    }

    private static boolean held() {
        return jdbc.sql("select coalesce(verification_held_by, '') from etl.job_state where job = 'invoices'")
                .query(String.class)
                .single()
                .startsWith("1 differences are open; the first is total");
    }

    private static Instant through() {
        return jdbc.sql("select verified_through from etl.job_state where job = 'invoices'")
                .query((row, number) -> row.getTimestamp(1).toInstant())
                .single();
    }

    private static long number(String sql) {
        return jdbc.sql(sql).query(Long.class).single();
    }
}
