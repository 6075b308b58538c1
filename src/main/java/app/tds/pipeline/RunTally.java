package app.tds.pipeline;

import app.tds.mirror.Written;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What a run's thread has seen and written since its last commit; {@link #drain} hands the tally to the next commit. */
final class RunTally {

    private final List<String> listed = new ArrayList<>();
    private Written written = Written.NONE;
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

    void written(Written more) {
        written = written.plus(more);
    }

    RunCounts drain() {
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
        written = Written.NONE;
        read = unchanged = quarantined = pages = calls = 0;
        return counts;
    }
}
