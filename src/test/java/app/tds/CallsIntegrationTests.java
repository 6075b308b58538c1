package app.tds;

import static org.assertj.core.api.Assertions.assertThat;

import app.tds.jobs.JobDefinition;
import app.tds.jobs.JobDefinition.Incremental;
import app.tds.jobs.JobDefinitions;
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
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.springframework.scheduling.support.CronExpression;

/** What a day of changes costs in calls, counted by the sandbox, beside what simpler ways would cost. */
@Tag("long")
class CallsIntegrationTests {

    private static final int PAGE = 200;
    private static final int BULK = 100;

    private final SettableClock clock = new SettableClock(Instant.parse("2026-03-02T21:00:00Z"));
    private final List<Read> reads = new ArrayList<>();
    private Sandbox sandbox;
    private RunningApplication application;
    private Company company;

    /**
     * One delta.
     *
     * @param length records its list has
     * @param listed records it read
     * @param changed records of which something was new
     * @param pages pages it read
     * @param listCalls calls of the list, as the sandbox counted them
     * @param detailCalls calls for documents
     */
    private record Read(
            JobDefinition job, long length, long listed, long changed, long pages, long listCalls, long detailCalls) {

        boolean detailed() {
            return job.details() != null;
        }

        boolean bulk() {
            return job.details() != null && job.details().bulkPath() != null;
        }

        /** Nothing was modified since the last time; a record that is known is shown all the same. */
        boolean idle() {
            return job.source().incremental() != Incremental.WHOLE && changed == 0 && listed <= PAGE;
        }

        @Override
        public String toString() {
            return job.name() + ": " + changed + " of " + listed + " changed, " + listCalls + " list calls for " + pages
                    + " pages, " + detailCalls + " detail calls";
        }

        long allPages() {
            return Math.max(1, (length + PAGE - 1) / PAGE);
        }

        long bulkCalls() {
            return (changed + BULK - 1) / BULK;
        }
    }

    /** How many calls a way of reading takes for one delta. */
    private record Strategy(String name, Cost lists, Cost details) {}

    private interface Cost {
        long of(Read read);
    }

    /** All of them find the same changes; none but ours fetches several documents with a call. */
    private static final List<Strategy> STRATEGIES = List.of(
            new Strategy("this application", Read::listCalls, Read::detailCalls),
            new Strategy("list everything each time", Read::allPages, read -> read.detailed() ? read.changed() : 0),
            new Strategy(
                    "detail for every row of the window",
                    Read::listCalls,
                    read -> !read.detailed()
                            ? 0
                            : read.job().source().incremental() == Incremental.FILTER ? read.listed() : read.changed()),
            new Strategy("detail for everything", Read::allPages, read -> read.detailed() ? read.length() : 0));

    @BeforeEach
    void start() {
        sandbox = Sandbox.start(
                SandboxSettings.tiny().withCompanies(new CompanySize(2_000, 2_500, 3_000, 2_500, 600)), clock);
        company = sandbox.company(sandbox.organizationIds().get(0));
        application = RunningApplication.start(sandbox, TestDatabase.create(), clock);
    }

    @AfterEach
    void stop() {
        application.close();
        sandbox.close();
    }

    @Test
    void aDayOfChangesCostsNoMoreCallsThanItMust() throws IOException {
        List<JobDefinition> jobs = application.bean(JobDefinitions.class).all();
        jobs.forEach(job -> run(job, RunMode.FULL));
        // The day is not the first one: the documents there are have been fetched.
        application.jdbc().sql("delete from etl.hydration").update();

        var day = new WorkingDay(company, 7);
        for (int halfHour = 0; halfHour < WorkingDay.HALF_HOURS; halfHour++) {
            // Late enough for the next delta to be shown it again.
            clock.advance(Duration.ofMinutes(27));
            day.halfHour(halfHour);
            clock.advance(Duration.ofMinutes(3));
            for (JobDefinition job : jobs) {
                if (halfHour % every(job) == 0) {
                    read(job);
                }
            }
        }
        jobs.forEach(this::read);

        Files.writeString(Path.of("target/calls-per-change.md"), table());
        assertThat(sum(reads, Read::changed)).isGreaterThan(1_000);
        assertThat(sum(reads, Read::listCalls))
                .as("list calls")
                .isLessThanOrEqualTo(sum(reads, Read::pages) * 102 / 100);
        assertThat(reads)
                .as("a document that changed costs a call, a hundred items cost one")
                .allSatisfy(read -> assertThat(read.detailCalls())
                        .isEqualTo(read.bulk() ? read.bulkCalls() : read.detailed() ? read.changed() : 0));
        List<Read> large = reads.stream()
                .filter(read -> read.bulk() && read.changed() >= BULK)
                .toList();
        assertThat(large).hasSize(2);
        assertThat(sum(large, Read::detailCalls)).as("0.01 an item").isEqualTo(sum(large, Read::changed) / BULK);
        List<Read> idle = reads.stream().filter(Read::idle).toList();
        assertThat(idle)
                .as("nothing changed")
                .hasSizeGreaterThan(100)
                .allSatisfy(read ->
                        assertThat(read.listCalls() + read.detailCalls()).isOne());
        new MirrorComparison(application.jdbc(), company).assertEqual("bills", "bills", "bill_id", row -> true, 15);
        assertThat(stock("total.stock_on_hand <> places.stock_on_hand"))
                .as("items whose places do not add up to their total")
                .isZero();
        assertThat(stock("total.stock_on_hand = places.stock_on_hand")).isGreaterThan(300);
    }

