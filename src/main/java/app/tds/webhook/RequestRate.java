package app.tds.webhook;

import java.time.Clock;
import java.util.HashMap;
import java.util.Map;

/** How many a minute each of them may; whoever is new when ten thousand are counted shares what is left. */
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

    /** Takes one; false if there is none left this minute. */
    synchronized boolean take(String who) {
        return !isSpent(who) && taken.merge(key(who), 1, Integer::sum) <= perMinute;
    }

    /** Whether there is none left this minute. */
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
