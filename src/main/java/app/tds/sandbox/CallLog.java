package app.tds.sandbox;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;

/** Every call a sandbox answered, the oldest forgotten after a million. */
public final class CallLog {

    private static final int MOST = 1_000_000;

    private final Deque<Call> calls = new ArrayDeque<>();

    CallLog() {}

    synchronized void add(Call call) {
        if (calls.size() == MOST) {
            calls.removeFirst();
        }
        calls.addLast(call);
    }

    /** Every call, in the order they were answered. */
    public synchronized List<Call> all() {
        return List.copyOf(calls);
    }

    /** The calls of one path. */
    public synchronized List<Call> of(String path) {
        return calls.stream().filter(it -> it.path().equals(path)).toList();
    }

    /** The page numbers of one list that were served well, in order. */
    public List<Integer> pages(String path) {
        return of(path).stream()
                .filter(it -> it.status() == 200 && it.zohoCode() == 0)
                .map(it -> it.query().getOrDefault("page", "1"))
                .filter(it -> it.matches("\\d{1,9}"))
                .map(Integer::valueOf)
                .toList();
    }

    public synchronized int count() {
        return calls.size();
    }

    public synchronized void clear() {
        calls.clear();
    }
}
