package app.tds.mirror;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.ConnectionCallback;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Component;

/** Every distinct document the source sent for a record, each kept once, byte for byte, in {@code etl.payloads}. */
@Component
public class Payloads {

    private static final String COLUMNS =
            "organization_id, source_id, payload_hash, resource, payload, source_modified_at, first_seen_at, run_id";
    private static final StageTable STAGE = new StageTable("stage_payloads", "like etl.payloads");
    private static final String COPY_NEW = "copy etl.payloads (" + COLUMNS + ") from stdin (format binary)";
    private static final Absence ABSENCE = new Absence("etl.payloads");
    private static final String COPY = "copy pg_temp.stage_payloads (" + COLUMNS + ") from stdin (format binary)";
    /** One that another has replaced meanwhile has come back, which its first time does not say. */
    private static final String SEEN_AGAIN = """
            insert into etl.sightings (organization_id, source_id, payload_hash, seen_at, run_id)
            select sent.organization_id, sent.source_id, sent.payload_hash, sent.first_seen_at, sent.run_id
            from pg_temp.stage_payloads as sent
            cross join lateral (
              select %s as at from etl.payloads as kept
              where kept.organization_id = sent.organization_id and kept.source_id = sent.source_id
                and kept.payload_hash = sent.payload_hash offset 0) as last
            where exists (
              select from etl.payloads as other
              where other.organization_id = sent.organization_id and other.source_id = sent.source_id
                and other.resource = sent.resource and other.payload_hash <> sent.payload_hash
                and (other.first_seen_at > last.at or exists (
                  select from etl.sightings as again
                  where again.organization_id = other.organization_id and again.source_id = other.source_id
                    and again.payload_hash = other.payload_hash and again.seen_at > last.at)) offset 0)
            on conflict do nothing
            """.formatted(lastSeen("kept"));

    private static final String KEEP = "insert into etl.payloads (" + COLUMNS + ") select " + COLUMNS
            + " from pg_temp.stage_payloads on conflict do nothing";

    /** In SQL, when a list or call has brought this row of {@code etl.payloads} last. */
    static String lastSeen(String payload) {
        return """
                greatest(%1$s.first_seen_at, (
                  select max(again.seen_at) from etl.sightings as again
                  where again.organization_id = %1$s.organization_id and again.source_id = %1$s.source_id
                    and again.payload_hash = %1$s.payload_hash))""".formatted(payload);
    }

    private final JdbcTemplate jdbc;

    Payloads(JdbcTemplate jdbc) {
        this.jdbc = jdbc;
    }

    /**
     * One document.
     *
     * @param sourceId the record's id
     * @param hash SHA-256 of {@code json}
     * @param json UTF-8
     * @param sourceModifiedAt the version's time in the source's own words
     */
    public record Payload(
            String sourceId,
            byte[] hash,
            byte[] json,
            @Nullable Instant sourceModifiedAt) {}

    /**
     * Keeps payloads that are new, and notes which have come back, inside the caller's transaction.
     *
     * @param resource the list they came from, such as {@code books/invoices}
     */
    public void keep(Stamp stamp, String resource, List<Payload> payloads) {
        if (!payloads.isEmpty()) {
            jdbc.execute((ConnectionCallback<@Nullable Void>) connection -> {
                keep(connection, stamp, resource, payloads);
                return null;
            });
        }
    }

    private static void keep(Connection connection, Stamp stamp, String resource, List<Payload> payloads)
            throws SQLException {
        List<String> ids = payloads.stream().map(Payload::sourceId).toList();
        if (ABSENCE.worthWhile(ids) && ABSENCE.ofAll(connection, stamp.organizationId(), ids)) {
            copy(connection, COPY_NEW, stamp, resource, payloads);
            return;
        }
        try (Statement statement = connection.createStatement()) {
            STAGE.open(statement);
            copy(connection, COPY, stamp, resource, payloads);
            statement.execute(SEEN_AGAIN);
            statement.execute(KEEP);
            STAGE.clear(statement, payloads.size());
        }
    }

    private static void copy(Connection connection, String sql, Stamp stamp, String resource, List<Payload> payloads)
            throws SQLException {
        BinaryCopy.run(connection, sql, rows -> {
            for (Payload payload : payloads) {
                rows.row(8);
                rows.text(stamp.organizationId());
                rows.text(payload.sourceId());
                rows.raw(payload.hash());
                rows.text(resource);
                rows.raw(payload.json());
                rows.timestamptz(payload.sourceModifiedAt());
                rows.timestamptz(stamp.at());
                rows.bigint(stamp.runId());
            }
        });
    }

    /**
     * The newest document that a list or call has brought of each of these records, by id. Records without a kept
     * document are left out.
     */
    public Map<String, KeptRow.Document> newest(String organizationId, String resource, Collection<String> sourceIds) {
        Map<String, KeptRow.Document> newest = new HashMap<>();
        jdbc.query(
                """
                select distinct on (source_id) source_id, payload_hash, payload from etl.payloads as version
                where organization_id = ? and resource = ? and source_id = any(?)
                order by source_id, source_modified_at desc nulls last, %s desc
                """.formatted(lastSeen("version")),
                row -> {
                    newest.put(row.getString(1), new KeptRow.Document(row.getBytes(2), row.getBytes(3)));
                },
                organizationId,
                resource,
                sourceIds.toArray(String[]::new));
        return newest;
    }
}
