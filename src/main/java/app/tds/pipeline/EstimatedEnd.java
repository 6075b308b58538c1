package app.tds.pipeline;

import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * When a run is likely to be over.
 *
 * @param at that time
 * @param error the median of how far, as a share of the usual duration, earlier runs were off it; null if too few are known
 */
public record EstimatedEnd(Instant at, @Nullable Double error) {

    private static final int ENOUGH = 3;

    /** After the usual duration, the median of earlier runs that did the same in one go; null if none did. */
    static @Nullable EstimatedEnd afterUsual(List<Duration> earlier, Instant began) {
        double usual = median(earlier.stream().mapToDouble(Duration::toMillis).toArray());
        if (earlier.isEmpty() || usual <= 0) {
            return null;
        }
        double error = median(earlier.stream()
                .mapToDouble(took -> Math.abs(took.toMillis() - usual) / usual)
                .toArray());
        return new EstimatedEnd(began.plusMillis(Math.round(usual)), earlier.size() < ENOUGH ? null : rounded(error));
    }

    /** When the records that are left have been read at this rate; null if that cannot be said. */
    static @Nullable EstimatedEnd atRate(long left, @Nullable Double perSecond, @Nullable Instant now) {
        return left <= 0 || perSecond == null || perSecond <= 0 || now == null
                ? null
                : new EstimatedEnd(now.plusMillis(Math.round(left / perSecond * 1000)), null);
    }

    private static double rounded(double share) {
        return Math.round(share * 1000) / 1000.0;
    }

    private static double median(double[] numbers) {
        Arrays.sort(numbers);
        int half = numbers.length / 2;
        if (numbers.length == 0) {
            return 0;
        }
        return numbers.length % 2 == 1 ? numbers[half] : (numbers[half - 1] + numbers[half]) / 2;
    }
}
