package app.tds;

import static org.assertj.core.api.Assertions.assertThat;

import app.tds.alarm.Watches;
import app.tds.launch.LaunchRequest;
import app.tds.launch.Repairing;
import app.tds.pipeline.AskedBy;
import app.tds.pipeline.FailureKind;
import app.tds.pipeline.Patience;
import app.tds.pipeline.Plans;
import app.tds.pipeline.RecordCheck;
import app.tds.pipeline.RunFinished;
import app.tds.pipeline.RunFinished.Outcome;
import app.tds.pipeline.RunMode;
import app.tds.pipeline.Selection;
import app.tds.sandbox.Call;
import app.tds.sandbox.Company;
import app.tds.sandbox.CompanySize;
import app.tds.sandbox.Sandbox;
import app.tds.sandbox.SandboxSettings;
import java.sql.Timestamp;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** The jobs of CRM, from the first import on. */
class CrmIntegrationTests {

    private static final String ACCOUNTS = "crm/accounts";
    private static final List<String> JOBS =
            Entities.ofCrm().stream().map(it -> it.job().name()).toList();

    private static final List<RunFinished> FIRST = new ArrayList<>();
    private static final SettableClock clock = new SettableClock(Instant.parse("2026-03-10T06:10:00Z"));
    private static Sandbox sandbox;
    private static RunningApplication application;
    private static String organization;
    private static Company company;

    @BeforeAll
    static void start() {
        sandbox = Sandbox.start(
                SandboxSettings.tiny()
                        .withZone(ZoneId.of("America/St_Johns"))
                        .withCompanies(new CompanySize(10, 60, 20, 10, 10), CompanySize.tiny()),
                clock);
        organization = sandbox.organizationIds().get(0);
        company = sandbox.company(organization);
        application = RunningApplication.start(
                sandbox, TestDatabase.create(), clock, "tds.zoho.crm-organizations=" + organization);
        FIRST.addAll(JOBS.stream().map(job -> run(job, RunMode.FULL)).toList());
        compare();
    }

    /** Each test begins with what the one before has left, and a later time. */
    @BeforeEach
    void beginAnew() {
        sandbox.faults().clear();
        clock.advance(Duration.ofHours(3)
                .minus(Duration.ofMinutes(clock.instant().atZone(ZoneOffset.UTC).getMinute() - 10)));
        JOBS.forEach(job -> run(job, RunMode.FULL));
        sandbox.calls().clear();
    }

    @AfterAll
    static void stop() {
        application.close();
        sandbox.close();
    }

    @Test
    void tablesEqualCrmRecordByRecordAndASecondImportWritesNothing() {
        assertThat(FIRST).hasSameSizeAs(JOBS);
        assertThat(FIRST).allSatisfy(run -> {
            assertThat(run.counts().addUp()).isTrue();
            assertThat(run.counts().inserted()).isEqualTo(run.counts().read()).isPositive();
        });
        List<RunFinished> second =
                JOBS.stream().map(job -> run(job, RunMode.FULL)).toList();

        assertThat(second).allSatisfy(run -> {
            assertThat(run.counts().written()).isZero();
            assertThat(run.counts().unchanged()).isEqualTo(run.counts().read());
        });
        assertThat(calls("/crm/v8/Deals")).as("a page, of all fields").isEqualTo(1);
        assertThat(calls("/crm/v8/settings/fields")).as("known for an hour").isZero();
        assertThat(application
                        .jdbc()
                        .sql("select count(*) from etl.differences")
                        .query(Long.class)
                        .single())
                .isZero();
    }

    @Test
    void aDeltaBringsWhatWasModifiedAndNothingIsOneCall() {
        clock.advance(Duration.ofMinutes(5));
        String id = company.ids(ACCOUNTS).get(3);
        company.edit(ACCOUNTS, id, Map.of("Account_Name", "شركة النور", "Delivery_Zone", "East"));
        String made = company.create(ACCOUNTS);

        assertThat(run("crm-accounts", RunMode.DELTA).counts().written()).isEqualTo(2);
        assertThat(value(id, "account_name")).isEqualTo("شركة النور");
        assertThat(value(id, "custom_fields ->> 'Delivery_Zone'")).isEqualTo("East");
        assertThat(value(made, "account_name")).startsWith("Account ");

        clock.advance(Duration.ofMinutes(20));
        sandbox.calls().clear();
        RunFinished nothing = run("crm-accounts", RunMode.DELTA);
        assertThat(nothing.counts().written()).isZero();
        assertThat(sandbox.calls().count()).as("what is known is shown again").isEqualTo(1);
    }

