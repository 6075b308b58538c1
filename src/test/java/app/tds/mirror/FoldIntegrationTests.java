package app.tds.mirror;

import static org.assertj.core.api.Assertions.assertThat;

import app.tds.TestDatabase;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Words that people write in different ways are found all the same. */
class FoldIntegrationTests {

    private static final JdbcClient JDBC =
            JdbcClient.create(TestDatabase.create().dataSource());

    @ParameterizedTest
    @CsvSource(textBlock = """
            شركة الرافدين,        شركه الرافدين
            أحمد إبراهيم,         احمد ابراهيم
            آلة,                  اله
            مصطفى,               مصطفي
            هاتف ١٢٣,             هاتف 123
            هاتف ۱۲۳,             هاتف 123
            مُحَمَّد,                محمد
            شركـــة,              شركه
            کامیران,              كاميران
            مؤسسة  النور,         موسسه النور
            رئيس,                 رييس
            Café Ltd,            CAFÉ  ltd
            """)
    void bothWaysAreOne(String one, String other) {
        assertThat(fold(one)).isEqualTo(fold(other));
    }

    @ParameterizedTest
    @CsvSource({"علي, علا", "دار, ذار", "12, 21", "حسن, حسين"})
    void otherWordsStayApart(String one, String other) {
        assertThat(fold(one)).isNotEqualTo(fold(other));
    }

    @Test
    void nothingStaysNothing() {
        assertThat(JDBC.sql("select tds.fold(null) is null")
                        .query(Boolean.class)
                        .single())
                .isTrue();
        assertThat(fold("  ")).isEmpty();
    }

    @Test
    void aSearchUsesTheIndexWhereThereAreManyNames() {
        JDBC.sql("""
                insert into tds.products (organization_id, source_id, name, payload_hash, fingerprint, first_seen_at, synced_at, run_id)
                select '1', n::text, 'منتج رقم ' || md5(n::text), ''::bytea, ''::bytea, now(), now(), 1 from generate_series(1, 20000) as n
                union all select '1', 'found', 'شاشة حمايةٍ ١٢', ''::bytea, ''::bytea, now(), now(), 1
                """).update();
        JDBC.sql("analyze tds.products").update();
        String search =
                "select source_id from tds.products where tds.fold(name) like '%' || tds.fold('شاشه حمايه 12') || '%'";

        assertThat(JDBC.sql(search).query(String.class).list()).containsExactly("found");
        assertThat(String.join(
                        "\n", JDBC.sql("explain " + search).query(String.class).list()))
                .contains("products_name_folded");
    }

    private static String fold(String text) {
        return JDBC.sql("select tds.fold(?)").param(text).query(String.class).single();
    }
}
