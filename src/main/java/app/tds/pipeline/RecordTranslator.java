package app.tds.pipeline;

import app.tds.source.Translation;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.batch.infrastructure.item.ItemProcessor;

/**
 * Translates records into rows. A record whose row says the same already is filtered out.
 *
 * <p>A record in quarantine is translated even if its row says the same. The record may have been put aside for a
 * version that was taken back, and leaves quarantine when its row is written.
 */
final class RecordTranslator implements ItemProcessor<ListedRecord, TranslatedRecord> {

    private final Translation translation;
    private final Set<String> inQuarantine;
    private final RunTally tally;

    RecordTranslator(Translation translation, Set<String> inQuarantine, RunTally tally) {
        this.translation = translation;
        this.inQuarantine = inQuarantine;
        this.tally = tally;
    }

    @Override
    public @Nullable TranslatedRecord process(ListedRecord listed) {
        if (listed.unchanged()
                && !inQuarantine.contains(String.valueOf(listed.record().sourceId()))) {
            tally.unchanged();
            return null;
        }
        TranslatedAhead ahead = listed.translation();
        return ahead == null ? TranslatedRecord.of(translation, listed.record()) : ahead.get();
    }
}