    @Test
    void aFormulaThatAloneHasChangedArrivesWithTheNextFullReading() {
        String id = company.ids(ACCOUNTS).get(2);
        company.editSilently(ACCOUNTS, id, Map.of("Open_Orders_Value", 1240.5));
        clock.advance(Duration.ofMinutes(5));

        run("crm-accounts", RunMode.DELTA);
        assertThat(value(id, "custom_fields ->> 'Open_Orders_Value'")).isNotEqualTo("1240.5");

        clock.advance(Duration.ofHours(20));
        assertThat(run("crm-accounts", RunMode.FULL).counts().written()).isEqualTo(1);
        assertThat(value(id, "custom_fields ->> 'Open_Orders_Value'")).isEqualTo("1240.5");
    }

    @Test
    void whatIsListedAsDeletedIsMarkedWithinTheHourAndComesBackIfItIsRestored() {
        String id = company.ids(ACCOUNTS).get(1);
        company.delete(ACCOUNTS, id);
        String restored = company.ids(ACCOUNTS).get(1);
        company.delete(ACCOUNTS, restored);
        company.restore(ACCOUNTS, restored);

        clock.advance(Duration.ofMinutes(55));
        sandbox.calls().clear();
        RunFinished scheduled = application
                .launch(new LaunchRequest("crm-accounts", company.organizationId(), RunMode.DELTA, AskedBy.SCHEDULE))
                .join();
        assertThat(scheduled.counts().deleted())
                .as("though the list shows nothing new")
                .isEqualTo(1);
        assertThat(calls("/crm/v8/Accounts/deleted")).isEqualTo(1);
        assertThat(alive(id)).isFalse();
        assertThat(alive(restored)).isTrue();

        clock.advance(Duration.ofMinutes(10));
        run("crm-accounts", RunMode.DELTA);
        assertThat(calls("/crm/v8/Accounts/deleted")).as("once an hour").isEqualTo(1);

        company.restore(ACCOUNTS, id);
        run("crm-accounts", RunMode.FULL);
        assertThat(alive(id)).isTrue();
        compare("crm_accounts", ACCOUNTS);
    }

    @Test
    void aFullReadingMarksWhatIsGoneAndKeepsWhatTheUserMayNotSeeAnyMore() {
        String gone = company.ids("crm/leads").get(1);
        company.delete("crm/leads", gone);
        String hidden = company.ids("crm/leads").get(2);
        company.hide("crm/leads", hidden);

        RunFinished full = run("crm-leads", RunMode.FULL);

        assertThat(full.counts().deleted()).isEqualTo(1);
        assertThat(application
                        .jdbc()
                        .sql("select source_id from tds.crm_leads where deleted_at is null")
                        .query(String.class)
                        .list())
                .as("neither listed nor among the deletions")
                .contains(hidden)
                .doesNotContain(gone);
        company.restore("crm/leads", hidden);
    }

    @Test
    void moreFieldsThanAQueryTakesAreOneRow() {
        for (int i = 0; i < 90; i++) {
            company.defineField(ACCOUNTS, "A_field_of_the_organization_" + i, "text");
        }
        String id = company.ids(ACCOUNTS).get(0);
        company.edit(
                ACCOUNTS,
                id,
                Map.of("A_field_of_the_organization_0", "first", "A_field_of_the_organization_89", "last"));
        sandbox.faults()
                .atCall(4, () -> company.edit(ACCOUNTS, company.ids(ACCOUNTS).get(5), Map.of("Phone", "1")));
        sandbox.faults().atCall(5, () -> company.create(ACCOUNTS));
        // What fields there are is known for an hour.
        clock.advance(Duration.ofHours(2));

        run("crm-accounts", RunMode.FULL);

        assertThat(value(id, "custom_fields ->> 'A_field_of_the_organization_0'"))
                .isEqualTo("first");
        assertThat(value(id, "custom_fields ->> 'A_field_of_the_organization_89'"))
                .isEqualTo("last");
        compare("crm_accounts", ACCOUNTS);
    }

