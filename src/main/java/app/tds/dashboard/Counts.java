package app.tds.dashboard;

import app.tds.pipeline.RunHistory.Entry;
import java.util.List;
import java.util.stream.IntStream;

/**
 * How many records the last full imports found, one after the other.
 *
 * @param bars one for each full import, the earliest first
 */
public record Counts(List<Bar> bars) {

    private static final int HIGH = 20;

    /**
     * One full import.
     *
     * @param height of twenty parts, beside the most that one found
     */
    public record Bar(Entry run, int height) {}

    /** The newest first, as the history has them. */
    static Counts of(List<Entry> runs) {
        long most = runs.stream().mapToLong(it -> it.counts().read()).max().orElse(0);
        return new Counts(IntStream.iterate(runs.size() - 1, i -> i >= 0, i -> i - 1)
                .mapToObj(runs::get)
                .map(run -> new Bar(run, height(run.counts().read(), most)))
                .toList());
    }

    private static int height(long read, long most) {
        return read == 0 ? 0 : (int) Math.max(1, Math.round((double) HIGH * read / most));
    }
}
