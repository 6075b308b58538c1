package app.tds.sandbox;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Map;

/** Counts one organization's calls and refuses those beyond its limits. */
final class Gate {

    private static final int UNLIMITED = Integer.MAX_VALUE;

    private final Limits limits;
    private final World world;
    private final Deque<Instant> lastMinute = new ArrayDeque<>();
    private Instant blockedUntil = Instant.MIN;
    private LocalDate day = LocalDate.MIN;
    private int today;
    private int inFlight;

    Gate(Limits limits, World world) {
        this.limits = limits;
        this.world = world;
    }

    private Clock clock() {
        return world.clock();
    }

    synchronized void enter() {
        enter(1);
    }

    /** One request that counts as several. */
    synchronized void enter(int price) {
        var now = clock().instant();
        turnPage(now);
        refuseTooFast(now);
        if (today >= limits.perDay()) {
            throw new Refusal(
                    429,
                    45,
                    "The API call for this organization has exceeded the maximum call rate limit of " + limits.perDay()
                            + ".");
        }
        if (inFlight >= limits.concurrent()) {
            throw new Refusal(
                    429,
                    1070,
                    "You have reached the maximum number of in process requests allowed. Kindly try again after some time.");
        }
        if (limits.perMinute() != UNLIMITED) {
            lastMinute.addLast(now);
        }
        today += price;
        inFlight++;
    }

    synchronized void leave() {
        inFlight--;
    }

    private void refuseTooFast(Instant now) {
        while (!lastMinute.isEmpty() && !lastMinute.getFirst().isAfter(now.minusSeconds(60))) {
            lastMinute.removeFirst();
        }
        if (now.isBefore(blockedUntil)) {
            throw blocked(now);
        }
        if (lastMinute.size() >= limits.perMinute()) {
            blockedUntil = now.plus(limits.lockOut());
            throw blocked(now);
        }
    }

    private Refusal blocked(Instant now) {
        var rest = Duration.between(now, blockedUntil).plusMillis(999);
        return new Refusal(
                429,
                44,
                "For security reasons your organization has been blocked as it have exceeded the maximum number of"
                        + " requests per minute that can originate from an organization.",
                Map.of("Retry-After", Long.toString(Math.max(1, rest.toSeconds()))));
    }

    private void turnPage(Instant now) {
        var date = LocalDate.ofInstant(now, world.zone());
        if (!date.equals(day)) {
            day = date;
            today = 0;
        }
    }

    /** CRM tells what is left of its credits once half of them are used. */
    synchronized Map<String, String> credits() {
        turnPage(clock().instant());
        int left = Math.max(0, limits.perDay() - today);
        return left > limits.perDay() / 2 ? Map.of() : Map.of("x-api-credits-remaining", Integer.toString(left));
    }

    synchronized Map<String, String> headers() {
        var now = clock().instant();
        turnPage(now);
        var midnight = day.plusDays(1).atStartOfDay(world.zone()).toInstant();
        return Map.of(
                "x-rate-limit-limit", Integer.toString(limits.perDay()),
                "x-rate-limit-remaining", Integer.toString(Math.max(0, limits.perDay() - today)),
                "x-rate-limit-reset",
                        Long.toString(Duration.between(now, midnight).toSeconds()));
    }
}
