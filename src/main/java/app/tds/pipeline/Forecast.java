package app.tds.pipeline;

import app.tds.source.Allowance;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Says when the complete documents that wait will be there. The answer depends only on what waits, how fast deltas
 * fetch, and the calls a day that are left.
 *
 * <p>Deltas fetch at their pace until the day's share is used; then documents wait for the next day.
 *
 * @param calls a day that lists take, and that documents leave to them
 * @param lists what lists may ask
 * @param documents what the fetching of documents may ask
 */
record Forecast(double calls, Allowance lists, Allowance documents) {

    private static final double DAY = Duration.ofDays(1).toMillis();
    private static final Duration HORIZON = Duration.ofDays(3650);
    private static final double DONE = 1e-6;

    /**
     * What waits for one job.
     *
     * @param calls it takes
     * @param perDay calls a day that the job's deltas would make for documents without any limit
     * @param comesIn calls a day that new changes take before it
     */
    record Queue(String job, double calls, double perDay, double comesIn) {

        private double progress() {
            return perDay - comesIn;
        }
    }

    /** Calls that documents may take now, so that lists have theirs until the day is over. */
    double room(Instant now) {
        return Math.max(
                0,
                Math.min(
                        documents.left() - documents.kept(),
                        documents.left() - lists.kept() - calls * days(now, documents.renewedAt())));
    }

    /** By job; one that will not be complete in ten years is left out. */
    Map<String, Instant> complete(Instant now, List<Queue> queues) {
        Map<String, Instant> complete = new HashMap<>();
        Map<Queue, Double> waiting = new HashMap<>();
        queues.forEach(queue -> waiting.put(queue, queue.calls()));
        double others = calls + queues.stream().mapToDouble(Queue::comesIn).sum();
        Instant time = now;
        Instant renewed = documents.renewedAt();
        double left = documents.left();
        while (true) {
            for (Queue queue : queues) {
                if (waiting.containsKey(queue) && waiting.get(queue) <= DONE) {
                    complete.put(queue.job(), time);
                    waiting.remove(queue);
                }
            }
            if (waiting.isEmpty() || time.isAfter(now.plus(HORIZON))) {
                return complete;
            }
            double progress =
                    waiting.keySet().stream().mapToDouble(Queue::progress).sum();
            double day = days(time, renewed);
            double ownShare = (left - documents.kept()) / (others + progress);
            double listsSafe = progress <= 0 ? 0 : (left - lists.kept() - others * day) / progress;
            double share = Math.max(0, Math.min(day, Math.min(ownShare, listsSafe)));
            double step = share;
            for (var queue : waiting.entrySet()) {
                double progressOfOne = queue.getKey().progress();
                if (progressOfOne > 0) {
                    step = Math.min(step, queue.getValue() / progressOfOne);
                }
            }
            double stepped = step;
            waiting.replaceAll((queue, rest) -> rest - queue.progress() * stepped);
            left -= (others + progress) * step;
            if (step < share || waiting.values().stream().anyMatch(rest -> rest <= DONE)) {
                time = time.plusMillis((long) (step * DAY));
            } else {
                waiting.replaceAll((queue, rest) -> rest + queue.comesIn() * (day - share));
                time = renewed;
                renewed = renewed.plus(Duration.ofDays(1));
                left = documents.perDay();
            }
        }
    }

    private static double days(Instant from, Instant to) {
        return Duration.between(from, to).toMillis() / DAY;
    }
}
