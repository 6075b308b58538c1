package app.tds;

import static org.assertj.core.api.Assertions.assertThat;

import app.tds.jobs.JobDefinition;
import app.tds.jobs.JobDefinitions;
import app.tds.launch.LaunchRefused;
import app.tds.pipeline.Patience;
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
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.springframework.scheduling.support.CronExpression;

/**
 * The first weeks of a typical company with 10,000 calls a day, call by call: how long it takes until all documents are
 * there, and whether a list is late meanwhile. {@code -Dfirst-weeks.part=1} is the whole company, 20 a twentieth of its
 * documents. Each day is added to {@code target/first-weeks.md} when it is over.
 */
@EnabledIfSystemProperty(named = "first-weeks.part", matches = "[0-9]+")
class FirstWeeksIntegrationTests {

    private static final int PART = Integer.getInteger("first-weeks.part", 20);
    private static final int QUOTA = 10_000;
    private static final ZoneId ZONE = ZoneId.of("Asia/Baghdad");
    private static final ZonedDateTime BEGIN = ZonedDateTime.of(2026, 3, 3, 6, 0, 0, 0, ZONE);
    private static final Path TABLE = Path.of("target/first-weeks.md");

    /** A complete document, or several: everything behind the id of a record. */
    private static final Pattern DOCUMENT = Pattern.compile(".*/([0-9]+(/.*)?|itemdetails)");

    private final SettableClock clock = new SettableClock(BEGIN.toInstant());
    private final Map<String, Instant> seen = new HashMap<>();
    private final Map<String, Duration> latest = new HashMap<>();
    private final List<Day> days = new ArrayList<>();
    private int parked;
    private Sandbox sandbox;
    private RunningApplication application;
    private Company company;

    private record Turn(Instant at, JobDefinition job, RunMode mode) {}

    /** What was counted on one day. */
    private record Day(LocalDate date, int runs, int parked, long lists, long documents, long refused, long waiting) {

        static final String HEAD =
                "| day | runs | put off | calls for lists | for documents | all | refused | documents that wait |\n"
                        + "|---|--:|--:|--:|--:|--:|--:|--:|\n";

        String row(int number) {
            return String.format(
                    Locale.ROOT,
                    "| %d | %,d | %,d | %,d | %,d | %,d | %,d | %,d |%n",
                    number,
                    runs,
                    parked,
                    lists,
                    documents,
                    lists + documents,
                    refused,
                    waiting);
        }
    }

    @BeforeEach
    void start() {
        sandbox = Sandbox.start(
                SandboxSettings.tiny()
                        .withZone(ZONE)
                        .withCompanies(new CompanySize(2_200, 2_500, 24_000 / PART, 20_000 / PART, 2_600 / PART))
                        .withLimits(Limits.none().withPerDay(QUOTA)),
                clock);
        company = sandbox.company(sandbox.organizationIds().get(0));
        WorkingDay.fill(company, "pricebooks", 7);
        WorkingDay.fill(company, "purchaseorders", 1_500 / PART);
        WorkingDay.fill(company, "customerpayments", 13_000 / PART);
        application = RunningApplication.start(sandbox, TestDatabase.create(), clock);
    }

    @AfterEach
    void stop() {
        application.close();
        sandbox.close();
    }

    @Test
    void allDocumentsAreThereWhenTheCallsThatListsLeaveAreUsedAndNoListIsLateMeanwhile() throws IOException {
        Files.writeString(TABLE, Day.HEAD);
        List<JobDefinition> jobs = application.bean(JobDefinitions.class).all().stream()
                .filter(job -> !job.source().api().equals("crm"))
                .toList();
        jobs.forEach(job -> run(new Turn(clock.instant(), job, RunMode.FULL)));
        long first = sandbox.calls().all().stream().filter(this::isOfList).count();
        long pages = application
                .jdbc()
                .sql("select sum(pages) from etl.runs where mode = 'FULL'")
                .query(Long.class)
                .single();
        long documents = waiting();
        LocalDate date = BEGIN.toLocalDate();
        int runs = jobs.size();
        Instant done = null;
        while (done == null && days.size() < 30) {
            var work = new WorkingDay(company, date.toEpochDay());
            int half = 2 * clock.instant().atZone(ZONE).getHour();
            for (Turn turn : turns(jobs, date)) {
                for (; half < WorkingDay.HALF_HOURS && !at(date, half).isAfter(turn.at()); half++) {
                    work.halfHour(half);
                }
                clock.advance(Duration.between(clock.instant(), turn.at()));
                if (!waits(turn)) {
                    run(turn);
                    runs++;
                }
                if (done == null && waiting() == 0) {
                    done = clock.instant();
                }
            }
            end(new Day(date, runs, parked, calls(true), calls(false), refused(), waiting()));
            date = date.plusDays(1);
            runs = 0;
            parked = 0;
        }

        assertThat(done).as("all documents are there").isNotNull();
        double took = Duration.between(BEGIN.toInstant(), done).toMinutes() / 1440.0;
        double left = leftADay();
        double ratio = took / (documents / left);
        add(String.format(
                Locale.ROOT,
                "%n%,d documents after the first import of %,d list calls, of %,d pages; complete after %.1f days;"
                        + " %,.0f calls a day are left for them, so %.1f days at least: ratio %.2f%n%nlatest: %s%n",
                documents,
                first,
                pages,
                took,
                left,
                documents / left,
                ratio,
                latest));
        assertThat(days).allSatisfy(day -> assertThat(day.refused()).isZero());
        for (JobDefinition job : jobs) {
            assertThat(latest.getOrDefault(job.name(), Duration.ZERO))
                    .as("the longest time between two looks at %s", job.name())
                    .isLessThanOrEqualTo(job.freshness());
        }
        assertThat(ratio).isLessThanOrEqualTo(days.size() < 3 ? Double.MAX_VALUE : 1.15);
    }