    @Test
    void recordsAreReadByTheirIdsAsTheirListShowsThem() {
        List<String> ids = company.ids("crm/contacts").subList(0, 3);
        company.edit("crm/contacts", ids.get(0), Map.of("Mobile", "0770"));
        company.delete("crm/contacts", ids.get(1));
        sandbox.calls().clear();

        RunFinished byId = application
                .launch(new LaunchRequest(
                        "crm-contacts", organization, RunMode.BY_ID, Selection.of(ids), AskedBy.person("test")))
                .join();

        assertThat(byId.outcome()).isEqualTo(Outcome.COMPLETED);
        assertThat(byId.counts().written()).isEqualTo(1);
        assertThat(byId.counts().deleted()).isEqualTo(1);
        assertThat(sandbox.calls().count())
                .as("three together, one alone, and the deletions")
                .isEqualTo(3);
        compare("crm_contacts", "crm/contacts");
        assertThat(run("crm-contacts", RunMode.FULL).counts().written())
                .as("the list says the same")
                .isZero();
    }

    @Test
    void aLeadThatWasConvertedStaysAndSaysSo() {
        clock.advance(Duration.ofMinutes(5));
        String lead = company.ids("crm/leads").get(0);
        String account = company.ids(ACCOUNTS).get(0);
        company.edit(
                "crm/leads",
                lead,
                Map.of("Converted__s", true, "Converted_Account", Map.of("name", "It", "id", account)));

        run("crm-leads", RunMode.DELTA);
        run("crm-leads", RunMode.FULL);

        assertThat(application
                        .jdbc()
                        .sql("select converted::text || ' ' || converted_account_id from tds.crm_leads"
                                + " where source_id = ? and deleted_at is null")
                        .param(lead)
                        .query(String.class)
                        .single())
                .isEqualTo("true " + account);
    }

    @Test
    void aMergedContactIsDeletedAndWhatPointedToItFollowsByNight() {
        List<String> people = company.ids("crm/contacts");
        String deal = company.ids("crm/deals").get(0);
        company.delete("crm/contacts", people.get(0));
        // The children of the one that is gone move without a time of modification.
        company.editSilently("crm/deals", deal, Map.of("Contact_Name", Map.of("name", "Winner", "id", people.get(1))));
        clock.advance(Duration.ofHours(1));

        JOBS.forEach(job -> run(job, RunMode.DELTA));
        assertThat(application
                        .jdbc()
                        .sql("select count(*) from tds.crm_contacts where source_id = ? and deleted_at is not null")
                        .param(people.get(0))
                        .query(Long.class)
                        .single())
                .isOne();
        JOBS.forEach(job -> run(job, RunMode.FULL));
        compare();
        assertThat(application
                        .jdbc()
                        .sql("select contact_id from tds.crm_deals where source_id = ?")
                        .param(deal)
                        .query(String.class)
                        .single())
                .isEqualTo(people.get(1));
    }

    @Test
    void whatCannotBeReadIsPutAsideAndTheOthersLand() {
        String id = company.ids(ACCOUNTS).get(3);
        company.poison(ACCOUNTS, id, Map.of("Annual_Revenue", "a lot"));

        RunFinished first = run("crm-accounts", RunMode.FULL);

        assertThat(first.counts().quarantined()).isEqualTo(1);
        assertThat(application
                        .jdbc()
                        .sql("select cause from etl.quarantine where source_id = ?")
                        .param(id)
                        .query(String.class)
                        .single())
                .contains("a lot", "correct it in Zoho");
        company.poison(ACCOUNTS, id, Map.of("Annual_Revenue", 5));
        run("crm-accounts", RunMode.FULL);
        assertThat(application
                        .jdbc()
                        .sql("select count(*) from etl.quarantine")
                        .query(Long.class)
                        .single())
                .isZero();
        compare("crm_accounts", ACCOUNTS);
    }

