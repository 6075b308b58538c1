package app.tds.launch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.Mockito.CALLS_REAL_METHODS;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.withSettings;

import app.tds.TdsApplication;
import app.tds.TestDatabase;
import app.tds.pipeline.AskedBy;
import app.tds.pipeline.RunFinished;
import app.tds.pipeline.RunFinished.Outcome;
import app.tds.pipeline.RunMode;
import app.tds.pipeline.Runs;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import javax.sql.DataSource;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.mockito.Mockito;
import org.springframework.beans.factory.config.BeanPostProcessor;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ApplicationListener;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.PayloadApplicationEvent;
import org.springframework.context.support.GenericApplicationContext;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Wherever the database dies while the end of a run is noted, whoever listens is told of that end, once. */
@Timeout(120)
class LostEndIntegrationTests {

    private static final String JOB = """
            name: things
            source: {integration: fake, api: books, path: /things, records: things, key: id, translation: fake-level,
              page-size: 10, incremental: filter}
            schedule: {full: "0 0 2 * * ?", delta: "0 */5 * * * ?"}
            limits: {chunk-size: 10, pages-ahead: 1, quarantine: 5, overlap: 5m}
            freshness: 1h
            priority: 50
            """;

    private static final FakeSource source = new FakeSource();
    private static final TestDatabase database = TestDatabase.create();
    private static final List<RunFinished> told = new CopyOnWriteArrayList<>();
    /** What goes wrong as soon as the end of a run is being noted. */
    private static final AtomicReference<Runnable> whenItEnds = new AtomicReference<>();

    private static ConfigurableApplicationContext context;
    private static LosableDataSource pool;
    private static int organizations;

    @BeforeAll
    static void start(@TempDir Path jobs) throws IOException {
        Files.writeString(jobs.resolve("things.yaml"), JOB);
        context = new SpringApplicationBuilder(TdsApplication.class)
                .web(WebApplicationType.NONE)
                .initializers(it -> {
                    var beans = (GenericApplicationContext) it;
                    beans.registerBean("fakeSource", FakeSource.class, () -> source);
                    beans.registerBean("fakeLevels", FakeSource.Levels.class);
                    beans.registerBean("listener", Listener.class);
                    beans.getBeanFactory().addBeanPostProcessor(new Losing());
                })
                .run(
                        "--tds.jobs.location=" + jobs,
                        "--tds.schedule.enabled=true",
                        "--spring.datasource.url=" + database.url(),
                        "--tds.zoho.client-id=none",
                        "--tds.zoho.client-secret=none",
                        "--tds.zoho.refresh-token=none",
                        "--tds.zoho.organizations=1",
                        "--tds.secret-key=" + Base64.getEncoder().encodeToString(new byte[32]));
    }

    static final class Listener implements ApplicationListener<PayloadApplicationEvent<RunFinished>> {
        @Override
        public void onApplicationEvent(PayloadApplicationEvent<RunFinished> event) {
            told.add(event.getPayload());
        }

        @Override
        public boolean supportsAsyncExecution() {
            return false;
        }
    }

    private static final class Losing implements BeanPostProcessor {
        @Override
        public Object postProcessAfterInitialization(Object bean, String name) {
            if (bean instanceof DataSource it && name.equals("dataSource")) {
                pool = new LosableDataSource(it, database.dataSource());
                return pool;
            }
            if (!(bean instanceof Runs)) {
                return bean;
            }
            Runs runs = mock(Runs.class, withSettings().spiedInstance(bean).defaultAnswer(CALLS_REAL_METHODS));
            Mockito.doAnswer(call -> {
                        Object took = call.callRealMethod();
                        Runnable wrong = whenItEnds.getAndSet(null);
                        if (wrong != null) {
                            wrong.run();
                        }
                        return took;
                    })
                    .when(runs)
                    .finish(Mockito.any(), Mockito.any(), Mockito.any(), Mockito.any(), Mockito.any());
            return runs;
        }
    }

    @AfterAll
    static void stop() {
        context.close();
    }

    /** @param statement how many later the database dies; of commits, only the answer is lost */
    @ParameterizedTest
    @CsvSource({"1,false", "2,false", "4,false", "1,true"})
    void thatEndIsTold(int statement, boolean whileCommitting) {
        String organization = "" + ++organizations;
        JdbcClient.create(database.dataSource())
                .sql("insert into tds.organizations values (?, 'fake', 'A', 'UTC', null, null, null, now(), now())")
                .param(organization)
                .update();
        source.fill(organization, 15);
        whenItEnds.set(() -> pool.loseBefore(statement, whileCommitting));

        RunFinished finished = context.getBean(Launcher.class)
                .launch(new LaunchRequest("things", organization, RunMode.FULL, AskedBy.person("test")))
                .finished()
                .orTimeout(60, TimeUnit.SECONDS)
                .join();

        assertThat(pool.lost()).as("the database was lost").isTrue();
        pool.loseBefore(Integer.MAX_VALUE, false);
        assertThat(finished.outcome()).isEqualTo(Outcome.COMPLETED);
        assertThat(told)
                .filteredOn(one -> one.run().organizationId().equals(organization))
                .singleElement()
                .satisfies(one -> assertThat(one.counts()).isEqualTo(finished.counts()));
    }
}
