package app.tds.webhook;

import app.tds.webhook.Alarm.Cause;
import app.tds.webhook.Deliveries.OfJob;
import app.tds.webhook.Deliveries.State;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** What is wrong with an organization's webhooks, by how they fare. */
final class AlarmRules {

    /** Of how many one can speak of a share. */
    static final int ENOUGH = 10;

    static final double NEAR = 0.8;

    private AlarmRules() {}

    static List<Alarm> alarms(State state, Instant now) {
        List<Alarm> alarms = new ArrayList<>();
        for (OfJob job : state.jobs()) {
            if (state.accepted() && !job.job().isEmpty() && job.missed() >= Rhythm.SUSPICIOUS) {
                alarms.add(alarm(state, job.job(), Cause.SILENT, now, silent(job)));
            }
            if (state.accepted() && job.refused() >= ENOUGH && job.refused() >= taken(state, job)) {
                alarms.add(alarm(state, job.job(), Cause.REFUSED, now, refused(job)));
            }
            if (job.failing() > 0) {
                alarms.add(alarm(state, job.job(), Cause.FAILING, now, failing(job)));
            }
        }
        if (state.today() >= NEAR * state.perDay()) {
            alarms.add(alarm(state, "", Cause.NEAR_LIMIT, now, nearLimit(state)));
        }
        return alarms;
    }

    /** At the address for all, what was taken is its job's. */
    private static long taken(State state, OfJob job) {
        return job.job().isEmpty()
                ? state.jobs().stream().mapToLong(OfJob::taken).sum()
                : job.taken();
    }

    private static Alarm alarm(State state, String job, Cause cause, Instant now, String sentence) {
        return new Alarm(state.organization(), job, cause, now, sentence, null);
    }

    private static String silent(OfJob job) {
        return String.format(
                Locale.ROOT,
                "none has come since %s, when %.0f or more would be usual; see the sender's own log, and whether its"
                        + " address leads here",
                job.last(),
                Math.floor(job.missed()));
    }

    private static String refused(OfJob job) {
        return job.refused() + " were refused in this hour and the last, and " + job.taken()
                + " were taken; the log says why, such as a secret that is another one there than here";
    }

    private static String failing(OfJob job) {
        return job.failing() + " could not be worked off, and go on being tried; select cause from etl.inbox where"
                + " attempts > 0 says why";
    }

    private static String nearLimit(State state) {
        return String.format(
                Locale.ROOT,
                "%,d have come today, and the sender makes %,d in a day; what changes after that comes with the next"
                        + " delta",
                state.today(),
                state.perDay());
    }
}
