package app.tds.monitoring;

import java.util.List;
import java.util.Set;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The views {@code reporting.sync_…}. */
final class SyncViews {

    /** Views that a person or the weekly letter asks now and then, for days and months: their history may be read. */
    static final Set<String> OF_HISTORY = Set.of(
            "sync_calls_hourly",
            "sync_changes_hourly",
            "sync_daily",
            "sync_freshness_day",
            "sync_freshness_hourly",
            "sync_incidents",
            "sync_late",
            "sync_proof_monthly",
            "sync_quota_daily",
            "sync_weekly_exam");

    private SyncViews() {}

    /** Every one of them, in order of names. */
    static List<String> all(JdbcClient jdbc) {
        return jdbc.sql("""
                        select viewname from pg_views where schemaname = 'reporting' and viewname like 'sync\\_%'
                        order by viewname
                        """).query(String.class).list();
    }

    /** Those that pages, metrics and alarms ask again and again. */
    static List<String> askedOften(JdbcClient jdbc) {
        return all(jdbc).stream().filter(view -> !OF_HISTORY.contains(view)).toList();
    }
}