    @Test
    void tablesAreMadeAnewFromWhatIsKept() {
        application
                .jdbc()
                .sql("update tds.crm_contacts set full_name = 'nobody', custom_fields = null")
                .update();
        sandbox.calls().clear();

        JOBS.forEach(job -> run(job, RunMode.REPLAY));

        assertThat(sandbox.calls().count()).isZero();
        compare();
    }

    @Test
    void everyTableCanBeAskedAsItWas() {
        Instant before = clock.instant();
        clock.advance(Duration.ofMinutes(5));
        company.edit(ACCOUNTS, company.ids(ACCOUNTS).get(4), Map.of("Description", "only today"));
        run("crm-accounts", RunMode.DELTA);

        assertThat(Entities.ofCrm())
                .hasSize(6)
                .allSatisfy(it -> assertThat(asOf(table(it), clock.instant()))
                        .isEqualTo(number("select count(*) from tds." + table(it) + " where deleted_at is null"))
                        .isPositive());
        String told =
                "select count(*) from tds.as_of('tds.crm_accounts', '%s') as known where known::text like '%%only today%%'";
        assertThat(number(told.formatted(before))).isZero();
        assertThat(number(told.formatted(clock.instant()))).isOne();
    }

    @Test
    void whatSomebodyElseWritesIntoATableIsFoundByTheProofOfTheNightAndPutRight() {
        Entities.ofCrm().forEach(it -> {
            assertThat(run(it.job().name(), RunMode.VERIFY)).isNotNull();
            assertThat(differences(table(it))).isZero();
            String column = application
                    .jdbc()
                    .sql(
                            "select column_name from information_schema.columns where table_schema = 'tds' and table_name = ?"
                                    + " and data_type = 'text' and column_name not in ('organization_id', 'source_id')"
                                    + " order by ordinal_position limit 1")
                    .param(table(it))
                    .query(String.class)
                    .single();
            number("with planted as (update tds." + table(it) + " set " + column + " = 'planted' where source_id ="
                    + " (select min(source_id) from tds." + table(it) + " where deleted_at is null) returning 1)"
                    + " select count(*) from planted");
        });
        Entities.ofCrm().forEach(it -> run(it.job().name(), RunMode.VERIFY));

        assertThat(Entities.ofCrm())
                .allSatisfy(
                        it -> assertThat(differences(table(it))).as(table(it)).isOne());
        // What is kept has put the rows right at once.
        compare();
        number("with gone as (delete from etl.differences returning 1) select count(*) from gone");
    }

    /** Of so few records, a sample has all. */
    @Test
    void aSampleFindsWhatChangedWithoutAStampNamesItAndHasItFetched() {
        JOBS.forEach(job -> run(job, RunMode.DELTA));
        company.editSilently(ACCOUNTS, company.ids(ACCOUNTS).get(2), Map.of("Open_Orders_Value", 4711.5));
        company.editSilently("crm/deals", company.ids("crm/deals").get(1), Map.of("Stage", "Lost to a rumour"));
        // What is newer, gone, or out of sight is no difference: a run brings it, or the full reading.
        clock.advance(Duration.ofMinutes(5));
        company.edit(ACCOUNTS, company.ids(ACCOUNTS).get(4), Map.of("Phone", "0770 4711"));
        company.delete(ACCOUNTS, company.ids(ACCOUNTS).get(5));
        String hidden = company.ids("crm/leads").get(2);
        company.hide("crm/leads", hidden);
        sandbox.calls().clear();

        List<Entities.Entity> askedFor = Entities.ofCrm().stream()
                .filter(it -> it.job().details() != null)
                .toList();
        askedFor.forEach(it -> {
            RunFinished sample = run(it.job().name(), RunMode.COMPARE);
            assertThat(number("select compared from etl.verifications where kind = 'SAMPLE' and run_id = "
                            + sample.run().id()))
                    .as(it.job().name())
                    .isBetween(alive(it) - 1, alive(it))
                    .isPositive();
        });

        assertThat(sandbox.calls().count()).as("one for each job").isEqualTo(askedFor.size());
        assertThat(application
                        .jdbc()
                        .sql("select table_name || ' ' || source_id || ' ' || field from etl.differences order by 1")
                        .query(String.class)
                        .list())
                .containsExactly(
                        "crm_accounts " + company.ids(ACCOUNTS).get(2) + " custom_fields",
                        "crm_deals " + company.ids("crm/deals").get(1) + " stage");
        Repairing.all(application);
        assertThat(number("select count(*) from etl.differences where repaired_at is null"))
                .isZero();
        JOBS.forEach(job -> run(job, RunMode.DELTA));
        company.restore("crm/leads", hidden);
        JOBS.forEach(job -> run(job, RunMode.FULL));
        compare();
        number("with gone as (delete from etl.differences returning 1) select count(*) from gone");
    }

