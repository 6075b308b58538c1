package app.tds.pipeline;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** The records in quarantine, one by one. */
@Component
public class QuarantineEntries {

    private final JdbcClient jdbc;

    QuarantineEntries(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /**
     * A record that could not be used.
     *
     * @param job whose list row it is; with " details" behind it, whose document
     * @param field to look at, in the source's name
     * @param cause what is wrong with it and what to do
     * @param run that saw it last
     */
    public record Entry(
            String organization,
            String job,
            String id,
            String field,
            String cause,
            long run,
            Instant firstSeenAt,
            Instant lastSeenAt,
            int timesSeen) {}

    /** The entries after an id, by id. Null means every organization, or every job. */
    public List<Entry> page(@Nullable String organizationId, @Nullable String job, String after, int most) {
        return jdbc.sql("""
                        select * from etl.quarantine
                        where (:organization::text is null or organization_id = :organization)
                          and (:job::text is null or job = :job) and organization_id || '/' || job || '/' || source_id > :after
                        order by organization_id || '/' || job || '/' || source_id limit :most
                        """)
                .param("organization", organizationId)
                .param("job", job)
                .param("after", after)
                .param("most", most)
                .query((row, number) -> entry(row))
                .list();
    }

    /** The record that is filed under this. */
    public Optional<Entry> find(String organizationId, String job, String id) {
        return jdbc.sql("select * from etl.quarantine where organization_id = ? and job = ? and source_id = ?")
                .params(organizationId, job, id)
                .query((row, number) -> entry(row))
                .optional();
    }

    /** The record as the source sent it, byte for byte. */
    public Optional<String> payload(String organizationId, String job, String id) {
        return jdbc.sql("select payload from etl.quarantine where organization_id = ? and job = ? and source_id = ?")
                .params(organizationId, job, id)
                .query(String.class)
                .optional();
    }

    private static Entry entry(ResultSet row) throws SQLException {
        return new Entry(
                row.getString("organization_id"),
                row.getString("job"),
                row.getString("source_id"),
                row.getString("field"),
                row.getString("cause"),
                row.getLong("run_id"),
                row.getTimestamp("first_seen_at").toInstant(),
                row.getTimestamp("last_seen_at").toInstant(),
                row.getInt("times_seen"));
    }
}
