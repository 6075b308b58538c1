package app.tds.launch;

import app.tds.Repeated;
import app.tds.ThisProcess;
import app.tds.pipeline.Integrations;
import app.tds.pipeline.Run;
import app.tds.pipeline.RunFinished;
import app.tds.pipeline.RunMode;
import app.tds.pipeline.RunReporter;
import app.tds.pipeline.StopFlags;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.context.SmartLifecycle;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.stereotype.Component;

/**
 * The runs that wait in {@code etl.runs}, of which this process takes as many as it has room for.
 *
 * <p>A process that serves looks every second, executes what others have asked for too, and sees to the runs that nobody
 * executes any more: of processes that are gone, of processes that were stopped, and parked ones whose time has come.
 */
@Component
class RunQueue implements Repeated, SmartLifecycle {

    /** An older list has shifted too far to go on in the middle of it. */
    static final Duration RESUMABLE = Duration.ofHours(24);

    private static final Logger log = LoggerFactory.getLogger(RunQueue.class);

    private static final Duration EVERY = Duration.ofSeconds(1);

    /** A run comes to its next commit, unless it waits for the source; together well below what a stop may take. */
    private static final Duration UNTIL_COMMIT = Duration.ofSeconds(3);

    private static final Duration UNTIL_INTERRUPTED = Duration.ofSeconds(2);

    private final LiveRuns runs;
    private final Integrations integrations;
    private final RunExecution execution;
    private final RunReporter reporter;
    private final StopFlags stopFlags;
    private final NodeLease lease;
    private final boolean serving;
    private final int concurrency;
    private final int runsAtOnce;
    private final Map<Long, Run> here = new ConcurrentHashMap<>();
    private final Map<Long, Launched> asked = new ConcurrentHashMap<>();
    /** Asked for, but not committed yet: what others see of these runs is how they ended before. */
    private final Set<Long> promised = ConcurrentHashMap.newKeySet();

    /** This process executed these runs, and does not know whether their ends were noted; nobody has been told. */
    private final Set<Long> untold = ConcurrentHashMap.newKeySet();

    private final Set<Long> seenGone = new HashSet<>();
    private final ExecutorService threads = Executors.newCachedThreadPool(task -> new Thread(task, "run"));
    private volatile boolean running;

    /**
     * @param concurrency runs of one organization at once: its calls a minute are shared by them
     * @param runsAtOnce runs of all organizations at once in this process
     */
    RunQueue(
            LiveRuns runs,
            Integrations integrations,
            RunExecution execution,
            RunReporter reporter,
            StopFlags stopFlags,
            NodeLease lease,
            ThisProcess process,
            @Value("${tds.launch.concurrency:3}") int concurrency,
            @Value("${tds.launch.runs-at-once:12}") int runsAtOnce) {
        this.runs = runs;
        this.integrations = integrations;
        this.execution = execution;
        this.reporter = reporter;
        this.stopFlags = stopFlags;
        this.lease = lease;
        this.serving = process.serves();
        this.concurrency = concurrency;
        this.runsAtOnce = runsAtOnce;
    }

    /** The process that shall execute what is asked for here: this one, unless there are others that serve as well. */
    @Nullable
    Long executor() {
        return serving ? null : lease.nodeId();
    }

    /** The process that shall execute what goes on: one that serves, if there is any; else this. */
    @Nullable
    Long executorOfRestart() {
        return isServed() ? null : lease.nodeId();
    }

    /** Whether this process could execute such a run. */
    boolean canExecute(String job, String organizationId, RunMode mode) {
        return integrations.executable().includes(job, organizationId, mode);
    }

    /** Whether a process executes what others ask for. */
    boolean isServed() {
        return lease.anyServes();
    }

    /** Whether this process, or another one that lives, executes the run or will. */
    boolean attended(LiveRuns.Live live) {
        Long node = live.nodeId();
        if (node == null) {
            return isServed();
        }
        long run = live.run().id();
        return node == lease.nodeId() ? asked.containsKey(run) || here.containsKey(run) : lease.lives(node);
    }

    /** Before the commit that makes the run wait: everybody who sees the run wait sees that it is attended to. */
    Launched promise(Run run) {
        promised.add(run.id());
        return expect(run);
    }

    /** The commit did not come about. */
    void forget(Launched launched) {
        asked.remove(launched.run().id(), launched);
        promised.remove(launched.run().id());
    }

    /** The commit has come about. */
    void keep(Launched launched) {
        promised.remove(launched.run().id());
        take();
    }

    private Launched expect(Run run) {
        return asked.computeIfAbsent(run.id(), id -> new Launched(run, new CompletableFuture<>()));
    }

    @Override
    public String subject() {
        return "Looking at the runs that wait";
    }

    @Override
    public Duration pause() {
        return EVERY;
    }

    @Override
    public void round() {
        look();
    }

    /** Everything there is to see to. */
    synchronized void look() {
        releaseOrphans();
        releaseLost();
        resumeDue();
        stopWhatShallStop();
        take();
        tellWhatOthersFinished();
    }

