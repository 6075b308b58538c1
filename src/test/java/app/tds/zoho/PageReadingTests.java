package app.tds.zoho;

import static java.nio.charset.StandardCharsets.UTF_16;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import app.tds.source.SourceQuery.Changes;
import app.tds.source.SourceQuery.Means;
import app.tds.source.SourceRecord;
import app.tds.zoho.PageReading.Page;
import app.tds.zoho.ZohoClient.Unreadable;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.json.JsonMapper;

class PageReadingTests {

    private static final JsonMapper MAPPER = new JsonMapper();
    private static final Changes SINCE_2026 = new Changes(Instant.parse("2026-01-01T00:00:00Z"), Means.FILTER);

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"item_id\":\"1\",\"name\":\"شاي أسود\"}",
                "{\"item_id\":\"1\",\"name\":\"\\u0634\\u0627\\u064a \\\"\\\\ \\/ \\u0000 \\ud83c\\udf75 🍵\"}",
                "{\"item_id\":\"1\",\"nested\":{\"deep\":[{\"x\":[1,2,{}]},[],{}]},\"more\":[]}",
                "{\"item_id\":\"1\",\"rate\":205.00}",
                "{\"item_id\":\"1\",\"rate\":-1.50E+3 }",
                "{\"item_id\":\"1\",\"rate\":0}",
                "{\"rate\":7,\"item_id\":1}",
                "{\"item_id\":\"1\",\"on\":true,\"off\":false,\"none\":null}",
                "{ \"item_id\" : \"1\" ,\n\t\"name\" : \"spaced\"\r\n , \"rate\" : 1\n }",
                "{\"item_id\":\"1\",\"\":\"\",\"name\":\"}{][\\\"\"}"
            })
    void aRecordKeepsItsBytes(String record) {
        for (String around : List.of("%s", " %s ", "\n\n%s\n", "%1$s,%1$s", "%1$s \n, %1$s")) {
            var page = read(page(around.formatted(record), true));

            assertThat(page.records())
                    .isNotEmpty()
                    .allSatisfy(it -> assertThat(text(it)).isEqualTo(record))
                    .allSatisfy(it -> assertThat(it.sourceId()).isEqualTo("1"));
        }
    }

    @Test
    void everyRecordOfALongPageKeepsItsBytes() {
        var records = new StringBuilder();
        for (int i = 0; i < 500; i++) {
            records.append(i == 0 ? "" : ",").append(longRecord(i));
        }

        var page = read(page(records.toString(), true));

        assertThat(page.records()).hasSize(500);
        for (int i = 0; i < 500; i++) {
            assertThat(text(page.records().get(i))).isEqualTo(longRecord(i));
            assertThat(page.records().get(i).sourceId()).isEqualTo("" + i);
        }
    }

    private static String longRecord(int i) {
        return "{\"name\":\"" + "بطارية 🔋 ".repeat(i % 40) + "\",\"item_id\":\"" + i + "\",\"rate\":" + i + ".50}";
    }

    @Test
    void whatStandsAroundTheRecordsMayStandAnywhere() {
        var page = read("""
                { "page_context" : { "page" : 1, "search_criteria" : [ { "column_name" : "x" } ],
                    "has_more_page" : false },
                  "other" : { "items" : [ { "item_id" : "9" } ] },
                  "items" : [ { "item_id" : "1" } ],
                  "message" : "success", "code" : 0 }
                """);

        assertThat(page.records()).extracting(SourceRecord::sourceId).containsExactly("1");
        assertThat(page.more()).isFalse();
    }

    @Test
    void onlyAListThatComesWithoutPagesMaySayNothingOfThem() {
        String whole = "{\"code\":0,\"message\":\"success\",\"items\":[{\"item_id\":\"1\"}]}";
        var page = new PageReading(MAPPER, Queries.withoutPages()).read(whole.getBytes(UTF_8));
        assertThat(page.records()).hasSize(1);
        assertThat(page.more()).isFalse();
        assertThatThrownBy(() -> read(whole))
                .isInstanceOf(Unreadable.class)
                .hasMessageContaining("does not say whether there are more pages");
    }

    @ParameterizedTest
    @CsvSource(delimiter = ';', quoteCharacter = '`', textBlock = """
            terms                 ; {"code":0,"terms":[{"item_id":"1"}]}                             ; 1
            terms|payment_terms   ; {"code":0,"payment_terms":[{"item_id":"1"}]}                     ; 1
            data.terms            ; {"code":0,"terms":[],"data":{"a":[1],"terms":[{"item_id":"1"}]}} ; 1
            data.terms|terms      ; {"code":0,"terms":[{"item_id":"1"}],"data":{"a":{"terms":[]}}}   ; 1
            data.terms            ; {"code":0,"data":[{"item_id":"1"}]}        ; it has no "data.terms"
            data.terms            ; {"code":0,"data":{"terms":{"a":1}}}        ; "data.terms" is not a list
            a|b                   ; {"code":0,"a":[],"b":[]}                   ; it has "b" twice
            data.terms|terms      ; {"code":0,"data":{"terms":[]},"terms":[]}  ; it has "terms" twice
            """)
    void theListMayBeWithinAnObjectOrHaveOneOfSeveralNames(String records, String answer, String expected) {
        var reading = new PageReading(MAPPER, Queries.in(records));
        if (expected.equals("1")) {
            assertThat(reading.read(answer.getBytes(UTF_8)).records())
                    .extracting(SourceRecord::sourceId)
                    .containsExactly("1");
        } else {
            assertThatThrownBy(() -> reading.read(answer.getBytes(UTF_8)))
                    .isInstanceOf(Unreadable.class)
                    .hasMessageContaining(expected);
        }
    }

    @ParameterizedTest
    @CsvSource(delimiter = ';', quoteCharacter = '`', textBlock = """
            "sort_column":"last_modified_time" ; true
            "sort_column":"created_time"       ; false
            "sort_column":""                   ; false
            "sort_order":"D"                   ; false
            """)
    void anOrderThatTheAnswerDoesNotNameIsNotBelieved(String said, boolean inOrder) {
        String answer = "{\"code\":0,\"items\":[],\"page_context\":{\"has_more_page\":false,%s}}".formatted(said);
        var bySort = new PageReading(MAPPER, Queries.items(Map.of(), new Changes(Instant.EPOCH, Means.SORT)));
        var byFilter = new PageReading(MAPPER, Queries.items(Map.of(), new Changes(Instant.EPOCH, Means.FILTER)));

        assertThat(bySort.read(answer.getBytes(UTF_8)).inOrder()).isEqualTo(inOrder);
        assertThat(byFilter.read(answer.getBytes(UTF_8)).inOrder()).isTrue();
    }

    @ParameterizedTest
    @CsvSource(delimiter = ';', quoteCharacter = '`', textBlock = """
            "sort_column":"created_time","sort_order":"A" ; true
            "sort_column":"created_time"                  ; true
            "sort_column":"created_time","sort_order":"D" ; false
            "sort_column":"date","sort_order":"A"         ; false
            "sort_order":"A"                              ; false
            """)
    void theOrderOfAWholeListHasToBeTheOneThatWasAskedFor(String said, boolean inOrder) {
        String answer = "{\"code\":0,\"items\":[],\"page_context\":{\"has_more_page\":false,%s}}".formatted(said);
        var asked = Map.of("sort_column", "created_time", "sort_order", "A");

        assertThat(new PageReading(MAPPER, Queries.items(asked, null))
                        .read(answer.getBytes(UTF_8))
                        .inOrder())
                .isEqualTo(inOrder);
        assertThat(new PageReading(MAPPER, Queries.items(Map.of("sort_column", "", "sort_order", ""), null))
                        .read(answer.getBytes(UTF_8))
                        .inOrder())
                .as("no order was asked for")
                .isTrue();
    }

    @Test
    void aByteOrderMarkMovesNothing() {
        var body = page("{\"item_id\":\"1\"}", false);
        var marked = new byte[body.getBytes(UTF_8).length + 3];
        System.arraycopy(new byte[] {(byte) 0xef, (byte) 0xbb, (byte) 0xbf}, 0, marked, 0, 3);
        System.arraycopy(body.getBytes(UTF_8), 0, marked, 3, marked.length - 3);

        assertThat(text(read(marked).records().get(0))).isEqualTo("{\"item_id\":\"1\"}");
    }

    @Test
    void anIdIsAStringOrANumberOfAnyLength() {
        var ids = read(page(
                        "{\"item_id\":\"460000000000038080\"},{\"item_id\":9223372036854775807},"
                                + "{\"item_id\":92233720368547758079}",
                        false))
                .records();

        assertThat(ids)
                .extracting(SourceRecord::sourceId)
                .containsExactly("460000000000038080", "9223372036854775807", "92233720368547758079");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{}",
                "{\"name\":\"x\"}",
                "{\"item_id\":null}",
                "{\"item_id\":\"\"}",
                "{\"item_id\":\"  \"}",
                "{\"item_id\":1.5}",
                "{\"item_id\":true}",
                "{\"item_id\":{\"item_id\":\"1\"}}",
                "{\"item_id\":[\"1\"]}",
                "{\"item_id\":\"1\\u00002\"}",
                "{\"nested\":{\"item_id\":\"1\"}}"
            })
    void aRecordWithoutAnIdIsStillARecord(String record) {
        var page = read(page(record + ",{\"item_id\":\"2\"}", false));

        assertThat(page.records()).extracting(SourceRecord::sourceId).containsExactly(null, "2");
        assertThat(text(page.records().get(0))).isEqualTo(record);
    }

    @Test
    void shortAndEmptyPagesAreNotTheEndUnlessZohoSaysSo() {
        assertThat(read(page("", true))).isEqualTo(new Page(List.of(), true, null, true));
        assertThat(read(page("", false))).isEqualTo(new Page(List.of(), false, null, true));
        assertThat(read(page("{\"item_id\":\"1\"}", true)).more()).isTrue();
        assertThat(read(page("{\"item_id\":\"1\"}", false)).more()).isFalse();
    }

    @Test
    void timesAreReadOnlyIfAskedForAndAnUnreadableOneIsAbsent() {
        var body = page(
                "{\"item_id\":\"1\",\"last_modified_time\":\"2026-03-01T10:00:00+0300\"},"
                        + "{\"item_id\":\"2\",\"last_modified_time\":\"yesterday\"},{\"item_id\":\"3\"},"
                        + "{\"item_id\":\"4\",\"last_modified_time\":17}",
                false);

        var asked = new PageReading(MAPPER, Queries.items(Map.of(), SINCE_2026)).read(body.getBytes(UTF_8));
        assertThat(asked.records())
                .extracting(SourceRecord::modifiedAt)
                .containsExactly(Instant.parse("2026-03-01T07:00:00Z"), null, null, null);
        assertThat(read(body).records()).extracting(SourceRecord::modifiedAt).containsOnlyNulls();
    }

    @Test
    void aPageCutOffAnywhereIsUnreadable() {
        var body = page("{\"item_id\":\"1\",\"rate\":12.50,\"name\":\"شاي\"},{\"item_id\":2}", false)
                .getBytes(UTF_8);
        assertThatCode(() -> read(body)).doesNotThrowAnyException();

        for (int length = 0; length < body.length; length++) {
            var cut = Arrays.copyOf(body, length);
            assertThatThrownBy(() -> read(cut))
                    .as(new String(cut, UTF_8))
                    .isInstanceOf(Unreadable.class)
                    .message()
                    .isNotBlank();
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "<!DOCTYPE html><html><body>Sign in</body></html>",
                "null",
                "[]",
                "\"items\"",
                "0",
                "{}",
                "not json",
                "{\"code\":0,\"message\":\"success\"}",
                // without records, or with something else in their place
                "{\"code\":0,\"page_context\":{\"has_more_page\":false}}",
                "{\"code\":0,\"Items\":[],\"page_context\":{\"has_more_page\":false}}",
                "{\"code\":0,\"items\":null,\"page_context\":{\"has_more_page\":false}}",
                "{\"code\":0,\"items\":{},\"page_context\":{\"has_more_page\":false}}",
                "{\"code\":0,\"items\":\"\",\"page_context\":{\"has_more_page\":false}}",
                "{\"code\":0,\"items\":[1],\"page_context\":{\"has_more_page\":false}}",
                "{\"code\":0,\"items\":[null],\"page_context\":{\"has_more_page\":false}}",
                "{\"code\":0,\"items\":[[]],\"page_context\":{\"has_more_page\":false}}",
                // without a word on whether there are more
                "{\"code\":0,\"items\":[]}",
                "{\"code\":0,\"items\":[],\"page_context\":null}",
                "{\"code\":0,\"items\":[],\"page_context\":{}}",
                "{\"code\":0,\"items\":[],\"page_context\":[{\"has_more_page\":false}]}",
                "{\"code\":0,\"items\":[],\"page_context\":{\"has_more_page\":\"false\"}}",
                "{\"code\":0,\"items\":[],\"page_context\":{\"has_more_page\":0}}",
                "{\"code\":0,\"items\":[],\"page_context\":{\"has_more_page\":null}}",
                "{\"code\":0,\"items\":[],\"page_context\":{\"deep\":{\"has_more_page\":false}}}",
                // no success
                "{\"items\":[],\"page_context\":{\"has_more_page\":false}}",
                "{\"code\":57,\"items\":[],\"page_context\":{\"has_more_page\":false}}",
                "{\"code\":\"0\",\"items\":[],\"page_context\":{\"has_more_page\":false}}",
                "{\"code\":0.0,\"items\":[],\"page_context\":{\"has_more_page\":false}}",
                "{\"code\":null,\"items\":[],\"page_context\":{\"has_more_page\":false}}",
                "{\"code\":99999999999999999999,\"items\":[],\"page_context\":{\"has_more_page\":false}}",
                // something after the end
                "{\"code\":0,\"items\":[],\"page_context\":{\"has_more_page\":false}}x",
                "{\"code\":0,\"items\":[],\"page_context\":{\"has_more_page\":false}}{}",
                "{\"code\":0,\"items\":[],\"page_context\":{\"has_more_page\":false}}]",
                "{\"code\":0,\"items\":[],\"page_context\":{\"has_more_page\":false}}<br/>",
                // the same thing twice: which of them is meant?
                "{\"code\":0,\"items\":[{\"item_id\":\"1\"}],\"items\":[],\"page_context\":{\"has_more_page\":false}}",
                "{\"code\":57,\"code\":0,\"items\":[],\"page_context\":{\"has_more_page\":false}}",
                "{\"code\":0,\"items\":[],\"page_context\":{\"has_more_page\":true},\"page_context\":{\"has_more_page\":false}}",
                "{\"code\":0,\"items\":[],\"page_context\":{\"has_more_page\":true,\"has_more_page\":false}}"
            })
    void whatIsNotACompletePageIsUnreadableAndNeverAnEmptyOne(String body) {
        assertThatThrownBy(() -> read(body))
                .isInstanceOf(Unreadable.class)
                .message()
                .isNotBlank();
    }

    @Test
    void anotherEncodingIsUnreadable() {
        assertThatThrownBy(() -> read(page("{\"item_id\":\"1\"}", false).getBytes(UTF_16)))
                .isInstanceOf(Unreadable.class);
    }

    @Test
    void anotherFilterThanAskedForWouldHideRecords() {
        var reading = new PageReading(MAPPER, Queries.items(Map.of("filter_by", "Status.All"), null));
        var active = filtered("Status.Active").getBytes(UTF_8);

        assertThatThrownBy(() -> reading.read(active))
                .isInstanceOf(Unreadable.class)
                .hasMessageContaining("Status.Active")
                .hasMessageContaining("Status.All");
        assertThat(reading.read(filtered("Status.All").getBytes(UTF_8)).records())
                .hasSize(1);
        assertThat(reading.read(page("", false).getBytes(UTF_8)).records()).isEmpty();
        assertThat(read(active).records()).hasSize(1);
    }

    @Test
    void theFingerprintIsOfTheFieldsAndNotOfTheirOrder() {
        var records = read(page(
                        "{\"item_id\":\"1\",\"name\":\"a\",\"rate\":1},{\"rate\":1,\"name\":\"a\",\"item_id\":\"1\"},"
                                + "{ \"name\":\"a\" , \"item_id\":\"1\",\n\"rate\":1 },"
                                + "{\"item_id\":\"1\",\"name\":\"a\",\"rate\":10}",
                        false))
                .records();

        assertThat(records.get(1).fingerprint()).isEqualTo(records.get(0).fingerprint());
        assertThat(records.get(2).fingerprint()).isEqualTo(records.get(0).fingerprint());
        assertThat(records.get(3).fingerprint()).isNotEqualTo(records.get(0).fingerprint());
    }

    private static String filtered(String filter) {
        return "{\"code\":0,\"items\":[{\"item_id\":\"1\"}],\"page_context\":{\"has_more_page\":false,"
                + "\"applied_filter\":\"" + filter + "\"}}";
    }

    private static String page(String records, boolean more) {
        return "{\"code\":0,\"message\":\"success\",\"items\":[" + records
                + "],\"page_context\":{\"page\":1,\"per_page\":200,\"has_more_page\":" + more + "}}";
    }

    private static Page read(String body) {
        return read(body.getBytes(UTF_8));
    }

    private static Page read(byte[] body) {
        return new PageReading(MAPPER, Queries.items()).read(body);
    }

    private static String text(SourceRecord record) {
        return new String(record.json(), UTF_8);
    }
}
