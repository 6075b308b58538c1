--liquibase formatted sql logicalFilePath:sql/etl/0205-unchanged-deltas.sql

--changeset tds:etl-unchanged-deltas splitStatements:false runOnChange:true
-- The triggers of etl.runs say all that the end of a run says; then the row goes, and nothing points to it.
create or replace function etl.end_unchanged(ended bigint, began timestamptz, at timestamptz, listed bigint, seen_pages bigint,
  requests bigint, waited bigint) returns boolean language plpgsql as $$
declare
  known etl.job_state;
begin
  select state.* into known from etl.job_state as state join etl.runs as run using (organization_id, job)
  where run.run_id = ended;
  update etl.runs set started_at = began, finished_at = at, progressed_at = at, outcome = 'COMPLETED', read = listed,
    unchanged = listed, pages = seen_pages, calls = requests, waited_ms = waited
  where run_id = ended and outcome is null and executions = 1 and stop_asked_by is null and node_id is not null
    and read = 0 and deleted = 0;
  if not found then
    return false;
  end if;
  update etl.job_state set last_run_id = known.last_run_id, ok_run_id = known.ok_run_id
  where organization_id = known.organization_id and job = known.job;
  delete from etl.runs where run_id = ended;
  return true;
end
$$;

--changeset tds:etl-unchanged-deltas-said
comment on table etl.runs is 'One row per run: one execution of a job for one organization in one mode, however many times it was resumed. A scheduled delta that finds nothing leaves no row when it ends: etl.runs_by_hour counts it, and etl.watermarks and etl.job_state say when it was.';
comment on column etl.watermarks.run_id is 'The run that moved it; a delta that found nothing has no row in etl.runs any more.';
comment on column etl.job_state.last_run_id is 'The last run that asked the source and ended, and has a row in etl.runs.';
comment on column etl.job_state.last_ended_at is 'When the last run ended that asked the source, whether it has a row in etl.runs or not.';
comment on column etl.job_state.ok_run_id is 'The last FULL or DELTA run that completed and has a row in etl.runs.';
comment on column etl.job_state.ok_at is 'When the last FULL or DELTA run ended that completed, whether it has a row in etl.runs or not. What it has seen ends earlier: see etl.watermarks.';
