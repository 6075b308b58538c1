--liquibase formatted sql logicalFilePath:sql/etl/0110-waited.sql

--changeset tds:waited-once
-- Calls that waited side by side were added up, so that a run could wait longer than it took.
update etl.runs
set waited_ms = least(waited_ms, greatest(0, extract(epoch from finished_at - started_at) * 1000)::bigint)
where waited_ms > 0 and finished_at is not null;
comment on column etl.runs.waited_ms is 'Milliseconds of the run in which at least one of its calls waited for a limit: calls a minute or calls at once.';
