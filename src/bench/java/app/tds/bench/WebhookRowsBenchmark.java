package app.tds.bench;

import app.tds.ServingApplication;
import app.tds.launch.OrganizationRefresh;
import app.tds.sandbox.Company;
import app.tds.sandbox.CompanySize;
import app.tds.sandbox.Sandbox;
import app.tds.sandbox.SandboxSettings;
import app.tds.sandbox.Webhooks;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.util.FileSystemUtils;

/**
 * How long it takes from a delivery to the row that others can see, for every entity and kind of body, while nothing else
 * is done. The sandbox answers at once, in the same process.
 */
public final class WebhookRowsBenchmark {

    private static final int EACH = 20;
    private static final int WARM_UP = 5;

    /** An entity, the list it is created in, and what tells that it is there. */
    private record Entity(String path, String list, String key, String... tables) {}

    private static final List<Entity> ENTITIES = List.of(
            new Entity("products", "items", "source_id", "products"),
            new Entity("inventory", "items", "item_id", "stock"),
            new Entity("customers", "contacts", "source_id", "customers", "vendors"),
            new Entity("invoices", "invoices", "source_id", "invoices"),
            new Entity("bills", "bills", "source_id", "bills"),
            new Entity("orders", "salesorders", "source_id", "sales_orders"),
            new Entity("payments", "customerpayments", "source_id", "payments"),
            new Entity("creditnotes", "creditnotes", "source_id", "credit_notes"));

    private final ServingApplication application;
    private final Company company;
    private final JdbcClient jdbc;

    private WebhookRowsBenchmark(ServingApplication application, Company company) {
        this.application = application;
        this.company = company;
        this.jdbc = application.bean(JdbcClient.class);
    }

    /** Measures and prints a table. */
    public static void main(String[] args) throws Exception {
        Path folder = Files.createTempDirectory("tds-bench");
        try (Sandbox sandbox = Sandbox.start(
                        SandboxSettings.tiny().withCompanies(new CompanySize(100, 60, 200, 60, 60)),
                        Clock.systemUTC());
                ServingApplication application = WebhookBenchmark.serve(sandbox, folder, "tds.schedule.enabled=true")) {
            application.bean(OrganizationRefresh.class).refresh();
            new WebhookRowsBenchmark(
                            application,
                            sandbox.company(sandbox.organizationIds().get(0)))
                    .run();
        } finally {
            FileSystemUtils.deleteRecursively(folder);
        }
        System.exit(0);
    }

    private void run() throws InterruptedException {
        for (Entity entity : ENTITIES) {
            measure(entity, Webhooks.Body.JSON, WARM_UP);
        }
        System.out.println("| p50 / p95 / p99 ms | " + String.join(" | ", names()) + " |");
        System.out.println("|---" + "|--:".repeat(names().size()) + "|");
        List<Long> all = new ArrayList<>();
        for (Entity entity : ENTITIES) {
            StringBuilder line = new StringBuilder("| ").append(entity.path());
            for (Webhooks.Body body : Webhooks.Body.values()) {
                long[] nanos = measure(entity, body, EACH);
                Arrays.stream(nanos).forEach(all::add);
                line.append(" | ").append(shown(nanos));
            }
            System.out.println(line.append(" |"));
        }
        System.out.println(
                "all: " + shown(all.stream().mapToLong(Long::longValue).toArray()));
    }

    private static List<String> names() {
        return Arrays.stream(Webhooks.Body.values())
                .map(it -> it.name().toLowerCase(Locale.ROOT))
                .toList();
    }

    private static String shown(long[] nanos) {
        Latencies measured = Latencies.of(nanos, 1);
        return String.format(Locale.ROOT, "%.0f / %.0f / %.0f", measured.p50(), measured.p95(), measured.p99());
    }

    private long[] measure(Entity entity, Webhooks.Body body, int times) throws InterruptedException {
        company.webhooks()
                .add(
                        entity.list(),
                        application.address("/api/v1/tds/webhooks/zoho/" + entity.path()),
                        WebhookBenchmark.SECRET,
                        body);
        long[] nanos = new long[times];
        for (int i = 0; i < times; i++) {
            String id = company.create(entity.list());
            long sent = System.nanoTime();
            if (!company.webhooks().send().equals(List.of(202))) {
                throw new IllegalStateException(entity + " was not taken");
            }
            while (!isThere(entity, id)) {
                Thread.sleep(2);
            }
            nanos[i] = System.nanoTime() - sent;
            while (count("select count(*) from etl.inbox where done_at is null") > 0) {
                Thread.sleep(20);
            }
        }
        company.webhooks().clear();
        return nanos;
    }

    private boolean isThere(Entity entity, String id) {
        return Arrays.stream(entity.tables())
                .anyMatch(table ->
                        count("select count(*) from tds." + table + " where " + entity.key() + " = '" + id + "'") > 0);
    }

    private long count(String sql) {
        return jdbc.sql(sql).query(Long.class).single();
    }
}
