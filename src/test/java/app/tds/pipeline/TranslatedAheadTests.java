package app.tds.pipeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import app.tds.Sha256;
import app.tds.mirror.TdsRow;
import app.tds.source.SourceRecord;
import app.tds.source.Translation;
import app.tds.source.Unusable;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Rows are made while the step writes earlier ones, and a record that cannot be used fails in the step alone. */
@Timeout(30)
class TranslatedAheadTests {

    private final List<String> translatedBy = new ArrayList<>();
    private final Translation translation = new Recording();
    private final PagePrefetch.Pages pages = new TranslatedAhead.Pages(
            number -> new ListedPage(
                    number,
                    List.of(
                            listed("good", false),
                            listed("bad", false),
                            listed("broken", false),
                            listed("known", true)),
                    0,
                    1),
            translation);

    private final RecordTranslator translator = new RecordTranslator(translation, Set.of(), new RunTally());

    @Test
    void theThreadThatReadsPagesTranslatesWhatHasChangedAndNothingElse() throws Exception {
        try (var prefetch = new PagePrefetch("reads pages", pages, 0, 1)) {
            List<ListedRecord> records = prefetch.take().records();

            assertThat(translator.process(records.get(0)).payloadHash()).isEqualTo(Sha256.of(json("good")));
            assertThat(translator.process(records.get(3))).as("unchanged").isNull();
        }
        assertThat(translatedBy).containsExactly("good by reads pages", "bad by reads pages", "broken by reads pages");
    }

    @Test
    void theStepFailsForTheRecordThatCannotBeUsedEachTimeThatItAsks() {
        List<ListedRecord> records = pages.first().records();

        for (int attempt = 0; attempt < 2; attempt++) {
            assertThatThrownBy(() -> translator.process(records.get(1)))
                    .isInstanceOf(Unusable.class)
                    .hasMessage("total: is no number");
            assertThatThrownBy(() -> translator.process(records.get(2))).isInstanceOf(IllegalStateException.class);
        }
        assertThat(translatedBy).as("no record is translated twice").hasSize(3);
    }

    @Test
    void aRecordInQuarantineIsTranslatedThoughItsRowSaysTheSame() {
        var withQuarantine = new RecordTranslator(translation, Set.of("known"), new RunTally());

        assertThat(withQuarantine.process(pages.first().records().get(3))).isNotNull();
        assertThat(translatedBy)
                .last()
                .isEqualTo("known by " + Thread.currentThread().getName());
    }

    private static ListedRecord listed(String id, boolean unchanged) {
        return new ListedRecord(new SourceRecord(id, null, json(id), new byte[0]), unchanged);
    }

    private static byte[] json(String id) {
        return id.getBytes(StandardCharsets.UTF_8);
    }

    /** A row with nothing in it. */
    public record Row(
            String sourceId,
            @Nullable Instant sourceCreatedAt,
            @Nullable Instant sourceModifiedAt) implements TdsRow {}

    private final class Recording implements Translation {

        @Override
        public String name() {
            return "recording";
        }

        @Override
        public Set<Class<? extends TdsRow>> rows() {
            return Set.of(Row.class);
        }

        @Override
        public Translated translate(SourceRecord record) {
            translatedBy.add(record.sourceId() + " by " + Thread.currentThread().getName());
            return switch (String.valueOf(record.sourceId())) {
                case "bad" -> throw new Unusable("total", "is no number");
                case "broken" -> throw new IllegalStateException("a mistake in a translation");
                default -> new Translated(new Row("good", null, null), List.of());
            };
        }
    }
}
