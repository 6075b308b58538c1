package app.tds.zoho;

import app.tds.Secret;
import app.tds.SettableClock;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.util.Base64;
import javax.sql.DataSource;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;
import org.springframework.web.reactive.function.client.WebClient;
import tools.jackson.databind.json.JsonMapper;

/** Puts a client together as the application does. */
final class TestClients {

    static final String KEY = Base64.getEncoder().encodeToString(new byte[32]);

    private TestClients() {}

    static ZohoClient client(DataSource database, ZohoSettings settings, SettableClock clock) {
        return client(database, settings, clock, new SimpleMeterRegistry());
    }

    static ZohoClient client(DataSource database, ZohoSettings settings, SettableClock clock, MeterRegistry meters) {
        return client(database, settings, clock, meters, event -> {});
    }

    static ZohoClient client(
            DataSource database,
            ZohoSettings settings,
            SettableClock clock,
            MeterRegistry meters,
            ApplicationEventPublisher events) {
        var http = new ZohoConfiguration().zohoHttp(WebClient.builder(), settings);
        var mapper = new JsonMapper();
        var failures = new ZohoFailures(clock);
        var tokens = new AccessTokens(
                new TokenEndpoint(http, settings, failures, mapper, clock),
                new TokenCipher(new Secret(KEY), null),
                JdbcClient.create(database),
                new TransactionTemplate(new JdbcTransactionManager(database)),
                clock);
        return new ZohoClient(
                new ZohoExchange(http, settings, mapper, clock),
                tokens,
                budget(database, settings, clock),
                new CircuitBreakers(clock),
                failures,
                new ZohoCalls(
                        meters,
                        new CallCounts(new JdbcTemplate(database), clock),
                        new CallRecording(settings, mapper, clock)),
                settings,
                mapper,
                events,
                clock);
    }

    /** Lists and documents of Zoho's, read through a client. */
    static ZohoSource source(DataSource database, ZohoSettings settings, SettableClock clock) {
        return source(database, settings, clock, 100_000);
    }

    /** The same, for which CRM lists so many records of a module page by page. */
    static ZohoSource source(DataSource database, ZohoSettings settings, SettableClock clock, int listed) {
        return source(client(database, settings, clock), database, settings, clock, listed);
    }

    static ZohoSource source(ZohoClient client, DataSource database, ZohoSettings settings, SettableClock clock) {
        return source(client, database, settings, clock, 100_000);
    }

    private static ZohoSource source(
            ZohoClient client, DataSource database, ZohoSettings settings, SettableClock clock, int listed) {
        var mapper = new JsonMapper();
        var rows = new CrmRows(client, mapper);
        var bulk = new CrmBulkRead(
                new BulkJobs(client, clock::advance, settings),
                rows,
                new BulkReads(JdbcClient.create(database), clock),
                mapper,
                0,
                listed);
        return new ZohoSource(
                client,
                new ZohoConnections(settings),
                budget(database, settings, clock),
                new Crm(settings, client, new CrmFields(client, clock), rows, bulk, mapper),
                new Warehouses(client, mapper, clock),
                mapper);
    }

    static RequestBudget budget(DataSource database, ZohoSettings settings, SettableClock clock) {
        return new RequestBudget(
                database,
                JdbcClient.create(database),
                settings,
                new CallSlots(database, settings),
                clock,
                clock::advance);
    }
}
