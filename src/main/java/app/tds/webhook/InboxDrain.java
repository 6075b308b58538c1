package app.tds.webhook;

import app.tds.Repeated;
import app.tds.jobs.JobDefinition;
import app.tds.jobs.JobDefinitions;
import app.tds.launch.LaunchRefused;
import app.tds.launch.LaunchRequest;
import app.tds.launch.Launcher;
import app.tds.pipeline.AskedBy;
import app.tds.pipeline.Run;
import app.tds.pipeline.RunFinished;
import app.tds.pipeline.RunFinished.Outcome;
import app.tds.pipeline.RunMode;
import app.tds.pipeline.Runs;
import app.tds.pipeline.Selection;
import app.tds.webhook.Inbox.Group;
import app.tds.webhook.Inbox.Taken;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;

/**
 * Turns waiting rows of the inbox into runs by id, one run at a time for a job and organization.
 *
 * <p>A row is done only when a run that began after the row was taken has completed. Until then the row is on loan: if
 * this process ends, the row is due again half a minute later.
 */
@Component
class InboxDrain implements Repeated {

    static final Duration LOAN = Duration.ofSeconds(30);
    private static final Duration PARKED = Duration.ofHours(1);
    private static final Duration FIRST_DELAY = Duration.ofSeconds(10);
    private static final Duration LONGEST_DELAY = Duration.ofHours(1);
    private static final int TOGETHER = 500;
    private static final long LOOK_MILLIS = 250;
    private static final Duration BREATH = Duration.ofMillis(20);

    private static final Logger log = LoggerFactory.getLogger(InboxDrain.class);

    private final Inbox inbox;
    private final Unrecognized unrecognized;
    private final JobDefinitions jobs;
    private final Launcher launcher;
    private final Runs runs;
    private final WebhookSettings settings;
    private final DeliveryMeters meters;
    private final Clock clock;
    private final Map<Group, DrainPace> paces = new ConcurrentHashMap<>();
    private final Map<Group, List<Taken>> running = new ConcurrentHashMap<>();
    private final Semaphore signal = new Semaphore(0);
    private Instant lent = Instant.MIN;
    private boolean filedAgain;

    InboxDrain(
            Inbox inbox,
            Unrecognized unrecognized,
            JobDefinitions jobs,
            Launcher launcher,
            Runs runs,
            WebhookSettings settings,
            DeliveryMeters meters,
            Clock clock) {
        this.inbox = inbox;
        this.unrecognized = unrecognized;
        this.jobs = jobs;
        this.launcher = launcher;
        this.runs = runs;
        this.settings = settings;
        this.meters = meters;
        this.clock = clock;
    }

    /** Wakes the drain: a delivery has come. */
    void wake() {
        if (signal.availablePermits() == 0) {
            signal.release();
        }
    }

    /** Starts a run for every job and organization that has rows due and may start. */
    void drain() {
        if (!lent.plus(LOAN.dividedBy(3)).isAfter(clock.instant())) {
            lent = clock.instant();
            running.values().forEach(rows -> inbox.postpone(rows, lent.plus(LOAN)));
        }
        for (Group group : inbox.due()) {
            if (!running.containsKey(group) && pace(group).isOpen(clock.instant())) {
                start(group);
            }
        }
        if (!filedAgain) {
            unrecognized.fileAgain();
            filedAgain = true;
        }
    }

    /** Whether nothing runs here, and no row that may start is due. */
    boolean isIdle() {
        return running.isEmpty()
                && inbox.due().stream().noneMatch(group -> pace(group).isOpen(clock.instant()));
    }

    private DrainPace pace(Group group) {
        return paces.computeIfAbsent(group, unknown -> new DrainPace());
    }

    private void start(Group group) {
        List<Taken> rows = forOneRun(inbox.take(group, TOGETHER, clock.instant().plus(LOAN)));
        if (rows.isEmpty()) {
            return;
        }
        Instant asked = clock.instant().truncatedTo(ChronoUnit.MILLIS);
        running.put(group, rows);
        try {
            launcher.launch(request(group, rows)).finished().whenComplete((finished, failure) -> {
                if (finished == null) {
                    log.error("whether a run for webhooks succeeded is not known; its webhooks stay due", failure);
                } else {
                    concludeOrSayWhyNot(finished, rows, asked);
                }
                pace(group).batch(rows.size(), clock.instant());
                running.remove(group);
                wake();
            });
        } catch (LaunchRefused busy) {
            log.debug("webhooks wait: {}", busy.getMessage());
            running.remove(group);
            pace(group).refused(clock.instant());
            inbox.postpone(rows, clock.instant());
        } catch (RuntimeException failure) {
            // The rows are on loan, and will be due again.
            running.remove(group);
            throw failure;
        }
    }

