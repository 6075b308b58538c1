package app.tds.pipeline;

import java.time.Instant;
import java.util.List;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** What is in quarantine, by what is wrong with it. */
@Component
public class QuarantineCauses {

    private final JdbcClient jdbc;

    QuarantineCauses(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /**
     * What is wrong with some records.
     *
     * @param organizationId whose they are
     * @param job the job that read the records, or its name and details for complete documents
     * @param field the field to look at, in the source's name
     * @param cause what is wrong and what to do, with … for values and N for numbers
     * @param records how many
     * @param examples ids of the three records seen last
     * @param oldest since when
     * @param newest when the source last sent one of them so
     */
    public record Cause(
            String organizationId,
            String job,
            String field,
            String cause,
            long records,
            List<String> examples,
            Instant oldest,
            Instant newest) {

        /** The job whose list row or complete document it is. */
        public String listJob() {
            return job.endsWith(Quarantine.DETAILS)
                    ? job.substring(0, job.length() - Quarantine.DETAILS.length())
                    : job;
        }
    }

    /** The most frequent first. */
    public List<Cause> all() {
        return jdbc.sql(
                        "select * from etl.quarantine_by_cause order by records desc, organization_id, job, field, cause")
                .query((row, number) -> new Cause(
                        row.getString("organization_id"),
                        row.getString("job"),
                        row.getString("field"),
                        row.getString("cause"),
                        row.getLong("records"),
                        List.of((String[]) row.getArray("examples").getArray()),
                        row.getTimestamp("oldest").toInstant(),
                        row.getTimestamp("newest").toInstant()))
                .list();
    }
}
