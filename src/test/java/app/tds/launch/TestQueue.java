package app.tds.launch;

import app.tds.jobs.JobDefinition;
import app.tds.pipeline.AskedBy;
import app.tds.pipeline.Run;
import app.tds.pipeline.RunMode;
import app.tds.pipeline.Selection;
import app.tds.pipeline.Watermarks;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The queue of runs for tests of other modules, which know nobody who asks. */
public final class TestQueue {

    private final LiveRuns runs;

    public TestQueue(JdbcClient jdbc, Clock clock, Watermarks watermarks) {
        this.runs = new LiveRuns(jdbc, clock, watermarks);
    }

    /** The live run and the process that has it. */
    public Optional<Map.Entry<Run, Long>> live(String organizationId, String job) {
        return runs.live(organizationId, job).map(live -> Map.entry(live.run(), live.nodeId()));
    }

    public Optional<Run> unfinished(
            String organizationId, String job, RunMode mode, Selection selection, Duration within) {
        return runs.unfinished(organizationId, job, mode, selection, within);
    }

    public Run begin(
            JobDefinition job, String organizationId, RunMode mode, Selection selection, AskedBy askedBy, Long nodeId) {
        return runs.begin(job, organizationId, mode, selection, askedBy, nodeId);
    }

    public boolean take(Run run, long nodeId, String node) {
        return runs.take(run, nodeId, node, true).isPresent();
    }

    public int release(long nodeId) {
        return runs.release(nodeId);
    }

    public boolean resume(Run run, Long nodeId) {
        return runs.resume(run, nodeId);
    }

    public void takeOver(Run run, Long nodeId) {
        runs.takeOver(run, nodeId);
    }
}
