package app.tds.schedule;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;
import static org.awaitility.Awaitility.await;
import static org.mockito.Mockito.mock;

import app.tds.TestDatabase;
import app.tds.event.EventRetention;
import app.tds.jobs.JobDefinition;
import app.tds.jobs.JobDefinition.Incremental;
import app.tds.jobs.JobDefinitions;
import app.tds.launch.LaunchRefused;
import app.tds.launch.LaunchRequest;
import app.tds.launch.Launched;
import app.tds.launch.Launcher;
import app.tds.mirror.Organization;
import app.tds.mirror.Organizations;
import app.tds.mirror.OrganizationsChanged;
import app.tds.pipeline.AskedBy;
import app.tds.pipeline.JobStates;
import app.tds.pipeline.Patience;
import app.tds.pipeline.Run;
import app.tds.pipeline.RunMode;
import app.tds.pipeline.RunRetention;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.quartz.CronTrigger;
import org.quartz.Job;
import org.quartz.JobBuilder;
import org.quartz.JobExecutionContext;
import org.quartz.JobKey;
import org.quartz.Scheduler;
import org.quartz.SchedulerException;
import org.quartz.SimpleScheduleBuilder;
import org.quartz.Trigger;
import org.quartz.TriggerBuilder;
import org.quartz.TriggerKey;
import org.quartz.impl.matchers.GroupMatcher;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.ImportAutoConfiguration;
import org.springframework.boot.jdbc.autoconfigure.DataSourceAutoConfiguration;
import org.springframework.boot.jdbc.autoconfigure.DataSourceTransactionManagerAutoConfiguration;
import org.springframework.boot.jdbc.autoconfigure.JdbcClientAutoConfiguration;
import org.springframework.boot.jdbc.autoconfigure.JdbcTemplateAutoConfiguration;
import org.springframework.boot.quartz.autoconfigure.QuartzAutoConfiguration;
import org.springframework.boot.transaction.autoconfigure.TransactionAutoConfiguration;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.ComponentScan;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.context.support.GenericApplicationContext;
import org.springframework.jdbc.core.simple.JdbcClient;

class QuartzSchedulesIntegrationTests {

    private static final Organization BAGHDAD = organization("10", "Asia/Baghdad");
    private static final Organization LISBON = organization("20", "Europe/Lisbon");

    private final TestDatabase database = TestDatabase.create();
    private final JdbcClient jdbc = JdbcClient.create(database.dataSource());
    private ConfigurableApplicationContext context;

    @AfterEach
    void stop() {
        if (context != null) {
            context.close();
        }
    }

    @Test
    void everyJobOfEveryOrganizationHasTwoTriggersInItsOwnTimeZone() throws SchedulerException {
        start(List.of(job("invoices", "0 0 2 * * ?", "0 0/5 * * * ?")), List.of(BAGHDAD, LISBON));

        assertThat(triggers()).hasSize(4);
        var full = trigger("invoices full", "10");
        assertThat(full.getCronExpression()).isEqualTo("0 0 2 * * ?");
        assertThat(full.getTimeZone().getID()).isEqualTo("Asia/Baghdad");
        assertThat(full.getMisfireInstruction()).isEqualTo(CronTrigger.MISFIRE_INSTRUCTION_FIRE_ONCE_NOW);
        assertThat(full.getJobDataMap().getString("mode")).isEqualTo("FULL");
        // Two o'clock in Baghdad is eleven in the evening, and in Lisbon's summer one o'clock, of UTC.
        var noon = Date.from(Instant.parse("2030-07-01T12:00:00Z"));
        assertThat(full.getFireTimeAfter(noon)).isEqualTo(Instant.parse("2030-07-01T23:00:00Z"));
        assertThat(trigger("invoices full", "20").getFireTimeAfter(noon))
                .isEqualTo(Instant.parse("2030-07-02T01:00:00Z"));
        assertThat(trigger("invoices delta", "20").getFireTimeAfter(noon))
                .isEqualTo(Instant.parse("2030-07-01T12:05:00Z"));
        assertThat(full.getNextFireTime()).isAfter(Instant.now());
        assertThat(scheduler().isStarted()).isTrue();
    }

