package app.tds.zoho;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.bucket4j.BucketConfiguration;
import io.github.bucket4j.TimeMeter;
import io.github.bucket4j.local.LocalBucket;
import io.github.bucket4j.local.LocalBucketBuilder;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RequestBudgetTests {

    private static final long MINUTE = 60 * 1_000_000_000L;

    @ParameterizedTest
    @ValueSource(ints = {2, 10, 60, 100, 1000})
    void noMinuteSeesMoreThanTheMarginLeaves(int callsPerMinute) {
        var calls = greedy(callsPerMinute, 10);

        assertThat(busiestMinute(calls)).isLessThanOrEqualTo(Math.max(2, callsPerMinute * 95 / 100));
    }

    @Test
    void aHundredAMinuteAreAtMost95AndAtLeast85() {
        var calls = greedy(100, 20);

        assertThat(busiestMinute(calls)).isLessThanOrEqualTo(95);
        for (int minute = 0; minute < 20; minute++) {
            long begin = minute * MINUTE;
            assertThat(calls.stream().filter(at -> at >= begin && at < begin + MINUTE))
                    .as("minute %s", minute)
                    .hasSizeGreaterThanOrEqualTo(85);
        }
    }

    @Test
    void restsDoNotAddUpToALargerBurst() {
        var time = new Time();
        var bucket = bucket(100, time);
        var random = new Random(3);
        List<Long> calls = new ArrayList<>();
        while (time.now < 60 * MINUTE) {
            long busyUntil = time.now + (long) (random.nextDouble() * 2 * MINUTE);
            while (time.now < busyUntil) {
                take(bucket, time, calls);
            }
            time.now += (long) (random.nextDouble() * 5 * MINUTE);
        }

        assertThat(calls).hasSizeGreaterThan(500);
        assertThat(busiestMinute(calls)).isLessThanOrEqualTo(95);
    }

    private static List<Long> greedy(int callsPerMinute, int minutes) {
        var time = new Time();
        var bucket = bucket(callsPerMinute, time);
        List<Long> calls = new ArrayList<>();
        while (time.now < minutes * MINUTE) {
            take(bucket, time, calls);
        }
        return calls;
    }

    private static void take(LocalBucket bucket, Time time, List<Long> calls) {
        var probe = bucket.tryConsumeAndReturnRemaining(1);
        if (probe.isConsumed()) {
            calls.add(time.now);
        } else {
            time.now += Math.max(1, probe.getNanosToWaitForRefill());
        }
    }

    private static LocalBucket bucket(int callsPerMinute, Time time) {
        BucketConfiguration limits = RequestBudget.limits(callsPerMinute);
        var builder = new LocalBucketBuilder().withCustomTimePrecision(time);
        for (var bandwidth : limits.getBandwidths()) {
            builder.addLimit(bandwidth);
        }
        return builder.build();
    }

    private static int busiestMinute(List<Long> calls) {
        Deque<Long> window = new ArrayDeque<>();
        int most = 0;
        for (long call : calls) {
            window.addLast(call);
            while (window.getFirst() <= call - MINUTE) {
                window.removeFirst();
            }
            most = Math.max(most, window.size());
        }
        return most;
    }

    private static final class Time implements TimeMeter {

        private long now;

        @Override
        public long currentTimeNanos() {
            return now;
        }

        @Override
        public boolean isWallClockBased() {
            return false;
        }
    }
}
