package app.tds.zoho.record;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import app.tds.mirror.Json;
import app.tds.source.SourceRecord;
import app.tds.source.Translation.Remark;
import app.tds.source.Unusable;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDate;
import java.util.function.BiFunction;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class ZohoRecordTests {

    /** A way of reading a field. */
    enum Reading {
        ID((zoho, field) -> zoho.id(field)),
        OPTIONAL_ID((zoho, field) -> zoho.optionalId(field)),
        TEXT((zoho, field) -> zoho.text(field)),
        REQUIRED_TEXT(ZohoRecord::requiredText),
        CODE(ZohoRecord::code),
        LONG_TEXT(ZohoRecord::longText),
        AMOUNT(ZohoRecord::amount),
        PERCENTAGE(ZohoRecord::percentage),
        INTEGER(ZohoRecord::integer),
        BOOL(ZohoRecord::bool),
        DAY(ZohoRecord::day),
        INSTANT(ZohoRecord::instant),
        REQUIRED_INSTANT(ZohoRecord::requiredInstant);

        private final BiFunction<ZohoRecord, String, @Nullable Object> how;

        Reading(BiFunction<ZohoRecord, String, @Nullable Object> how) {
            this.how = how;
        }

        @Nullable
        Object read(String value) {
            return how.apply(zoho("{\"x\": " + value + "}"), "x");
        }

        boolean required() {
            return this == ID || this == REQUIRED_TEXT || this == REQUIRED_INSTANT;
        }

        /** Whether a record cannot be right if this cannot be read. */
        boolean decisive() {
            return required() || this == OPTIONAL_ID || this == AMOUNT || this == PERCENTAGE;
        }
    }

    static Stream<Arguments> readable() {
        Instant instant = Instant.parse("2025-06-11T13:40:05Z");
        return Stream.of(
                // identities
                arguments(Reading.ID, "\"5107440000000090011\"", "5107440000000090011"),
                arguments(Reading.ID, "5107440000000090011", "5107440000000090011"),
                arguments(Reading.ID, "9223372036854775808", "9223372036854775808"),
                arguments(Reading.OPTIONAL_ID, "\" 42 \"", "42"),
                // texts
                arguments(Reading.TEXT, "\"خيمة \\u062A\"", "خيمة ت"),
                arguments(Reading.TEXT, "\"\uD83D\uDE00\"", "\uD83D\uDE00"),
                arguments(Reading.TEXT, "4006381333931", "4006381333931"),
                arguments(Reading.TEXT, "0.10", "0.10"),
                arguments(Reading.TEXT, "true", "true"),
                arguments(Reading.TEXT, "\" \"", " "),
                arguments(Reading.TEXT, quoted("a".repeat(2_000)), "a".repeat(2_000)),
                arguments(Reading.TEXT, quoted("\uD83D\uDE00".repeat(2_000)), "\uD83D\uDE00".repeat(2_000)),
                arguments(Reading.LONG_TEXT, quoted("a".repeat(100_000)), "a".repeat(100_000)),
                // amounts
                arguments(Reading.AMOUNT, "205.0", new BigDecimal("205.0")),
                arguments(Reading.AMOUNT, "205", new BigDecimal("205")),
                arguments(Reading.AMOUNT, "\"205.00\"", new BigDecimal("205.00")),
                arguments(Reading.AMOUNT, "-3", new BigDecimal("-3")),
                arguments(Reading.AMOUNT, "12345678901234567890.12", new BigDecimal("12345678901234567890.12")),
                arguments(Reading.AMOUNT, "\"12345678901234567890\"", new BigDecimal("12345678901234567890")),
                arguments(Reading.AMOUNT, "0.1", new BigDecimal("0.1")),
                arguments(Reading.AMOUNT, "1e3", new BigDecimal("1e3")),
                arguments(Reading.AMOUNT, "9".repeat(100), new BigDecimal("9".repeat(100))),
                arguments(Reading.PERCENTAGE, "19", new BigDecimal("19")),
                arguments(Reading.PERCENTAGE, "\"19.5%\"", new BigDecimal("19.5")),
                arguments(Reading.PERCENTAGE, "\"19 %\"", new BigDecimal("19")),
                // whole numbers
                arguments(Reading.INTEGER, "15", 15),
                arguments(Reading.INTEGER, "\"15\"", 15),
                arguments(Reading.INTEGER, "15.0", 15),
                arguments(Reading.INTEGER, "-2147483648", Integer.MIN_VALUE),
                // truth
                arguments(Reading.BOOL, "true", true),
                arguments(Reading.BOOL, "false", false),
                arguments(Reading.BOOL, "\"true\"", true),
                arguments(Reading.BOOL, "\"False\"", false),
                // days
                arguments(Reading.DAY, "\"2024-02-29\"", LocalDate.of(2024, 2, 29)),
                arguments(Reading.DAY, "\"0001-01-01\"", LocalDate.of(1, 1, 1)),
                arguments(Reading.DAY, "\"9999-12-31\"", LocalDate.of(9999, 12, 31)),
                // instants
                arguments(Reading.INSTANT, "\"2025-06-11T16:40:05+0300\"", instant),
                arguments(Reading.INSTANT, "\"2025-06-11T16:40:05+03:00\"", instant),
                arguments(Reading.INSTANT, "\"2025-06-11T13:40:05Z\"", instant),
                arguments(Reading.INSTANT, "\"2025-06-11T09:10:05-0430\"", instant),
                arguments(Reading.INSTANT, "\"2025-06-11T19:10:05+05:30\"", instant),
                arguments(Reading.INSTANT, "\"2025-06-11T13:40:05.25Z\"", instant.plusMillis(250)));
    }

    @ParameterizedTest
    @MethodSource
    void readable(Reading reading, String value, Object expected) {
        assertThat(reading.read(value)).isEqualTo(expected);
    }

    @ParameterizedTest
    @ValueSource(strings = {"null", "\"\""})
    void nullAndEmptyAreNoValueOfAnyType(String value) {
        for (Reading reading : Reading.values()) {
            if (reading.required()) {
                assertThatExceptionOfType(Unusable.class)
                        .isThrownBy(() -> reading.read(value))
                        .withMessageStartingWith("x: missing; ");
            } else {
                assertThat(reading.read(value)).as(reading.name()).isNull();
            }
        }
    }

    @Test
    void absentFieldIsNoValue() {
        assertThat(zoho("{}").text("x")).isNull();
        assertThat(zoho("{}").amount("x")).isNull();
        assertThat(zoho("{}").optionalId("x")).isNull();
    }

    static Stream<Arguments> unreadable() {
        String number = "is not a number: correct it in Zoho";
        String digits = "has more than 100 digits or an exponent beyond 1000: correct it in Zoho";
        String day = "is not a day (yyyy-MM-dd, years 0001 to 9999): correct it in Zoho";
        String time = "is not a time with an offset (yyyy-MM-ddTHH:mm:ss+hhmm, years 0001 to 9999): correct it in Zoho";
        String whole = "is not a whole number of at most 9 digits: correct it in Zoho";
        String truth = "is neither true nor false: correct it in Zoho";
        String id = "is not an id: an id holds letters, digits, - and _ only, at most 100 of them: correct it in Zoho";
        return Stream.of(
                arguments(Reading.ID, "\"a b\"", id),
                arguments(Reading.ID, "\"../../../oauth/v2/token?x=\"", id),
                arguments(Reading.OPTIONAL_ID, "\"1/2\"", id),
                arguments(Reading.OPTIONAL_ID, "\"%2e%2e\"", id),
                arguments(Reading.ID, "\"1\\u00002\"", id),
                arguments(Reading.ID, quoted("1".repeat(101)), id),
                arguments(Reading.ID, "5.107440000000090011e18", id),
                arguments(Reading.ID, "1.5", id),
                arguments(Reading.ID, "true", id),
                arguments(Reading.TEXT, quoted("a".repeat(2_001)), "has 2001 characters, at most 2000 can be kept"),
                arguments(Reading.CODE, quoted("a".repeat(101)), "has 101 characters, at most 100 can be kept"),
                arguments(Reading.AMOUNT, "\"1,234.50\"", number),
                arguments(Reading.AMOUNT, "\"EUR 12\"", number),
                arguments(Reading.AMOUNT, "\"19%\"", number),
                arguments(Reading.AMOUNT, "\"NaN\"", number),
                arguments(Reading.AMOUNT, "\"Infinity\"", number),
                arguments(Reading.AMOUNT, "true", number),
                arguments(Reading.AMOUNT, "\"1e99999999999\"", number),
                arguments(Reading.AMOUNT, "1e400000", digits),
                arguments(Reading.AMOUNT, "1e-400000", digits),
                arguments(Reading.AMOUNT, "\"1e2147483647\"", digits),
                arguments(Reading.AMOUNT, "9".repeat(101), digits),
                arguments(Reading.AMOUNT, quoted("9".repeat(1_000_000)), "has too many digits, at most 100"),
                arguments(Reading.AMOUNT, "9".repeat(1_000_000), "unreadable JSON"),
                arguments(Reading.PERCENTAGE, "\"%\"", number),
                arguments(Reading.PERCENTAGE, "\"19%%\"", number),
                arguments(Reading.INTEGER, "1.5", whole),
                arguments(Reading.INTEGER, "2147483648", whole),
                arguments(Reading.INTEGER, "\"in 3 days\"", number),
                arguments(Reading.BOOL, "1", truth),
                arguments(Reading.BOOL, "\"yes\"", truth),
                arguments(Reading.DAY, "\"0000-00-00\"", day),
                arguments(Reading.DAY, "\"2023-02-29\"", day),
                arguments(Reading.DAY, "\"0000-01-01\"", day),
                arguments(Reading.DAY, "\"12025-01-01\"", day),
                arguments(Reading.DAY, "\"+12025-01-01\"", day),
                arguments(Reading.DAY, "\"11 Jun 2025\"", day),
                arguments(Reading.DAY, "\"2025-6-11\"", day),
                arguments(Reading.DAY, "\"2025-06-1١\"", day),
                arguments(Reading.DAY, "20250611", day),
                arguments(Reading.INSTANT, "\"2025-06-11\"", time),
                arguments(Reading.INSTANT, "\"2025-06-11T16:40:05\"", time),
                arguments(Reading.INSTANT, "\"2025-06-11 16:40:05+0300\"", time),
                arguments(Reading.INSTANT, "\"2025-06-11T16:40:05+3\"", time),
                arguments(Reading.INSTANT, "\"2025-06-11T16:40:05+0360\"", time),
                arguments(Reading.INSTANT, "\"2025-06-11T16:40:05+9900\"", time),
                arguments(Reading.INSTANT, "\"2025-06-11T24:00:00Z\"", time),
                arguments(Reading.INSTANT, "\"2025-06-11T16:40:05.Z\"", time),
                arguments(Reading.INSTANT, "\"2025-06-11T16:40:05.1234567890Z\"", time),
                arguments(Reading.INSTANT, "\"2025-06-11T16:40:05ZZ\"", time),
                arguments(Reading.INSTANT, "\"2025-06-11T16:40:05.5\"", time),
                arguments(Reading.INSTANT, "\"0000-00-00T00:00:00+0000\"", time),
                arguments(Reading.INSTANT, "\"0001-01-01T00:00:00+0100\"", time),
                arguments(Reading.INSTANT, "\"9999-12-31T23:59:59-0100\"", time));
    }

    @ParameterizedTest
    @MethodSource
    void unreadable(Reading reading, String value, String cause) {
        if (!reading.decisive() && !cause.equals("unreadable JSON")) {
            ZohoRecord zoho = zoho("{\"x\": " + value + "}");
            assertThat(reading.how.apply(zoho, "x")).isNull();
            assertThat(zoho.remarks())
                    .singleElement()
                    .satisfies(it -> assertThat(it.text())
                            .startsWith("left empty: ")
                            .contains(cause)
                            .hasSizeLessThan(250)
                            .doesNotContain("\0"));
            return;
        }
        assertThatExceptionOfType(Unusable.class)
                .isThrownBy(() -> reading.read(value))
                .withMessageContaining(cause)
                .satisfies(it -> assertThat(it.field()).isEqualTo("x"))
                .satisfies(
                        it -> assertThat(it.getMessage()).hasSizeLessThan(250).doesNotContain("\0"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"{}", "[]", "{\"a\": [1]}", "[{}]"})
    void nestedValueIsNoValueOfAnyType(String value) {
        for (Reading reading : Reading.values()) {
            unreadable(reading, value, " where a single value is expected: ");
        }
    }

    @Test
    void tooLongNameSaysHowLongAndWhatToDo() {
        assertThatExceptionOfType(Unusable.class)
                .isThrownBy(() -> Reading.REQUIRED_TEXT.read(quoted("خ".repeat(10_000))))
                .withMessage("x: \"" + "خ".repeat(40)
                        + "…\" has 10000 characters, at most 2000 can be kept: shorten it in Zoho");
    }

    @Test
    void ofSeveralFieldsTheFirstWithAValueIsRead() {
        ZohoRecord zoho = zoho("{\"location_id\": \"\", \"warehouse_id\": null, \"branch_id\": 7}");

        assertThat(zoho.id("location_id", "warehouse_id", "branch_id")).isEqualTo("7");
    }

    @Test
    void nulAndUnpairedSurrogatesAreMadeStorable() {
        ZohoRecord zoho =
                zoho("{\"a\": \"x\\u0000y\\u0000\", \"b\": \"\\uD83D!\\uDE00\", \"c\": \"\\uD83D\\uDE00\\u0000\","
                        + " \"d\": \"\\u0000\", \"e\": \"\\u0007\"}");

        assertThat(zoho.text("a")).isEqualTo("xy");
        assertThat(zoho.longText("b")).isEqualTo("\uFFFD!\uFFFD");
        assertThat(zoho.text("c")).isEqualTo("\uD83D\uDE00");
        assertThat(zoho.text("d")).isNull();
        assertThat(zoho.text("e")).isEqualTo("\u0007");
        assertThat(zoho.remarks())
                .containsExactly(
                        new Remark("a", "2 NUL characters removed"),
                        new Remark("b", "2 unpaired surrogates replaced by U+FFFD"),
                        new Remark("c", "1 NUL character removed"),
                        new Remark("d", "1 NUL character removed"));
    }

    @Test
    void remarksAreOnFieldsThatAreRead() {
        assertThat(zoho("{\"unread\": \"\\u0000\"}").remarks()).isEmpty();
    }

    @Test
    void customFieldsAreOneObjectWithoutTwins() {
        ZohoRecord zoho = zoho("{\"sku\": \"A\", \"cf_season\": \"Summer\", \"cf_season_unformatted\": \"summer\","
                + " \"cf_price_formatted\": \"EUR 1\", \"cf_price\": 12345678901234567890.10,"
                + " \"cf_tags\": [\"a\", {\"b\": null}], \"cf_shown\": true, \"cf_none\": null,"
                + " \"cf_empty\": \"\", \"cf_well_formatted\": \"yes\", \"custom_field_hash\": {\"cf_x\": 1}}");

        assertThat(zoho.customFields())
                .isEqualTo(new Json("{\"cf_season\":\"summer\",\"cf_price\":12345678901234567890.10,"
                        + "\"cf_tags\":[\"a\",{\"b\":null}],\"cf_shown\":true,\"cf_none\":null,\"cf_empty\":\"\","
                        + "\"cf_well_formatted\":\"yes\"}"));
        assertThat(zoho.remarks()).isEmpty();
    }

    @Test
    void noCustomFieldsAreNull() {
        assertThat(zoho("{\"custom_fields\": [], \"custom_field_hash\": {}}").customFields())
                .isNull();
    }

    @Test
    void customFieldsAreMadeStorableToo() {
        ZohoRecord zoho = zoho("{\"cf_a\": \"x\\u0000\", \"cf_b\": [{\"\\u0000k\": \"\\uDE00\"}], \"cf_\\u0000c\": 1}");

        assertThat(zoho.customFields())
                .isEqualTo(new Json("{\"cf_a\":\"x\",\"cf_b\":[{\"k\":\"\uFFFD\"}],\"cf_c\":1}"));
        assertThat(zoho.remarks())
                .containsExactly(
                        new Remark("cf_a", "1 NUL character removed"),
                        new Remark("cf_b", "1 NUL character removed"),
                        new Remark("cf_b", "1 unpaired surrogate replaced by U+FFFD"),
                        new Remark("custom_fields", "1 NUL character removed"));
    }

    @Test
    void customNumbersHaveTheSameBounds() {
        ZohoRecord zoho = zoho("{\"cf_a\": [1e400000, 7]}");

        assertThat(zoho.customFields()).isEqualTo(new Json("{\"cf_a\":[null,7]}"));
        assertThat(zoho.remarks()).singleElement().satisfies(it -> {
            assertThat(it.field()).isEqualTo("cf_a");
            assertThat(it.text()).startsWith("left empty: \"1e400000\" has more than 100 digits");
        });
    }

    @Test
    void ofARepeatedFieldTheLastCounts() {
        assertThat(zoho("{\"x\": \"a\", \"x\": \"b\"}").text("x")).isEqualTo("b");
    }

    @ParameterizedTest
    @ValueSource(strings = {"[]", "null", "\"text\"", "", "{\"x\": ", "{\"x\": 1", "{x}", "{\"\\u0000\": tru}"})
    void whatIsNoObjectIsUnusable(String json) {
        assertThatExceptionOfType(Unusable.class)
                .isThrownBy(() -> zoho(json))
                .withMessageContaining("fetch")
                .satisfies(it -> assertThat(it.getMessage()).doesNotContain("\0", "\n"))
                .satisfies(it -> assertThat(it.field()).doesNotContain("\0"));
    }

    @Test
    void veryDeepValueIsUnusable() {
        assertThatExceptionOfType(Unusable.class)
                .isThrownBy(() -> zoho("{\"cf_x\": " + "[".repeat(100_000)))
                .satisfies(it -> assertThat(it.field()).isEqualTo("cf_x"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"cf_doc_date\": \"17/09/2026\", \"cf_doc_date_unformatted\": \"2026-09-17\", \"cf_worth\":"
                        + " \"IQD 1,234,500.75\", \"cf_worth_unformatted\": 1234500.75}",
                "{\"custom_field_hash\": {\"cf_doc_date\": \"17/09/2026\", \"cf_doc_date_unformatted\": \"2026-09-17\","
                        + " \"cf_worth\": \"IQD 1,234,500.75\", \"cf_worth_unformatted\": 1234500.75}}",
                "{\"custom_field_hash\": {}, \"custom_fields\": [{\"api_name\": \"cf_doc_date\", \"value\": \"17/09/2026\","
                        + " \"value_unformatted\": \"2026-09-17\"}, {\"api_name\": \"cf_worth\", \"value\": 1234500.75,"
                        + " \"value_formatted\": \"IQD 1,234,500.75\"}]}"
            })
    void ofACustomFieldTheMachinesValueIsReadInAllShapesOfListsAndDocuments(String json) {
        Json expected = new Json("{\"cf_doc_date\":\"2026-09-17\",\"cf_worth\":1234500.75}");

        assertThat(zoho(json).customFields()).isEqualTo(expected);
        assertThat(document(json).customFieldsOfDetails("custom_fields")).isEqualTo(expected);
    }

    @Test
    void anEmptyTwinIsNoValue() {
        assertThat(zoho("{\"cf_a\": \"x\", \"cf_a_unformatted\": \"\"}").customFields())
                .isEqualTo(new Json("{\"cf_a\":\"x\"}"));
    }

    @Test
    void whatIsOptionalAndUnreadableIsNullWithARemark() {
        ZohoRecord zoho = zoho("{\"created_time\": \"2025-06-11\", \"due_date\": \"soon\", \"is_emailed\": 7,"
                + " \"payment_terms\": \"in 3 days\", \"notes\": {\"a\": 1}}");

        assertThat(zoho.instant("created_time")).isNull();
        assertThat(zoho.day("due_date")).isNull();
        assertThat(zoho.bool("is_emailed")).isNull();
        assertThat(zoho.integer("payment_terms")).isNull();
        assertThat(zoho.longText("notes")).isNull();
        assertThat(zoho.remarks())
                .extracting(Remark::field)
                .containsExactly("created_time", "due_date", "is_emailed", "payment_terms", "notes");
        assertThat(zoho.remarks().get(0).text())
                .isEqualTo("left empty: \"2025-06-11\" is not a time with an offset (yyyy-MM-ddTHH:mm:ss+hhmm,"
                        + " years 0001 to 9999): correct it in Zoho");
    }

    @ParameterizedTest
    @ValueSource(strings = {"last_modified_time", "updated_time"})
    void anUnreadableModificationTimeIsNotOptional(String field) {
        assertThatExceptionOfType(Unusable.class)
                .isThrownBy(() -> zoho("{\"" + field + "\": \"2025-06-11\"}").instant(field))
                .withMessageStartingWith(field + ": ");
    }

    @Test
    void minusOneIsNobodyAndHasNoName() {
        ZohoRecord zoho = zoho("{\"salesperson_id\": \"-1\", \"salesperson_name\": \"Others\", \"category_id\": -1}");

        assertThat(zoho.optionalId("salesperson_id")).isNull();
        assertThat(zoho.text("salesperson_name")).isNull();
        assertThat(zoho.optionalId("category_id")).isNull();
        assertThat(zoho.remarks()).isEmpty();
    }

    private static ZohoRecord document(String json) {
        return ZohoRecord.detail(new SourceRecord(null, null, json.getBytes(StandardCharsets.UTF_8), new byte[32]));
    }

    private static String quoted(String text) {
        return '"' + text + '"';
    }

    private static ZohoRecord zoho(String json) {
        return new ZohoRecord(new SourceRecord(null, null, json.getBytes(StandardCharsets.UTF_8), new byte[32]));
    }
}
