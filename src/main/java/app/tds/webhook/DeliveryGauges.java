package app.tds.webhook;

import app.tds.webhook.Deliveries.OfJob;
import app.tds.webhook.Deliveries.State;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.MultiGauge;
import io.micrometer.core.instrument.MultiGauge.Row;
import io.micrometer.core.instrument.Tags;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** The state of webhooks as metrics. A number that is not known has no series. */
@Component
class DeliveryGauges {

    private static final String TODAY = "tds.webhooks.today";
    private static final String LAST = "tds.webhooks.last.timestamp.seconds";
    private static final String GAP = "tds.webhooks.usual.gap.seconds";
    private static final String MISSED = "tds.webhooks.missed";
    private static final String REFUSED = "tds.webhooks.refused.ratio";

    private static final Map<String, String> HELPS = Map.of(
            TODAY, "Webhooks that were taken since the midnight of the organization",
            LAST, "When a webhook last came",
            GAP, "How far apart webhooks usually come at this hour of the week",
            MISSED, "Minutes since the last webhook that usually bring one; webhooks are silent from 10",
            REFUSED, "Share of webhooks that were not taken, in this hour and the hour before");

    private final Map<String, MultiGauge> gauges = new TreeMap<>();
    private final Map<String, List<Row<?>>> rows = new TreeMap<>();

    DeliveryGauges(MeterRegistry meters) {
        HELPS.forEach((name, help) ->
                gauges.put(name, MultiGauge.builder(name).description(help).register(meters)));
    }

    synchronized void show(List<State> states) {
        rows.clear();
        for (State state : states) {
            Tags tags = Tags.of("organization", state.organization());
            number(TODAY, tags, state.today());
            state.jobs().forEach(job -> show(job, tags));
        }
        gauges.forEach((name, gauge) -> gauge.register(rows.getOrDefault(name, List.of()), true));
    }

    private void show(OfJob job, Tags ofOrganization) {
        Tags tags = ofOrganization.and("entity", job.job().isEmpty() ? "unrecognized" : job.job());
        number(LAST, tags, job.last() == null ? null : job.last().toEpochMilli() / 1000.0);
        number(GAP, tags, job.usualGap() == null ? null : job.usualGap().toMillis() / 1000.0);
        number(MISSED, tags, job.missed());
        long all = job.taken() + job.refused();
        number(REFUSED, tags, all == 0 ? null : job.refused() / (double) all);
    }

    private void number(String name, Tags tags, @Nullable Number number) {
        if (number != null) {
            rows.computeIfAbsent(name, unknown -> new ArrayList<>()).add(Row.of(tags, number));
        }
    }
}
