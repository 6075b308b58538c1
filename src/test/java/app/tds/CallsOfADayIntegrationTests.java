package app.tds;

import static org.assertj.core.api.Assertions.assertThat;

import app.tds.jobs.JobDefinition;
import app.tds.jobs.JobDefinitions;
import app.tds.pipeline.Patience;
import app.tds.pipeline.Plans;
import app.tds.pipeline.RunFinished;
import app.tds.pipeline.RunFinished.Outcome;
import app.tds.pipeline.RunMode;
import app.tds.sandbox.Company;
import app.tds.sandbox.CompanySize;
import app.tds.sandbox.Sandbox;
import app.tds.sandbox.SandboxSettings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.springframework.scheduling.support.CronExpression;

/**
 * What each job costs on one day of a distribution company, as its job file says when it runs: 2,200 items, seven price
 * lists, 2,500 contacts. The table is written to {@code target/calls-of-a-day.md}.
 */
class CallsOfADayIntegrationTests {

    private static final ZoneId ZONE = ZoneId.of("Asia/Baghdad");
    private static final ZonedDateTime MIDNIGHT = ZonedDateTime.of(2026, 3, 3, 0, 0, 0, 0, ZONE);
    private static final int PRICE_LISTS = 7;
    private static final int PURCHASE_ORDERS = 1_500;

    /** What the day was planned to cost, job by job. */
    private static final Map<String, Integer> PLANNED = new LinkedHashMap<>();

    static {
        PLANNED.put("pricelists", 216);
        PLANNED.put("purchaseorders", 114);
        PLANNED.put("vendorpayments", 111);
        PLANNED.put("vendorcredits", 26);
        PLANNED.put("currencies", 27);
        PLANNED.put("taxes", 2);
        PLANNED.put("users", 4);
        PLANNED.put("salespersons", 4);
        PLANNED.put("paymentterms", 1);
    }

    /** What the day was planned to cost of CRM's credits: a look each five minutes, deletions each hour, one reading by night. */
    private static final Map<String, Integer> PLANNED_CREDITS = new LinkedHashMap<>();

    static {
        PLANNED_CREDITS.put("crm-accounts", 288 + 48 + 8);
        PLANNED_CREDITS.put("crm-contacts", 288 + 48 + 10);
        PLANNED_CREDITS.put("crm-deals", 288 + 48 + 4);
        PLANNED_CREDITS.put("crm-leads", 288 + 48 + 4);
        // Each quarter of an hour, since these are copies of the items in Books; and each hour their fields.
        PLANNED_CREDITS.put("crm-products", 96 + 48 + 12 + 24);
        PLANNED_CREDITS.put("crm-users", 25);
    }

    private final SettableClock clock = new SettableClock(MIDNIGHT.toInstant().minus(Duration.ofHours(1)));
    private final Random random = new Random(11);
    private final Map<String, Long> runs = new TreeMap<>();
    private final Map<String, Long> calls = new TreeMap<>();
    private final Map<String, Long> lists = new TreeMap<>();
    private Sandbox sandbox;
    private RunningApplication application;
    private Company company;

    private record Turn(Instant at, JobDefinition job, RunMode mode) {}

    @BeforeEach
    void start() {
        sandbox = Sandbox.start(
                SandboxSettings.tiny().withZone(ZONE).withCompanies(new CompanySize(2_200, 2_500, 600, 400, 2_600)),
                clock);
        company = sandbox.company(sandbox.organizationIds().get(0));
        WorkingDay.fill(company, "pricebooks", PRICE_LISTS);
        WorkingDay.fill(company, "purchaseorders", PURCHASE_ORDERS);
        application = RunningApplication.start(sandbox, TestDatabase.create(), clock);
    }

    @AfterEach
    void stop() {
        application.close();
        sandbox.close();
    }

