package app.tds.sandbox;

import java.time.Duration;

/** How much a sandbox lets its callers ask. */
public record Limits(
        int perMinute,
        Duration lockOut,
        int concurrent,
        int perDay,
        Duration accessTokenLife,
        int tokensPerTenMinutes) {

    /** What Zoho grants a paying organization. */
    public static Limits zoho() {
        return new Limits(100, Duration.ofMinutes(30), 10, 10_000, Duration.ofHours(1), 10);
    }

    /** As fast as it goes; tokens still live an hour. */
    public static Limits none() {
        int unlimited = Integer.MAX_VALUE;
        return new Limits(unlimited, Duration.ZERO, unlimited, unlimited, Duration.ofHours(1), unlimited);
    }

    public Limits withPerMinute(int requests) {
        return new Limits(requests, lockOut, concurrent, perDay, accessTokenLife, tokensPerTenMinutes);
    }

    public Limits withLockOut(Duration time) {
        return new Limits(perMinute, time, concurrent, perDay, accessTokenLife, tokensPerTenMinutes);
    }

    public Limits withConcurrent(int requests) {
        return new Limits(perMinute, lockOut, requests, perDay, accessTokenLife, tokensPerTenMinutes);
    }

    public Limits withPerDay(int requests) {
        return new Limits(perMinute, lockOut, concurrent, requests, accessTokenLife, tokensPerTenMinutes);
    }

    public Limits withAccessTokenLife(Duration life) {
        return new Limits(perMinute, lockOut, concurrent, perDay, life, tokensPerTenMinutes);
    }

    public Limits withTokensPerTenMinutes(int tokens) {
        return new Limits(perMinute, lockOut, concurrent, perDay, accessTokenLife, tokens);
    }
}
