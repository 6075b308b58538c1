--liquibase formatted sql logicalFilePath:sql/etl/0206-history.sql

--changeset tds:etl-history
-- What is asked for each run finds the few unfinished ones among the runs of years.
create index runs_unfinished on etl.runs (organization_id, job, mode, run_id desc)
  where outcome in ('FAILED', 'STOPPED', 'PARKED');
-- What is asked each minute finds the few checks that found something.
create index run_steps_found on etl.run_steps (run_id) where step = 'check' and asked > 0;
