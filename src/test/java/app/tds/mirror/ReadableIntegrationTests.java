package app.tds.mirror;

import static org.assertj.core.api.Assertions.assertThat;

import app.tds.TestDatabase;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Documents that json takes and jsonb does not. */
class ReadableIntegrationTests {

    private static final JdbcClient JDBC =
            JdbcClient.create(TestDatabase.create().dataSource());

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            {"a": "x\\u0000y\\u0000\\u0000"}            | {"a": "xy"}
            {"a": "\\ud83d", "b": 1}                    | {"a": "�", "b": 1}
            {"a": "\\ud83d\\ud83d\\uDE00 \\uDE00"}      | {"a": "�😀 �"}
            {"a": "\\\\ud83d \\uDE00\\uDE00"}           | {"a": "\\\\ud83d ��"}
            {"a": 1e200000, "b": [-2.5E+0131073, 1e-99999], "c": "1e200000"} | {"a": "1e200000", "b": ["-2.5E+0131073", "1e-99999"], "c": "1e200000"}
            {"\\ud83d": {"say \\"1e200000\\"": 1e9}, "n": "\\u0000"}      | {"n": "", "�": {"say \\"1e200000\\"": 1000000000}}
            """)
    void areReadWithWhatJsonbCannotHoldChanged(String sent, String read) {
        assertThat(readable(sent)).isEqualTo(read);
    }

    @Test
    void manyDigitsAreAText() {
        String number = "9".repeat(200_000);

        assertThat(readable("{\"a\": " + number + "}")).isEqualTo("{\"a\": \"" + number + "\"}");
    }

    @Test
    void whatCanBeReadStaysAsItWas() {
        String sent = "{\"a\": \"\\u062a \\ud83d\\ude00\", \"b\": 1.50, \"c\": [null, true]}";

        assertThat(readable(sent)).isEqualTo("{\"a\": \"ت 😀\", \"b\": 1.50, \"c\": [null, true]}");
    }

    private static String readable(String json) {
        return JDBC.sql("select etl.readable(:json::json)::text")
                .param("json", json)
                .query(String.class)
                .single();
    }
}