    private long stock(String condition) {
        return application
                .jdbc()
                .sql("""
                        select count(*) from tds.stock as total join (
                          select item_id, sum(stock_on_hand) as stock_on_hand from tds.stock where location_id <> ''
                          group by item_id) as places using (item_id)
                        where total.location_id = '' and %s
                        """.formatted(condition))
                .query(Long.class)
                .single();
    }

    /** A sixth as often as the job files say. */
    private static int every(JobDefinition job) {
        CronExpression delta = CronExpression.parse(job.schedule().delta());
        LocalDateTime one = Objects.requireNonNull(delta.next(LocalDateTime.of(2026, 3, 2, 12, 0)));
        LocalDateTime other = Objects.requireNonNull(delta.next(one));
        return Math.toIntExact(Duration.between(one, other).toMinutes() / 5);
    }

    private void read(JobDefinition job) {
        sandbox.calls().clear();
        RunFinished finished = run(job, RunMode.DELTA);
        String list = "/" + job.source().api() + (job.source().api().equals("books") ? "/v3" : "/v1")
                + job.source().path();
        long listCalls = sandbox.calls().of(list).size();
        long all = sandbox.calls().all().stream()
                .filter(call -> !call.path().startsWith("/oauth"))
                .count();
        var counts = finished.counts();
        reads.add(new Read(
                job,
                company.ids(job.source().path().replaceAll(".*/", "")).size(),
                counts.read(),
                counts.written(),
                counts.pages(),
                listCalls,
                all - listCalls));
    }

    private RunFinished run(JobDefinition job, RunMode mode) {
        RunFinished finished = application.run(job.name(), company.organizationId(), mode);
        assertThat(finished.outcome()).as("cause: %s", finished.cause()).isEqualTo(Outcome.COMPLETED);
        return finished;
    }

    private String table() {
        long changed = sum(reads, Read::changed);
        var table = new StringBuilder("| strategy | list calls | detail calls | all | per changed record |\n");
        table.append("|---|--:|--:|--:|--:|\n");
        for (Strategy strategy : STRATEGIES) {
            long lists = sum(reads, strategy.lists());
            long details = sum(reads, strategy.details());
            table.append(String.format(
                    Locale.ROOT,
                    "| %s | %,d | %,d | %,d | %,.2f |\n",
                    strategy.name(),
                    lists,
                    details,
                    lists + details,
                    (double) (lists + details) / changed));
        }
        table.append(
                "\n| job | deltas | changed records | pages | list calls | detail calls |\n|---|--:|--:|--:|--:|--:|\n");
        for (JobDefinition job : application.bean(JobDefinitions.class).all()) {
            List<Read> own = reads.stream().filter(read -> read.job() == job).toList();
            table.append(String.format(
                    Locale.ROOT,
                    "| %s | %,d | %,d | %,d | %,d | %,d |\n",
                    job.name(),
                    own.size(),
                    sum(own, Read::changed),
                    sum(own, Read::pages),
                    sum(own, Read::listCalls),
                    sum(own, Read::detailCalls)));
        }
        return table.toString();
    }

    private static long sum(List<Read> reads, Cost cost) {
        return reads.stream().mapToLong(cost::of).sum();
    }
}
