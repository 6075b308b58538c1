package app.tds.launch;

import static org.assertj.core.api.Assertions.assertThat;

import app.tds.RunningApplication;
import app.tds.TestDatabase;
import app.tds.pipeline.RunFinished;
import app.tds.pipeline.RunFinished.Outcome;
import app.tds.pipeline.RunMode;
import app.tds.pipeline.Verification;
import app.tds.pipeline.Verification.Kind;
import app.tds.pipeline.Verifications;
import app.tds.sandbox.CompanySize;
import app.tds.sandbox.Sandbox;
import app.tds.sandbox.SandboxSettings;
import java.math.BigDecimal;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Zoho itself is asked whether the tables are right, and every call is counted. */
class SourceProofIntegrationTests {

    private static final int INVOICES = 24_000;

    private static Sandbox sandbox;
    private static RunningApplication application;
    private static JdbcClient jdbc;
    private static String large;
    private static String small;

    private final Random random = new Random(Long.getLong("proof.seed", 20261130L));

    @BeforeAll
    static void start() {
        sandbox = Sandbox.start(
                SandboxSettings.tiny()
                        .withCompanies(
                                new CompanySize(20, 20, INVOICES, 0, 0),
                                new CompanySize(30, 20, 60, 20, 20),
                                new CompanySize(5, 5, 230, 0, 0)),
                Clock.systemUTC());
        application = RunningApplication.start(sandbox, TestDatabase.create());
        jdbc = application.jdbc();
        large = sandbox.organizationIds().get(0);
        small = sandbox.organizationIds().get(1);
        run(large, "invoices", RunMode.FULL);
        List.of("invoices", "products", "customers").forEach(job -> {
            run(small, job, RunMode.FULL);
            run(small, job, RunMode.DELTA);
            run(small, job, RunMode.DELTA);
        });
    }

    @AfterAll
    static void stop() {
        application.close();
        sandbox.close();
    }

    @BeforeEach
    void nobodyHasLooked() {
        sandbox.faults().clear();
        jdbc.sql("truncate etl.source_totals, etl.differences").update();
    }

    @Test
    void whatTheSourceSaysIsFoundOutByCountingAPageAndThenOneCallComparesEverything() {
        assertThat(compare(large, "invoices")).isEqualTo(2);
        assertThat(jdbc.sql("select count_name || ' ' || array_to_string(sum_names, ' ') from etl.source_totals")
                        .query(String.class)
                        .single())
                .isEqualTo("total sum_balance sum_total");

        assertThat(compare(large, "invoices")).isOne();

        Verification last = last(large, "invoices");
        assertThat(last.kind()).isEqualTo(Kind.SOURCE);
        assertThat(last.compared()).isEqualTo(INVOICES).isEqualTo(last.equal());
        assertThat(differences()).isEmpty();
    }

    @Test
    void aDayThatFillsMoreThanOnePageIsCountedByHandAsWell() {
        String busy = sandbox.organizationIds().get(2);
        var company = sandbox.company(busy);
        company.ids("invoices").forEach(id -> company.edit("invoices", id, Map.of("date", "2026-02-02")));
        run(busy, "invoices", RunMode.FULL);

        assertThat(compare(busy, "invoices"))
                .as("two pages, and the comparison")
                .isEqualTo(3);

        assertThat(last(busy, "invoices").kind()).isEqualTo(Kind.SOURCE);
        assertThat(last(busy, "invoices").equal()).isEqualTo(230);
    }

    @Test
    void whatTheSourceSaysIsFoundOutAgainAfterAMonth() {
        assertThat(compare(small, "invoices")).isEqualTo(2);
        jdbc.sql("update etl.source_totals set looked_at = looked_at - interval '29 days'")
                .update();
        assertThat(compare(small, "invoices")).isOne();
        jdbc.sql("update etl.source_totals set looked_at = looked_at - interval '2 days'")
                .update();
        assertThat(compare(small, "invoices")).isEqualTo(2);
        assertThat(compare(small, "invoices")).isOne();
    }

    @Test
    void oneWrongInvoiceAmong24000IsFoundNamedAndRepairedWithAtMost14Calls() {
        compare(large, "invoices");
        for (String plant : List.of(
                "total = total + 0.01",
                "balance = balance - 0.01",
                "deleted_at = now()",
                "date = date - 400, total = total + 1")) {
            String id = any();
            String before = row(id);
            assertThat(jdbc.sql("update tds.invoices set " + plant + " where organization_id = ? and source_id = ?")
                            .params(large, id)
                            .update())
                    .isOne();
            sandbox.calls().clear();

            compare(large, "invoices");

            assertThat(differences()).as(plant).isNotEmpty().allMatch(found -> found.startsWith(id + " "));
            Repairing.all(application);
            // A date that was moved is wrong on two days.
            assertThat(sandbox.calls().count())
                    .as("calls for " + plant)
                    .isLessThanOrEqualTo(plant.startsWith("date") ? 26 : 14);
            System.out.println(plant + ": " + sandbox.calls().count() + " calls, repair included");
            assertThat(row(id)).as(plant).isEqualTo(before);
            assertThat(open()).as(plant).isZero();
        }
    }

