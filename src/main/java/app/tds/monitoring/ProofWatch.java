package app.tds.monitoring;

import app.tds.alarm.Finding;
import app.tds.alarm.Rules;
import app.tds.alarm.Threshold;
import app.tds.alarm.Watch;
import app.tds.monitoring.Measured.Of;
import java.util.List;
import java.util.Locale;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Finds what shows that mirror and source are not equal: counts, sums, and full imports that listed next to nothing. */
@Component
class ProofWatch implements Watch {

    /** A check that compares with what the source reckons from more than is mirrored. */
    private static final String BALANCES = "customers-outstanding";

    private static final String BOOKED_BY_HAND =
            "Compare one with the source. Journals that are booked on customers are"
                    + " not mirrored and explain a difference; anything else is to be reported.";
    private static final String FAULT = "Compare one with the source. If it says the same there, correct it there; else"
            + " report it: this is a fault of the application.";

    private final JdbcClient jdbc;
    private final Rules rules;

    ProofWatch(JdbcClient jdbc, Rules rules) {
        this.jdbc = jdbc;
        this.rules = rules;
    }

    @Override
    public List<Finding> look() {
        var measured = new Measured(rules);
        counts(measured);
        sums(measured);
        lists(measured);
        return measured.findings();
    }

    private void counts(Measured measured) {
        jdbc.sql("""
                        select organization_id, job, listed, rows_alive, difference, share from reporting.sync_counts
                        where difference > 0 and share is not null order by organization_id, job
                        """).query(row -> {
            String job = row.getString("job");
            measured.take(
                    new Of("counts-differ", row.getString("organization_id"), job),
                    Threshold.share(row.getDouble("share")),
                    String.format(
                            Locale.ROOT,
                            "The last full import of %s listed %,d records, and %,d rows are alive: %,d apart (%.2f %%).",
                            job,
                            row.getLong("listed"),
                            row.getLong("rows_alive"),
                            row.getLong("difference"),
                            row.getDouble("share") * 100),
                    "quarantine list shows what could not be used; sync " + job
                            + " --full lists again and marks what is gone.");
        });
    }

    private void sums(Measured measured) {
        jdbc.sql("""
                        select organization_id, check_name, checked, differences, array_to_string(examples, ', ') as examples
                        from reporting.sync_tie_outs where differences > 0 order by organization_id, check_name
                        """).query(row -> {
            boolean owed = row.getString("check_name").equals(BALANCES);
            String examples = row.getString("examples");
            measured.take(
                    new Of(
                            owed ? "balances-differ" : "does-not-tie",
                            row.getString("organization_id"),
                            owed ? "customers" : null),
                    Threshold.of(row.getLong("differences")),
                    row.getString("check_name"),
                    String.format(
                            Locale.ROOT,
                            "Records that do not agree in the check %s: %,d of %,d%s%s.",
                            row.getString("check_name"),
                            row.getLong("differences"),
                            row.getLong("checked"),
                            examples.isEmpty() ? "" : ", such as " + examples,
                            row.getLong("differences") > 20 ? " …" : ""),
                    owed ? BOOKED_BY_HAND : FAULT);
        });
    }

    /** An empty list of what never had a record is no loss. */
    private void lists(Measured measured) {
        jdbc.sql("""
                        select state.organization_id, state.job, full_read, full_read_before, rows_alive,
                          1 - full_read::numeric / greatest(full_read_before, case when full_read = 0 then rows_alive end)
                            as lost
                        from etl.job_state as state
                        join tds.organizations as organization
                          on organization.organization_id = state.organization_id and organization.is_mirrored
                        where full_read < greatest(full_read_before, case when full_read = 0 then rows_alive end)
                        order by state.organization_id, state.job
                        """).query(row -> {
            String job = row.getString("job");
            measured.take(
                    new Of("empty-success", row.getString("organization_id"), job),
                    Threshold.share(row.getDouble("lost")),
                    String.format(
                            Locale.ROOT,
                            "The last full import of %s listed %,d records; before, there were %,d.",
                            job,
                            row.getLong("full_read"),
                            Math.max(
                                    row.getLong("full_read_before"),
                                    row.getLong("full_read") == 0 ? row.getLong("rows_alive") : 0)),
                    "See in the source whether they are gone. If they are there, the connection's user may not see them.");
        });
    }
}
