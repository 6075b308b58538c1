package app.tds.shopfront;

import static org.assertj.core.api.Assertions.assertThat;

import app.tds.MirrorComparison;
import app.tds.RunningApplication;
import app.tds.TestDatabase;
import app.tds.pipeline.RunFinished;
import app.tds.pipeline.RunFinished.Outcome;
import app.tds.pipeline.RunMode;
import app.tds.sandbox.Company;
import app.tds.sandbox.CompanySize;
import app.tds.sandbox.Sandbox;
import app.tds.sandbox.SandboxSettings;
import app.tds.source.Source;
import app.tds.source.SourceAccess;
import app.tds.source.SourceAccesses;
import app.tds.source.Translation;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.jdbc.core.simple.JdbcClient;

/** An integration other than Zoho feeds the same pipeline; nothing outside this package knows of it. */
class SecondIntegrationTests {

    private static final String JOB = """
            name: shop-orders
            source:
              integration: shopfront
              api: shop
              path: /orders
              records: orders
              key: number
              translation: shop-order
              incremental: whole
            """;

    @TempDir
    private Path jobs;

    @Test
    void aShopIsMirroredBesideZohoWithEverythingThePipelineGives() throws IOException {
        for (String file : List.of("_defaults.yaml", "invoices.yaml")) {
            Files.writeString(
                    jobs.resolve(file), Files.readString(Path.of("jobs", file)).replace("\n  moves: stock", ""));
        }
        Files.writeString(jobs.resolve("shop-orders.yaml"), JOB);
        TestDatabase database = TestDatabase.create();
        JdbcClient jdbc = JdbcClient.create(database.dataSource());
        jdbc.sql("""
                        create table tds.shop_orders (organization_id text, source_id text, source_created_at timestamptz,
                          source_modified_at timestamptz, total numeric, first_seen_at timestamptz, synced_at timestamptz,
                          deleted_at timestamptz, run_id bigint, payload_hash bytea, fingerprint bytea,
                          primary key (organization_id, source_id))
                        """).update();
        var shop = new ShopfrontSource(List.of("1;10.50", "2;?", "3;0.05", "4;99", "5;7"), 2);

        try (Sandbox sandbox = Sandbox.start(
                        SandboxSettings.tiny().withCompanies(new CompanySize(5, 5, 30, 0, 0)), Clock.systemUTC());
                var application = RunningApplication.start(
                        sandbox,
                        database,
                        context -> {
                            context.registerBean("shopfront", Source.class, () -> shop);
                            context.registerBean("shopAccess", SourceAccess.class, ShopfrontAccess::new);
                            context.registerBean("shopOrders", Translation.class, ShopOrderTranslation::new);
                        },
                        "tds.jobs.location=" + jobs.toUri())) {
            SourceAccesses accesses = application.bean(SourceAccesses.class);
            assertThat(accesses.of("zoho")).isPresent();
            assertThat(accesses.of("shopfront").orElseThrow().check())
                    .extracting(SourceAccess.Finding::connection)
                    .as("the shop's accounts are tried without Zoho's")
                    .containsExactly("till");
            assertThat(accesses.check())
                    .extracting(SourceAccess.Finding::connection)
                    .contains("till", "default");
            assertThat(accesses.connections())
                    .extracting(SourceAccesses.Connection::fullName)
                    .contains("shopfront/till", "zoho/default");

            shop.closed(true);
            assertThat(application
                            .run("shop-orders", ShopfrontSource.SHOP, RunMode.FULL)
                            .cause())
                    .isEqualTo("the shop is closed");
            shop.closed(false);

            RunFinished first = application.run("shop-orders", ShopfrontSource.SHOP, RunMode.FULL);
            assertThat(first.outcome()).isEqualTo(Outcome.COMPLETED);
            assertThat(first.counts().inserted()).isEqualTo(4);
            assertThat(jdbc.sql("select sum(total) from tds.shop_orders")
                            .query(BigDecimal.class)
                            .single())
                    .isEqualTo(new BigDecimal("116.55"));
            assertThat(jdbc.sql("select source_id || ' ' || cause from etl.quarantine")
                            .query(String.class)
                            .list())
                    .containsExactly("2 total: \"?\" is not a number");
            RunFinished second = application.run("shop-orders", ShopfrontSource.SHOP, RunMode.FULL);
            assertThat(second.counts().written()).isZero();
            assertThat(second.counts().unchanged()).isEqualTo(4);

            Company company = sandbox.company(sandbox.organizationIds().get(0));
            application.run("invoices", company.organizationId(), RunMode.FULL);
            new MirrorComparison(jdbc, company).assertEqual("invoices", "invoices", "invoice_id", row -> true, 25);
        }
    }
}