    private static long alive(Entities.Entity entity) {
        return number("select count(*) from tds." + table(entity) + " where deleted_at is null and organization_id = '"
                + organization + "'");
    }

    private static String table(Entities.Entity entity) {
        return entity.tables().get(0).replace("tds.", "");
    }

    private static long asOf(String table, Instant time) {
        return number("select count(*) from tds.as_of('tds." + table + "', '" + time + "')");
    }

    private static long differences(String table) {
        return number("select count(*) from etl.differences where table_name = '" + table + "'");
    }

    private static long number(String sql) {
        return application.jdbc().sql(sql).query(Long.class).single();
    }

    @Test
    void anOrganizationWithoutCrmSaysSoOnceAndItsJobsAreOff() {
        String other = sandbox.organizationIds().get(1);
        RunFinished refused = application.run("crm-accounts", other, RunMode.FULL);

        assertThat(refused.outcome()).isEqualTo(Outcome.FAILED);
        assertThat(refused.cause()).contains("has no CRM", "tds.zoho.crm-organizations");
        assertThat(application
                        .jdbc()
                        .sql("select count(*) from tds.crm_accounts where organization_id = ?")
                        .param(other)
                        .query(Long.class)
                        .single())
                .isZero();
        assertThat(sandbox.calls().all().stream().map(Call::path).filter(it -> it.startsWith("/crm")))
                .isEmpty();
    }

    @Test
    void linksAndConflictsWithBooksAreViews() {
        String customer = company.ids("contacts").stream()
                .filter(id -> company.row("contacts", id)
                        .path("contact_type")
                        .asString()
                        .equals("customer"))
                .findFirst()
                .orElseThrow();
        String account = company.ids(ACCOUNTS).get(6);
        company.edit("contacts", customer, Map.of("zcrm_account_id", account, "phone", "+964 1"));
        company.edit(ACCOUNTS, account, Map.of("Phone", "00964 2", "Website", "HTTPS://nur.example "));
        run("customers", RunMode.FULL);
        for (int i = 0; i < 3; i++) {
            run("customers", RunMode.DELTA);
        }
        run("crm-accounts", RunMode.FULL);

        assertThat(state("customer_id = '" + customer + "'")).containsExactly("linked");
        assertThat(state("account_id = '" + company.ids(ACCOUNTS).get(8) + "'")).containsExactly("books_missing");
        assertThat(state("customer_id is not null and customer_id <> '" + customer + "'"))
                .containsOnly("unlinked");
        String conflicts =
                "select field || ' ' || owner || ' ' || coalesce(is_right, '') from reporting.customer_conflicts"
                        + " where customer_id = '" + customer + "' order by field";
        assertThat(application.jdbc().sql(conflicts).query(String.class).list())
                .contains("phone books +964 1", "website crm HTTPS://nur.example ");
        String unified = "select concat_ws(' ', name_from, phone, phone_from, website, website_from, crm_account_id)"
                + " from reporting.customers_unified where customer_id = '" + customer + "'";
        assertThat(application.jdbc().sql(unified).query(String.class).single())
                .isEqualTo("books +964 1 books HTTPS://nur.example crm " + account);
        assertThat(application
                        .jdbc()
                        .sql(
                                "select count(*) from reporting.customers_unified where crm_account_id is null and rating is null"
                                        + " and name is not null and name_from = 'books'")
                        .query(Long.class)
                        .single())
                .as("those who are linked to nothing are there as well")
                .isPositive();
        application
                .jdbc()
                .sql("insert into reporting.field_owners values (?, 'phone', 'crm')")
                .param(organization)
                .update();
        assertThat(application.jdbc().sql(unified).query(String.class).single())
                .isEqualTo("books 00964 2 crm HTTPS://nur.example crm " + account);
        assertThat(application.jdbc().sql(conflicts).query(String.class).list()).contains("phone crm 00964 2");

        company.delete(ACCOUNTS, account);
        run("crm-accounts", RunMode.FULL);
        assertThat(state("customer_id = '" + customer + "'")).containsExactly("crm_missing");
    }

