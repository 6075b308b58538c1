package app.tds.bench;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** What was measured, round by round. */
final class Measurements {

    private final Map<String, List<Measurement>> all = new LinkedHashMap<>();

    private record Measurement(long rows, double seconds, CpuTime cpu) {
        double perSecond() {
            return rows / seconds;
        }
    }

    void add(String what, long rows, double seconds, CpuTime cpu) {
        all.computeIfAbsent(what, it -> new ArrayList<>()).add(new Measurement(rows, seconds, cpu));
    }

    /** A table in Markdown; ratios are medians of the ratios within each round, since rounds are disturbed alike. */
    String table(String baseline) {
        var table = new StringBuilder("""
                | what | rows/s, median | least to most | ratio | CPU s per million rows: Java | PostgreSQL |
                |---|--:|--:|--:|--:|--:|
                """);
        List<Measurement> base = all.getOrDefault(baseline, List.of());
        all.forEach((what, rounds) -> {
            List<Double> speeds =
                    sorted(rounds.stream().map(Measurement::perSecond).toList());
            List<Double> ratios = new ArrayList<>();
            for (int round = 0; round < rounds.size() && round < base.size(); round++) {
                ratios.add(rounds.get(round).perSecond() / base.get(round).perSecond());
            }
            table.append(String.format(
                    Locale.ROOT,
                    "| %s | %,.0f | %,.0f to %,.0f | %.2f | %.0f | %.0f |%n",
                    what,
                    median(speeds),
                    speeds.get(0),
                    speeds.get(speeds.size() - 1),
                    median(sorted(ratios)),
                    cpu(rounds.stream().map(it -> it.cpu().java() / it.rows()).toList()),
                    cpu(rounds.stream()
                            .map(it -> it.cpu().postgres() / it.rows())
                            .toList())));
        });
        return table.toString();
    }

    private static double cpu(List<Double> secondsPerRow) {
        return median(sorted(secondsPerRow)) * 1e6;
    }

    private static List<Double> sorted(List<Double> values) {
        return values.stream().sorted().toList();
    }

    private static double median(List<Double> sorted) {
        return sorted.isEmpty() ? Double.NaN : sorted.get(sorted.size() / 2);
    }
}
