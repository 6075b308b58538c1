package app.tds.pipeline;

import app.tds.PlainTime;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Complete documents of a job that were asked for in vain and are waited for.
 *
 * @param older came, but are older than their list rows
 * @param unknown the source does not know their records, though its list shows them
 * @param failed could not be had
 * @param since when the first document was asked for in vain; null if there is none
 * @param due when the next document is asked for again; null if at once
 * @param first record and what the source said of it; null if there are none
 */
public record Troubles(
        long older,
        long unknown,
        long failed,
        @Nullable Instant since,
        @Nullable Instant due,
        @Nullable String first) {

    /** Nothing was asked for in vain. */
    public static final Troubles NONE = new Troubles(0, 0, 0, null, null, null);

    /** All of them. */
    public long all() {
        return older + unknown + failed;
    }

    /** In a sentence for a person; null if there are none. */
    public @Nullable String sentence() {
        if (all() == 0) {
            return null;
        }
        List<String> kinds = new ArrayList<>();
        add(kinds, failed, "could not be had");
        add(kinds, older, "are older than their list rows");
        add(kinds, unknown, "are of records that the source lists but does not know");
        return all() + " complete documents are still waited for: " + String.join(", ", kinds)
                + ". They are asked for again"
                + (due == null ? "" : " from " + PlainTime.utc(due) + " on") + ". The first, " + first;
    }

    private static void add(List<String> kinds, long count, String what) {
        if (count > 0) {
            kinds.add(count + " " + what);
        }
    }
}
