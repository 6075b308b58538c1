package app.tds.pipeline;

import java.util.List;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * The ids that a full run or a range has seen. Each commit keeps its ids, so that a resumed run knows what was seen
 * before.
 */
@Component
class ListedIds {

    private final JdbcClient jdbc;

    ListedIds(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** In the caller's transaction. */
    void add(Run run, List<String> ids) {
        if (!ids.isEmpty()) {
            jdbc.sql("insert into etl.listed (run_id, source_ids) values (?, ?)")
                    .param(run.id())
                    .param(ids.toArray(String[]::new))
                    .update();
        }
    }

    /** The records that the run has listed. */
    List<String> all(Run run) {
        return jdbc.sql("select distinct unnest(source_ids) from etl.listed where run_id = ?")
                .param(run.id())
                .query((row, number) -> row.getString(1))
                .list();
    }

    /** How many different records the run has listed. */
    long different(Run run) {
        return jdbc.sql(
                        "select count(distinct id) from etl.listed cross join unnest(source_ids) as id where run_id = ?")
                .param(run.id())
                .query(Long.class)
                .single();
    }

    /** Deletes the ids of this run and of earlier runs of the job. */
    void forget(Run run) {
        jdbc.sql("""
                        delete from etl.listed where run_id = any(array(
                          select run.run_id from (select distinct run_id from etl.listed) as kept
                          cross join lateral (select * from etl.runs where run_id = kept.run_id offset 0) as run
                          where run.organization_id = ? and run.job = ? and run.mode = ? and run.run_id <= ?))
                        """)
                .param(run.organizationId())
                .param(run.job())
                .param(run.mode().name())
                .param(run.id())
                .update();
    }
}
