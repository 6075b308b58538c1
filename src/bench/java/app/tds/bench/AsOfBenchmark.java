package app.tds.bench;

import app.tds.RunningApplication;
import app.tds.TestDatabase;
import app.tds.pipeline.RunMode;
import app.tds.sandbox.CompanySize;
import app.tds.sandbox.Sandbox;
import app.tds.sandbox.SandboxSettings;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Clock;
import java.util.Locale;

/**
 * What a question about the past costs: one record, some, and a whole table of list rows.
 *
 * <p>Arguments: how many invoices; how often the short questions are asked.
 */
public final class AsOfBenchmark {

    private static final String OF_ALL = "tds.as_of('tds.invoices', now() + interval '1 day')";

    private final Connection connection;
    private final int pid;

    private AsOfBenchmark(Connection connection) throws SQLException {
        this.connection = connection;
        this.pid = Integer.parseInt(ask("select pg_backend_pid()"));
    }

    /** Measures and prints a table. */
    public static void main(String[] args) throws Exception {
        int invoices = Integer.parseInt(args[0]);
        int times = 20 * Integer.parseInt(args[1]);
        TestDatabase database = TestDatabase.create();
        try (Sandbox sandbox = Sandbox.start(
                        SandboxSettings.tiny().withCompanies(new CompanySize(5, 5, 5, 5, 5)), Clock.systemUTC());
                RunningApplication application = RunningApplication.start(sandbox, database)) {
            application.run("invoices", sandbox.organizationIds().get(0), RunMode.FULL);
        }
        try (Connection connection = DriverManager.getConnection(database.url())) {
            var benchmark = new AsOfBenchmark(connection);
            benchmark.copy(invoices);
            benchmark.measure(times);
        }
        System.exit(0);
    }

    /** The first invoice, as if there were many: each with its own list row. */
    private void copy(int invoices) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute("""
                    create temporary table one as select kept.*, made.payload, made.resource, made.first_seen_at as first
                    from tds.invoices as kept join etl.payloads as made using (organization_id, source_id, payload_hash)
                    order by source_id limit 1""");
            statement.execute("""
                    insert into etl.payloads (organization_id, source_id, payload_hash, resource, payload, source_modified_at,
                      first_seen_at, run_id)
                    select organization_id, id::text, sha256(id::text::bytea), resource,
                      replace(payload::text, source_id, id::text)::json, source_modified_at, first, 1
                    from one, generate_series(1000000000, 1000000000 + %d - 1) as id""".formatted(invoices));
            statement.execute("""
                    insert into tds.invoices (organization_id, source_id, source_modified_at, first_seen_at, synced_at, run_id,
                      payload_hash, fingerprint)
                    select organization_id, id::text, source_modified_at, now(), now(), 1, sha256(id::text::bytea), fingerprint
                    from one, generate_series(1000000000, 1000000000 + %d - 1) as id""".formatted(invoices));
            statement.execute("vacuum analyze tds.invoices");
            statement.execute("vacuum analyze etl.payloads");
        }
    }

    private void measure(int times) throws Exception {
        System.out.println("bytes of a list row: " + ask("select octet_length(payload::text) from one"));
        System.out.println("| question | ms, one by one | CPU ms, PostgreSQL |\n|---|--:|--:|");
        measure(
                "one record",
                "select document ->> 'total' from tds.as_of('tds.invoices', now() + interval '1 day', '1000000002')",
                times);
        measure(
                "ten records, by a limit",
                "select count(document) from (select * from " + OF_ALL + " limit 10) as few",
                times);
        measure("how many there were", "select count(*) from " + OF_ALL, 1);
        measure("the sum of a field of all", "select sum((document ->> 'total')::numeric) from " + OF_ALL, 1);
        measure("all list rows from JSON into `jsonb`, without any question", """
                select count(payload::jsonb) from etl.payloads where resource = 'books/invoices'""", 1);
    }

    private void measure(String what, String sql, int times) throws Exception {
        ask(times > 1 ? sql : "select 1");
        double cpu = cpu();
        long began = System.nanoTime();
        for (int i = 0; i < times; i++) {
            ask(sql);
        }
        double milliseconds = (System.nanoTime() - began) / 1e6 / times;
        System.out.printf(Locale.ROOT, "| %s | %,.1f | %,.1f |%n", what, milliseconds, (cpu() - cpu) * 1000 / times);
    }

    private double cpu() {
        return CpuTime.of(pid);
    }

    private String ask(String sql) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(sql)) {
            rows.next();
            return String.valueOf(rows.getString(1));
        }
    }
}
