package app.tds.launch;

import static org.assertj.core.api.Assertions.assertThat;

import app.tds.TdsApplication;
import app.tds.TestDatabase;
import app.tds.pipeline.AskedBy;
import app.tds.pipeline.RunMode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.support.GenericApplicationContext;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Wherever in a run the database is lost, the run is not over: the run goes on, and everything is there once. Each run has half
 * a minute; the limit of the class is for the long build, which loses the database at each of some 285 statements.
 */
@Timeout(value = 30, unit = TimeUnit.MINUTES)
class LostDatabaseIntegrationTests {

    private static final int EACH = Integer.getInteger("lost-database.each", 19);
    private static final int FIRST = Integer.getInteger("lost-database.first", 1);
    private static final int THINGS = 15;

    private static final String JOB = """
            name: things
            source:
              integration: fake
              api: books
              path: /things
              records: things
              key: id
              translation: fake-level
              page-size: 10
              incremental: filter
            schedule: {full: "0 0 2 * * ?", delta: "0 */5 * * * ?"}
            limits: {chunk-size: 10, pages-ahead: 1, quarantine: 5, overlap: 5m}
            freshness: 1h
            priority: 50
            """;

    private static final FakeSource source = new FakeSource();
    private static final TestDatabase database = TestDatabase.create();
    private static final JdbcClient jdbc = JdbcClient.create(database.dataSource());
    private static ConfigurableApplicationContext context;
    private static LosableDataSource pool;
    private static int organizations;

    private String organization;

    @BeforeAll
    static void start(@TempDir Path jobs) throws IOException {
        Files.writeString(jobs.resolve("things.yaml"), JOB);
        context = new SpringApplicationBuilder(TdsApplication.class)
                .web(WebApplicationType.NONE)
                .initializers(it -> {
                    var beans = (GenericApplicationContext) it;
                    beans.registerBean("fakeSource", FakeSource.class, () -> source);
                    beans.registerBean("fakeLevels", FakeSource.Levels.class);
                    beans.getBeanFactory()
                            .addBeanPostProcessor(
                                    LosableDataSource.around(database.dataSource(), losable -> pool = losable));
                })
                .run(
                        "--tds.jobs.location=" + jobs,
                        "--spring.datasource.url=" + database.url(),
                        "--tds.zoho.client-id=none",
                        "--tds.zoho.client-secret=none",
                        "--tds.zoho.refresh-token=none",
                        "--tds.zoho.organizations=1",
                        "--tds.secret-key=" + Base64.getEncoder().encodeToString(new byte[32]));
    }

    @AfterAll
    static void stop() {
        context.close();
    }

    @Test
    void beforeAnyOfItsStatements() {
        assertThat(loseAtEach(false)).isGreaterThan(100);
    }

    @Test
    void betweenACommitAndItsAnswer() {
        assertThat(loseAtEach(true)).isGreaterThan(20);
    }

    private int loseAtEach(boolean whileCommitting) {
        List<String> wrong = new ArrayList<>();
        int number = FIRST;
        for (; ; number += EACH) {
            organization = "" + ++organizations;
            jdbc.sql("insert into tds.organizations values (?, 'fake', 'A', 'UTC', null, null, null, now(), now())")
                    .param(organization)
                    .update();
            source.fill(organization, THINGS);
            pool.loseBefore(number, whileCommitting);
            String how = run();
            boolean lost = pool.lost();
            pool.loseBefore(Integer.MAX_VALUE, whileCommitting);
            if (lost && how != null) {
                wrong.add(number + ": " + how);
            }
            if (!lost) {
                break;
            }
        }
        assertThat(wrong).as("of " + number).isEmpty();
        return number;
    }

    private String run() {
        String how = Attempts.until(
                () -> context.getBean(Launcher.class)
                        .launch(new LaunchRequest("things", organization, RunMode.FULL, AskedBy.person("test")))
                        .finished(),
                () -> outcomes().equals(List.of("COMPLETED")));
        return how.isEmpty() ? counts() : how;
    }

    private List<String> outcomes() {
        return jdbc.sql("select coalesce(outcome, '') from etl.runs where organization_id = ?")
                .param(organization)
                .query(String.class)
                .list();
    }

    private String counts() {
        Map<String, Object> run = jdbc.sql(
                        "select count(*) as runs, sum(read) as read, sum(inserted) as inserted, (select count(*) from tds.stock"
                                + " where organization_id = :organization) as kept from etl.runs where organization_id = :organization")
                .param("organization", organization)
                .query()
                .singleRow();
        String is = run.values().toString();
        return is.equals("[1, " + THINGS + ", " + THINGS + ", " + THINGS + "]") ? null : is;
    }
}
