package app.tds.sandbox;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** What shall go wrong, and what shall happen while pages are read. */
public final class Faults {

    private final List<Fault> faults = new ArrayList<>();
    private final List<Hook> hooks = new ArrayList<>();
    private final List<Arrival> arrivals = new ArrayList<>();
    private CountDownLatch released = new CountDownLatch(1);
    private int hanging;
    private long arrived;

    private record Hook(String path, int page, boolean sent, Runnable action) {}

    private record Arrival(long call, Runnable action) {}

    Faults() {}

    /**
     * For requests to a path, or of one method as in {@code POST /path}. A {@code *} at the end stands for anything.
     */
    public Fault on(String path) {
        return on(path, 0);
    }

    /** For requests of one page of a list. */
    public Fault on(String path, int page) {
        return new Fault(path, page, "", this::place);
    }

    /** For requests to a path whose parameters name a record, alone or among others. */
    public Fault onQuery(String path, String id) {
        return new Fault(path, 0, id, this::place);
    }

    private synchronized void place(Fault fault) {
        faults.add(fault);
    }

    /** Once, when a page has been read from the company and before its caller has it: to move what follows. */
    public synchronized void beforeDelivery(String path, int page, Runnable action) {
        hooks.add(new Hook(path, page, false, action));
    }

    /** Once, when the caller has been sent a page: to end the caller. */
    public synchronized void afterPage(String path, int page, Runnable action) {
        hooks.add(new Hook(path, page, true, action));
    }

    /** Does something once, before the request of this number is looked at, so that the request finds a change. */
    public synchronized void atCall(int number, Runnable action) {
        arrivals.add(new Arrival(arrived + number, action));
    }

    /** Answers every request that hangs. */
    public synchronized void release() {
        released.countDown();
        released = new CountDownLatch(1);
    }

    /** Nothing goes wrong any more. */
    public synchronized void clear() {
        faults.clear();
        hooks.clear();
        arrivals.clear();
        release();
    }

    void called() {
        arrivalsDue().forEach(it -> it.action().run());
    }

    private synchronized List<Arrival> arrivalsDue() {
        arrived++;
        var due = arrivals.stream().filter(it -> it.call() <= arrived).toList();
        arrivals.removeAll(due);
        return due;
    }

    synchronized Script strike(Request request) {
        var script = Script.NONE;
        for (var fault : faults) {
            if (fault.matches(request)) {
                script = script.and(fault.strike());
            }
        }
        faults.removeIf(Fault::spent);
        return script;
    }

    /** How many requests hang right now. */
    public synchronized int hanging() {
        return hanging;
    }

    void hang(Duration time) throws InterruptedException {
        var latch = arrive();
        try {
            latch.await(time.toMillis(), TimeUnit.MILLISECONDS);
        } finally {
            depart();
        }
    }

    private synchronized CountDownLatch arrive() {
        hanging++;
        return released;
    }

    private synchronized void depart() {
        hanging--;
    }

    void run(Request request, boolean sent) {
        due(request, sent).forEach(it -> it.action().run());
    }

    private synchronized List<Hook> due(Request request, boolean sent) {
        var due = hooks.stream()
                .filter(it -> it.sent() == sent && it.path().equals(request.path()) && it.page() == request.page())
                .toList();
        hooks.removeAll(due);
        return due;
    }
}