    @Test
    void aRowThatIsLostOrMadeUpIsFoundWithAtMost14Calls() {
        compare(large, "invoices");
        String lost = any();
        jdbc.sql("delete from tds.invoices where organization_id = ? and source_id = ?")
                .params(large, lost)
                .update();
        sandbox.calls().clear();
        compare(large, "invoices");
        assertThat(differences()).containsExactly(lost + " row missing listed");
        Repairing.all(application);
        assertThat(sandbox.calls().count()).isLessThanOrEqualTo(14);
        assertThat(open()).isZero();

        jdbc.sql("""
                        insert into tds.invoices (organization_id, source_id, date, total, balance, source_modified_at, first_seen_at,
                          synced_at, run_id, payload_hash, fingerprint)
                        select organization_id, '999', date, total, balance, source_modified_at, now(), now(), 0, payload_hash, ''
                        from tds.invoices where organization_id = ? and source_id = ?
                        """).params(large, any()).update();
        sandbox.calls().clear();
        compare(large, "invoices");
        assertThat(differences()).contains("999 row there not listed");
        Repairing.all(application);
        assertThat(sandbox.calls().count()).isLessThanOrEqualTo(14);
        assertThat(jdbc.sql("select deleted_at is not null from tds.invoices where source_id = '999'")
                        .query(Boolean.class)
                        .single())
                .isTrue();
    }

    @Test
    void whatNoRunHasReadYetIsNoDifference() {
        compare(large, "invoices");
        var company = sandbox.company(large);
        company.edit("invoices", company.ids("invoices").get(7), Map.of("total", new BigDecimal("4711.50")));

        RunFinished finished = run(large, "invoices", RunMode.COMPARE);

        assertThat(finished.notice()).contains("the source has changes that no run has read yet");
        assertThat(differences()).isEmpty();
        run(large, "invoices", RunMode.DELTA);
        compare(large, "invoices");
        assertThat(differences()).isEmpty();
        assertThat(last(large, "invoices").compared()).isEqualTo(INVOICES);
    }

    @Test
    void aSourceThatDoesNotCountIsComparedBySamplesAndThatIsSaid() {
        sandbox.faults().on("/books/v3/invoices").always().ignoreResponseOption();

        RunFinished finished = run(small, "invoices", RunMode.COMPARE);

        assertThat(finished.notice())
                .contains("The source does not say how many invoices it has")
                .contains("samples are compared instead")
                .containsPattern("Of \\d+ documents that were chosen by chance within 30 days, none differs: with 95 %"
                        + " confidence fewer than [\\d.]+ % of all do");
        assertThat(last(small, "invoices").kind()).isEqualTo(Kind.SAMPLE);
        assertThat(last(small, "invoices").compared()).isPositive();
        assertThat(differences()).isEmpty();
    }

    @Test
    void aSourceThatRefusesTheQuestionIsComparedBySamplesAsWell() {
        sandbox.faults().on("/books/v3/invoices").always().status(400, 15);

        RunFinished finished = run(small, "invoices", RunMode.COMPARE);

        assertThat(finished.notice())
                .contains("The source refuses to say how many invoices it has: samples are compared instead (")
                .contains("none differs");
        assertThat(last(small, "invoices").kind()).isEqualTo(Kind.SAMPLE);
        sandbox.calls().clear();
        run(small, "invoices", RunMode.COMPARE);
        assertThat(sandbox.calls().all())
                .as("not asked again for a month")
                .noneMatch(call -> call.path().equals("/books/v3/invoices"));
    }

    @Test
    void samplesFindWhatDiffersFromTheDocument() {
        jdbc.sql("update tds.products set rate = rate + 0.01 where organization_id = ?")
                .param(small)
                .update();
        sandbox.calls().clear();

        assertThat(compare(small, "products")).isOne();

        Verification last = last(small, "products");
        assertThat(last.kind()).isEqualTo(Kind.SAMPLE);
        assertThat(last.differing()).isEqualTo(last.compared()).isPositive();
        assertThat(differences()).allMatch(found -> found.contains(" rate ")).isNotEmpty();
        Repairing.all(application);
        assertThat(open()).isZero();
        assertThat(run(small, "products", RunMode.COMPARE).notice()).contains("none differs");
    }

    private String any() {
        List<String> ids = jdbc.sql(
                        "select source_id from tds.invoices where organization_id = ? and deleted_at is null and source_id <> '999' order by 1")
                .param(large)
                .query(String.class)
                .list();
        return ids.get(random.nextInt(ids.size()));
    }

    private String row(String id) {
        return jdbc.sql("select concat_ws(' ', total, balance, date, deleted_at) from tds.invoices"
                        + " where organization_id = ? and source_id = ?")
                .params(large, id)
                .query(String.class)
                .single();
    }

    /** How many calls that took. */
    private static int compare(String organization, String job) {
        int before = sandbox.calls().count();
        run(organization, job, RunMode.COMPARE);
        int calls = sandbox.calls().count() - before;
        assertThat(jdbc.sql("select calls from etl.verifications order by run_id desc limit 1")
                        .query(Integer.class)
                        .single())
                .isEqualTo(calls);
        return calls;
    }

    private static Verification last(String organization, String job) {
        return application
                .bean(Verifications.class)
                .latest(organization, job, 1)
                .get(0);
    }

    private static List<String> differences() {
        return jdbc.sql("select source_id || ' ' || field || ' ' || coalesce(here, '') || ' ' || coalesce(there, '')"
                        + " from etl.differences where repaired_at is null order by difference_id")
                .query(String.class)
                .list();
    }

    private static long open() {
        return differences().size();
    }

    private static RunFinished run(String organization, String job, RunMode mode) {
        RunFinished finished = application.run(job, organization, mode);
        assertThat(finished.outcome())
                .as("%s %s: %s", job, mode, finished.cause())
                .isEqualTo(Outcome.COMPLETED);
        return finished;
    }
}
