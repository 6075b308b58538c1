--liquibase formatted sql logicalFilePath:sql/etl/0285-runs-by-their-end.sql

--changeset tds:etl-runs-by-their-end
-- What was as new as it should be in the last hours follows from the runs that ended lately, and from no other.
create index runs_by_their_end on etl.runs (finished_at) where outcome = 'COMPLETED' and mode in ('FULL', 'DELTA');
