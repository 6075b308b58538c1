package app.tds;

import static org.assertj.core.api.Assertions.assertThat;

import app.tds.launch.LaunchRequest;
import app.tds.pipeline.AskedBy;
import app.tds.pipeline.QuarantineCauses;
import app.tds.pipeline.QuarantineCauses.Cause;
import app.tds.pipeline.RunFinished;
import app.tds.pipeline.RunFinished.Outcome;
import app.tds.pipeline.RunMode;
import app.tds.pipeline.Selection;
import app.tds.sandbox.Company;
import app.tds.sandbox.CompanySize;
import app.tds.sandbox.Sandbox;
import app.tds.sandbox.SandboxSettings;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What is in quarantine is told by cause, and tried again without a call. */
class QuarantineIntegrationTests {

    private static Sandbox sandbox;
    private static RunningApplication application;
    private static int next;

    private Company company;

    @BeforeAll
    static void start() {
        CompanySize size = new CompanySize(5, 5, 30, 5, 5);
        sandbox = Sandbox.start(SandboxSettings.tiny().withCompanies(size, size, size, size), Clock.systemUTC());
        application = RunningApplication.start(sandbox, TestDatabase.create());
    }

    @AfterAll
    static void stop() {
        application.close();
        sandbox.close();
    }

    @BeforeEach
    void takeCompany() {
        company = sandbox.company(sandbox.organizationIds().get(next++));
    }

    @Test
    void causesAreToldOnceForAllTheirRecordsTheMostFrequentFirst() {
        List<String> ids = company.ids("invoices");
        for (int i = 0; i < 5; i++) {
            company.poison("invoices", ids.get(i), Map.of("total", "much " + i));
        }
        company.poison("invoices", ids.get(9), Map.of("balance", "none"));
        run("invoices", RunMode.FULL);

        List<Cause> causes = application.bean(QuarantineCauses.class).all().stream()
                .filter(cause -> cause.organizationId().equals(company.organizationId()))
                .toList();

        assertThat(causes).extracting(Cause::field).containsExactly("total", "balance");
        assertThat(causes).extracting(Cause::records).containsExactly(5L, 1L);
        assertThat(causes.get(0).cause())
                .contains("is not a number")
                .contains("correct it in Zoho")
                .doesNotContain("much");
        assertThat(causes.get(0).examples()).hasSize(3).isSubsetOf(ids.subList(0, 5));
        assertThat(causes.get(0).oldest()).isBeforeOrEqualTo(causes.get(0).newest());
    }

    @Test
    void whatCanBeUsedNowIsWrittenAndTheOthersStayWithWhatIsWrongNow() {
        List<String> ids = company.ids("invoices");
        List<String> bad = ids.subList(0, 4);
        bad.forEach(id -> company.poison("invoices", id, Map.of("total", "much")));
        run("invoices", RunMode.FULL);
        run("invoices", RunMode.DELTA);
        String details = ids.get(10);
        company.edit("invoices", details, Map.of("notes", "gate 4", "sub_total", "much"));
        run("invoices", RunMode.DELTA);
        assertThat(quarantine()).hasSize(5);
        // What a corrected translation would make of them.
        correct(bad.get(0), "\"much\"", "205.00");
        correct(bad.get(1), "\"much\"", "205.00");
        correct(bad.get(2), "\"much\"", "205.00");
        correct(bad.get(2), "\"balance\":", "\"balance\":\"none\",\"was\":");
        correct(details, "\"much\"", "205.00");
        long waiting = number("select count(*) from etl.hydration where organization_id = ?");
        sandbox.calls().clear();

        RunFinished retry = run("invoices", RunMode.RETRY);

        assertThat(sandbox.calls().count()).isZero();
        assertThat(retry.counts().read()).isEqualTo(4);
        assertThat(retry.counts().inserted()).isEqualTo(2);
        assertThat(retry.counts().quarantined()).isEqualTo(2);
        assertThat(number("select count(*) from tds.invoices where organization_id = ? and total = 205.00"
                        + " and source_id in ('" + bad.get(0) + "', '" + bad.get(1) + "')"))
                .isEqualTo(2);
        assertThat(number("select count(*) from tds.invoices where organization_id = ? and sub_total = 205.00"
                        + " and notes = 'gate 4' and source_id = '" + details + "'"))
                .isOne();
        assertThat(number("select count(*) from etl.hydration where organization_id = ?"))
                .as("their documents have still to be fetched")
                .isEqualTo(waiting + 2);
        assertThat(quarantine())
                .containsExactlyInAnyOrder(
                        Map.of("source_id", bad.get(2), "field", "balance", "times_seen", times(bad.get(2))),
                        Map.of("source_id", bad.get(3), "field", "total", "times_seen", times(bad.get(3))));
    }

