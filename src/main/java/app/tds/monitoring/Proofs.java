package app.tds.monitoring;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** The views about proof as types, for whoever shows them. */
@Component
public class Proofs {

    private final JdbcClient jdbc;

    Proofs(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /**
     * How far a job is verified.
     *
     * @param verifiedThrough everything modified until then was compared and equal; null if nothing was
     * @param comparedThrough the same, whether it was equal or not
     * @param heldBy why verifiedThrough is not later; null if nothing is in the way
     * @param differences fields that differ and are not repaired
     * @param last the last comparison; null if there was none
     */
    public record Proof(
            String organizationId,
            String job,
            @Nullable Instant verifiedThrough,
            @Nullable Instant comparedThrough,
            @Nullable String heldBy,
            long differences,
            @Nullable Comparison last) {}

    /**
     * Rows that a run compared.
     *
     * @param kind which rows
     * @param from modifications from then on were listed; null from the beginning
     * @param to modifications up to then were listed; null if nothing was listed
     * @param compared records
     * @param concluded whether the run came to its end
     * @param verifiedThrough up to which modifications the job was verified afterwards
     */
    public record Comparison(
            long runId,
            String kind,
            @Nullable Instant from,
            @Nullable Instant to,
            long compared,
            long equal,
            long differing,
            long repaired,
            long calls,
            Instant endedAt,
            boolean concluded,
            @Nullable Instant verifiedThrough,
            @Nullable String heldBy) {}

    /**
     * A field that did not say what the source had said.
     *
     * @param part of the record; empty if it is about the record itself
     * @param here what the table said
     * @param there what the source had said
     * @param repairedAt when the difference was gone; null while it is open
     */
    public record Differing(
            String organizationId,
            String job,
            String table,
            String sourceId,
            String part,
            String field,
            @Nullable String here,
            @Nullable String there,
            Instant since,
            @Nullable Instant repairedAt) {}

    /** Of every job that was ever due. */
    public List<Proof> all() {
        return jdbc.sql("""
                        select proof.*, last.*, last.verified_through as last_verified, last.held_by as last_held,
                          proof.verified_through as through, proof.held_by as held
                        from reporting.sync_proof as proof
                        left join lateral (
                          select run_id, kind, window_from, window_to, compared, equal, differing, repaired, calls, ended_at,
                            concluded, verified_through, held_by
                          from reporting.sync_verifications as done
                          where done.organization_id = proof.organization_id and done.job = proof.job
                          order by run_id desc limit 1) as last on true
                        """)
                .query((row, number) -> new Proof(
                        row.getString("organization_id"),
                        row.getString("job"),
                        instant(row, "through"),
                        instant(row, "compared_through"),
                        row.getString("held"),
                        row.getLong("differences"),
                        row.getObject("run_id") == null ? null : comparison(row, "last_verified", "last_held")))
                .list();
    }

    /** The last comparisons of a job, the newest first. */
    public List<Comparison> latest(String organizationId, String job, int most) {
        return jdbc.sql("""
                        select * from reporting.sync_verifications where organization_id = ? and job = ?
                        order by run_id desc limit ?
                        """)
                .params(organizationId, job, most)
                .query((row, number) -> comparison(row, "verified_through", "held_by"))
                .list();
    }

    /** Open ones first, then those that were repaired last. */
    public List<Differing> differences(int most) {
        return jdbc.sql("""
                        (select * from reporting.sync_differences where repaired_at is null order by difference_id limit :most)
                        union all
                        (select * from reporting.sync_differences where repaired_at is not null
                          order by difference_id desc limit :most)
                        limit :most
                        """)
                .param("most", most)
                .query((row, number) -> new Differing(
                        row.getString("organization_id"),
                        row.getString("job"),
                        row.getString("table_name"),
                        row.getString("source_id"),
                        row.getString("part_id"),
                        row.getString("field"),
                        row.getString("here"),
                        row.getString("there"),
                        row.getTimestamp("since").toInstant(),
                        instant(row, "repaired_at")))
                .list();
    }

    private static Comparison comparison(ResultSet row, String through, String held) throws SQLException {
        return new Comparison(
                row.getLong("run_id"),
                row.getString("kind"),
                instant(row, "window_from"),
                instant(row, "window_to"),
                row.getLong("compared"),
                row.getLong("equal"),
                row.getLong("differing"),
                row.getLong("repaired"),
                row.getLong("calls"),
                row.getTimestamp("ended_at").toInstant(),
                row.getBoolean("concluded"),
                instant(row, through),
                row.getString(held));
    }

    private static @Nullable Instant instant(ResultSet row, String column) throws SQLException {
        Timestamp time = row.getTimestamp(column);
        return time == null ? null : time.toInstant();
    }
}
