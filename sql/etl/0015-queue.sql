--liquibase formatted sql logicalFilePath:sql/etl/0015-queue.sql

--changeset tds:etl-runs-queue
alter table etl.runs alter column node_id drop not null;
alter table etl.runs add column rank integer not null default 0;
alter table etl.runs add column stop_asked_by text;
alter table etl.runs alter column executions set default 0;
create index runs_waiting on etl.runs (rank, run_id) where outcome is null;
create index runs_stopped on etl.runs (run_id) where outcome = 'STOPPED' and stop_asked_by is null;
comment on column etl.runs.node_id is 'The process that executes the run, or shall; it holds an advisory lock of this number while it lives. Null: whichever has room takes it.';
comment on column etl.runs.rank is 'Of those that wait, the lowest goes first: the mode''s rank in thousands, then the job''s priority.';
comment on column etl.runs.stop_asked_by is 'Who wants the run to stop, or wanted it; a run that stopped though nobody asked for it goes on by itself.';
