--liquibase formatted sql logicalFilePath:sql/etl/0240-runs-found-by-index.sql

--changeset tds:etl-runs-found-by-index
-- The last run of a job, and whether a run is the last of its kind, are one look into an index each, however long the history is.
create index runs_newest on etl.runs (organization_id, job, run_id);
drop index etl.runs_latest;
create index runs_of_a_kind on etl.runs (organization_id, job, mode, outcome, (since is null), run_id);
