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
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Full imports of large modules of CRM, as one file or several. */
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
        company.listRecordsOfCrm(RECORDS);
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
                "tds.zoho.crm-bulk-from=400",
                "tds.zoho.crm-listed-records=" + RECORDS);
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
        company.bulkReadFilesOf(200_000);
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

    @ParameterizedTest
    @CsvSource({
        "400, INVALID_DATA",
        "403, NOT_SUPPORTED_FEATURE",
        "400, MODULE_NOT_SUPPORTED",
        "401, OAUTH_SCOPE_MISMATCH"
    })
    void whereCrmRefusesTheListIsReadPageByPage(int status, String code) {
        sandbox.faults().on(READ).always().crm(status, code, "the feature is not supported");

        RunFinished first = full("crm-contacts");

        assertThat(first.outcome()).as(first.cause()).isEqualTo(Outcome.COMPLETED);
        assertThat(first.counts().inserted()).isEqualTo(RECORDS);
        compare();
    }

    /** In the middle of a file, at the beginning of the next one, and when the last page has been fetched. */
    @ParameterizedTest
    @CsvSource({"200000, 200, 1", "200000, 1000, 1", "500, 200, 3", "500, 600, 3", "500, 1000, 3", "400, 400, 3"})
    void aRunThatGoesOnFindsItsFilesAgain(int rowsOfAFile, int rowsBefore, int files) {
        company.bulkReadFilesOf(rowsOfAFile);
        fails("crm-contacts", rowsBefore);
        assertThat(rows()).isBetween((long) rowsBefore, RECORDS - 1L);

        RunFinished goesOn = full("crm-contacts");

        assertThat(goesOn.outcome()).as(goesOn.cause()).isEqualTo(Outcome.COMPLETED);
        assertThat(calls(READ)).as("each file is asked for once").isEqualTo(files);
        assertThat(calls("/crm/v8/Contacts")).isZero();
        assertThat(rows()).isEqualTo(RECORDS);
        full("crm-contacts");
        compare();
    }

    @Test
    void moreRecordsThanAFileTakesComeAsSeveral() {
        company.bulkReadFilesOf(500);

        RunFinished first = full("crm-contacts");

        assertThat(first.outcome()).as(first.cause()).isEqualTo(Outcome.COMPLETED);
        assertThat(first.counts().inserted()).isEqualTo(RECORDS);
        assertThat(calls(READ)).isEqualTo(3);
        assertThat(calls("/crm/v8/Contacts")).isZero();
        assertThat(application
                        .jdbc()
                        .sql("select part || ' ' || row_count || ' ' || state from etl.bulk_reads order by part")
                        .query(String.class)
                        .list())
                .containsExactly("1 500 DONE", "2 500 DONE", "3 200 DONE");
        full("crm-contacts");
        assertThat(calls(READ)).as("later page by page").isEqualTo(3);
        compare();
    }

    @Test
    void aModuleLargerThanCrmListsComesAsFilesEachNight() {
        company.bulkReadFilesOf(1_000);
        company.createMany(CONTACTS, 5);
        full("crm-contacts");
        assertThat(rows()).isEqualTo(RECORDS + 5);
        String last = company.ids(CONTACTS).get(RECORDS + 4);
        company.editSilently(CONTACTS, last, Map.of("Description", "behind the last page"));
        company.delete(CONTACTS, company.ids(CONTACTS).get(RECORDS + 3));
        clock.advance(Duration.ofDays(1));

        RunFinished second = full("crm-contacts");

        assertThat(second.outcome()).as(second.cause()).isEqualTo(Outcome.COMPLETED);
        assertThat(second.counts().written()).isOne();
        assertThat(second.counts().deleted()).isOne();
        assertThat(calls(READ)).isEqualTo(4);
        assertThat(text("description", RECORDS + 3)).isEqualTo("behind the last page");

        sandbox.faults().on(READ).always().crm(403, "NOT_SUPPORTED_FEATURE", "the feature is not supported");
        RunFinished without = full("crm-contacts");
        assertThat(without.outcome()).isEqualTo(Outcome.FAILED);
        assertThat(without.cause()).contains("more than 1200 records", "tds.zoho.crm-bulk-from", "ZohoCRM.bulk.ALL");
        for (int more = 0; more < 4; more++) {
            company.delete(CONTACTS, company.ids(CONTACTS).get(RECORDS));
        }
    }

    @Test
    void aFileThatCrmHasForgottenIsReadPageByPageFromTheBeginning() {
        fails("crm-contacts", 200);
        company.forgetBulkReads();

        RunFinished goesOn = full("crm-contacts");

        assertThat(goesOn.outcome()).as(goesOn.cause()).isEqualTo(Outcome.COMPLETED);
        assertThat(calls("/crm/v8/Contacts")).isPositive();
        assertThat(rows()).isEqualTo(RECORDS);
        compare();
    }

    /** The database refuses a page behind so many rows. */
    private void fails(String job, int rows) {
        application.jdbc().sql("""
                        create function public.refuse() returns trigger language plpgsql as $$
                        begin
                          if (select count(*) from tds.crm_contacts) >= %d then raise exception 'planted'; end if;
                          return null;
                        end $$;
                        create trigger refuse before insert on tds.crm_contacts for each statement execute function public.refuse()
                        """.formatted(rows)).update();
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