    /** As CRM says that the company has no such module: what is known of each from its documentation. */
    @ParameterizedTest
    @CsvSource({
        "Products, 400, INVALID_MODULE, the module name given seems to be invalid",
        "Products, 400, INVALID_MODULE, The given module is not supported in API",
        "Products, 403, FEATURE_NOT_SUPPORTED, the feature is not supported in this edition",
        "Products, 400, NOT_SUPPORTED, the module is not supported",
        "Products, 403, NO_PERMISSION, permission denied - Products (view)",
        "Products, 400, AUTHORIZATION_FAILED, User does not have sufficient privilege to read records",
        "Products, 401, OAUTH_SCOPE_MISMATCH, invalid oauth scope to access this URL",
        "Products, 404, INVALID_URL_PATTERN, Please check if the URL trying to access is a correct one",
        "settings/fields, 400, INVALID_MODULE, the module name given seems to be invalid",
        "settings/fields, 204, '', ''"
    })
    void aModuleThatTheCompanyDoesNotHaveIsOffAndNoAlarm(String path, int status, String code, String message) {
        neverRead("crm-products");
        clock.advance(Duration.ofHours(2));
        String asked = path.equals("Products") ? "" : "Products";
        sandbox.faults().onQuery("/crm/v8/" + path, asked).always().crm(status, code, message);

        RunFinished refused = application.run("crm-products", organization, RunMode.FULL);
        application.run("crm-products", organization, RunMode.FULL);

        assertThat(refused.failure()).as(refused.cause()).isEqualTo(FailureKind.NOT_ALLOWED);
        assertThat(findings("crm-products")).containsExactly("job-off INFO");
        assertThat(run("crm-leads", RunMode.DELTA).counts().read())
                .as("the others go on")
                .isNotNegative();
        sandbox.faults().clear();
        run("crm-products", RunMode.FULL);
        assertThat(findings("crm-products")).isEmpty();
    }

    /** As if the job had never been run. */
    private static void neverRead(String job) {
        application
                .jdbc()
                .sql("delete from etl.job_state where job = ?")
                .param(job)
                .update();
    }

    private static List<String> findings(String job) {
        return application.bean(Watches.class).findings().stream()
                .filter(it -> it.job().equals(job))
                .map(it -> it.kind() + " " + it.severity())
                .toList();
    }

