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

    /**
     * Those of these records that the last full import of the job has listed, or that the source first told of after that
     * import began. Before the first full import whose ids are kept, there are none.
     */
    List<String> sinceLastFull(Run run, List<String> ids, List<String> resources) {
        return jdbc.sql("""
                        with last as materialized (
                          select run.run_id, run.started_at as began from etl.runs as run
                          where run.organization_id = :organization and run.job = :job and run.mode = 'FULL'
                            and run.outcome = 'COMPLETED' and exists (select from etl.listed where listed.run_id = run.run_id)
                          order by run.run_id desc limit 1)
                        select id from last cross join unnest(:ids) as id
                        where id in (select unnest(source_ids) from etl.listed where run_id = last.run_id)
                          or exists (
                            select from etl.payloads where organization_id = :organization and source_id = id
                              and resource = any(:resources) and first_seen_at > last.began)
                        order by id
                        """)
                .param("organization", run.organizationId())
                .param("job", run.job())
                .param("ids", ids.toArray(String[]::new))
                .param("resources", resources.toArray(String[]::new))
                .query(String.class)
                .list();
    }

    /** Deletes the ids of this run and of earlier runs of the job. */
    void forget(Run run) {
        forgetThrough(run, run.id());
    }

    /** Deletes the ids of earlier runs of the job. */
    void forgetEarlier(Run run) {
        forgetThrough(run, run.id() - 1);
    }

    private void forgetThrough(Run run, long last) {
        jdbc.sql("""
                        delete from etl.listed where run_id = any(array(
                          select run.run_id from (select distinct run_id from etl.listed) as kept
                          cross join lateral (select * from etl.runs where run_id = kept.run_id offset 0) as run
                          where run.organization_id = ? and run.job = ? and run.mode = ? and run.run_id <= ?))
                        """)
                .param(run.organizationId())
                .param(run.job())
                .param(run.mode().name())
                .param(last)
                .update();
    }
}
