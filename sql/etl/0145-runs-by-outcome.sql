--liquibase formatted sql logicalFilePath:sql/etl/0145-runs-by-outcome.sql

--changeset tds:etl-runs-by-outcome
-- The few that did not complete are found among the runs of a year.
create index runs_by_outcome on etl.runs (outcome, run_id desc) where outcome <> 'COMPLETED';
