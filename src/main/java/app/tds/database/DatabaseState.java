package app.tds.database;

import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import javax.sql.DataSource;
import liquibase.Contexts;
import liquibase.LabelExpression;
import liquibase.Liquibase;
import liquibase.database.jvm.JdbcConnection;
import liquibase.exception.LiquibaseException;
import liquibase.integration.spring.SpringResourceAccessor;
import org.springframework.core.io.ResourceLoader;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** What can be said of the database without changing anything in it. */
@Component
public class DatabaseState {

    private static final String CHANGES = "classpath:sql/changelog.yaml";

    private final DataSource dataSource;
    private final JdbcClient jdbc;
    private final ResourceLoader resources;
    private final Clock clock;

    DatabaseState(DataSource dataSource, JdbcClient jdbc, ResourceLoader resources, Clock clock) {
        this.dataSource = dataSource;
        this.jdbc = jdbc;
        this.resources = resources;
        this.clock = clock;
    }

    /** Such as 16.4. */
    public String version() {
        return jdbc.sql("show server_version").query(String.class).single();
    }

    /** How far this machine's clock is ahead of the database's; negative if this clock is behind. */
    public Duration ahead() {
        return ahead(clock);
    }

    /** How far that clock is ahead of the database's; negative if that clock is behind. */
    Duration ahead(Clock clock) {
        Instant before = clock.instant();
        Instant there = jdbc.sql("select clock_timestamp()")
                .query((row, number) -> row.getTimestamp(1).toInstant())
                .single();
        return Duration.between(
                there, before.plus(Duration.between(before, clock.instant()).dividedBy(2)));
    }

    /** One sentence for everything that keeps this version from working with the tables; empty if they fit. */
    public List<String> problemsOfTables() {
        if (jdbc.sql("select to_regclass('databasechangelog') is null")
                .query(Boolean.class)
                .single()) {
            return List.of("the database has no tables yet; any other command makes them, such as sync or serve");
        }
        try (var connection = dataSource.getConnection()) {
            var liquibase =
                    new Liquibase(CHANGES, new SpringResourceAccessor(resources), new JdbcConnection(connection));
            // A change that is made at each migration is never missing.
            long missing = liquibase.listUnrunChangeSets(new Contexts(), new LabelExpression()).stream()
                    .filter(change -> !change.isAlwaysRun())
                    .count();
            List<String> unknown = ChangeSets.ofThisVersion().unknownIn(dataSource);
            List<String> problems = new ArrayList<>();
            if (missing > 0) {
                problems.add((missing == 1 ? "1 change of the tables is" : missing + " changes of the tables are")
                        + " missing. This version makes what is missing when it starts:"
                        + " end older versions that serve, then start this version");
            }
            if (!unknown.isEmpty()) {
                problems.add(ChangeSets.sentence(unknown));
            }
            return problems;
        } catch (SQLException | LiquibaseException cause) {
            throw new IllegalStateException("the tables could not be looked at: " + cause.getMessage(), cause);
        }
    }
}