    @Test
    void eachListCostsWhatWasPlannedForIt() throws IOException {
        play(PLANNED.keySet().stream().map(this::job).toList());

        assertThat(PLANNED)
                .allSatisfy((job, planned) -> assertThat(calls.get(job))
                        .as("calls of %s a day, of which %s were planned; one more is nothing", job, planned)
                        .isBetween(
                                Math.min(planned - 1L, Math.round(planned * 0.9)),
                                Math.max(planned + 1L, Math.round(planned * 1.1))));
        long planned = PLANNED.values().stream().mapToLong(Integer::longValue).sum();
        assertThat(calls.values().stream().mapToLong(Long::longValue).sum())
                .isBetween(Math.round(planned * 0.9), Math.round(planned * 1.1));
        theNextDayIsForetold();
    }

    /** Calls for lists, within five in a hundred: by `plan`, which knows how the last day was. */
    private void theNextDayIsForetold() {
        Map<String, Long> foretold = new TreeMap<>();
        application.bean(Plans.class).all().get(0).jobs().stream()
                .filter(one -> lists.containsKey(one.job()))
                .forEach(one -> foretold.put(one.job(), one.listCallsPerDay()));
        long all = lists.values().stream().mapToLong(Long::longValue).sum();
        assertThat(foretold.values().stream().mapToLong(Long::longValue).sum())
                .as("foretold: %s, counted: %s", foretold, lists)
                .isBetween(Math.round(all * 0.95), Math.round(all * 1.05));
    }

    /** One and a half thousand runs. */
    @Test
    @Tag("long")
    void eachModuleOfCrmCostsTheCreditsThatWerePlannedForIt() throws IOException {
        application.close();
        application = RunningApplication.start(
                sandbox, TestDatabase.create(), clock, "tds.zoho.crm-organizations=" + company.organizationId());
        WorkingDay.fill(company, "crm/deals", 400);
        WorkingDay.fill(company, "crm/leads", 600);

        play(PLANNED_CREDITS.keySet().stream().map(this::job).toList());

        assertThat(PLANNED_CREDITS)
                .allSatisfy((job, planned) -> assertThat(calls.get(job))
                        .as("credits of %s a day, of which %s were planned", job, planned)
                        .isBetween(Math.round(planned * 0.9), Math.round(planned * 1.1)));
        assertThat(calls.values().stream().mapToLong(Long::longValue).sum())
                .as("of 50,000 or more")
                .isLessThan(1_900);
    }

    /** Two and a half thousand runs; {@code -Dcalls-of-a-day.all=true}. */
    @Test
    @EnabledIfSystemProperty(named = "calls-of-a-day.all", matches = "true")
    void allListsTogetherLeaveMostOfFiveThousandCalls() throws IOException {
        play(List.copyOf(application.bean(JobDefinitions.class).all()));

        assertThat(calls.values().stream().mapToLong(Long::longValue).sum()).isLessThan(5_000);
        theNextDayIsForetold();
    }

    private JobDefinition job(String name) {
        return application.bean(JobDefinitions.class).find(name).orElseThrow();
    }

    private void play(List<JobDefinition> jobs) throws IOException {
        jobs.forEach(job -> run(new Turn(clock.instant(), job, RunMode.FULL)));
        documentsAreThere();
        runs.clear();
        calls.clear();
        lists.clear();
        int half = 0;
        for (Turn turn : turns(jobs)) {
            while (half < WorkingDay.HALF_HOURS
                    && !MIDNIGHT.plusMinutes(30L * half).toInstant().isAfter(turn.at())) {
                business(half++);
            }
            clock.advance(Duration.between(clock.instant(), turn.at()));
            if (!waits(turn)) {
                run(turn);
            }
        }
        Files.writeString(Path.of("target/calls-of-a-day.md"), table());
    }

    /** The day is not the first one: the documents there are have been fetched. */
    private void documentsAreThere() {
        application.jdbc().sql("delete from etl.hydration").update();
        application
                .jdbc()
                .sql("""
                        select table_name from information_schema.columns
                        where table_schema = 'tds' and column_name = 'detail_hash'
                        """)
                .query(String.class)
                .list()
                .forEach(table -> application
                        .jdbc()
                        .sql("update tds." + table + " set detail_hash = payload_hash, detailed_at = synced_at,"
                                + " detail_modified_at = source_modified_at")
                        .update());
    }