    @Test
    void whatIsGoneOrChangedIsCorrectedAndNothingElseTouched() throws SchedulerException {
        start(
                List.of(job("invoices", "0 0 2 * * ?", "0 0/5 * * * ?"), job("bills", "0 0 3 * * ?", "0 0/5 * * * ?")),
                List.of(BAGHDAD, LISBON));
        scheduler()
                .scheduleJob(
                        JobBuilder.newJob(RefreshTokens.class)
                                .withIdentity("tokens", "other")
                                .build(),
                        TriggerBuilder.newTrigger()
                                .withIdentity("tokens", "other")
                                .withSchedule(SimpleScheduleBuilder.repeatHourlyForever())
                                .startAt(Date.from(Instant.now().plusSeconds(3600)))
                                .build());
        var untouched = trigger("invoices full", "10").getStartTime();
        stop();

        start(
                List.of(job("invoices", "0 0 2 * * ?", "0 0/7 * * * ?"), job("orders", "0 0 4 * * ?", "0 0/5 * * * ?")),
                List.of(BAGHDAD));

        assertThat(triggers())
                .extracting(Trigger::getKey)
                .containsExactlyInAnyOrder(
                        new TriggerKey("invoices full", "10"),
                        new TriggerKey("invoices delta", "10"),
                        new TriggerKey("orders full", "10"),
                        new TriggerKey("orders delta", "10"),
                        new TriggerKey("tokens", "other"));
        assertThat(trigger("invoices full", "10").getStartTime()).isEqualTo(untouched);
        assertThat(trigger("invoices delta", "10").getCronExpression()).isEqualTo("0 0/7 * * * ?");
        assertThat(scheduler().checkExists(new JobKey("launch bills", "10"))).isFalse();
        assertThat(scheduler().checkExists(new JobKey("launch invoices", "20"))).isFalse();
    }

    @Test
    void anOrganizationThatComesOrMovesIsScheduledAtOnce() throws SchedulerException {
        start(List.of(job("invoices", "0 0 2 * * ?", "0 0/5 * * * ?")), List.of(BAGHDAD));

        keep(List.of(organization("10", "Asia/Kabul"), LISBON));
        context.publishEvent(new OrganizationsChanged());

        assertThat(triggers()).hasSize(4);
        assertThat(trigger("invoices delta", "10").getTimeZone().getID()).isEqualTo("Asia/Kabul");
    }

    @Test
    void aTriggerAsksTheLauncherAndARefusalIsCounted() {
        var started = Instant.now().minusSeconds(2);
        start(List.of(job("invoices", "0 0 2 1 1 ?", "* * * * * ?")), List.of(BAGHDAD));
        var launcher = context.getBean(FakeLauncher.class);

        await().atMost(Duration.ofSeconds(20)).until(() -> launcher.requests.size() >= 2);

        assertThat(launcher.requests)
                .containsOnly(new LaunchRequest("invoices", "10", RunMode.DELTA, AskedBy.SCHEDULE));
        await().atMost(Duration.ofSeconds(20))
                .until(() -> !context.getBean(SkippedFires.class)
                        .since("invoices", "10", Instant.EPOCH)
                        .isEmpty());
        assertThat(context.getBean(SkippedFires.class).since("invoices", "10", Instant.EPOCH))
                .isNotEmpty()
                .allSatisfy(fire -> {
                    assertThat(fire.mode()).isEqualTo(RunMode.DELTA);
                    assertThat(fire.cause()).isEqualTo("invoices of organization 10 is running");
                    assertThat(fire.dueAt()).isBetween(started, Instant.now());
                });
        assertThat(context.getBean(SkippedFires.class).since("invoices", "20", Instant.EPOCH))
                .isEmpty();
    }

    @Test
    void everyFireIsARunOrASkippedOne() throws SchedulerException {
        start(List.of(job("invoices", "0 0 2 1 1 ?", "* * * * * ?")), List.of(BAGHDAD));
        var launcher = context.getBean(FakeLauncher.class);
        await().atMost(Duration.ofSeconds(20)).until(() -> launcher.requests.size() >= 4);
        scheduler().shutdown(true);

        var skipped = context.getBean(SkippedFires.class).since("invoices", "10", Instant.EPOCH);
        assertThat(skipped).hasSize(launcher.requests.size() / 2);
        // One each second, without a gap: the fires are one more than the seconds between the first and the last.
        var last = Instant.ofEpochMilli(
                jdbc.sql("select prev_fire_time from quartz.qrtz_triggers where trigger_name = 'invoices delta'")
                        .query(Long.class)
                        .single());
        var first = skipped.get(skipped.size() - 1).dueAt().minusSeconds(1);
        assertThat(Duration.between(first, last).toSeconds() + 1).isEqualTo(launcher.requests.size());
    }

