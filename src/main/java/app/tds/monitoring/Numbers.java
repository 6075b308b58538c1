package app.tds.monitoring;

import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Statistic;
import io.micrometer.core.instrument.Tag;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;
import org.springframework.stereotype.Component;

/** What this node has measured of itself since it started, without the machinery around it. */
@Component
public class Numbers {

    private static final String OURS = "tds.";
    private static final String ORGANIZATION = "organization";

    private final MeterRegistry meters;

    Numbers(MeterRegistry meters) {
        this.meters = meters;
    }

    /** One number. */
    public record Measured(String name, Map<String, String> labels, double value) {}

    /** Those about these organizations, or about none in particular, by name. */
    public List<Measured> of(Set<String> organizations) {
        return meters.getMeters().stream()
                .filter(meter -> meter.getId().getName().startsWith(OURS))
                .filter(meter -> {
                    var organization = meter.getId().getTag(ORGANIZATION);
                    return organization == null || organizations.contains(organization);
                })
                .flatMap(meter -> StreamSupport.stream(meter.measure().spliterator(), false)
                        .filter(it -> it.getStatistic() != Statistic.MAX && Double.isFinite(it.getValue()))
                        .map(it -> new Measured(name(meter, it.getStatistic()), labels(meter), it.getValue())))
                .sorted(Comparator.comparing(Measured::name)
                        .thenComparing(it -> it.labels().toString()))
                .toList();
    }

    private static String name(Meter meter, Statistic statistic) {
        return meter.getId().getName()
                + switch (statistic) {
                    case TOTAL_TIME -> ".seconds";
                    case TOTAL -> ".total";
                    default -> meter.getId().getType() == Meter.Type.TIMER ? ".count" : "";
                };
    }

    private static Map<String, String> labels(Meter meter) {
        return meter.getId().getTags().stream()
                .collect(Collectors.toMap(Tag::getKey, Tag::getValue, (one, two) -> one, TreeMap::new));
    }
}
