package app.tds.mirror;

import static org.assertj.core.api.Assertions.assertThat;

import app.tds.TestDatabase;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.BiConsumer;
import org.assertj.core.api.SoftAssertions;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Each value goes in twice, by binary copy and as text, and PostgreSQL says whether they are the same. */
class BinaryCopyIntegrationTests {

    private final Connection connection;

    BinaryCopyIntegrationTests() throws SQLException {
        connection = TestDatabase.createEmpty().dataSource().getConnection();
        execute("set time zone 'UTC'");
    }

    @AfterEach
    void close() throws SQLException {
        connection.close();
    }

    @Test
    void numbersKeepEveryDigit() throws SQLException {
        List<BigDecimal> numbers = new ArrayList<>();
        for (String text : List.of(
                "0",
                "0.00",
                "0.0000000000",
                "-0.5",
                "0.5",
                "1310",
                "1",
                "-1",
                "10",
                "100",
                "1000",
                "9999",
                "10000",
                "10001",
                "99999999",
                "100000000",
                "0.1",
                "0.01",
                "0.001",
                "0.0001",
                "0.00001",
                "0.00010000",
                "1.00001",
                "10000.00001",
                "99999.99999",
                "12345678901234567890.123456789",
                "-12345678901234567890.1",
                "1E+5",
                "1E+4",
                "-1E+20",
                "1E-20",
                "1E-16000",
                "4611686018427387903",
                "4611686018427387904",
                "9223372036854775807",
                "9223372036854775808",
                "18446744073709551616",
                "205.0",
                "205")) {
            numbers.add(new BigDecimal(text));
        }
        numbers.add(new BigDecimal("123456789".repeat(12)));
        numbers.add(new BigDecimal("-" + "9".repeat(100) + "." + "9".repeat(100)));
        numbers.add(new BigDecimal("1" + "0".repeat(100)));
        for (int i = 0; i < 40; i++) {
            numbers.add(BigDecimal.TEN.pow(i));
            numbers.add(BigDecimal.ONE.movePointLeft(i));
            numbers.add(BigDecimal.valueOf(7).movePointLeft(i).add(BigDecimal.TEN.pow(i)));
        }
        var random = new Random(1957);
        for (int i = 0; i < 4000; i++) {
            numbers.add(new BigDecimal(new BigInteger(random.nextInt(400), random), random.nextInt(-20, 60))
                    .multiply(BigDecimal.valueOf(random.nextBoolean() ? 1 : -1)));
        }

        same(
                "numeric",
                numbers,
                BinaryCopy::numeric,
                number -> number.stripTrailingZeros().toPlainString());
    }

    @Test
    void instantsKeepTheirMicroseconds() throws SQLException {
        List<Instant> instants = new ArrayList<>();
        for (String text : List.of(
                "0001-01-01T00:00:00Z",
                "0001-01-01T00:00:00.000001Z",
                "1582-10-14T12:00:00Z",
                "1899-12-31T23:59:59.999999Z",
                "1969-12-31T23:59:59.999999Z",
                "1970-01-01T00:00:00Z",
                "1999-12-31T23:59:59.999999Z",
                "2000-01-01T00:00:00Z",
                "2000-01-01T00:00:00.000001Z",
                "2026-02-28T21:00:00.123456Z",
                "9999-12-31T23:59:59.999999Z")) {
            instants.add(Instant.parse(text));
        }
        var random = new Random(7);
        long first = Instant.parse("0001-01-01T00:00:00Z").getEpochSecond();
        long last = Instant.parse("9999-12-31T23:59:59Z").getEpochSecond();
        for (int i = 0; i < 1000; i++) {
            instants.add(Instant.ofEpochSecond(random.nextLong(first, last), random.nextInt(1_000_000) * 1000L));
        }

        same("timestamptz", instants, BinaryCopy::timestamptz, Instant::toString);
    }

    @Test
    void whatIsFinerThanAMicrosecondIsCutOff() throws SQLException {
        same(
                "timestamptz",
                List.of(Instant.parse("1969-12-31T23:59:59.999999999Z"), Instant.parse("2026-01-01T00:00:00.0000019Z")),
                BinaryCopy::timestamptz,
                instant -> instant.truncatedTo(ChronoUnit.MICROS).toString());
    }

    @Test
    void daysAreTheSameDays() throws SQLException {
        List<LocalDate> days = new ArrayList<>(List.of(
                LocalDate.of(1, 1, 1),
                LocalDate.of(1582, 10, 15),
                LocalDate.of(1900, 2, 28),
                LocalDate.of(1999, 12, 31),
                LocalDate.of(2000, 1, 1),
                LocalDate.of(2024, 2, 29),
                LocalDate.of(9999, 12, 31)));
        var random = new Random(7);
        for (int i = 0; i < 500; i++) {
            days.add(LocalDate.of(random.nextInt(1, 10_000), 1, 1).plusDays(random.nextInt(365)));
        }

        same("date", days, BinaryCopy::date, LocalDate::toString);
    }

