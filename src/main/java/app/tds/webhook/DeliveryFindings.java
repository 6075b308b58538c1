package app.tds.webhook;

import app.tds.PlainTime;
import app.tds.alarm.Alarm;
import app.tds.alarm.Finding;
import app.tds.alarm.Rules;
import app.tds.alarm.Severity;
import app.tds.alarm.Threshold;
import app.tds.webhook.Deliveries.OfJob;
import app.tds.webhook.Deliveries.State;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** Finds what is wrong with an organization's webhooks. */
final class DeliveryFindings {

    /** No delivery has come for longer than chance explains. */
    static final String SILENT = "webhooks-silent";
    /** Many deliveries are refused, and the usual ones have not come: the refused ones may be the usual ones. */
    static final String REFUSED = "webhooks-refused";
    /** The records that webhooks name cannot be read. */
    static final String FAILING = "webhooks-failing";
    /** The source will soon send no more webhooks today. */
    static final String NEAR_LIMIT = "webhooks-near-limit";

    static final Set<String> KINDS = Set.of(SILENT, REFUSED, FAILING, NEAR_LIMIT);

    /** With fewer deliveries than this, a share says nothing. */
    static final int ENOUGH = 10;

    /** Half of the silence that is suspicious by itself. Chance makes a silence this long in one of 150 cases. */
    static final double MISSED = Rhythm.SUSPICIOUS / 2;

    private static final String BY_ITSELF = " Meanwhile a delta reads what may have been missed.";

    private DeliveryFindings() {}

    /**
     * Whether a delta makes up for the missing webhooks. Refusals start no delta: anybody can cause a refusal.
     */
    static boolean isMendedByDelta(Alarm alarm) {
        return KINDS.contains(alarm.kind())
                && !alarm.kind().equals(NEAR_LIMIT)
                && !alarm.kind().equals(REFUSED)
                && !alarm.job().isEmpty();
    }

    static List<Finding> of(State state, Rules rules) {
        List<Finding> findings = new ArrayList<>();
        for (OfJob job : state.jobs()) {
            if (state.accepted() && !job.job().isEmpty() && job.missed() >= Rhythm.SUSPICIOUS) {
                findings.add(finding(state, job.job(), SILENT, silent(job), SEE_SENDER));
            }
            if (state.accepted() && job.refused() >= ENOUGH && missed(state, job) >= MISSED) {
                findings.add(finding(state, job.job(), REFUSED, refused(state, job), SEE_LOG));
            }
            if (job.failing() > 0) {
                findings.add(finding(state, job.job(), FAILING, failing(job), SEE_CAUSE));
            }
        }
        Threshold share = Threshold.share((double) state.today() / Math.max(1, state.perDay()));
        if (rules.of(NEAR_LIMIT, state.organization(), "").severity(share).isPresent()) {
            findings.add(finding(state, "", NEAR_LIMIT, nearLimit(state), "Nothing to do: deltas read the rest."));
        }
        return findings;
    }

    private static final String SEE_SENDER =
            "See the sender's own log, and whether its address leads here." + BY_ITSELF;
    private static final String SEE_LOG =
            "The log says why, such as a secret that differs from the sender's. Strangers are refused as well.";
    private static final String SEE_CAUSE =
            "select cause from etl.inbox where attempts > 0 says why. They go on being tried." + BY_ITSELF;

    /** Where all jobs share one address, the silence is that of the job whose deliveries are missing. */
    private static double missed(State state, OfJob job) {
        return job.job().isEmpty()
                ? state.jobs().stream().mapToDouble(OfJob::missed).max().orElse(0)
                : job.missed();
    }

    private static Finding finding(State state, String job, String kind, String sentence, String cure) {
        return Finding.of(
                        kind,
                        Severity.WARNING,
                        "Webhooks" + (job.isEmpty() ? "" : " about " + job) + ": " + sentence,
                        cure)
                .ofJob(job, state.organization());
    }

    private static String silent(OfJob job) {
        return String.format(
                Locale.ROOT,
                "none has come since %s, when %.0f or more would be usual.",
                PlainTime.utc(job.last()),
                Math.floor(job.missed()));
    }

    private static String refused(State state, OfJob job) {
        return String.format(
                Locale.ROOT,
                "%,d were refused in this hour and the last, and %.0f or more that would be usual have not come.",
                job.refused(),
                Math.floor(missed(state, job)));
    }

    private static String failing(OfJob job) {
        return "the records of " + job.failing() + " could not be read.";
    }

    private static String nearLimit(State state) {
        return String.format(
                Locale.ROOT, "%,d have come today, and the sender makes %,d in a day.", state.today(), state.perDay());
    }
}
