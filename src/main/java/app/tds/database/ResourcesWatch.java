package app.tds.database;

import app.tds.Repeated;
import app.tds.alarm.Finding;
import app.tds.alarm.Severity;
import app.tds.alarm.Watch;
import app.tds.database.InsufficientResources.Lack;
import java.time.Duration;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.TransactionException;
import org.springframework.transaction.support.TransactionOperations;

/**
 * While the database lacks a resource, this process is down and an alarm goes on. Both end when rows can be written again,
 * which is tried as long as there is a lack.
 */
@Component("databaseResources")
class ResourcesWatch implements Watch, HealthIndicator, Repeated {

    private static final Logger log = LoggerFactory.getLogger(ResourcesWatch.class);

    private final InsufficientResources resources;
    private final JdbcClient jdbc;
    private final TransactionOperations transactions;

    ResourcesWatch(InsufficientResources resources, JdbcClient jdbc, TransactionOperations transactions) {
        this.resources = resources;
        this.jdbc = jdbc;
        this.transactions = transactions;
    }

    @Override
    public List<Finding> look() {
        return resources.lack().stream()
                .map(it -> Finding.of("database-resources", Severity.CRITICAL, it.sentence(), it.cure()))
                .toList();
    }

    @Override
    public Health health() {
        return resources
                .lack()
                .map(ResourcesWatch::down)
                .orElseGet(() -> Health.up().build());
    }

    private static Health down(Lack lack) {
        return Health.down()
                .withDetail("lack", lack.sentence())
                .withDetail("cure", lack.cure())
                .build();
    }

    @Override
    public String subject() {
        return "Trying whether the database takes rows";
    }

    @Override
    public Duration pause() {
        return Duration.ofSeconds(10);
    }

    @Override
    public void round() {
        if (resources.areShort()) {
            try {
                transactions.executeWithoutResult(status -> write());
                resources.over();
            } catch (DataAccessException | TransactionException still) {
                // What was lacking has been told.
                log.debug("the database takes no rows yet", still);
            }
        }
    }

    /** A megabyte in a table that is gone at once: the pages at hand may have room where the disk has none. */
    private void write() {
        jdbc.sql("""
                create temporary table tds_room on commit drop as
                select n, repeat(md5(n::text), 30) as filler from generate_series(1, 1000) n
                """).update();
        jdbc.sql("select pg_logical_emit_message(true, 'tds', repeat('room', 250000))")
                .query((row, number) -> true)
                .single();
    }
}
