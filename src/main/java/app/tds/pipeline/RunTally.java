package app.tds.pipeline;

import app.tds.mirror.Written;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What a run's thread has seen since its last commit; {@link #drain} hands it to that commit. */
final class RunTally {

    private final List<String> listed = new ArrayList<>();
    private long read;
    private long unchanged;
    private long quarantined;
    private long pages;
    private long calls;

    void page(int calls) {
        this.pages++;
        this.calls += calls;
    }

    void read(@Nullable String sourceId) {
        read++;
        if (sourceId != null) {
            listed.add(sourceId);
        }
    }

    /** The ids read since the last commit. */
    List<String> drainListed() {
        List<String> ids = List.copyOf(listed);
        listed.clear();
        return ids;
    }

    void unchanged() {
        unchanged++;
    }

    void quarantined() {
        quarantined++;
    }

    RunCounts drain(Written written) {
        var counts = new RunCounts(
                read,
                written.inserted(),
                written.updated(),
                unchanged + written.unchanged(),
                written.duplicates(),
                quarantined,
                0,
                pages,
                calls);
        read = unchanged = quarantined = pages = calls = 0;
        return counts;
    }
}