    /** Zoho can sync contacts alone, or accounts with their contacts. */
    @Test
    void customersThatAreContactsAndPeopleOfCustomersAreLinkedAndDifferToo() {
        List<String> customers = company.ids("contacts").stream()
                .filter(id -> company.row("contacts", id)
                        .path("contact_type")
                        .asString()
                        .equals("customer"))
                .toList();
        String alone = customers.get(1);
        String withAccount = customers.get(2);
        List<String> people = company.ids("crm/contacts");
        String account = company.ids(ACCOUNTS).get(7);
        company.edit("contacts", alone, Map.of("zcrm_contact_id", people.get(3)));
        company.edit("contacts", withAccount, Map.of("zcrm_account_id", account));
        company.edit("crm/contacts", people.get(3), Map.of("Full_Name", "Somebody else", "Phone", "0770 1"));
        company.edit(ACCOUNTS, account, Map.of("Billing_City", "Mosul", "Shipping_City", ""));
        run("customers", RunMode.FULL);
        for (int i = 0; i < 3; i++) {
            run("customers", RunMode.DELTA);
        }
        String person = application
                .jdbc()
                .sql("update tds.contact_persons set zcrm_contact_id = ? where source_id = (select min(source_id)"
                        + " from tds.contact_persons where contact_id = ?) returning source_id")
                .params(people.get(4), withAccount)
                .query(String.class)
                .single();
        JOBS.forEach(job -> run(job, RunMode.FULL));

        assertThat(application
                        .jdbc()
                        .sql("select concat_ws(' ', mode, state, contact_id, account_id, contact_person_id) from"
                                + " reporting.customer_crm_links where customer_id in (?, ?) order by mode")
                        .params(alone, withAccount)
                        .query(String.class)
                        .list())
                .containsExactly(
                        "account linked " + account,
                        "contact linked " + people.get(3),
                        "person linked " + people.get(4) + " " + person);
        assertThat(application
                        .jdbc()
                        .sql("select field || ' ' || owner || ' ' || in_crm from reporting.customer_conflicts"
                                + " where customer_id in (?, ?) and field not like 'person.%' order by field")
                        .params(alone, withAccount)
                        .query(String.class)
                        .list())
                .contains("billing.city books Mosul", "name books Somebody else", "phone books 0770 1")
                .noneMatch(it -> it.startsWith("shipping.city"));
        assertThat(application
                        .jdbc()
                        .sql("select crm_contact_id || ' ' || (crm_owner_id is not null) || ' ' || name_from"
                                + " from reporting.customers_unified where customer_id = ?")
                        .param(alone)
                        .query(String.class)
                        .single())
                .isEqualTo(people.get(3) + " true books");

        // Of a company that has no account in CRM at all.
        new TransactionTemplate(application.bean(PlatformTransactionManager.class))
                .executeWithoutResult(transaction -> {
                    application.jdbc().sql("delete from tds.crm_accounts").update();
                    assertThat(state("customer_id = '" + alone + "'")).containsExactly("linked");
                    transaction.setRollbackOnly();
                });
        application
                .jdbc()
                .sql("update tds.contact_persons set zcrm_contact_id = null where source_id = ?")
                .param(person)
                .update();
        clock.advance(Duration.ofMinutes(5));
        company.edit("contacts", alone, Map.of("zcrm_contact_id", ""));
        company.edit("contacts", withAccount, Map.of("zcrm_account_id", ""));
        run("customers", RunMode.DELTA);
    }

    private static List<String> state(String condition) {
        return application
                .jdbc()
                .sql("select state from reporting.customer_crm_links where " + condition)
                .query(String.class)
                .list();
    }

    @Test
    void creditsOfCrmAreNoCallsOfTheOrganization() {
        var plan = application.bean(Plans.class).all().stream()
                .filter(it -> it.organization().organizationId().equals(organization))
                .findFirst()
                .orElseThrow();

        long books = plan.jobs().stream()
                .filter(job -> !job.job().startsWith("crm-"))
                .mapToLong(job -> job.listCallsPerDay())
                .sum();
        assertThat(plan.listCallsPerDay()).isEqualTo(books).isPositive();
        assertThat(plan.callsApartPerDay()).isGreaterThan(288 * 4);
    }

