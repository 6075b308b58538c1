package app.tds.mirror;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import app.tds.TestDatabase;
import app.tds.mirror.Payloads.Payload;
import app.tds.source.SourceRecord;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.SingleConnectionDataSource;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

class PayloadsIntegrationTests {

    private static final Instant NOON = Instant.parse("2026-01-01T12:00:00Z");
    private static final List<String> DOCUMENTS = List.of(
            "{}",
            "{ \"b\" : 1.500,\n\t\"a\" : 1E+5, \"a\" : 2 }",
            "{\"name\":\"شاي أسود\",\"tea\":\"🍵\"}",
            "{\"name\":\"\\u0000 \\u0634 \\/ \\ud83c\\udf75\"}",
            "{\"nested\":{\"deep\":[[],{},null,true]}}",
            "{\"long\":\"" + "x".repeat(100_000) + "\"}");

    private final JdbcClient jdbc;
    private final Payloads payloads;
    private final TransactionTemplate transaction;

    PayloadsIntegrationTests() throws SQLException {
        var dataSource = new SingleConnectionDataSource(
                TestDatabase.create().dataSource().getConnection(), true);
        jdbc = JdbcClient.create(dataSource);
        payloads = new Payloads(new JdbcTemplate(dataSource));
        transaction = new TransactionTemplate(new JdbcTransactionManager(dataSource));
    }

    @Test
    void everyDocumentIsKeptByteForByte() {
        keep(1, DOCUMENTS.toArray(String[]::new));

        assertThat(jdbc.sql("select payload::text from etl.payloads")
                        .query(String.class)
                        .list())
                .containsExactlyInAnyOrderElementsOf(DOCUMENTS);
    }

    @Test
    void theHashCanBeCheckedInSql() {
        keep(1, DOCUMENTS.toArray(String[]::new));

        assertThat(jdbc.sql("""
                        select count(*) from etl.payloads where payload_hash = sha256(convert_to(payload::text, 'UTF8'))
                        """).query(Integer.class).single()).isEqualTo(DOCUMENTS.size());
    }

    @Test
    void aDocumentIsKeptOnceWithTheRunThatSawItFirst() {
        keep(1, "{\"v\":1}", "{\"v\":1}");
        keep(2, "{\"v\":1}", "{\"v\":2}");
        keep(3);

        assertThat(jdbc.sql("select payload::text, run_id, resource, source_modified_at from etl.payloads order by 1")
                        .query()
                        .listOfRows())
                .extracting(
                        row -> row.get("payload"),
                        row -> row.get("run_id"),
                        row -> row.get("resource"),
                        row -> row.get("source_modified_at"))
                .containsExactly(
                        org.assertj.core.groups.Tuple.tuple("{\"v\":1}", 1L, "books/invoices", Timestamp.from(NOON)),
                        org.assertj.core.groups.Tuple.tuple("{\"v\":2}", 2L, "books/invoices", Timestamp.from(NOON)));
    }

    @Test
    void theSameDocumentOfAnotherRecordOrOrganizationIsAnother() {
        keep(1, "{}");
        transaction.executeWithoutResult(status -> {
            payloads.keep(new Stamp("20", 1, NOON), "books/invoices", List.of(payload("1", "{}")));
            payloads.keep(new Stamp("10", 1, NOON), "books/invoices", List.of(payload("2", "{}")));
        });

        assertThat(jdbc.sql("select organization_id || '/' || source_id from etl.payloads order by 1")
                        .query(String.class)
                        .list())
                .containsExactly("10/1", "10/2", "20/1");
    }

    @Test
    void aDocumentThatComesBackIsNotedEachTimeAndCountsAgain() {
        List<String> seen = List.of("{\"v\":5}", "{\"v\":6}", "{\"v\":5}", "{\"v\":5}", "{\"v\":6}", "{\"v\":5}");
        for (int hour = 0; hour < seen.size(); hour++) {
            var stamp = new Stamp("10", hour, NOON.plus(Duration.ofHours(hour)));
            String json = seen.get(hour);
            transaction.executeWithoutResult(
                    status -> payloads.keep(stamp, "books/invoices", List.of(payload("1", json))));
        }

        assertThat(jdbc.sql("select run_id from etl.sightings order by 1")
                        .query(Integer.class)
                        .list())
                .as("hours at which a document took the place of another again")
                .containsExactly(2, 4, 5);
        for (int hour = 0; hour < seen.size(); hour++) {
            assertThat(jdbc.sql("""
                            select replace(document::text, ' ', '')
                            from (select payload_hash from etl.payloads order by payload_hash limit 1) as one
                            cross join lateral etl.versions_at('10', '1', payload_hash, null, ?)
                            """)
                            .param(Timestamp.from(NOON.plus(Duration.ofHours(hour))))
                            .query(String.class)
                            .single())
                    .as("at hour %s", hour)
                    .isEqualTo(seen.get(hour));
        }
        assertThat(payloads.newest("10", "books/invoices", List.of("1"))
                        .get("1")
                        .json())
                .asString(UTF_8)
                .isEqualTo(seen.get(5));
    }

    private void keep(long run, String... documents) {
        transaction.executeWithoutResult(status -> payloads.keep(
                new Stamp("10", run, NOON),
                "books/invoices",
                Arrays.stream(documents).map(json -> payload("1", json)).toList()));
    }

    private static Payload payload(String id, String json) {
        var record = new SourceRecord(id, NOON, json.getBytes(UTF_8), new byte[0]);
        return new Payload(id, record.payloadHash(), record.json(), NOON);
    }
}