    /** What lists leave of the nine tenths that are ours, on whole days on which documents waited. */
    private double leftADay() {
        return QUOTA * 0.9
                - days.stream()
                        .skip(days.size() > 2 ? 1 : 0)
                        .limit(Math.max(1, days.size() - 2L))
                        .mapToLong(Day::lists)
                        .average()
                        .orElseThrow();
    }

    private void end(Day day) throws IOException {
        days.add(day);
        add(day.row(days.size()));
        sandbox.calls().clear();
    }

    private static void add(String text) throws IOException {
        Files.writeString(TABLE, text, StandardOpenOption.APPEND);
    }

    private static Instant at(LocalDate date, int halfHour) {
        return date.atStartOfDay(ZONE).plusMinutes(30L * halfHour).toInstant();
    }

    /** When the job files say that their jobs run, from now until the end of the day. */
    private List<Turn> turns(List<JobDefinition> jobs, LocalDate date) {
        return jobs.stream()
                .flatMap(job -> Stream.concat(
                        turns(job, RunMode.FULL, job.schedule().full(), date),
                        turns(job, RunMode.DELTA, job.schedule().delta(), date)))
                .sorted(Comparator.comparing(Turn::at))
                .toList();
    }

    private Stream<Turn> turns(JobDefinition job, RunMode mode, String cron, LocalDate date) {
        CronExpression schedule = CronExpression.parse(cron);
        ZonedDateTime end = date.plusDays(1).atStartOfDay(ZONE);
        ZonedDateTime begin = clock.instant().atZone(ZONE);
        ZonedDateTime midnight = date.atStartOfDay(ZONE).minusSeconds(1);
        return Stream.iterate(
                        schedule.next(begin.isBefore(midnight) ? midnight : begin),
                        next -> next != null && next.isBefore(end),
                        schedule::next)
                .map(next -> new Turn(Objects.requireNonNull(next).toInstant(), job, mode));
    }

    private boolean waits(Turn turn) {
        return turn.mode() == RunMode.DELTA
                && application.bean(Patience.class).mayWait(turn.job().name(), company.organizationId());
    }

    private void run(Turn turn) {
        String job = turn.job().name();
        Outcome outcome;
        try {
            outcome =
                    application.run(job, company.organizationId(), turn.mode()).outcome();
        } catch (LaunchRefused inTheWay) {
            outcome = Outcome.PARKED;
        }
        if (outcome == Outcome.PARKED) {
            parked++;
            return;
        }
        assertThat(outcome).as("%s of %s", turn.mode(), job).isEqualTo(Outcome.COMPLETED);
        Instant before = seen.put(job, clock.instant());
        if (before != null) {
            latest.merge(job, Duration.between(before, clock.instant()), (a, b) -> a.compareTo(b) > 0 ? a : b);
        }
    }

    private boolean isOfList(Call call) {
        return !call.path().startsWith("/oauth")
                && !DOCUMENT.matcher(call.path()).matches();
    }

    private long calls(boolean lists) {
        return sandbox.calls().all().stream()
                .filter(call -> !call.path().startsWith("/oauth"))
                .filter(call -> isOfList(call) == lists)
                .count();
    }

    private long refused() {
        return sandbox.calls().all().stream()
                .filter(call -> call.status() == 429)
                .count();
    }

    private long waiting() {
        return application
                .jdbc()
                .sql("select count(*) from etl.hydration")
                .query(Long.class)
                .single();
    }
}
