package app.tds.monitoring;

import app.tds.alarm.Finding;
import app.tds.alarm.Rules;
import app.tds.alarm.Severity;
import app.tds.alarm.Threshold;
import app.tds.alarm.Watch;
import app.tds.monitoring.Measured.Of;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Finds runs that fail, records that cannot be used and webhooks that take long, each more often than the rules allow. */
@Component
class RatesWatch implements Watch {

    /** Of how many runs in an hour one can speak of a share. */
    private static final int ENOUGH = 20;

    /** Of fewer webhooks in an hour, one that was slow says nothing about the others. */
    private static final int ENOUGH_WEBHOOKS = 10;

    private final JdbcClient jdbc;
    private final Rules rules;

    RatesWatch(JdbcClient jdbc, Rules rules) {
        this.jdbc = jdbc;
        this.rules = rules;
    }

    @Override
    public List<Finding> look() {
        var measured = new Measured(rules);
        records(measured);
        webhooks(measured);
        runs(measured.findings());
        return measured.findings();
    }

    private record Runs(String organization, long lately, double failedLately, long aDay, double failedADay) {}

    private void runs(List<Finding> findings) {
        jdbc.sql("""
                        select organization_id, runs_1h, 1 - coalesce(rate_1h, 1) as failed_1h, runs_24h,
                          1 - coalesce(rate_24h, 1) as failed_24h
                        from reporting.sync_success where job is null order by organization_id
                        """)
                .query((row, number) -> new Runs(
                        row.getString("organization_id"),
                        row.getLong("runs_1h"),
                        row.getDouble("failed_1h"),
                        row.getLong("runs_24h"),
                        row.getDouble("failed_24h")))
                .list()
                .forEach(runs -> runs(runs).ifPresent(findings::add));
    }

    private Optional<Finding> runs(Runs runs) {
        var rule = rules.of("runs-failing-often", runs.organization(), "");
        if (runs.lately() >= ENOUGH
                && rule.severity(Threshold.share(runs.failedLately())).equals(Optional.of(Severity.CRITICAL))) {
            return Optional.of(often(
                    runs.organization(),
                    Severity.CRITICAL,
                    runs.failedLately(),
                    runs.lately(),
                    "the last hour or two"));
        }
        // A day's share is a warning, however large: what fails now is said above.
        return runs.aDay() < ENOUGH
                ? Optional.empty()
                : rule.severity(Threshold.share(runs.failedADay()))
                        .map(severity -> often(
                                runs.organization(), rule.ordinary(), runs.failedADay(), runs.aDay(), "the last day"));
    }

    private static Finding often(String organization, Severity severity, double share, long runs, String window) {
        return Finding.of(
                        "runs-failing-often",
                        severity,
                        String.format(
                                Locale.ROOT,
                                "Of the %,d runs of organization %s in %s, %.1f %% failed.",
                                runs,
                                organization,
                                window,
                                share * 100),
                        "runs --state failed shows which, and why.")
                .ofOrganization(organization);
    }

    private void records(Measured measured) {
        jdbc.sql("""
                        select organization_id, job, read, quarantined, share from reporting.sync_records
                        where job is not null and share > 0 order by organization_id, job
                        """).query(row -> {
            String job = row.getString("job");
            measured.take(
                    new Of("records-failing", row.getString("organization_id"), job),
                    Threshold.share(row.getDouble("share")),
                    String.format(
                            Locale.ROOT,
                            "Of the %,d records of %s that were read in the last hour or two, %,d could not be used (%.1f %%).",
                            row.getLong("read"),
                            job,
                            row.getLong("quarantined"),
                            row.getDouble("share") * 100),
                    "They are in quarantine and lost to nobody: quarantine list shows the causes and what to do.");
        });
    }

    private void webhooks(Measured measured) {
        jdbc.sql("""
                        select organization_id, job, worked_off, extract(epoch from p95) as seconds
                        from reporting.sync_webhooks where worked_off >= ? order by organization_id, job
                        """).param(ENOUGH_WEBHOOKS).query(row -> {
            String job = row.getString("job");
            double seconds = row.getDouble("seconds");
            measured.take(
                    new Of("webhooks-slow", row.getString("organization_id"), job),
                    Threshold.of(Duration.ofMillis(Math.round(seconds * 1000))),
                    String.format(
                            Locale.ROOT,
                            "Of the %,d webhooks about %s in the last hour, one in twenty took longer than %.0f s to become"
                                    + " a row.",
                            row.getLong("worked_off"),
                            job,
                            seconds),
                    "See what the runs in their way do: runs " + job + ". Webhooks go before everything else, but"
                            + " wait for their share of the calls.");
        });
    }
}
