package app.tds;

import static org.assertj.core.api.Assertions.assertThat;

import app.tds.jobs.JobDefinition;
import app.tds.jobs.JobDefinitions;
import app.tds.pipeline.Plan;
import app.tds.pipeline.Plans;
import app.tds.pipeline.RunFinished;
import app.tds.pipeline.RunFinished.Outcome;
import app.tds.pipeline.RunMode;
import app.tds.sandbox.Call;
import app.tds.sandbox.Company;
import app.tds.sandbox.CompanySize;
import app.tds.sandbox.Limits;
import app.tds.sandbox.Sandbox;
import app.tds.sandbox.SandboxSettings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.scheduling.support.CronExpression;

/**
 * A first import that takes many days' calls: headers at once, documents when it was foretold, deltas all the while.
 *
 * <p>A part of a typical company and of its quota, which only takes less time; {@code -Dfirst-import.invoices=20000} is
 * the whole.
 */
@Tag("long")
class FirstImportIntegrationTests {

    private static final int INVOICES = Integer.getInteger("first-import.invoices", 1_050);
    private static final int QUOTA = INVOICES / 5;
    private static final String LIST = "/books/v3/invoices";
    private static final ZoneId ZONE = ZoneId.of("Asia/Baghdad");

    @TempDir
    private Path jobs;

    private final SettableClock clock = new SettableClock(Instant.parse("2026-03-02T06:00:00Z"));
    private Sandbox sandbox;
    private RunningApplication application;
    private Company company;

    @BeforeEach
    void start() throws IOException {
        sandbox = Sandbox.start(
                SandboxSettings.tiny()
                        .withZone(ZONE)
                        .withCompanies(new CompanySize(300, 300, INVOICES, 0, 0))
                        .withLimits(Limits.none().withPerDay(QUOTA)),
                clock);
        company = sandbox.company(sandbox.organizationIds().get(0));
        Files.copy(Path.of("jobs/_defaults.yaml"), jobs.resolve("_defaults.yaml"));
        // More often would only take longer; as it is, lists take more than a quarter of the small quota.
        Files.writeString(
                jobs.resolve("invoices.yaml"),
                Files.readString(Path.of("jobs/invoices.yaml"))
                        .replace("0 2/5 * * * ?", "0 2/30 * * * ?")
                        // There is no other job here.
                        .replace("  moves: stock\n", ""));
        application =
                RunningApplication.start(sandbox, TestDatabase.create(), clock, "tds.jobs.location=" + jobs.toUri());
    }

    @AfterEach
    void stop() {
        application.close();
        sandbox.close();
    }

    @Test
    void headersComeOnDayOneDocumentsOnTheDayThatWasForetoldAndDeltasAllTheWhile() {
        JobDefinition job =
                application.bean(JobDefinitions.class).find("invoices").orElseThrow();
        run(RunMode.FULL);
        assertThat(count("tds.invoices")).isEqualTo(INVOICES);
        assertThat(sandbox.calls().pages(LIST)).isEqualTo(fromTheEnd((INVOICES + 199) / 200));
        Plan.JobPlan plan = plan();
        assertThat(plan.waiting()).isEqualTo(INVOICES);
        assertThat(plan.waitingCalls()).isEqualTo(INVOICES);
        LocalDate foretold = day(Objects.requireNonNull(plan.completeBy()));

        CronExpression deltas = CronExpression.parse(job.schedule().delta());
        CronExpression fulls = CronExpression.parse(job.schedule().full());
        List<RunFinished> runs = new ArrayList<>();
        Map<LocalDate, LocalDate> forecasts = new TreeMap<>();
        while (waiting() > 0) {
            assertThat(today()).as("it goes on and on").isBefore(foretold.plusDays(30));
            ZonedDateTime now = clock.instant().atZone(ZONE);
            ZonedDateTime delta = Objects.requireNonNull(deltas.next(now));
            ZonedDateTime full = Objects.requireNonNull(fulls.next(now));
            boolean listsEverything = full.isBefore(delta);
            clock.advance(Duration.between(now, listsEverything ? full : delta));
            String late = editLate();
            runs.add(run(listsEverything ? RunMode.FULL : RunMode.DELTA));
            assertThat(count("tds.invoices where reference_number = '" + late + "'"))
                    .as("what has changed late in the day is there with the next run")
                    .isEqualTo(late.isEmpty() ? 0 : 1);
            if (waiting() > 0) {
                forecasts.put(today(), day(Objects.requireNonNull(plan().completeBy())));
            }
        }

        assertThat(today()).isEqualTo(foretold);
        assertThat(forecasts.values()).as("what each evening foretold").containsOnly(foretold);
        assertThat(runs).allMatch(run -> run.outcome() == Outcome.COMPLETED);
        assertThat(calls(call -> call.status() != 200))
                .as("no call was refused")
                .isEmpty();
        assertThat(fullDays().values())
                .as("each day's share is used, from its first delta on")
                .allSatisfy(calls -> {
                    assertThat(calls.get(0).at().atZone(ZONE).getHour()).isZero();
                    assertThat(calls.size()).isBetween(QUOTA / 2, QUOTA * 7 / 10);
                });
        assertThat(count("tds.invoices where detail_modified_at is distinct from source_modified_at"))
                .isZero();
    }

    /** The pages asked for: the first one says how many records there are; from the last page to the first. */
    private static List<Integer> fromTheEnd(int last) {
        List<Integer> pages = new ArrayList<>(List.of(1));
        for (int page = last; page >= 1; page--) {
            pages.add(page);
        }
        return pages;
    }

    /** When the day's share for documents is used already; returns the reference that an invoice got. */
    private String editLate() {
        ZonedDateTime now = clock.instant().atZone(ZONE);
        if (now.getDayOfMonth() % 5 != 0 || now.getHour() != 22 || now.getMinute() != 2) {
            return "";
        }
        String id = company.ids("invoices").get(now.getDayOfYear());
        String reference = "LATE " + now.toLocalDateTime();
        company.edit("invoices", id, Map.of("reference_number", reference));
        return reference;
    }

    private RunFinished run(RunMode mode) {
        return application.run("invoices", company.organizationId(), mode);
    }

    private Plan.JobPlan plan() {
        return application.bean(Plans.class).all().get(0).jobs().get(0);
    }

    /** The calls for documents of the days between the first and the last. */
    private Map<LocalDate, List<Call>> fullDays() {
        TreeMap<LocalDate, List<Call>> days = calls(call -> call.path().startsWith(LIST + "/")).stream()
                .collect(Collectors.groupingBy(call -> day(call.at()), TreeMap::new, Collectors.toList()));
        days.pollFirstEntry();
        days.pollLastEntry();
        return days;
    }

    private List<Call> calls(Predicate<Call> which) {
        return sandbox.calls().all().stream().filter(which).toList();
    }

    private LocalDate today() {
        return day(clock.instant());
    }

    private static LocalDate day(Instant instant) {
        return LocalDate.ofInstant(instant, ZONE);
    }

    private long waiting() {
        return count("etl.hydration");
    }

    private long count(String table) {
        return application
                .jdbc()
                .sql("select count(*) from " + table)
                .query(Long.class)
                .single();
    }
}