    @Test
    void textOfEveryPlaneArrives() throws SQLException {
        List<String> texts = new ArrayList<>(List.of(
                "",
                " ",
                "\\N",
                "\\.",
                "\t\n\r\b\f\u0001\u007f",
                "'\"\\",
                "شركة الرافدين",
                "日本語",
                "🍵🔋👨‍👩‍👧",
                "\ufeff\uffff"));
        for (int plane = 0; plane <= 16; plane++) {
            var text = new StringBuilder();
            for (int i = plane == 0 ? 1 : 0; i < 0x10000; i += 97) {
                int point = plane * 0x10000 + i;
                if (point < 0xd800 || point > 0xdfff) {
                    text.appendCodePoint(point);
                }
            }
            texts.add(text.toString());
        }
        texts.add("x".repeat(1_000_000));

        same("text", texts, BinaryCopy::text, text -> text);
        same("text", texts, (copy, text) -> copy.raw(text.getBytes(StandardCharsets.UTF_8)), text -> text);
    }

    @Test
    void jsonIsStoredAsItsMeaning() throws SQLException {
        var documents = List.of(
                "{}",
                "[]",
                "null",
                "1.50",
                "\"\"",
                "{\"b\":1,\"a\":[true,false,null,{\"x\":\"شاي\"}]}",
                "{\"escaped\":\"\\u0634 \\\" \\\\ \\n\"}",
                "[\"" + "🍵".repeat(20_000) + "\"]");

        same("jsonb", documents.stream().map(Json::new).toList(), BinaryCopy::jsonb, Json::text);
    }

    @Test
    void wholeNumbersAndTruthArrive() throws SQLException {
        same(
                "integer",
                List.of(0, 1, -1, 255, 256, 65535, 65536, Integer.MAX_VALUE, Integer.MIN_VALUE),
                BinaryCopy::integer,
                String::valueOf);
        same(
                "bigint",
                List.of(0L, 1L, -1L, 1L << 31, 1L << 32, -(1L << 33), Long.MAX_VALUE, Long.MIN_VALUE),
                BinaryCopy::bigint,
                String::valueOf);
        same("boolean", List.of(true, false), BinaryCopy::bool, String::valueOf);
    }

    @Test
    void bytesArriveUnchanged() throws SQLException {
        var all = new byte[256];
        for (int i = 0; i < all.length; i++) {
            all[i] = (byte) i;
        }

        same(
                "bytea",
                List.of(new byte[0], all),
                BinaryCopy::raw,
                bytes -> "\\x" + java.util.HexFormat.of().formatHex(bytes));
    }

    @Test
    void nullIsNullForEveryType() throws SQLException {
        execute("create table t (a text, b bytea, c jsonb, d boolean, e integer, f bigint, g date, h timestamptz,"
                + " i numeric)");
        BinaryCopy.run(connection, "copy t from stdin (format binary)", copy -> {
            copy.row(9);
            copy.text(null);
            copy.raw(null);
            copy.jsonb(null);
            copy.bool(null);
            copy.integer(null);
            copy.bigint(null);
            copy.date(null);
            copy.timestamptz(null);
            copy.numeric(null);
        });

        assertThat(rows("select num_nulls(a, b, c, d, e, f, g, h, i)::text from t"))
                .containsExactly("9");
    }

    @Test
    void aFailureOnTheWayLeavesNothingAndAUsableConnection() throws SQLException {
        execute("create table t (v integer)");

        assertThat(org.assertj.core.api.Assertions.catchThrowable(() ->
                        BinaryCopy.run(connection, "copy t from stdin (format binary)", copy -> {
                            for (int i = 0; i < 50_000; i++) {
                                copy.row(1);
                                copy.integer(i);
                            }
                            throw new IllegalStateException("the source of rows broke off");
                        })))
                .hasMessage("the source of rows broke off");

        assertThat(rows("select count(*)::text from t")).containsExactly("0");
    }

    private interface Text<T> {
        String of(T value);
    }

    private <T> void same(String type, List<T> values, BiConsumer<BinaryCopy, T> encode, Text<T> text)
            throws SQLException {
        execute("drop table if exists t");
        execute("create table t (n integer, v " + type + ")");
        long count = BinaryCopy.run(connection, "copy t from stdin (format binary)", copy -> {
            for (int i = 0; i < values.size(); i++) {
                copy.row(2);
                copy.integer(i);
                encode.accept(copy, values.get(i));
            }
        });
        assertThat(count).isEqualTo(values.size());

        List<String> expected = new ArrayList<>();
        try (var cast = connection.prepareStatement(
                "select v::text from unnest(?::text[]) with ordinality as t (s, n), lateral (select s::" + type
                        + " as v) as c order by n")) {
            cast.setArray(
                    1,
                    connection.createArrayOf(
                            "text", values.stream().map(text::of).toArray()));
            try (var row = cast.executeQuery()) {
                while (row.next()) {
                    expected.add(row.getString(1));
                }
            }
        }
        var actual = rows("select v::text from t order by n");
        assertThat(actual).hasSameSizeAs(expected);
        if (!actual.equals(expected)) {
            var softly = new SoftAssertions();
            for (int i = 0; i < actual.size(); i++) {
                softly.assertThat(actual.get(i)).as("%s", values.get(i)).isEqualTo(expected.get(i));
            }
            softly.assertAll();
        }
    }

    private List<String> rows(String sql) throws SQLException {
        List<String> rows = new ArrayList<>();
        try (var statement = connection.createStatement();
                var row = statement.executeQuery(sql)) {
            while (row.next()) {
                rows.add(row.getString(1));
            }
        }
        return rows;
    }

    private void execute(String sql) throws SQLException {
        try (var statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }
}
