package app.tds;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import app.tds.mirror.PayloadRetention;
import app.tds.pipeline.RunFinished;
import app.tds.pipeline.RunFinished.Outcome;
import app.tds.pipeline.RunMode;
import app.tds.sandbox.Company;
import app.tds.sandbox.CompanySize;
import app.tds.sandbox.Sandbox;
import app.tds.sandbox.SandboxSettings;
import java.math.BigDecimal;
import java.sql.Timestamp;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;

/** How a record looked at an instant, and for how long that can be told. */
class AsOfIntegrationTests {

    private final SettableClock clock = new SettableClock(Instant.now().truncatedTo(ChronoUnit.SECONDS));

    private Sandbox sandbox;
    private RunningApplication application;
    private Company company;
    private String edited;
    private String silent;
    private String deleted;
    private BigDecimal balance;
    private Instant first;
    private Instant second;
    private Instant third;

    /** Three days: as it was; one edited and one changed without a stamp; that one back again and a third deleted. */
    @BeforeEach
    void threeDays() {
        sandbox = Sandbox.start(SandboxSettings.tiny().withCompanies(new CompanySize(20, 20, 20, 5, 5)), clock);
        application = RunningApplication.start(sandbox, TestDatabase.create(), clock, "tds.payloads.keep=400d");
        company = sandbox.company(sandbox.organizationIds().get(0));
        edited = company.ids("invoices").get(1);
        silent = company.ids("invoices").get(2);
        deleted = company.ids("invoices").get(3);
        balance = new BigDecimal(company.row("invoices", silent).path("balance").asString());
        everything();
        first = aDayPasses();
        company.edit("invoices", edited, Map.of("notes", "gate 4", "reference_number", "PO-4"));
        company.editSilently("invoices", silent, Map.of("balance", balance.add(BigDecimal.TEN)));
        everything();
        second = aDayPasses();
        company.editSilently("invoices", silent, Map.of("balance", balance));
        company.delete("invoices", deleted);
        everything();
        third = aDayPasses();
    }

    @AfterEach
    void stop() {
        application.close();
        sandbox.close();
    }

    @Test
    void everyDayIsToldAsItWas() {
        assertThat(asOf(first, edited)).doesNotContain("gate 4").doesNotContain("PO-4");
        assertThat(asOf(second, edited)).contains("gate 4").contains("PO-4").contains("line_items");
        assertThat(asOf(third, edited)).isEqualTo(asOf(second, edited));

        assertThat(balance(first)).isEqualByComparingTo(balance);
        assertThat(balance(second)).isEqualByComparingTo(balance.add(BigDecimal.TEN));
        assertThat(balance(third)).as("a document that came back").isEqualByComparingTo(balance);

        assertThat(asOf(second, deleted)).contains("line_items").contains(deleted);
        assertThat(asOf(third, deleted)).isNull();
        assertThat(records(first)).isEqualTo(20);
        assertThat(records(third)).isEqualTo(19);
        assertThat(records(first.minus(Duration.ofDays(2)))).isZero();
        assertThat(application
                        .jdbc()
                        .sql("select count(*) from etl.sightings")
                        .query(Long.class)
                        .single())
                .as("only what came back is noted")
                .isOne();
    }

    @Test
    void otherTablesCanBeAskedButNotPartsOfDocuments() {
        assertThat(number("select count(*) from tds.as_of('tds.products', now() + interval '9 days')"))
                .isEqualTo(20);
        assertThat(number("select count(*) from tds.as_of('tds.stock', now() + interval '9 days')"))
                .isEqualTo(20);
        assertThat(number("select count(*) from tds.as_of('tds.customers', now() + interval '9 days')"))
                .isEqualTo(number("select count(*) from tds.customers"))
                .isPositive();
        assertThatThrownBy(() -> number("select count(*) from tds.as_of('tds.invoice_lines', now())"))
                .hasMessageContaining("ask for the table that its rows are part of");
    }

    /** Also those of an entity that is added later: the list is made of the tables there are. */
    @Test
    void everyTableThatHasDocumentsCanBeAsked() {
        application
                .jdbc()
                .sql("""
                        select format('tds.%I', table_name) from information_schema.columns
                        where table_schema = 'tds' and column_name = 'fingerprint'
                        """)
                .query(String.class)
                .list()
                .forEach(table -> assertThat(number("select count(*) from tds.as_of('" + table + "', now())"))
                        .as(table)
                        .isNotNegative());
    }

    @Test
    void aLimitEndsTheWork() {
        String plan = String.join(
                "\n",
                application
                        .jdbc()
                        .sql(
                                "explain (analyze, costs off) select * from tds.as_of('tds.invoices', now() + interval '9 days') limit 2")
                        .query(String.class)
                        .list());

        assertThat(plan).containsPattern("Scan[^\\n]* on invoices \\(actual [^\\n]*rows=2(\\.00)? loops=1\\)");
    }