    /** When the job files say that their jobs run, from one midnight to the next. */
    private static List<Turn> turns(List<JobDefinition> jobs) {
        List<Turn> turns = new ArrayList<>();
        for (JobDefinition job : jobs) {
            add(turns, job, RunMode.FULL, job.schedule().full());
            add(turns, job, RunMode.DELTA, job.schedule().delta());
        }
        turns.sort(Comparator.comparing(Turn::at));
        return turns;
    }

    private static void add(List<Turn> turns, JobDefinition job, RunMode mode, String cron) {
        CronExpression schedule = CronExpression.parse(cron);
        ZonedDateTime at = MIDNIGHT.minusSeconds(1);
        while ((at = schedule.next(at)) != null && at.isBefore(MIDNIGHT.plusDays(1))) {
            turns.add(new Turn(at.toInstant(), job, mode));
        }
    }

    /** Sixty sales between nine and five, and what a company buys, owes and prices in between. */
    private void business(int halfHour) {
        if (halfHour < 18 || halfHour >= 34) {
            return;
        }
        for (int sale = 0; sale < 4; sale++) {
            company.create("invoices");
        }
        company.create("salesorders");
        company.create("customerpayments");
        switch (halfHour % 4) {
            case 0 -> company.create("purchaseorders");
            case 1 ->
                company.edit("purchaseorders", one("purchaseorders"), Map.of("reference_number", "P-" + halfHour));
            case 2 -> company.create("vendorpayments");
            default -> company.edit("contacts", one("contacts"), Map.of("phone", "+964 770 " + halfHour));
        }
        if (halfHour == 20) {
            company.create("vendorcredits");
        }
        if (calls.containsKey("crm-deals")) {
            company.create("crm/deals");
            company.edit("crm/contacts", one("crm/contacts"), Map.of("Mobile", "0770 " + halfHour));
            company.edit("crm/accounts", one("crm/accounts"), Map.of("Phone", "0771 " + halfHour));
            company.create("crm/leads");
        }
    }

    private String one(String list) {
        List<String> ids = company.ids(list);
        return ids.get(random.nextInt(ids.size()));
    }

    /** As the schedule asks; {@code -Dcalls-of-a-day.patient=false} counts what is saved. */
    private boolean waits(Turn turn) {
        return turn.mode() == RunMode.DELTA
                && Boolean.parseBoolean(System.getProperty("calls-of-a-day.patient", "true"))
                && application.bean(Patience.class).mayWait(turn.job().name(), company.organizationId());
    }

    private void run(Turn turn) {
        sandbox.calls().clear();
        RunFinished finished = application.run(turn.job().name(), company.organizationId(), turn.mode());
        assertThat(finished.outcome()).as("cause: %s", finished.cause()).isEqualTo(Outcome.COMPLETED);
        runs.merge(turn.job().name(), 1L, Long::sum);
        calls.merge(turn.job().name(), asked(), Long::sum);
        lists.merge(turn.job().name(), finished.counts().pages(), Long::sum);
    }

    /** Calls, and credits in CRM, which takes two for a list of deletions. */
    private long asked() {
        return sandbox.calls().all().stream()
                .filter(call -> !call.path().startsWith("/oauth"))
                .mapToLong(call -> call.path().endsWith("/deleted") ? 2 : 1)
                .sum();
    }

    private String table() {
        StringBuilder table = new StringBuilder("| job | runs | calls | planned |\n|---|--:|--:|--:|\n");
        calls.forEach((job, made) -> table.append(
                String.format(Locale.ROOT, "| %s | %,d | %,d | %s |\n", job, runs.get(job), made, planned(job))));
        return table.append(String.format(
                        Locale.ROOT,
                        "| all | %,d | %,d | %,d |\n",
                        runs.values().stream().mapToLong(Long::longValue).sum(),
                        calls.values().stream().mapToLong(Long::longValue).sum(),
                        calls.keySet().stream()
                                .mapToLong(CallsOfADayIntegrationTests::planned)
                                .sum()))
                .toString();
    }

    private static int planned(String job) {
        return PLANNED.getOrDefault(job, PLANNED_CREDITS.getOrDefault(job, 0));
    }
}
