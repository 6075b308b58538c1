package app.tds;

import static org.assertj.core.api.Assertions.assertThat;

import app.tds.pipeline.RunFinished;
import app.tds.pipeline.RunFinished.Outcome;
import app.tds.pipeline.RunMode;
import app.tds.sandbox.Company;
import app.tds.sandbox.CompanySize;
import app.tds.sandbox.Sandbox;
import app.tds.sandbox.SandboxSettings;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The first full import of a large module of CRM, as one file. */
class BulkReadIntegrationTests {

    private static final String CONTACTS = "crm/contacts";
    private static final String READ = "/crm/bulk/v8/read";
    private static final int RECORDS = 1_200;

    private static final SettableClock clock = new SettableClock(Instant.parse("2026-03-10T06:10:00Z"));
    private static Sandbox sandbox;
    private static RunningApplication application;
    private static String organization;
    private static Company company;

    @BeforeAll
    static void start() {
        sandbox = Sandbox.start(SandboxSettings.tiny().withCompanies(CompanySize.tiny()), clock);
        organization = sandbox.organizationIds().get(0);
        company = sandbox.company(organization);
        company.createMany(CONTACTS, RECORDS - company.ids(CONTACTS).size());
        company.edit(
                CONTACTS,
                company.ids(CONTACTS).get(7),
                Map.of(
                        "Description",
                        "a \"quoted\", long\nنص",
                        "Tag",
                        List.of(Map.of("name", "key", "id", "1", "color_code", "#1"))));
        application = RunningApplication.start(
                sandbox,
                TestDatabase.create(),
                clock,
                "tds.zoho.crm-organizations=" + organization,
                "tds.zoho.crm-bulk-from=400");
    }

    @AfterAll
    static void stop() {
        application.close();
        sandbox.close();
    }

    /** As if nothing had been read yet. */
    @BeforeEach
    void first() {
        sandbox.faults().clear();
        clock.advance(Duration.ofHours(3));
        application
                .jdbc()
                .sql(
                        "truncate tds.crm_contacts, tds.crm_accounts, etl.bulk_reads, etl.job_state, etl.watermarks, etl.runs")
                .update();
        sandbox.calls().clear();
    }

    @Test
    void theFirstImportIsOneFileAndLaterOnesGoPageByPage() {
        RunFinished first = full("crm-contacts");

        assertThat(first.outcome()).as(first.cause()).isEqualTo(Outcome.COMPLETED);
        assertThat(first.counts().inserted()).isEqualTo(RECORDS);
        assertThat(calls(READ)).isOne();
        assertThat(calls("/crm/v8/Contacts")).isZero();
        assertThat(first.counts().calls())
                .isEqualTo(sandbox.calls().all().stream()
                        .filter(it -> it.path().startsWith("/crm/"))
                        .count());
        assertThat(text("description", 7)).isEqualTo("a \"quoted\", long\nنص");
        assertThat(text("tags::text", 7)).isEqualTo("[\"key\"]");

        RunFinished second = full("crm-contacts");
        assertThat(second.outcome()).as(second.cause()).isEqualTo(Outcome.COMPLETED);
        assertThat(calls(READ)).isOne();
        assertThat(calls("/crm/v8/Contacts")).isPositive();
        compare();
        assertThat(full("crm-contacts").counts().written()).isZero();
        assertThat(full("crm-accounts").outcome()).isEqualTo(Outcome.COMPLETED);
        assertThat(calls(READ)).as("a small module").isOne();
    }

    @Test
    void whereCrmRefusesTheListIsReadPageByPage() {
        sandbox.faults().on(READ).always().status(400, 2945);

        RunFinished first = full("crm-contacts");

        assertThat(first.outcome()).as(first.cause()).isEqualTo(Outcome.COMPLETED);
        assertThat(first.counts().inserted()).isEqualTo(RECORDS);
        compare();
    }

    @Test
    void aRunThatGoesOnFindsItsFileAgainAndOneThatDoesNotBeginsAnew() {
        fails("crm-contacts");
        assertThat(rows()).isBetween(1L, RECORDS - 1L);

        RunFinished goesOn = full("crm-contacts");

        assertThat(goesOn.outcome()).as(goesOn.cause()).isEqualTo(Outcome.COMPLETED);
        assertThat(calls(READ)).as("asked for once").isOne();
        assertThat(rows()).isEqualTo(RECORDS);
        full("crm-contacts");
        compare();
    }

    @Test
    void aFileThatCrmHasForgottenIsReadPageByPageFromTheBeginning() {
        fails("crm-contacts");
        company.forgetBulkReads();

        RunFinished goesOn = full("crm-contacts");

        assertThat(goesOn.outcome()).as(goesOn.cause()).isEqualTo(Outcome.COMPLETED);
        assertThat(calls("/crm/v8/Contacts")).isPositive();
        assertThat(rows()).isEqualTo(RECORDS);
        compare();
    }

    /** The database refuses a row of the second page. */
    private void fails(String job) {
        application.jdbc().sql("""
                        create function public.refuse() returns trigger language plpgsql as $$
                        begin
                          if (select count(*) from tds.crm_contacts) >= 200 then raise exception 'planted'; end if;
                          return null;
                        end $$;
                        create trigger refuse before insert on tds.crm_contacts for each statement execute function public.refuse()
                        """).update();
        assertThat(full(job).outcome()).isEqualTo(Outcome.FAILED);
        application
                .jdbc()
                .sql("drop trigger refuse on tds.crm_contacts; drop function public.refuse()")
                .update();
    }

    private RunFinished full(String job) {
        return application.run(job, organization, RunMode.FULL);
    }

    private void compare() {
        new MirrorComparison(application.jdbc(), company).assertEqual("crm_contacts", CONTACTS, "id", row -> true, 3);
    }

    private long rows() {
        return application
                .jdbc()
                .sql("select count(*) from tds.crm_contacts")
                .query(Long.class)
                .single();
    }

    private String text(String column, int record) {
        return application
                .jdbc()
                .sql("select " + column + " from tds.crm_contacts where source_id = ?")
                .param(company.ids(CONTACTS).get(record))
                .query(String.class)
                .single();
    }

    private long calls(String path) {
        return sandbox.calls().all().stream()
                .filter(it -> it.path().equals(path))
                .count();
    }
}
