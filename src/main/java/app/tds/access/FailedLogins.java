package app.tds.access;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Failed logins of the last minutes: of a user from an address, of an address, and of a user. Who has failed often in one
 * of the three is not heard for a while. A user who has logged in from an address is not kept out by strangers elsewhere.
 *
 * <p>Memory is bounded: what was not asked for longest is forgotten first.
 */
class FailedLogins {

    static final Duration WINDOW = Duration.ofMinutes(15);
    private static final int COUNTED = 10_000;
    private static final int LONGEST_NAME = 64;
    private static final int OF_ADDRESS = 5;
    private static final int OF_USER = 10;

    private final int most;
    private final Clock clock;
    private final Map<String, Count> counts = bounded();
    private final Map<String, Boolean> proven = bounded();

    /** @param most failed logins of a user from one address; an address may have five times as many, a user ten times */
    FailedLogins(int most, Clock clock) {
        this.most = most;
        this.clock = clock;
    }

    private record Count(int failed, Instant until) {}

    /** How long this user is not heard from there; zero if a login may be tried. */
    synchronized Duration wait(String user, String address) {
        Duration own = wait(both(user, address), most);
        Duration ofAddress = wait(address, most * OF_ADDRESS);
        Duration ofUser = proven.containsKey(both(user, address)) ? Duration.ZERO : wait(userKey(user), most * OF_USER);
        return longer(own, longer(ofAddress, ofUser));
    }

    /** One more; returns how many there are now of this user from there. */
    synchronized int failed(String user, String address) {
        add(address);
        add(userKey(user));
        return add(both(user, address));
    }

    /** A login was good. */
    synchronized void succeeded(String user, String address) {
        counts.remove(both(user, address));
        proven.put(both(user, address), true);
    }

    synchronized int counted() {
        return counts.size();
    }

    private int add(String key) {
        Instant now = clock.instant();
        Count count = counts.get(key);
        Count more = count == null || !count.until.isAfter(now)
                ? new Count(1, now.plus(WINDOW))
                : new Count(count.failed + 1, count.until);
        counts.put(key, more);
        return more.failed;
    }

    private Duration wait(String key, int limit) {
        Count count = counts.get(key);
        Instant now = clock.instant();
        return count == null || count.failed < limit || !count.until.isAfter(now)
                ? Duration.ZERO
                : Duration.between(now, count.until);
    }

    private static Duration longer(Duration one, Duration other) {
        return one.compareTo(other) > 0 ? one : other;
    }

    private static String both(String user, String address) {
        return address + userKey(user);
    }

    /** What is too long for a name is nobody's, and counts as one. */
    private static String userKey(String user) {
        return " " + (user.length() > LONGEST_NAME ? user.substring(0, LONGEST_NAME) : user);
    }

    private static <T> Map<String, T> bounded() {
        return new LinkedHashMap<>(16, 0.75f, true) {

            @Override
            protected boolean removeEldestEntry(Map.Entry<String, T> eldest) {
                return size() > COUNTED;
            }
        };
    }
}