    /** As many rows as one run may fetch; the other rows are due again at once. */
    private List<Taken> forOneRun(List<Taken> taken) {
        Set<String> ids = new HashSet<>();
        List<Taken> rows = new ArrayList<>();
        for (Taken row : taken) {
            ids.addAll(row.sourceIds());
            if (ids.size() > Selection.MOST_IDS && !rows.isEmpty()) {
                break;
            }
            rows.add(row);
        }
        if (rows.size() < taken.size()) {
            inbox.postpone(taken.subList(rows.size(), taken.size()), clock.instant());
        }
        return rows;
    }

    /** A job without documents has its list only, and a delta reads the list. */
    private LaunchRequest request(Group group, List<Taken> rows) {
        Optional<JobDefinition> job = jobs.find(group.job());
        if (job.isPresent() && job.get().details() == null) {
            return new LaunchRequest(group.job(), group.organizationId(), RunMode.DELTA, AskedBy.WEBHOOK);
        }
        Set<String> ids = rows.stream()
                .flatMap(row -> row.sourceIds().stream())
                .distinct()
                .limit(Selection.MOST_IDS)
                .collect(Collectors.toSet());
        return new LaunchRequest(
                group.job(), group.organizationId(), RunMode.BY_ID, Selection.of(ids), AskedBy.WEBHOOK);
    }

    @EventListener
    void on(RunFinished finished) {
        Run run = finished.run();
        if (run.askedBy().isWebhook() && finished.outcome() != Outcome.PARKED) {
            concludeOrSayWhyNot(finished, inbox.waitingFor(run.id()), run.askedAt());
        }
        DrainPace pace = paces.get(new Group(run.organizationId(), run.job()));
        if (pace != null && !run.askedBy().isWebhook()) {
            pace.reopen();
            wake();
        }
    }

    private void concludeOrSayWhyNot(RunFinished finished, List<Taken> rows, Instant asked) {
        try {
            conclude(finished, rows, asked);
        } catch (RuntimeException failure) {
            // They are on loan, and will be due again.
            log.warn("the end of run {} could not be noted: {}", finished.run().id(), failure.getMessage());
        }
    }

    private void conclude(RunFinished finished, List<Taken> rows, Instant asked) {
        Run run = finished.run();
        if (rows.isEmpty()) {
            return;
        }
        switch (finished.outcome()) {
            case COMPLETED -> had(run, rows, asked);
            case PARKED -> inbox.await(run.id(), rows, clock.instant().plus(PARKED));
            case STOPPED, ABANDONED -> inbox.postpone(rows, clock.instant());
            case FAILED -> failed(finished, rows, asked);
        }
    }

    /** An older run that went on may have fetched a document before the change. */
    private void had(Run run, List<Taken> rows, Instant asked) {
        if (!run.askedAt().isBefore(asked)) {
            meters.workedOff(run.organizationId(), inbox.done(run.id(), rows));
        }
        // Also the rows whose delivery came again in between.
        inbox.postpone(rows, clock.instant());
    }

    /** Marks the rows whose records the run has fetched as done. */
    private void failed(RunFinished finished, List<Taken> rows, Instant asked) {
        Run run = finished.run();
        Set<String> left = new HashSet<>(
                run.mode() == RunMode.BY_ID
                        ? runs.left(run)
                        : rows.stream().flatMap(row -> row.sourceIds().stream()).toList());
        List<Taken> had = rows.stream()
                .filter(row -> row.sourceIds().stream().noneMatch(left::contains))
                .toList();
        had(run, had, asked);
        rows.stream()
                .filter(row -> !had.contains(row))
                .collect(Collectors.groupingBy(Taken::attempts))
                .forEach((attempts, failed) -> fail(finished, failed, attempts + 1));
    }

    private void fail(RunFinished finished, List<Taken> rows, int attempts) {
        Run run = finished.run();
        String cause = Objects.requireNonNullElse(finished.cause(), "run " + run.id() + " failed");
        Duration delay = FIRST_DELAY.multipliedBy(1L << Math.min(attempts - 1, 10));
        inbox.fail(rows, cause, clock.instant().plus(delay.compareTo(LONGEST_DELAY) > 0 ? LONGEST_DELAY : delay));
        if (attempts == settings.attempts()) {
            log.error(
                    "{} webhooks about {} of organization {} fail since {} attempts and go on being tried; see etl.inbox:"
                            + " {}",
                    rows.size(),
                    run.job(),
                    run.organizationId(),
                    attempts,
                    cause);
        }
    }

    @Override
    public String subject() {
        return "Working off webhooks";
    }

    @Override
    public Duration pause() {
        return BREATH;
    }

    /** Waits until a delivery comes, a quarter of a second at most. */
    @Override
    public void round() throws InterruptedException {
        signal.tryAcquire(LOOK_MILLIS, TimeUnit.MILLISECONDS);
        signal.drainPermits();
        drain();
    }
}
