package app.tds.launch;

import app.tds.Repeated;
import app.tds.ThisProcess;
import app.tds.database.InsufficientResources;
import app.tds.pipeline.Executable;
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
import java.util.Optional;
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
 * Takes waiting runs from {@code etl.runs}, as many as this process has room for.
 *
 * <p>A process that serves looks every second and executes runs of others too. The queue also hands out runs that lost
 * their process, and parked runs whose time has come.
 */
@Component
class RunQueue implements Repeated, SmartLifecycle {

    /** An older run begins anew, since the list has shifted too far to go on in the middle. */
    static final Duration RESUMABLE = Duration.ofHours(24);

    private static final Logger log = LoggerFactory.getLogger(RunQueue.class);

    private static final Duration EVERY = Duration.ofSeconds(1);

    /** How long a stop waits for the next commits of runs; well below the time that a stop may take. */
    private static final Duration UNTIL_COMMIT = Duration.ofSeconds(3);

    private static final Duration UNTIL_INTERRUPTED = Duration.ofSeconds(2);

    private final LiveRuns runs;
    private final Integrations integrations;
    private final RunExecution execution;
    private final RunReporter reporter;
    private final StopFlags stopFlags;
    private final NodeLease lease;
    private final InsufficientResources resources;
    private final boolean serving;
    private final int concurrency;
    private final int runsAtOnce;
    private final Map<Long, Run> here = new ConcurrentHashMap<>();
    private final Map<Long, Launched> asked = new ConcurrentHashMap<>();
    /** Runs that were asked for and are not committed yet. Others still see how these runs ended before. */
    private final Set<Long> promised = ConcurrentHashMap.newKeySet();

    /** Of these, the ones that this process executes as soon as they are committed, and how often they were executed then. */
    private final Map<Long, Integer> own = new ConcurrentHashMap<>();

    /** Runs that this process executed without knowing whether their end was noted. No listener has been told. */
    private final Set<Long> untold = ConcurrentHashMap.newKeySet();

    private final Set<Long> seenGone = new HashSet<>();
    private final ExecutorService threads = Executors.newCachedThreadPool(task -> new Thread(task, "run"));
    private volatile boolean running;

    /**
     * @param concurrency runs of one organization at once, which share the organization's calls a minute
     * @param runsAtOnce runs of all organizations at once in this process
     */
    RunQueue(
            LiveRuns runs,
            Integrations integrations,
            RunExecution execution,
            RunReporter reporter,
            StopFlags stopFlags,
            NodeLease lease,
            InsufficientResources resources,
            ThisProcess process,
            @Value("${tds.launch.concurrency:3}") int concurrency,
            @Value("${tds.launch.runs-at-once:12}") int runsAtOnce) {
        this.runs = runs;
        this.integrations = integrations;
        this.execution = execution;
        this.reporter = reporter;
        this.stopFlags = stopFlags;
        this.lease = lease;
        this.resources = resources;
        this.serving = process.serves();
        this.concurrency = concurrency;
        this.runsAtOnce = runsAtOnce;
    }

    /** The process that shall execute a run that is asked for here: any that serves (null) if this one does, else this one. */
    @Nullable
    Long executor() {
        return serving ? null : lease.nodeId();
    }

    /** The process that shall execute a run that goes on: any that serves, else this one. */
    @Nullable
    Long executorOfRestart() {
        return isServed() ? null : lease.nodeId();
    }

    /** The number of this process. */
    long node() {
        return lease.nodeId();
    }

    /** Whether this process could execute such a run. */
    boolean canExecute(String job, String organizationId, RunMode mode) {
        return integrations.executable().includes(job, organizationId, mode);
    }

    /** Whether a process lives that executes runs of others. */
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

    /**
     * Called before the commit that makes the run wait, so that nobody takes the run for abandoned. If this process has room,
     * the run is its own with that commit.
     *
     * @param node this process, which was asked for before: that may take a connection of its own
     */
    Launched promise(Run run, long node) {
        promised.add(run.id());
        Launched launched = expect(run);
        try {
            if (running && canExecute(run.job(), run.organizationId(), run.mode()) && reserved(run)) {
                taken(run, node).ifPresent(times -> own.put(run.id(), times));
            }
            return launched;
        } catch (RuntimeException failure) {
            forget(launched);
            throw failure;
        }
    }