    @Test
    void oneRecordIsFoundByItsKeyHoweverManyThereAre() {
        JdbcClient jdbc = application.jdbc();
        String id = jdbc.sql("select min(source_id) from tds.invoices where deleted_at is null")
                .query(String.class)
                .single();
        jdbc.sql("""
                        insert into tds.invoices select copy.*
                        from (select to_jsonb(kept) as made from tds.invoices as kept limit 1) as one
                        cross join generate_series(1, 20000) as n
                        cross join lateral jsonb_populate_record(null::tds.invoices,
                          one.made || jsonb_build_object('source_id', 'copy ' || n)) as copy
                        """).update();
        jdbc.sql("analyze tds.invoices").update();
        try {
            String plan = String.join(
                    "\n",
                    jdbc.sql("explain (analyze, buffers) select * from tds.as_of('tds.invoices', now(), ?)")
                            .param(id)
                            .query(String.class)
                            .list());
            Matcher pages = Pattern.compile("Buffers: shared hit=(\\d+)").matcher(plan);
            assertThat(pages.find()).as(plan).isTrue();
            assertThat(Long.parseLong(pages.group(1)))
                    .as("pages read, of those that the table alone has: %s", plan)
                    .isLessThan(jdbc.sql("select pg_relation_size('tds.invoices') / 8192")
                            .query(Long.class)
                            .single());
        } finally {
            jdbc.sql("delete from tds.invoices where source_id like 'copy %'").update();
        }
    }

    @Test
    void documentsAreReadInParallelAsWell() {
        JdbcClient jdbc = application.jdbc();

        assertThat(jdbc.sql("select proparallel::text from pg_proc where oid = 'etl.readable(json)'::regprocedure")
                        .query(String.class)
                        .single())
                .as("the embedded PostgreSQL is 16 or later")
                .isEqualTo("s");
        assertThat(jdbc.sql("""
                        with forced as (select set_config('debug_parallel_query', 'on', true)),
                        kept as materialized (
                          select document from (values ('{"a": "\\ud83d"}'::json), ('{"a": 1e200000}'), ('{"a": "b\\u0000"}'))
                            as odd (document) cross join forced)
                        select etl.readable(document)::text from kept
                        """).query(String.class).list())
                .containsExactly("{\"a\": \"\uFFFD\"}", "{\"a\": \"1e200000\"}", "{\"a\": \"b\"}");
        assertThat(number("""
                        select count(*) from (select set_config('debug_parallel_query', 'on', true)) as forced,
                          lateral (select etl.readable(payload) as document from etl.payloads) as version
                        where jsonb_exists(document, 'unreadable')
                        """)).isZero();
    }

    @Test
    void versionsGoWhenTheyWereReplacedLongAgoAndThoseOfRowsNever() {
        PayloadRetention retention = application.bean(PayloadRetention.class);
        String then = asOf(second, edited);
        assertThat(retention.purge()).isZero();

        clock.advance(Duration.ofDays(398).plusHours(1));
        assertThat(retention.purge())
                .as("what the second day replaced: list row and document of one, the document of the other")
                .isEqualTo(3);
        assertThat(number("select count(*) from etl.payloads where source_id = '" + edited + "'"))
                .as("list row and document of the second day")
                .isEqualTo(2);
        assertThat(asOf(first, edited)).isNull();
        assertThat(asOf(second, edited)).isEqualTo(then);
        assertThat(balance(second)).isEqualByComparingTo(balance.add(BigDecimal.TEN));

        clock.advance(Duration.ofDays(1));
        assertThat(retention.purge()).as("what had the other balance").isPositive();
        clock.advance(Duration.ofDays(3000));
        assertThat(retention.purge()).isZero();

        assertThat(balance(third)).isEqualByComparingTo(balance);
        for (String table : List.of("invoices", "products", "customers")) {
            for (String hash : List.of("payload_hash", "detail_hash")) {
                assertThat(number("select count(*) from tds." + table + " as kept where " + hash + " is not null"
                                + " and not exists (select from etl.payloads as made where made.source_id = kept.source_id"
                                + " and made.payload_hash = kept." + hash + ")"))
                        .as("%s.%s", table, hash)
                        .isZero();
            }
        }
        assertThat(run("invoices", RunMode.REPLAY).counts().unchanged()).isEqualTo(20);
    }

    private void everything() {
        for (String job : List.of("products", "stock", "customers", "invoices")) {
            run(job, RunMode.FULL);
            run(job, RunMode.DELTA);
        }
    }

    /** Returns an instant of the day that is over. */
    private Instant aDayPasses() {
        clock.advance(Duration.ofHours(1));
        Instant instant = clock.instant();
        clock.advance(Duration.ofHours(23));
        return instant;
    }

    private BigDecimal balance(Instant instant) {
        return application
                .jdbc()
                .sql("select (document ->> 'balance')::numeric from tds.as_of('tds.invoices', ?, ?)")
                .param(Timestamp.from(instant))
                .param(silent)
                .query(BigDecimal.class)
                .single();
    }

    private String asOf(Instant instant, String id) {
        return application
                .jdbc()
                .sql("select document::text from tds.as_of('tds.invoices', ?) where source_id = ?")
                .param(Timestamp.from(instant))
                .param(id)
                .query(String.class)
                .optional()
                .orElse(null);
    }

    private long records(Instant instant) {
        return application
                .jdbc()
                .sql("select count(*) from tds.as_of('tds.invoices', ?)")
                .param(Timestamp.from(instant))
                .query(Long.class)
                .single();
    }

    private long number(String sql) {
        return application.jdbc().sql(sql).query(Long.class).single();
    }

    private RunFinished run(String job, RunMode mode) {
        RunFinished finished = application.run(job, company.organizationId(), mode);
        assertThat(finished.outcome()).as("cause: %s", finished.cause()).isEqualTo(Outcome.COMPLETED);
        return finished;
    }
}
