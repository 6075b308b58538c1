package app.tds.dashboard;

import static org.assertj.core.api.Assertions.assertThat;

import app.tds.pipeline.QuarantineEntries.Entry;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class QuarantineFileTests {

    private static final Instant NOON = Instant.parse("2026-01-01T12:00:00Z");

    @Test
    void nothingInTheFileCanBeTakenForAFormulaOrForAnotherCell() {
        var entry = new Entry("1", "customers", "-7", "=cmd|' /C calc'!A0", "says \"7\", not 8", 3, NOON, NOON, 2);
        assertThat(QuarantineFile.of(List.of(entry)))
                .isEqualTo("\uFEFForganization,list,id,field,cause,run,first_seen_at,last_seen_at,times_seen\r\n"
                        + "\"1\",\"customers\",\"'-7\",\"'=cmd|' /C calc'!A0\",\"says \"\"7\"\", not 8\",\"3\","
                        + "\"2026-01-01T12:00:00Z\",\"2026-01-01T12:00:00Z\",\"2\"\r\n");
    }

    @Test
    void withoutRecordsThereIsOnlyTheFirstLine() {
        assertThat(QuarantineFile.of(List.of()).lines()).hasSize(1);
    }
}