    /** Takes waiting runs, as long as there is room for them. */
    synchronized void take() {
        if (!running) {
            return;
        }
        long node = lease.nodeId();
        for (LiveRuns.Live waiting : runs.waiting(node, serving, integrations.executable())) {
            Run run = waiting.run();
            if (here.size() >= runsAtOnce) {
                return;
            }
            boolean waits = waiting.nodeId() == null || asked.containsKey(run.id());
            if (waits && !here.containsKey(run.id()) && hasRoom(run.organizationId()) && taken(run, node)) {
                Launched launched = expect(run);
                asked.remove(run.id());
                threads.execute(() -> execute(launched));
            }
        }
    }

    /** The run is among the runs of this process before the database says so: nobody may take it for abandoned. */
    private boolean taken(Run run, long node) {
        here.put(run.id(), run);
        boolean taken = false;
        try {
            taken = runs.take(run, node, lease.name());
        } finally {
            if (!taken) {
                here.remove(run.id());
            }
        }
        return taken;
    }

    private boolean hasRoom(String organizationId) {
        return here.values().stream()
                        .filter(run -> run.organizationId().equals(organizationId))
                        .count()
                < concurrency;
    }

    /** Whatever is thrown, nobody waits for it for ever, and the run can be taken again. */
    private void execute(Launched launched) {
        Run run = launched.run();
        Thread.currentThread().setName("run-" + run.id());
        try {
            RunFinished finished = execution.execute(run);
            untold.remove(run.id());
            here.remove(run.id());
            launched.finished().complete(finished);
        } catch (Throwable lost) {
            log.error("run {}: its end could not be noted, so it is not over: {}", run.id(), lost.getMessage());
            takeBack(launched, lost);
            return;
        }
        takeOrSayWhyNot();
    }

    /** A process that looks takes it again, not before its next look; any other may. */
    private void takeBack(Launched launched, Throwable lost) {
        untold.add(launched.run().id());
        if (serving) {
            asked.put(launched.run().id(), launched);
        }
        here.remove(launched.run().id());
        if (!serving) {
            launched.finished().completeExceptionally(lost);
        }
    }

    /** Seen gone twice in a row: a process that only lost the connection of its lease shows itself again meanwhile. */
    private void releaseOrphans() {
        Set<Long> gone = new HashSet<>(runs.otherNodes(lease.nodeId()));
        gone.removeIf(lease::lives);
        for (Long node : gone) {
            if (seenGone.contains(node)) {
                log.warn("a process is gone: {} of its runs wait for another", runs.release(node));
            }
        }
        seenGone.clear();
        seenGone.addAll(gone);
    }

    /** This process had them, and could not note their end. */
    private void releaseLost() {
        for (LiveRuns.Live live : runs.waiting(lease.nodeId(), false, integrations.executable())) {
            if (!attended(live)) {
                runs.takeOver(live.run(), executor());
                expect(live.run());
            }
        }
    }

    private void resumeDue() {
        for (Run run : runs.due(RESUMABLE, integrations.executable())) {
            try {
                if (runs.resume(run, executor())) {
                    expect(run);
                }
            } catch (DuplicateKeyException live) {
                log.debug("run {} waits for another of its kind", run.id());
            }
        }
    }

    /** Those that wait, at once; those that are executed look at their row themselves, at their next commit. */
    synchronized void stopWhatShallStop() {
        for (LiveRuns.Live live : runs.stopping(lease.nodeId(), integrations.executable())) {
            // What was live when it was read may be over by now, or go on again.
            if (!here.containsKey(live.run().id()) && runs.stopWaiting(live.run())) {
                tellWhatOthersFinished();
            }
        }
    }

    /** Also what this process itself executed: the commit that noted the end was lost on the way back. */
    private void tellWhatOthersFinished() {
        for (Launched launched : List.copyOf(asked.values())) {
            if (!promised.contains(launched.run().id())) {
                reporter.finished(launched.run()).ifPresent(finished -> {
                    asked.remove(launched.run().id(), launched);
                    if (untold.remove(launched.run().id())) {
                        reporter.tell(finished);
                    }
                    launched.finished().complete(finished);
                });
            }
        }
    }

    private void takeOrSayWhyNot() {
        try {
            take();
        } catch (RuntimeException failure) {
            log.warn("waiting runs could not be taken: {}", failure.getMessage());
        }
    }

    @Override
    public void start() {
        running = true;
    }

    /** Runs stop at their next commit; a process that serves lets them go on, this one at its next start or another. */
    @Override
    public void stop() {
        running = false;
        here.keySet().forEach(stopFlags::request);
        threads.shutdown();
        if (!haveEndedWithin(UNTIL_COMMIT)) {
            threads.shutdownNow();
            haveEndedWithin(UNTIL_INTERRUPTED);
        }
    }

    private boolean haveEndedWithin(Duration patience) {
        try {
            return threads.awaitTermination(patience.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException cause) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    @Override
    public boolean isRunning() {
        return running;
    }
}