    @Test
    void deltasOfAJobThatTheOrganizationCannotHaveRestAndFullImportsAskAgain() throws SchedulerException {
        start(List.of(job("invoices", "0 0 2 1 1 ?", "0 0 2 1 1 ?")), List.of(BAGHDAD));
        jdbc.sql("""
                        insert into etl.job_state (organization_id, job, last_failure) values ('10', 'invoices', 'NOT_ALLOWED')
                        on conflict (organization_id, job) do update set last_failure = excluded.last_failure, ok_at = null
                        """).update();

        fire(RunMode.DELTA);
        awaitSkipped(1);
        assertThat(context.getBean(FakeLauncher.class).requests).isEmpty();
        assertThat(context.getBean(SkippedFires.class).since("invoices", "10", Instant.EPOCH))
                .singleElement()
                .satisfies(it -> assertThat(it.cause()).contains("does not let this organization's connection read"));
        assertThat(context.getBean(SkippedFires.class).inARow(1)).isEmpty();

        fire(RunMode.FULL);
        await().atMost(Duration.ofSeconds(40))
                .until(() -> context.getBean(FakeLauncher.class).requests.size() == 1);

        jdbc.sql("update etl.job_state set ok_at = now()").update();
        fire(RunMode.DELTA);
        await().atMost(Duration.ofSeconds(40))
                .until(() -> context.getBean(FakeLauncher.class).requests.size() == 2);
    }

    @Test
    void aFullImportThatFindsADeltaRunningHasItsTurnSoonAndDeltasWaitForIt() throws SchedulerException {
        start(List.of(job("invoices", "0 0 2 1 1 ?", "0 0 2 1 1 ?")), List.of(BAGHDAD));
        var launcher = context.getBean(FakeLauncher.class);
        var schedules = context.getBean(Schedules.class);
        launcher.running = RunMode.DELTA;
        var before = Instant.now();

        fire(RunMode.FULL);
        awaitSkipped(1);
        // A minute later it still runs.
        assertThat(postponed().getStartTime())
                .isBetween(before.plusSeconds(59), Instant.now().plusSeconds(61));
        assertThat(schedules.all()).hasSize(2);
        aMinuteLater();
        awaitSkipped(2);
        fire(RunMode.DELTA);
        awaitSkipped(3);
        assertThat(launcher.requests).extracting(LaunchRequest::mode).containsExactly(RunMode.FULL, RunMode.FULL);
        launcher.running = null;
        aMinuteLater();

        await().atMost(Duration.ofSeconds(20)).until(() -> launcher.requests.size() == 3);
        await().atMost(Duration.ofSeconds(20)).until(() -> postponed() == null);
        assertThat(launcher.requests.get(2)).isEqualTo(launcher.requests.get(0));
        assertThat(context.getBean(SkippedFires.class).since("invoices", "10", Instant.EPOCH))
                .extracting(SkippedFires.SkippedFire::mode)
                .containsExactlyInAnyOrder(RunMode.FULL, RunMode.FULL, RunMode.DELTA);
        fire(RunMode.DELTA);
        await().atMost(Duration.ofSeconds(20)).until(() -> launcher.requests.size() == 4);
    }

    @Test
    void aFullImportThatFindsAnotherRunningIsNotDoneTwice() throws SchedulerException {
        start(List.of(job("invoices", "0 0 2 1 1 ?", "0 0 2 1 1 ?")), List.of(BAGHDAD));
        context.getBean(FakeLauncher.class).running = RunMode.FULL;

        fire(RunMode.FULL);

        awaitSkipped(1);
        assertThat(postponed()).isNull();
    }

    private void fire(RunMode mode) {
        moveTo("invoices " + mode.name().toLowerCase(Locale.ROOT), Instant.now());
    }

    private void aMinuteLater() {
        moveTo("invoices full postponed", Instant.now());
    }

    private void moveTo(String trigger, Instant due) {
        await().atMost(Duration.ofSeconds(20))
                .until(() -> jdbc.sql("update quartz.qrtz_triggers set next_fire_time = ? where trigger_name = ?"
                                        + " and trigger_state = 'WAITING'")
                                .params(due.toEpochMilli(), trigger)
                                .update()
                        == 1);
        // It looks only when something changes, or now and then.
        context.publishEvent(new OrganizationsChanged());
    }

