package app.tds.zoho;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import app.tds.source.SourceRecord;
import app.tds.zoho.ZohoClient.Unreadable;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.json.JsonMapper;

/** A list of what belongs to a record becomes a document of the record, or it is nothing. */
class BelongingsReadingTests {

    private final BelongingsReading reading =
            new BelongingsReading(JsonMapper.builder().build(), "exchange_rates", "currency_id", "7");

    @Test
    void theListIsKeptAsZohoSentItWithTheRecordsIdInFront() {
        List<SourceRecord> read = read("""
                {"code": 0, "message": "success", "exchange_rates": [ {"rate": 0.920, "note": "يوم"} ],
                "page_context": {"has_more_page": false}}""");

        assertThat(read).singleElement().satisfies(document -> {
            assertThat(document.sourceId()).isEqualTo("7");
            assertThat(new String(document.json(), UTF_8))
                    .isEqualTo("{\"currency_id\":\"7\",\"exchange_rates\":[ {\"rate\": 0.920, \"note\": \"يوم\"} ]}");
        });
        assertThat(read("{\"code\":0,\"exchange_rates\":[]}")).hasSize(1);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{\"code\":0}                                                            | it has no",
                "{\"code\":1000,\"exchange_rates\":[]}                                   | its code is not 0",
                "{\"exchange_rates\":[]}                                                 | its code is not 0",
                "{\"code\":0,\"exchange_rates\":{}}                                      | is no list",
                "{\"code\":0,\"exchange_rates\":[],\"exchange_rates\":[]}                | twice",
                "{\"code\":0,\"exchange_rates\":[                                        | not complete JSON",
                "{\"code\":0,\"exchange_rates\":[],\"page_context\":{\"has_more_page\":true}} | more pages"
            })
    void whatIsNoWholeListIsNotRead(String answer, String why) {
        assertThatThrownBy(() -> read(answer)).isInstanceOf(Unreadable.class).hasMessageContaining(why);
    }

    private List<SourceRecord> read(String answer) {
        return reading.read(answer.getBytes(UTF_8));
    }
}
