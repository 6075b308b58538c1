package app.tds.bench;

import java.util.Arrays;
import java.util.Locale;

/**
 * How many a second, and how long each took.
 *
 * @param perSecond of them
 * @param p50 milliseconds that half of them took at most
 * @param p95 milliseconds
 * @param p99 milliseconds
 * @param most milliseconds
 */
record Latencies(double perSecond, double p50, double p95, double p99, double most) {

    static Latencies of(long[] nanos, double seconds) {
        Arrays.sort(nanos);
        return new Latencies(nanos.length / seconds, at(nanos, 0.5), at(nanos, 0.95), at(nanos, 0.99), at(nanos, 1));
    }

    private static double at(long[] sorted, double share) {
        return sorted[(int) Math.max(0, Math.ceil(sorted.length * share) - 1)] / 1e6;
    }

    /** As a process says it to another. */
    String line() {
        return String.format(Locale.ROOT, "%f %f %f %f %f", perSecond, p50, p95, p99, most);
    }

    static Latencies parse(String line) {
        double[] values =
                Arrays.stream(line.split(" ")).mapToDouble(Double::parseDouble).toArray();
        return new Latencies(values[0], values[1], values[2], values[3], values[4]);
    }
}