    private void awaitSkipped(int fires) {
        await().atMost(Duration.ofSeconds(40))
                .until(() -> context.getBean(SkippedFires.class)
                                .since("invoices", "10", Instant.EPOCH)
                                .size()
                        == fires);
    }

    private @Nullable Trigger postponed() throws SchedulerException {
        return scheduler().getTrigger(new TriggerKey("invoices full postponed", "10"));
    }

    @Test
    void aTriggerComesBackFromTheDatabaseAsWhatItIs() throws SchedulerException {
        start(
                List.of(job("invoices", "0 30 2 * * ?", "0 0/5 * * * ?")),
                List.of(organization("10", "America/New_York")));
        stop();
        start(
                List.of(job("invoices", "0 30 2 * * ?", "0 0/5 * * * ?")),
                List.of(organization("10", "America/New_York")));

        assertThat(trigger("invoices full", "10")).isInstanceOf(LocalCronTrigger.class);
        // On the fourteenth of March 2027 there is no half past two.
        assertThat(trigger("invoices full", "10").getFireTimeAfter(Date.from(Instant.parse("2027-03-14T05:00:00Z"))))
                .isEqualTo(Instant.parse("2027-03-14T07:30:00Z"));
        assertThat(jdbc.sql("select distinct trigger_type from quartz.qrtz_triggers where trigger_group = '10'")
                        .query(String.class)
                        .list())
                .containsExactly("LOCAL");
    }

    @Test
    void whatWasMissedIsMadeUpForOnce() throws SchedulerException {
        var jobs = List.of(job("invoices", "0 0 2 * * ?", "0 0/5 * * * ?"));
        start(jobs, List.of(BAGHDAD));
        stop();
        // Nobody was there for two days: two full imports and hundreds of deltas were due.
        jdbc.sql("update quartz.qrtz_triggers set next_fire_time = next_fire_time - 172800000")
                .update();

        start(jobs, List.of(BAGHDAD));
        var launcher = context.getBean(FakeLauncher.class);
        await().atMost(Duration.ofSeconds(20)).until(() -> launcher.requests.size() >= 2);
        await().atMost(Duration.ofSeconds(20))
                .until(() -> trigger("invoices full", "10").getNextFireTime().after(new Date())
                        && trigger("invoices delta", "10").getNextFireTime().after(new Date()));
        scheduler().shutdown(true);

        assertThat(launcher.requests.stream().filter(it -> it.mode() == RunMode.FULL))
                .hasSize(1);
        // One more if this ran just when the next one was due.
        assertThat(launcher.requests.stream().filter(it -> it.mode() == RunMode.DELTA))
                .hasSizeBetween(1, 2);
    }

    @Test
    void aPausedJobWaitsOverRestartsAndChangesUntilItIsResumed() throws SchedulerException {
        start(
                List.of(job("invoices", "0 0 2 1 1 ?", "* * * * * ?"), job("bills", "0 0 2 1 1 ?", "* * * * * ?")),
                List.of(BAGHDAD));
        var schedules = context.getBean(Schedules.class);
        assertThat(schedules.pause("invoices", "10", "test")).isTrue();
        assertThat(schedules.pause("orders", "10", "test")).isFalse();
        assertThat(schedules.all())
                .extracting(ScheduledJob::job, ScheduledJob::mode, ScheduledJob::paused)
                .containsExactly(
                        tuple("bills", RunMode.FULL, false),
                        tuple("bills", RunMode.DELTA, false),
                        tuple("invoices", RunMode.FULL, true),
                        tuple("invoices", RunMode.DELTA, true));
        stop();

        // Another schedule for the job, and a trigger that somebody deleted, do not wake it.
        jdbc.sql("delete from quartz.qrtz_cron_triggers where trigger_name = 'invoices full'")
                .update();
        jdbc.sql("delete from quartz.qrtz_triggers where trigger_name = 'invoices full'")
                .update();
        start(
                List.of(job("invoices", "0 0 2 1 1 ?", "0/1 * * * * ?"), job("bills", "0 0 2 1 1 ?", "* * * * * ?")),
                List.of(BAGHDAD));
        var launcher = context.getBean(FakeLauncher.class);
        await().atMost(Duration.ofSeconds(20)).until(() -> launcher.requests.size() >= 3);

        assertThat(launcher.requests).extracting(LaunchRequest::job).containsOnly("bills");
        schedules = context.getBean(Schedules.class);
        assertThat(schedules.all())
                .filteredOn(ScheduledJob::paused)
                .extracting(ScheduledJob::job, ScheduledJob::mode)
                .containsExactly(tuple("invoices", RunMode.FULL), tuple("invoices", RunMode.DELTA));
        assertThat(trigger("invoices delta", "10").getCronExpression()).isEqualTo("0/1 * * * * ?");

        assertThat(schedules.resume("invoices", "10", "test")).isTrue();
        await().atMost(Duration.ofSeconds(40))
                .until(() -> launcher.requests.stream().anyMatch(it -> it.job().equals("invoices")));
        assertThat(schedules.all()).noneMatch(ScheduledJob::paused);
    }