    @Test
    void workOnCrmIsMeasuredByItsCreditsAndWorkOnBooksByItsCalls() {
        String id = company.ids(ACCOUNTS).get(3);
        canBeMade(organization, 1_000);
        canBeMade("crm/" + organization, 60_000);
        number("with waiting as (insert into etl.hydration (organization_id, job, source_id, queued_at) select '"
                + organization + "', 'invoices', n::text, now() from generate_series(1, 2000) as n returning 1)"
                + " select count(*) from waiting");
        webhooksHaveMade("invoices", 900);

        assertThat(told(id, "0771")).as("the calls of Books are used up").isEqualTo("0771");
        assertThat(application
                        .bean(RecordCheck.class)
                        .cost("crm-accounts", organization, id)
                        .left())
                .isGreaterThan(1_000);
        assertThat(application
                        .bean(RecordCheck.class)
                        .cost("invoices", organization, company.ids("invoices").get(0))
                        .left())
                .isLessThan(1_000);
        Patience patience = application.bean(Patience.class);
        clock.advance(Duration.ofMinutes(5));
        assertThat(patience.mayWait("crm-accounts", organization))
                .as("while documents of Books wait")
                .isFalse();
        run("crm-contacts", RunMode.COMPARE);
        assertThat(number("select max(compared) from etl.verifications where kind = 'SAMPLE' and job = 'crm-contacts'"))
                .isGreaterThan(5);

        webhooksHaveMade("crm-contacts", 30_000);
        assertThat(told(id, "0772")).as("the credits of CRM are used up").isEqualTo("0771");
        application
                .jdbc()
                .sql(
                        "with gone as (delete from etl.hydration returning 1), planted as (delete from etl.runs where asked_by ="
                                + " 'planted' returning 1) delete from etl.budgets")
                .update();
        run("crm-accounts", RunMode.FULL);
        assertThat(value(id, "phone")).isEqualTo("0772");
    }

    /** The phone of an account after CRM has told that somebody gave it another one. */
    private static String told(String id, String phone) {
        clock.advance(Duration.ofMinutes(1));
        company.edit(ACCOUNTS, id, Map.of("Phone", phone));
        RunFinished told = application
                .launch(new LaunchRequest(
                        "crm-accounts", organization, RunMode.BY_ID, Selection.of(List.of(id)), AskedBy.WEBHOOK))
                .join();
        assertThat(told.outcome()).as(told.cause()).isEqualTo(Outcome.COMPLETED);
        return value(id, "phone");
    }

    private static void canBeMade(String account, int calls) {
        application
                .jdbc()
                .sql(
                        "insert into etl.budgets (organization_id, calls_per_day, remaining, resets_at) values (?, ?, ?, ?)"
                                + " on conflict (organization_id) do update set calls_per_day = excluded.calls_per_day,"
                                + " remaining = excluded.remaining, resets_at = excluded.resets_at")
                .params(account, calls, calls, Timestamp.from(clock.instant().plus(Duration.ofHours(15))))
                .update();
    }

    private static void webhooksHaveMade(String job, int calls) {
        Timestamp now = Timestamp.from(clock.instant());
        application
                .jdbc()
                .sql("insert into etl.runs (job, organization_id, mode, asked_by, asked_kind, asked_at, until, node_id,"
                        + " started_at, finished_at, outcome, calls)"
                        + " values (?, ?, 'DELTA', 'planted', 'WEBHOOK', ?, ?, 0, ?, ?, 'COMPLETED', ?)")
                .params(job, organization, now, now, now, now, calls)
                .update();
    }

    private static RunFinished run(String job, RunMode mode) {
        RunFinished run = application.run(job, organization, mode);
        assertThat(run.outcome()).as("%s %s: %s", job, mode, run.cause()).isEqualTo(Outcome.COMPLETED);
        return run;
    }

    private static void compare() {
        new MirrorComparison(JdbcClient.create(application.bean(javax.sql.DataSource.class)), company).assertCrmEqual();
    }

    private static void compare(String table, String list) {
        new MirrorComparison(application.jdbc(), company).assertEqual(table, list, "id", row -> true, 3);
    }

    private static long calls(String path) {
        return sandbox.calls().all().stream()
                .filter(it -> it.path().equals(path))
                .count();
    }

    private static String value(String id, String column) {
        return application
                .jdbc()
                .sql("select " + column + " from tds.crm_accounts where source_id = ?")
                .param(id)
                .query(String.class)
                .single();
    }

    private static boolean alive(String id) {
        return application
                .jdbc()
                .sql("select deleted_at is null from tds.crm_accounts where source_id = ?")
                .param(id)
                .query(Boolean.class)
                .single();
    }
}
