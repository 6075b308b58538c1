package app.tds.pipeline;

import app.tds.mirror.Written;

/** What a run's thread has seen since its last commit; {@link #drain} hands it to that commit. */
final class RunTally {

    private long read;
    private long unchanged;
    private long quarantined;
    private long pages;
    private long calls;

    void page(int calls) {
        this.pages++;
        this.calls += calls;
    }

    void read() {
        read++;
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