    @Test
    void itSaysWhenEachJobIsDueAndWasDue() throws SchedulerException {
        start(List.of(job("invoices", "0 0 2 1 1 ?", "* * * * * ?")), List.of(BAGHDAD));
        var launcher = context.getBean(FakeLauncher.class);
        await().atMost(Duration.ofSeconds(20)).until(() -> !launcher.requests.isEmpty());

        var all = context.getBean(Schedules.class).all();

        assertThat(all).hasSize(2);
        assertThat(all.get(0).mode()).isEqualTo(RunMode.FULL);
        assertThat(all.get(0).previousFire()).isNull();
        assertThat(all.get(0).nextFire())
                .isEqualTo(trigger("invoices full", "10").getNextFireTime().toInstant());
        assertThat(all.get(1).previousFire()).isNotNull();
        assertThat(all.get(1).nextFire()).isAfter(all.get(1).previousFire());
    }

    @Test
    void whatOldRunsLeaveIsRemovedEveryNight() throws SchedulerException {
        start(List.of(job("invoices", "0 0 2 1 1 ?", "0 0 2 1 1 ?")), List.of(BAGHDAD));
        jdbc.sql("""
                        insert into etl.skipped_fires values
                        ('10', 'invoices', 'DELTA', now() - interval '500 days', now(), 'old'),
                        ('10', 'invoices', 'DELTA', now() - interval '5 days', now(), 'new')
                        """).update();

        jdbc.sql("""
                        insert into etl.events
                        select number, gen_random_uuid(), 'ProductChanged', 'Product', '10', '{1}', now(), 1,
                          now() - (10 - 3 * number) * interval '1 day' from generate_series(1, 3) as number
                        """).update();

        assertThat(trigger("purge", "housekeeping").getNextFireTime()).isAfter(new Date());
        scheduler().triggerJob(new JobKey("purge", "housekeeping"));

        await().atMost(Duration.ofSeconds(40))
                .until(() -> jdbc.sql("select cause from etl.skipped_fires")
                        .query(String.class)
                        .list()
                        .equals(List.of("new")));
        await().untilAsserted(() -> assertThat(jdbc.sql("select sequence from etl.events order by 1")
                        .query(Long.class)
                        .list())
                .containsExactly(2L, 3L));
    }

    @Test
    void withoutTheSwitchNothingIsStarted() throws SchedulerException {
        start(List.of(job("invoices", "0 0 2 * * ?", "* * * * * ?")), List.of(BAGHDAD), "--tds.schedule.enabled=false");

        assertThat(context.getBeansOfType(QuartzSchedules.class)).isEmpty();
        assertThat(scheduler().isStarted()).isFalse();
        assertThat(triggers()).isEmpty();
    }

    private void start(List<JobDefinition> jobs, List<Organization> organizations, String... more) {
        var application = new SpringApplication(ScheduleOnly.class);
        application.setWebApplicationType(WebApplicationType.NONE);
        application.setInitializers(List.of());
        application.addInitializers(it -> {
            it.getBeanFactory().registerSingleton("jobDefinitions", new JobDefinitions(jobs));
            ((GenericApplicationContext) it).registerBean(Organizations.class);
        });
        keep(organizations);
        var arguments = new ArrayList<>(List.of(
                "--spring.datasource.url=" + database.url(),
                "--tds.schedule.enabled=true",
                // Quartz looks for what is due at least so often, in milliseconds; the default is thirty seconds.
                "--spring.quartz.properties.org.quartz.scheduler.idleWaitTime=1000"));
        arguments.addAll(List.of(more));
        if (more.length > 0) {
            arguments.remove("--tds.schedule.enabled=true");
        }
        context = application.run(arguments.toArray(String[]::new));
    }

