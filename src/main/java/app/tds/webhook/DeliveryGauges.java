package app.tds.webhook;

import app.tds.webhook.Deliveries.OfJob;
import app.tds.webhook.Deliveries.State;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.MultiGauge;
import io.micrometer.core.instrument.MultiGauge.Row;
import io.micrometer.core.instrument.Tags;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** How webhooks fare, as numbers; what is not known is not there. */
@Component
class DeliveryGauges {

    private static final String SECONDS = "seconds";

    private final MeterRegistry meters;
    private final Map<String, MultiGauge> gauges = new HashMap<>();
    private final Map<String, List<Row<?>>> rows = new HashMap<>();

    DeliveryGauges(MeterRegistry meters) {
        this.meters = meters;
    }

    synchronized void show(List<State> states, Instant now) {
        rows.values().forEach(List::clear);
        for (State state : states) {
            Tags tags = Tags.of("organization", state.organization());
            number("today", tags, state.today());
            state.jobs().forEach(job -> show(job, tags, now));
        }
        gauges.forEach((name, gauge) -> gauge.register(rows.getOrDefault(name, List.of()), true));
    }

    private void show(OfJob job, Tags ofOrganization, Instant now) {
        Tags tags = ofOrganization.and("job", job.job().isEmpty() ? "unrecognized" : job.job());
        age("age", tags, job.last(), now);
        seconds("gap", tags, job.usualGap());
        number("missed", tags, job.missed());
        if (job.taken() + job.refused() > 0) {
            number("refused.share", tags, job.refused() / (double) (job.taken() + job.refused()));
        }
        number("waiting", tags, job.waiting());
        age("waiting.age", tags, job.waitingSince(), now);
        seconds("latency", tags.and("quantile", "0.5"), job.median());
        seconds("latency", tags.and("quantile", "0.95"), job.p95());
    }

    private void age(String name, Tags tags, @Nullable Instant since, Instant now) {
        seconds(name, tags, since == null ? null : Duration.between(since, now));
    }

    private void seconds(String name, Tags tags, @Nullable Duration duration) {
        if (duration != null) {
            row(name, SECONDS, Row.of(tags, duration.toMillis() / 1000.0));
        }
    }

    private void number(String name, Tags tags, Number number) {
        row(name, null, Row.of(tags, number));
    }

    private void row(String name, @Nullable String unit, Row<?> row) {
        gauges.computeIfAbsent(
                name,
                unknown -> MultiGauge.builder("tds.webhooks." + name)
                        .baseUnit(unit)
                        .register(meters));
        rows.computeIfAbsent(name, unknown -> new ArrayList<>()).add(row);
    }
}
