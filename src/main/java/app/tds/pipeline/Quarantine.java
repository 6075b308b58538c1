package app.tds.pipeline;

import app.tds.source.SourceRecord;
import app.tds.source.Translation.Remark;
import app.tds.source.Unusable;
import java.nio.charset.StandardCharsets;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.support.TransactionTemplate;

/** Records that could not be used, and values that had to be changed. */
@Component
class Quarantine {

    private static final Logger log = LoggerFactory.getLogger(Quarantine.class);

    private static final String WITHOUT_ID = "sha256:";

    /** Behind the job's name, for its documents. */
    static final String DETAILS = " details";

    private final JdbcClient jdbc;
    private final Clock clock;
    private final TransactionTemplate ownTransaction;

    Quarantine(JdbcClient jdbc, Clock clock, PlatformTransactionManager transactions) {
        this.jdbc = jdbc;
        this.clock = clock;
        this.ownTransaction = new TransactionTemplate(transactions);
        this.ownTransaction.setPropagationBehavior(TransactionDefinition.PROPAGATION_REQUIRES_NEW);
    }

    /** The name under which a job's documents are filed; list rows are filed under the job's own name. */
    static String details(Run run) {
        return run.job() + DETAILS;
    }

    /**
     * Puts a list row aside in a transaction of its own: the entry stays even if the transaction of the other rows
     * fails.
     */
    void put(Run run, SourceRecord record, Unusable reason) {
        put(run, run.job(), record, reason);
    }

    /** Puts a list row or a document aside. */
    void put(Run run, String job, SourceRecord record, Unusable reason) {
        byte[] hash = record.payloadHash();
        String id = record.sourceId() == null ? WITHOUT_ID + HexFormat.of().formatHex(hash) : record.sourceId();
        ownTransaction.executeWithoutResult(status -> put(run, job, id, record, hash, reason));
        log.warn("run {}: {} {} is in quarantine: {}", run.id(), job, id, reason.getMessage());
    }

    private void put(Run run, String job, String id, SourceRecord record, byte[] hash, Unusable reason) {
        jdbc.sql("""
                        insert into etl.quarantine as kept (organization_id, job, source_id, field, cause, payload,
                          payload_hash, fingerprint, run_id, first_seen_at, last_seen_at)
                        values (:organization, :job, :id, :field, :cause, :payload, :hash, :fingerprint, :run, :now, :now)
                        on conflict (organization_id, job, source_id) do update set field = excluded.field,
                          cause = excluded.cause, payload = excluded.payload, payload_hash = excluded.payload_hash,
                          fingerprint = excluded.fingerprint, run_id = excluded.run_id,
                          last_seen_at = case when :seen then excluded.last_seen_at else kept.last_seen_at end,
                          times_seen = kept.times_seen + :seen::integer
                        """)
                .param("organization", run.organizationId())
                .param("job", job)
                .param("id", id)
                .param("field", reason.field())
                .param("cause", reason.getMessage())
                .param("payload", new String(record.json(), StandardCharsets.UTF_8))
                .param("hash", hash)
                .param("fingerprint", record.fingerprint())
                .param("seen", !run.mode().fromKept())
                .param("run", run.id())
                .param("now", Timestamp.from(clock.instant()))
                .update();
    }

    /** The ids of the job's list rows that are in quarantine. */
    Set<String> ids(Run run) {
        return ids(run, run.job());
    }

    /** The ids of list rows or documents that are in quarantine. */
    Set<String> ids(Run run, String job) {
        return new HashSet<>(jdbc.sql("select source_id from etl.quarantine where organization_id = ? and job = ?")
                .param(run.organizationId())
                .param(job)
                .query(String.class)
                .list());
    }

    /** What is in quarantine of a job's list rows or documents, with the SHA-256 of the payload. */
    Map<String, byte[]> payloadHashes(Run run, String job) {
        Map<String, byte[]> hashes = new HashMap<>();
        jdbc.sql("select source_id, payload_hash from etl.quarantine where organization_id = ? and job = ?")
                .param(run.organizationId())
                .param(job)
                .query((row, number) -> hashes.put(row.getString(1), row.getBytes(2)))
                .list();
        return hashes;
    }

    /**
     * Something in quarantine.
     *
     * @param id what it is filed under
     * @param record as the source sent it
     */
    record Entry(String id, SourceRecord record) {}

    /** The next list rows or documents by their ids. */
    List<Entry> after(Run run, String job, String id, int most) {
        return jdbc.sql("""
                        select source_id, payload, coalesce(fingerprint, payload_hash) from etl.quarantine
                        where organization_id = ? and job = ? and source_id > ? order by source_id limit ?
                        """)
                .param(run.organizationId())
                .param(job)
                .param(id)
                .param(most)
                .query((row, number) -> entry(row.getString(1), row.getString(2), row.getBytes(3)))
                .list();
    }

    private static Entry entry(String id, String payload, byte[] fingerprint) {
        String sourceId = id.startsWith(WITHOUT_ID) ? null : id;
        return new Entry(id, new SourceRecord(sourceId, null, payload.getBytes(StandardCharsets.UTF_8), fingerprint));
    }

    /**
     * Removes entries of records that were deleted after the source last sent them: there is nothing to be used any
     * more.
     */
    void releaseDeleted(Run run, String job, Map<String, Instant> deletedAt) {
        deletedAt.forEach((id, at) -> jdbc.sql("""
                        delete from etl.quarantine
                        where organization_id = ? and job = ? and source_id = ? and last_seen_at <= ?
                        """)
                .param(run.organizationId())
                .param(job)
                .param(id)
                .param(Timestamp.from(at))
                .update());
    }

    /** Lets records go that can be used now, in the caller's transaction. */
    void release(Run run, Collection<String> ids) {
        release(run, run.job(), ids);
    }

    /** The same for list rows or documents. */
    void release(Run run, String job, Collection<String> ids) {
        if (!ids.isEmpty()) {
            jdbc.sql("delete from etl.quarantine where organization_id = ? and job = ? and source_id = any(?)")
                    .param(run.organizationId())
                    .param(job)
                    .param(ids.toArray(String[]::new))
                    .update();
        }
    }

    /** Notes what was changed to store a record, in the caller's transaction. */
    void note(Run run, String sourceId, List<Remark> remarks) {
        for (Remark remark : remarks) {
            jdbc.sql("""
                            insert into etl.remarks (organization_id, job, source_id, field, remark, run_id, noted_at)
                            values (:organization, :job, :id, :field, :remark, :run, :now)
                            on conflict (organization_id, job, source_id, field) do update
                            set remark = excluded.remark, run_id = excluded.run_id, noted_at = excluded.noted_at
                            """)
                    .param("organization", run.organizationId())
                    .param("job", run.job())
                    .param("id", sourceId)
                    .param("field", remark.field())
                    .param("remark", remark.text())
                    .param("run", run.id())
                    .param("now", Timestamp.from(clock.instant()))
                    .update();
        }
    }
}
