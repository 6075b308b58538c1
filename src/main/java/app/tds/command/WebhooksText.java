package app.tds.command;

import app.tds.alarm.Alarm;
import app.tds.mirror.Organization;
import app.tds.webhook.Deliveries;
import app.tds.webhook.Deliveries.OfJob;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** How an organization's webhooks fare, as a person reads it; nothing where none are let in. */
final class WebhooksText {

    private static final List<String> HEADINGS = List.of(
            "webhooks about", "last", "usual gap min", "refused lately", "waiting", "waiting since", "p50 s", "p95 s");
    private static final List<String> NARROW =
            List.of("webhooks about", "last", "refused lately", "waiting", "p50 s", "p95 s");

    private WebhooksText() {}

    static List<String> lines(
            Deliveries.State state, Organization organization, List<String> jobs, Wide wide, Instant now) {
        if (!state.accepted()) {
            return List.of();
        }
        List<List<String>> rows = new ArrayList<>();
        rows.add(HEADINGS);
        state.jobs().stream()
                .filter(job -> job.job().isEmpty() || jobs.contains(job.job()))
                .forEach(job -> rows.add(row(job, at -> wide.time(at, organization.timeZone(), now))));
        List<String> lines = new ArrayList<>(TextTable.withoutSums(
                wide.of(rows, NARROW), wide.isWide() ? "usual gap min" : "refused lately", "p95 s"));
        lines.add("p50 and p95: seconds from Zoho's modification to the row, in the last day.");
        lines.add("Webhooks today: " + SummaryTable.number(state.today()) + " of the "
                + SummaryTable.number(state.perDay()) + " that the sender makes in a day.");
        for (Alarm alarm : state.alarms()) {
            lines.add(alarm.sentence() + " " + alarm.cure() + recovery(state, alarm.job()));
        }
        lines.add("");
        return lines;
    }

    private static String recovery(Deliveries.State state, String job) {
        return state.jobs().stream()
                .filter(of -> of.job().equals(job) && of.recovery() != null)
                .map(of -> " Run " + of.recovery() + " was the last that was asked for because of this.")
                .findFirst()
                .orElse("");
    }

    private static List<String> row(OfJob job, Function<@Nullable Instant, String> time) {
        return List.of(
                job.job().isEmpty() ? "unrecognized" : job.job(),
                job.last() == null ? "never" : time.apply(job.last()),
                job.usualGap() == null
                        ? ""
                        : SummaryTable.number(Math.max(1, job.usualGap().toMinutes())),
                SummaryTable.number(job.refused()) + " of " + SummaryTable.number(job.refused() + job.taken()),
                SummaryTable.number(job.waiting()),
                time.apply(job.waitingSince()),
                seconds(job.median()),
                seconds(job.p95()));
    }

    private static String seconds(@Nullable Duration duration) {
        return duration == null ? "" : SummaryTable.seconds(duration);
    }
}
