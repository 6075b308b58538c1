package app.tds;

import static org.assertj.core.api.Assertions.assertThat;

import app.tds.pipeline.RunMode;
import app.tds.sandbox.CompanySize;
import app.tds.sandbox.Sandbox;
import app.tds.sandbox.SandboxSettings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Clock;
import java.util.Objects;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * The page about operations says how many bytes of disk a record needs. In the long build: small tables are mostly empty
 * pages.
 */
@EnabledIfSystemProperty(named = "disk.measured", matches = "true")
class DiskIntegrationTests {

    private static final Pattern ROW = Pattern.compile("(?m)^\\| (\\w+)[^|]*\\| ([\\d,]+) \\| ([\\d,]+) \\|$");

    private static final String TABLES = """
            select coalesce(sum(pg_total_relation_size(format('tds.%I', table_name)::regclass)), 0)
            from information_schema.tables where table_schema = 'tds' and table_name ~ :tables
            """;
    /** Indexes are shared by size, as the rows are. */
    private static final String DOCUMENTS = """
            select pg_total_relation_size('etl.payloads') * sum(pg_column_size(p)) filter (where resource ~ :resources)
              / sum(pg_column_size(p)) from etl.payloads as p
            """;

    @Test
    void bytesOfARecordAreAsDocumented() throws IOException {
        TestDatabase database = TestDatabase.create();
        JdbcClient jdbc = JdbcClient.create(database.dataSource());
        try (var sandbox = Sandbox.start(
                        SandboxSettings.tiny().withCompanies(new CompanySize(600, 500, 1200, 800, 100)),
                        Clock.systemUTC());
                var application = RunningApplication.start(sandbox, database)) {
            String organization = sandbox.organizationIds().get(0);
            for (String job : new String[] {"products", "customers", "invoices", "orders", "payments"}) {
                application.run(job, organization, RunMode.FULL);
                for (int i = 0; i < 30 && waiting(jdbc, job) > 0; i++) {
                    application.run(job, organization, RunMode.DELTA);
                }
                assertThat(waiting(jdbc, job)).as(job).isZero();
            }
        }
        jdbc.sql("vacuum full").update();

        said("products", jdbc, "^product", "items", "products");
        said("customers", jdbc, "^(customer|contact|address)", "contacts", "customers");
        said("invoices", jdbc, "^invoice", "/invoices", "invoices");
        said("orders", jdbc, "^sales_order", "salesorders", "sales_orders");
        said("payments", jdbc, "^payment", "customerpayments", "payments");
    }

    private static void said(String name, JdbcClient jdbc, String tables, String resources, String table)
            throws IOException {
        long records = count(jdbc, "select count(*) from tds." + table);
        long rows = size(jdbc, TABLES, "tables", tables) / records;
        long documents = size(jdbc, DOCUMENTS, "resources", resources) / records;
        Files.writeString(
                Path.of("target/disk.md"),
                "| %s, %,d records | %,d | %,d |%n".formatted(name, records, rows, documents),
                StandardOpenOption.CREATE,
                StandardOpenOption.APPEND);
        String page = Files.readString(Path.of("src/docs/operations.md"));
        var documented = ROW.matcher(page)
                .results()
                .filter(row -> row.group(1).equals(name))
                .findFirst();
        assertThat(documented)
                .as("%s: %s and %s bytes measured", name, rows, documents)
                .isPresent();
        assertThat((double) rows)
                .as("rows of %s", name)
                .isBetween(
                        0.5 * number(documented.get().group(2)),
                        1.5 * number(documented.get().group(2)));
        assertThat((double) documents)
                .as("documents of %s", name)
                .isBetween(
                        0.5 * number(documented.get().group(3)),
                        1.5 * number(documented.get().group(3)));
    }

    private static double number(String text) {
        return Double.parseDouble(text.replace(",", ""));
    }

    private static long size(JdbcClient jdbc, String sql, String name, String value) {
        return Objects.requireNonNull(
                jdbc.sql(sql).param(name, value).query(Long.class).single());
    }

    private static long waiting(JdbcClient jdbc, String job) {
        return count(jdbc, "select count(*) from etl.hydration where job = '" + job + "'");
    }

    private static long count(JdbcClient jdbc, String sql) {
        return Objects.requireNonNull(jdbc.sql(sql).query(Long.class).single());
    }
}