    @Test
    void whatWasDeletedMeanwhileIsNotBroughtBack() {
        String id = company.ids("invoices").get(3);
        run("invoices", RunMode.FULL);
        company.poison("invoices", id, Map.of("total", "much"));
        run("invoices", RunMode.FULL);
        company.delete("invoices", id);
        assertThat(run("invoices", RunMode.FULL).counts().deleted()).isOne();
        correct(id, "\"much\"", "205.00");

        run("invoices", RunMode.RETRY);

        assertThat(quarantine()).isEmpty();
        assertThat(number("select count(*) from tds.invoices where organization_id = ? and deleted_at is not null"
                        + " and total <> 205.00 and source_id = '" + id + "'"))
                .isOne();
    }

    @Test
    void aDocumentThatPostgresRefusesIsPutAsideHoweverItCameAndItsSiblingsLand() {
        List<String> ids = company.ids("invoices").subList(0, 3);
        run("invoices", RunMode.FULL);
        run("invoices", RunMode.DELTA);
        ids.forEach(id -> company.edit("invoices", id, Map.of("notes", id.equals(ids.get(1)) ? "refused" : "gate 4")));
        application
                .jdbc()
                .sql("alter table tds.invoices add constraint planted check (notes <> 'refused') not valid")
                .update();
        try {
            RunFinished delta = run("invoices", RunMode.DELTA);
            assertThat(delta.documents().quarantined()).isOne();
            assertThat(delta.documents().written()).isEqualTo(delta.documents().asked() - 1);
            assertThat(noted("gate 4")).isEqualTo(2);
            assertThat(quarantine())
                    .containsExactly(Map.of("source_id", ids.get(1), "field", "database", "times_seen", 1));
            RunFinished byId = application
                    .launch(new LaunchRequest(
                            "invoices",
                            company.organizationId(),
                            RunMode.BY_ID,
                            Selection.of(ids),
                            AskedBy.person("test")))
                    .join();
            assertThat(byId.outcome()).as("cause: %s", byId.cause()).isEqualTo(Outcome.COMPLETED);
            assertThat(byId.counts().quarantined()).isOne();
            assertThat(byId.counts().addUp()).isTrue();

            run("invoices", RunMode.RETRY);
            assertThat(quarantine())
                    .containsExactly(Map.of("source_id", ids.get(1), "field", "database", "times_seen", 2));
        } finally {
            application
                    .jdbc()
                    .sql("alter table tds.invoices drop constraint planted")
                    .update();
        }

        run("invoices", RunMode.RETRY);
        assertThat(noted("refused")).isOne();
        assertThat(quarantine()).isEmpty();
    }

    private long noted(String notes) {
        return number("select count(*) from tds.invoices where organization_id = ? and notes = '" + notes + "'");
    }

    private int times(String id) {
        return (int)
                number("select times_seen from etl.quarantine where organization_id = ? and source_id = '" + id + "'");
    }

    private void correct(String id, String from, String to) {
        assertThat(application
                        .jdbc()
                        .sql("update etl.quarantine set payload = replace(payload, ?, ?)"
                                + " where organization_id = ? and source_id = ? and strpos(payload, ?) > 0")
                        .param(from)
                        .param(to)
                        .param(company.organizationId())
                        .param(id)
                        .param(from)
                        .update())
                .as("%s in %s", from, id)
                .isOne();
    }

    private List<Map<String, Object>> quarantine() {
        return application
                .jdbc()
                .sql("select source_id, field, times_seen from etl.quarantine where organization_id = ?")
                .param(company.organizationId())
                .query()
                .listOfRows();
    }

    private RunFinished run(String job, RunMode mode) {
        RunFinished finished = application.run(job, company.organizationId(), mode);
        assertThat(finished.outcome()).as("cause: %s", finished.cause()).isEqualTo(Outcome.COMPLETED);
        return finished;
    }

    private long number(String sql) {
        return application
                .jdbc()
                .sql(sql)
                .param(company.organizationId())
                .query(Long.class)
                .single();
    }
}