    private void keep(List<Organization> organizations) {
        jdbc.sql("delete from tds.organizations").update();
        for (var it : organizations) {
            jdbc.sql("insert into tds.organizations values (?, 'zoho', ?, ?, null, null, null, now(), now())")
                    .params(it.organizationId(), it.name(), it.timeZone().getId())
                    .update();
        }
    }

    private Scheduler scheduler() {
        return context.getBean(Scheduler.class);
    }

    private CronTrigger trigger(String name, String group) throws SchedulerException {
        return (CronTrigger) scheduler().getTrigger(new TriggerKey(name, group));
    }

    private List<Trigger> triggers() throws SchedulerException {
        var triggers = new ArrayList<Trigger>();
        for (var key : scheduler().getTriggerKeys(GroupMatcher.anyTriggerGroup())) {
            if (!key.getGroup().equals("housekeeping")) {
                triggers.add(scheduler().getTrigger(key));
            }
        }
        return triggers;
    }

    private static Organization organization(String id, String zone) {
        return new Organization(id, "zoho", "Company " + id, ZoneId.of(zone), null, null, null);
    }

    private static JobDefinition job(String name, String full, String delta) {
        var listing = new JobDefinition.Listing(
                "zoho",
                "books",
                "/" + name,
                name,
                "id",
                "zoho-" + name,
                200,
                JobDefinition.Pages.NUMBERED,
                Map.of(),
                Incremental.FILTER,
                List.of(),
                List.of(),
                null,
                null);
        return new JobDefinition(
                name,
                listing,
                new JobDefinition.Schedule(full, delta),
                new JobDefinition.Limits(1000, 3, 500, Duration.ofMinutes(5)),
                Duration.ofHours(1),
                50,
                null,
                null,
                null);
    }

    @Configuration(proxyBeanMethods = false)
    @ImportAutoConfiguration({
        DataSourceAutoConfiguration.class,
        DataSourceTransactionManagerAutoConfiguration.class,
        TransactionAutoConfiguration.class,
        JdbcTemplateAutoConfiguration.class,
        JdbcClientAutoConfiguration.class,
        QuartzAutoConfiguration.class
    })
    @Import({
        ScheduleConfiguration.class,
        Schedules.class,
        SkippedFires.class,
        SkippedFireRetention.class,
        RunRetention.class,
        EventRetention.class,
        JobStates.class,
        OverrunsWatch.class
    })
    @ComponentScan("app.tds.alarm")
    static class ScheduleOnly {

        @Bean
        FakeLauncher launcher() {
            return new FakeLauncher();
        }

        @Bean
        Clock clock() {
            return Clock.systemUTC();
        }

        /** No delta waits: PatienceIntegrationTests is about those that do. */
        @Bean
        Patience patience() {
            return mock(Patience.class);
        }
    }

    /** Somebody else's job. */
    public static class RefreshTokens implements Job {

        @Override
        public void execute(JobExecutionContext context) {}
    }

    /** Starts nothing, and refuses every second request. */
    static class FakeLauncher implements Launcher {

        private final List<LaunchRequest> requests = new CopyOnWriteArrayList<>();
        private volatile @Nullable RunMode running;

        @Override
        public Launched launch(LaunchRequest request) {
            requests.add(request);
            RunMode inTheWay = running;
            if (inTheWay != null) {
                throw LaunchRefused.conflict("a run is still running", run(9, request, inTheWay));
            }
            if (requests.size() % 2 == 0) {
                throw new LaunchRefused("invoices of organization 10 is running");
            }
            return new Launched(run(requests.size(), request, request.mode()), new CompletableFuture<>());
        }

        private static Run run(long id, LaunchRequest request, RunMode mode) {
            return new Run(
                    id,
                    request.job(),
                    request.organizationId(),
                    mode,
                    request.selection(),
                    request.askedBy(),
                    Instant.EPOCH,
                    null,
                    Instant.EPOCH);
        }

        @Override
        public void stop(long runId, String askedBy) {
            throw new UnsupportedOperationException();
        }

        @Override
        public Launched restart(long runId) {
            throw new UnsupportedOperationException();
        }

        @Override
        public void abandon(long runId) {
            throw new UnsupportedOperationException();
        }

        @Override
        public boolean isServed() {
            return true;
        }
    }
}
