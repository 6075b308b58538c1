package app.tds.pipeline;

import app.tds.mirror.ComparedField;
import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One record, mirror and source side by side, see {@link RecordCheck}.
 *
 * @param record its id at the source
 * @param name what people know it by; null if the mirror has no row of it
 * @param state how the two stand to each other
 * @param sentence the same for a person
 * @param since since when they differ, as far as that is known: null if they are equal
 * @param checkedAt when the source was asked
 * @param writtenAt when the mirror's row was last written; null if there is none
 * @param modifiedHere the time of the version that the mirror has
 * @param modifiedThere the time of the version that the source has
 * @param calls requests to the source that the check took
 * @param differing how many fields differ
 * @param fields every field of the row and of its parts
 * @param notCompared columns that only the list fills, of which a complete document says nothing
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record CheckedRecord(
        String job,
        String organization,
        String record,
        @Nullable String name,
        State state,
        String sentence,
        @Nullable Instant since,
        Instant checkedAt,
        @Nullable Instant writtenAt,
        @Nullable Instant modifiedHere,
        @Nullable Instant modifiedThere,
        int calls,
        int differing,
        List<ComparedField> fields,
        List<String> notCompared) {

    /** How mirror and source stand to each other. */
    public enum State {
        /** Every field says the same. */
        EQUAL,
        /** The source has a newer version, or its document is queued: a run brings it. */
        ON_ITS_WAY,
        /** The source's document is older than what the source has shown before: it lags behind, and is asked for again. */
        SOURCE_LAGS,
        /** A field differs though both have the same version. The record is fetched again by itself. */
        DIFFERENT,
        /** Neither has the record, or the mirror has marked it as deleted and the source does not know it any more. */
        GONE
    }

    /** Only the fields that differ. */
    public List<ComparedField> differences() {
        return fields.stream().filter(field -> !field.equal()).toList();
    }
}