    /** The commit failed. */
    void forget(Launched launched) {
        long run = launched.run().id();
        if (own.remove(run) != null) {
            here.remove(run);
        }
        asked.remove(run, launched);
        promised.remove(run);
    }

    /** The commit succeeded. */
    void keep(Launched launched) {
        promised.remove(launched.run().id());
        Integer times = own.remove(launched.run().id());
        if (times == null) {
            take();
        } else {
            begin(launched.run(), times == 1);
        }
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

    /** Does everything that the queue has to do now. */
    synchronized void look() {
        releaseOrphans();
        releaseLost();
        resumeDue();
        stopWhatShallStop();
        take();
        tellWhatOthersFinished();
    }

    /** Takes waiting runs as long as there is room. Where their end could not be noted, calls to Zoho would be for nothing. */
    synchronized void take() {
        if (!running || serving && resources.areShort()) {
            return;
        }
        long node = lease.nodeId();
        for (LiveRuns.Live waiting : waiting(node, serving)) {
            Run run = waiting.run();
            if (here.size() >= runsAtOnce) {
                return;
            }
            boolean waits = waiting.nodeId() == null || asked.containsKey(run.id());
            if (waits && reserved(run)) {
                taken(run, node).ifPresent(times -> begin(run, times == 1));
            }
        }
    }

    /**
     * However many runs wait, these are enough. An organization has at most one live run of a job. And at most as many
     * organizations are without room as this process can execute runs.
     */
    private List<LiveRuns.Live> waiting(long node, boolean others) {
        Executable executable = integrations.executable();
        int organizations = runsAtOnce / Math.max(1, concurrency) + 1;
        int most = runsAtOnce + organizations * Math.max(1, executable.jobs().size()) + 1;
        return runs.waiting(node, others, executable, most);
    }

    private void begin(Run run, boolean first) {
        Launched launched = expect(run);
        asked.remove(run.id());
        threads.execute(() -> execute(launched, first));
    }

    /** Adds the run to this process before the database says so, so that nobody takes the run for abandoned. */
    private boolean reserved(Run run) {
        synchronized (here) {
            return here.size() < runsAtOnce && hasRoom(run.organizationId()) && here.putIfAbsent(run.id(), run) == null;
        }
    }

    /** Whether a run that was added is this process's; if not, it is taken away again. */
    private Optional<Integer> taken(Run run, long node) {
        Optional<Integer> taken = Optional.empty();
        try {
            taken = runs.take(run, node, lease.name(), serving);
        } finally {
            if (taken.isEmpty()) {
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

    /** After any exception, waiting callers are told, and the run can be taken again. */
    private void execute(Launched launched, boolean first) {
        Run run = launched.run();
        Thread.currentThread().setName("run-" + run.id());
        try {
            RunFinished finished = execution.execute(run, first);
            untold.remove(run.id());
            here.remove(run.id());
            launched.finished().complete(finished);
        } catch (Throwable lost) {
            if (!untold.contains(run.id())) {
                log.error("run {}: its end could not be noted, so it is not over: {}", run.id(), lost.getMessage());
            }
            takeBack(launched, lost);
            return;
        }
        takeOrSayWhyNot();
    }

    /** Lets the run go. This process may take the run again at its next look; any other process may do so now. */
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

    /** A process counts as gone only if two looks in a row miss it: one that lost its connection comes back in between. */
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

    /** Runs that this process executed and whose end it could not note. */
    private void releaseLost() {
        for (LiveRuns.Live live : waiting(lease.nodeId(), false)) {
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

    /** Stops waiting runs at once. A run that is executed looks at its own row at its next commit. */
    synchronized void stopWhatShallStop() {
        for (LiveRuns.Live live : runs.stopping(lease.nodeId(), integrations.executable())) {
            // A run that was live when it was read may be over by now, or go on again.
            if (!here.containsKey(live.run().id()) && runs.stopWaiting(live.run())) {
                tellWhatOthersFinished();
            }
        }
    }

    /** Also runs of this process: the answer to the commit that noted the end may be lost. */
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

    /** Stops all runs at their next commit. Another process that serves, or the next start, lets them go on. */
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
