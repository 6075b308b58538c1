package app.tds;

import static org.assertj.core.api.Assertions.assertThat;

import app.tds.alarm.Watches;
import app.tds.jobs.JobDefinition;
import app.tds.jobs.JobDefinitions;
import app.tds.launch.LaunchRequest;
import app.tds.launch.Launcher;
import app.tds.pipeline.AskedBy;
import app.tds.pipeline.RunMode;
import app.tds.sandbox.CompanySize;
import app.tds.sandbox.Sandbox;
import app.tds.sandbox.SandboxSettings;
import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

/** What an hour of a service writes to its log: every five minutes all deltas, every half a minute a look. */
class QuietLogIntegrationTests {

    private static final SettableClock clock = new SettableClock(Instant.now().truncatedTo(ChronoUnit.MINUTES));
    private static final ListAppender<ILoggingEvent> appender = new ListAppender<>();
    private static final Logger root = (Logger) LoggerFactory.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);

    private static final Logger ours = (Logger) LoggerFactory.getLogger("app.tds");
    private static final Level before = ours.getLevel();

    private static Sandbox sandbox;
    private static RunningApplication application;
    private static String organization;

    @BeforeAll
    static void start() throws Exception {
        sandbox = Sandbox.start(SandboxSettings.tiny().withCompanies(new CompanySize(10, 5, 10, 5, 5)), clock);
        organization = sandbox.organizationIds().get(0);
        application = RunningApplication.start(
                sandbox, TestDatabase.create(), clock, "logging.level.app.tds.zoho.calls=warn");
        for (JobDefinition job : jobs()) {
            run(job.name(), RunMode.FULL);
        }
        minutes(15);
        ours.setLevel(Level.INFO);
        appender.start();
        root.addAppender(appender);
    }

    @BeforeEach
    void forget() {
        appender.list.clear();
    }

    @AfterAll
    static void stop() {
        root.detachAppender(appender);
        ours.setLevel(before);
        application.close();
        sandbox.close();
    }

    @Test
    void aQuietHourIsAFewLines() throws Exception {
        minutes(60);

        assertThat(lines(Level.WARN)).isEmpty();
        assertThat(lines(Level.INFO)).hasSizeLessThan(20);
    }

    @Test
    void whatChangedIsALineAndWhatAPersonAskedForIsOne() throws Exception {
        run("invoices", RunMode.DELTA);
        assertThat(lines(Level.INFO)).isEmpty();
        var company = sandbox.company(organization);
        company.edit("invoices", company.ids("invoices").get(0), Map.of("reference_number", "new"));
        clock.advance(Duration.ofMinutes(1));
        run("invoices", RunMode.DELTA);
        assertThat(lines(Level.INFO)).singleElement().asString().contains("invoices DELTA COMPLETED", "updated=1");
        application.run("bills", organization, RunMode.DELTA);
        assertThat(lines(Level.INFO)).hasSize(3).last().asString().contains("bills DELTA COMPLETED");
    }

    @Test
    void anHourWithoutZohoIsOneWarningWhenItBeginsAndOneWhenItEnds() throws Exception {
        for (String path : List.of("/books/*", "/inventory/*", "/crm/*", "/oauth/*")) {
            sandbox.faults().on(path).always().status(503, 0);
        }
        minutes(60);
        assertThat(lines(Level.WARN)).singleElement().asString().contains("begins", "zoho-away");

        sandbox.faults().clear();
        minutes(30);
        assertThat(lines(Level.WARN)).hasSize(2).last().asString().contains("is over after", "zoho-away");
        assertThat(application
                        .jdbc()
                        .sql("select kind from etl.alarms where told_at is not null")
                        .query(String.class)
                        .list())
                .as("of all jobs together, receivers hear of one alarm")
                .containsExactly("zoho-away");
    }

    private static void minutes(int minutes) throws Exception {
        for (int minute = 0; minute < minutes; minute++) {
            if (minute % 5 == 0) {
                for (JobDefinition job : jobs()) {
                    run(job.name(), RunMode.DELTA);
                }
                for (Repeated work : application.beans(Repeated.class)) {
                    if (work.pause().compareTo(Duration.ofSeconds(1)) > 0) {
                        work.round();
                    }
                }
            }
            for (int half = 0; half < 2; half++) {
                clock.advance(Duration.ofSeconds(30));
                application.bean(Watches.class).look();
            }
        }
    }

    private static List<JobDefinition> jobs() {
        return application.bean(JobDefinitions.class).all();
    }

    private static void run(String job, RunMode mode) throws Exception {
        application
                .bean(Launcher.class)
                .launch(new LaunchRequest(job, organization, mode, AskedBy.SCHEDULE))
                .finished()
                .get(60, TimeUnit.SECONDS);
    }

    /** Of this level or worse. */
    private static List<String> lines(Level level) {
        return List.copyOf(appender.list).stream()
                .filter(event -> event.getLevel().isGreaterOrEqual(level))
                .map(event -> event.getLevel() + " " + event.getLoggerName() + " " + event.getFormattedMessage())
                .toList();
    }
}
