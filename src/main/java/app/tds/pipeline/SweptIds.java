package app.tds.pipeline;

import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** The rows of {@code etl.swept}: what a sweep has learned so far, kept with each commit so that a resumed run goes on. */
@Component
class SweptIds {

    private final JdbcClient jdbc;

    SweptIds(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** In the caller's transaction. */
    void add(Run run, Collection<String> ids, boolean gone) {
        jdbc.sql("""
                        insert into etl.swept (run_id, source_id, gone) select ?, unnest(?::text[]), ?
                        on conflict (run_id, source_id) do update set gone = excluded.gone
                        """).params(run.id(), ids.toArray(String[]::new), gone).update();
    }

    /** The ids that have been looked at. */
    Set<String> all(Run run) {
        return new TreeSet<>(jdbc.sql("select source_id from etl.swept where run_id = ?")
                .param(run.id())
                .query((row, number) -> row.getString(1))
                .list());
    }

    /** Those that the source does not know. */
    List<String> gone(Run run) {
        return jdbc.sql("select source_id from etl.swept where run_id = ? and gone order by source_id")
                .param(run.id())
                .query((row, number) -> row.getString(1))
                .list();
    }

    /** Deletes the ids of this sweep and of earlier ones. */
    void forget(Run run) {
        jdbc.sql("""
                        delete from etl.swept where run_id = any(array(
                          select run.run_id from (select distinct run_id from etl.swept) as kept
                          cross join lateral (select * from etl.runs where run_id = kept.run_id offset 0) as run
                          where run.organization_id = ? and run.job = ? and run.run_id <= ?))
                        """).params(run.organizationId(), run.job(), run.id()).update();
    }
}
