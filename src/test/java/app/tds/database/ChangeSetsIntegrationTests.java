package app.tds.database;

import static org.assertj.core.api.Assertions.assertThat;

import app.tds.RunningApplication;
import app.tds.TestDatabase;
import app.tds.sandbox.Sandbox;
import app.tds.sandbox.SandboxSettings;
import java.time.Clock;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;

/** A start looks for changes of the tables only where there may be some. */
class ChangeSetsIntegrationTests {

    private final TestDatabase database = TestDatabase.create();
    private final JdbcClient jdbc = JdbcClient.create(database.dataSource());
    private final ChangeSets changes = ChangeSets.ofThisVersion();

    @Test
    void tablesThatAVersionHasLeftBehindAreKnownByItsMarkAndByAllItsChanges() {
        assertThat(changes.areAllThereIs(database.dataSource())).isTrue();

        ChangeSets.unmark(database.dataSource());
        assertThat(changes.areAllThereIs(database.dataSource())).isFalse();

        changes.mark(database.dataSource());
        assertThat(changes.areAllThereIs(database.dataSource())).isTrue();

        jdbc.sql("delete from databasechangelog where id = 'etl-history'").update();
        assertThat(changes.areAllThereIs(database.dataSource())).isFalse();
    }

    @Test
    void whereThereAreNoTablesThereIsNoMark() {
        TestDatabase empty = TestDatabase.createEmpty();
        ChangeSets.unmark(empty.dataSource());
        changes.mark(empty.dataSource());
        assertThat(changes.areAllThereIs(empty.dataSource())).isFalse();
    }

    /** Liquibase fills in a check sum that it misses, and so shows that it was there. */
    @Test
    void aStartLooksForChangesOnceAndTheNextOneDoesNotUnlessLiquibaseIsToldMore() {
        ChangeSets.unmark(database.dataSource());
        forgetCheckSum();
        start();
        assertThat(hasCheckSum()).isTrue();
        assertThat(changes.areAllThereIs(database.dataSource())).isTrue();

        forgetCheckSum();
        start();
        assertThat(hasCheckSum()).isFalse();

        start("spring.liquibase.contexts=own");
        assertThat(hasCheckSum()).isTrue();
        assertThat(changes.areAllThereIs(database.dataSource())).isFalse();
    }

    private void forgetCheckSum() {
        jdbc.sql("update databasechangelog set md5sum = null where id = 'etl-history'")
                .update();
    }

    private boolean hasCheckSum() {
        return jdbc.sql("select md5sum is not null from databasechangelog where id = 'etl-history'")
                .query(Boolean.class)
                .single();
    }

    private void start(String... properties) {
        try (var sandbox = Sandbox.start(SandboxSettings.tiny(), Clock.systemUTC());
                var application = RunningApplication.start(sandbox, database, properties)) {
            assertThat(application.bean(DatabaseState.class).problemsOfTables()).isEmpty();
        }
    }
}
