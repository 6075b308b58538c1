package app.tds.dashboard;

import app.tds.alarm.Alarm;
import app.tds.mirror.Organization;
import app.tds.monitoring.Figures.Quota;
import app.tds.monitoring.Figures.TieOut;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * One organization on the first page.
 *
 * @param rows a row for each job
 * @param quota what may still be asked today; null if nothing is known of it
 * @param tieOuts sums that must agree
 * @param alarms that go on, about this organization or about none
 * @param day how new its lists were in the last day
 * @param month the same of the last days that are over
 */
public record Company(
        Organization organization,
        List<JobRow> rows,
        @Nullable Quota quota,
        List<TieOut> tieOuts,
        List<Alarm> alarms,
        Strip day,
        Strip month) {

    /** The jobs in this condition. */
    public List<String> jobs(JobRow.Condition condition) {
        return rows.stream()
                .filter(row -> row.condition() == condition)
                .map(JobRow::job)
                .toList();
    }

    /** What is worst of all rows. */
    public JobRow.Condition worst() {
        return rows.stream()
                .map(JobRow::condition)
                .max(Comparator.naturalOrder())
                .orElse(JobRow.Condition.UNKNOWN);
    }

    /** Until when every list has been seen; null if that is not known of each. */
    public @Nullable Instant completeThrough() {
        return rows.stream().anyMatch(row -> row.completeThrough() == null) ? null : earliest(JobRow::completeThrough);
    }

    /** Until when every list was compared with the source; null if that is not known of each. */
    public @Nullable Instant verifiedThrough() {
        return rows.stream().anyMatch(row -> row.verifiedThrough() == null) ? null : earliest(JobRow::verifiedThrough);
    }

    private interface Time {
        @Nullable
        Instant of(JobRow row);
    }

    private @Nullable Instant earliest(Time time) {
        return rows.stream()
                .map(time::of)
                .filter(Objects::nonNull)
                .min(Comparator.naturalOrder())
                .orElse(null);
    }

    /** The row whose records were seen longest ago. */
    public Optional<JobRow> oldest() {
        return rows.stream()
                .filter(row -> row.completeThrough() != null)
                .min(Comparator.comparing(row -> Objects.requireNonNull(row.completeThrough())));
    }

    /** Documents that have still to be fetched. */
    public long waiting() {
        return rows.stream().mapToLong(JobRow::waiting).sum();
    }

    /** Records that could not be used. */
    public long quarantined() {
        return rows.stream().mapToLong(JobRow::quarantined).sum();
    }

    /** How many lists have been compared. */
    public long verified() {
        return rows.stream().filter(row -> row.verifiedThrough() != null).count();
    }

    /** Records that do not agree with others. */
    public long differences() {
        return tieOuts.stream().mapToLong(TieOut::differences).sum();
    }

    /** Alarms to which nobody sees. */
    public long firing() {
        return alarms.stream().filter(it -> it.state() == Alarm.State.FIRING).count();
    }

    /** Alarms to which somebody sees. */
    public long acknowledged() {
        return alarms.size() - firing();
    }
}
