package app.tds.dashboard;

import static org.assertj.core.api.Assertions.assertThat;

import app.tds.dashboard.QuarantinedRecord.Field;
import app.tds.pipeline.QuarantineEntries.Entry;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;

class QuarantinedRecordTests {

    private static final Instant NOON = Instant.parse("2026-01-01T12:00:00Z");

    private static QuarantinedRecord record(String field, String payload) {
        var entry = new Entry("1", "invoices details", "7", field, "wrong", 3, NOON, NOON, 1);
        return QuarantinedRecord.of(entry, payload, JsonMapper.builder().build());
    }

    @Test
    void theFieldToLookAtComesFirstAlsoInAPart() {
        var record = record("rate", "{\"id\":\"7\",\"line_items\":[{\"line_item_id\":\"1\",\"rate\":\"x\"}]}");
        assertThat(record.fields().get(0)).isEqualTo(new Field("line_items[1].rate", "x", true));
        assertThat(record.fields()).filteredOn(Field::marked).hasSize(1);
    }

    @Test
    void aFieldThatWasNotSentIsMarkedAsWell() {
        assertThat(record("total", "{\"id\":\"7\"}").fields())
                .containsExactly(new Field("total", "", true), new Field("id", "7", false));
    }

    @Test
    void whatIsNoRecordIsShownAsItCame() {
        assertThat(record("", "{\"id\":").raw()).isEqualTo("{\"id\":");
        assertThat(record("", "[1]").raw()).isEqualTo("[1]");
    }
}
