package app.tds.webhook;

import java.time.Clock;
import java.util.HashMap;
import java.util.Map;

/** A limit by minute for each sender. When ten thousand senders are counted, all further senders share one limit. */
final class RequestRate {

    private static final int COUNTED = 10_000;
    private static final String OTHERS = "";

    private final int perMinute;
    private final Clock clock;
    private final Map<String, Integer> taken = new HashMap<>();
    private long minute;

    RequestRate(int perMinute, Clock clock) {
        this.perMinute = perMinute;
        this.clock = clock;
    }

    /** Takes one request from the limit; false if none is left in this minute. */
    synchronized boolean take(String who) {
        return !isSpent(who) && taken.merge(key(who), 1, Integer::sum) <= perMinute;
    }

    /** Whether no request is left in this minute. */
    private boolean isSpent(String who) {
        long now = clock.instant().getEpochSecond() / 60;
        if (now != minute) {
            minute = now;
            taken.clear();
        }
        return taken.getOrDefault(key(who), 0) >= perMinute;
    }

    private String key(String who) {
        return taken.containsKey(who) || taken.size() < COUNTED ? who : OTHERS;
    }
}
