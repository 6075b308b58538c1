package app.tds.convergence;

import app.tds.RunningApplication;
import app.tds.SettableClock;
import app.tds.TestDatabase;
import app.tds.pipeline.HastyLooks;
import app.tds.sandbox.Company;
import app.tds.sandbox.CompanySize;
import app.tds.sandbox.Limits;
import app.tds.sandbox.Sandbox;
import app.tds.sandbox.SandboxSettings;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Arrays;
import java.util.Collections;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Where stories are played: one application, one database, and a sandbox with a small company for each of a hundred
 * seeds. The company of a seed is the same whichever other stories were played before.
 */
final class Stage implements AutoCloseable {

    /** Stories on one stage. */
    static final int SEEDS = 100;

    /** Some pages of each list, where a page holds five. */
    private static final CompanySize SIZE = new CompanySize(14, 12, 12, 8, 7);

    private static final Instant BEGIN = Instant.parse("2026-03-10T06:00:00Z");
    private static final Duration A_STORY = Duration.ofDays(20);

    final MortalDatabase mortal = new MortalDatabase();
    final Mutant.Between between = new Mutant.Between();
    final SettableClock clock = new SettableClock(BEGIN);
    final LaggingClock zohosClock = new LaggingClock(clock);
    final Sandbox sandbox;
    final RunningApplication application;
    private final long number;

    /** Zoho's clock need not be ours. */
    static final class LaggingClock extends Clock {

        private final Clock ours;
        private volatile Duration lag = Duration.ZERO;

        private LaggingClock(Clock ours) {
            this.ours = ours;
        }

        void lag(Duration behind) {
            lag = behind;
        }

        @Override
        public Instant instant() {
            return ours.instant().minus(lag);
        }

        @Override
        public ZoneId getZone() {
            return ours.getZone();
        }

        @Override
        public Clock withZone(ZoneId zone) {
            return this;
        }
    }

    /** The stage of this seed and its neighbours. */
    Stage(long seed, Path jobs) {
        number = Math.floorDiv(seed, SEEDS);
        sandbox = Sandbox.start(
                SandboxSettings.tiny()
                        .withSeed(number)
                        .withCompanies(Collections.nCopies(SEEDS, SIZE).toArray(CompanySize[]::new))
                        .withLimits(Limits.none().withAccessTokenLife(Duration.ofHours(6))),
                zohosClock);
        smallPages(jobs);
        application = RunningApplication.start(
                sandbox,
                TestDatabase.create(),
                context -> {
                    context.registerBean(
                            "testClock", Clock.class, () -> clock, definition -> definition.setPrimary(true));
                    context.registerBean("hastyLooks", HastyLooks.class, definition -> definition.setPrimary(true));
                    context.getBeanFactory().addBeanPostProcessor(mortal);
                    context.getBeanFactory().addBeanPostProcessor(between);
                },
                "tds.jobs.location=" + jobs,
                // CRM is the first company's.
                "tds.zoho.crm-organizations=" + sandbox.organizationIds().get(0),
                // One after the other: the order of calls is part of the story.
                "tds.zoho.calls-in-flight=1",
                "tds.zoho.read-timeout=100ms");
        rememberUnchangedDeltas();
    }

    /** A delta that finds nothing leaves no row, and the windows of all deltas are counted by hand. */
    private void rememberUnchangedDeltas() {
        jdbc().sql("create table unchanged_deltas as select run_id, organization_id, job, since, until from etl.runs")
                .update();
        jdbc().sql("""
                        create function remember_unchanged() returns trigger language plpgsql as $$ begin
                          insert into unchanged_deltas values (old.run_id, old.organization_id, old.job, old.since, old.until);
                          return old;
                        end $$""").update();
        jdbc().sql("create trigger remember_unchanged before delete on etl.runs for each row when (old.mode = 'DELTA'"
                        + " and old.outcome = 'COMPLETED' and old.read = old.unchanged)"
                        + " execute function remember_unchanged()")
                .update();
    }

    /** The product's own jobs, but with lists of several pages and several commits. */
    private static void smallPages(Path folder) {
        try (var files = Files.list(Path.of("jobs"))) {
            for (Path file : files.filter(it -> it.toString().endsWith(".yaml")).toList()) {
                String text = Files.readString(file)
                        .replace("page-size: 200", "page-size: 5")
                        .replace("chunk-size: 1000", "chunk-size: 7")
                        .replace("pages-ahead: 10", "pages-ahead: 1");
                Files.writeString(folder.resolve(file.getFileName()), text);
            }
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    boolean belongs(long seed) {
        return Math.floorDiv(seed, SEEDS) == number;
    }

    /** A seed's company; the clock moves on to its time. */
    Company enter(long seed, Duration zohosLag) {
        int position = Math.floorMod(seed, SEEDS);
        Instant begin = BEGIN.plus(A_STORY.multipliedBy(position + 1));
        clock.advance(Duration.between(clock.instant(), begin));
        zohosClock.lag(zohosLag);
        sandbox.faults().clear();
        sandbox.calls().clear();
        return sandbox.company(sandbox.organizationIds().get(position));
    }

    /** The first company, some time later. */
    Company enterAgain(Duration zohosLag) {
        clock.advance(A_STORY);
        zohosClock.lag(zohosLag);
        sandbox.faults().clear();
        sandbox.calls().clear();
        return sandbox.company(sandbox.organizationIds().get(0));
    }

    JdbcClient jdbc() {
        return application.jdbc();
    }

    /** Whatever the dead process was doing has come to nothing; another one takes its place. */
    void bury() {
        // In this order: pages are what is fetched for.
        end("pages-");
        end("fetch");
        mortal.revive();
        jdbc().sql("update etl.runs set node_id = 1 where outcome is null").update();
    }

    private static void end(String name) {
        long deadline = System.nanoTime() + Duration.ofSeconds(10).toNanos();
        for (Thread thread : Thread.getAllStackTraces().keySet()) {
            while (thread.getName().startsWith(name) && isBusy(thread)) {
                if (System.nanoTime() > deadline) {
                    throw new IllegalStateException("thread " + thread.getName() + " outlives its process");
                }
                thread.interrupt();
                Thread.yield();
            }
        }
    }

    private static boolean isBusy(Thread thread) {
        StackTraceElement[] stack = thread.getStackTrace();
        return stack.length > 0
                && Arrays.stream(stack).noneMatch(frame -> frame.getMethodName().equals("getTask"));
    }

    @Override
    public void close() {
        mortal.revive();
        application.close();
        sandbox.close();
    }
}
