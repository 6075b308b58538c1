--liquibase formatted sql logicalFilePath:sql/etl/0018-progress.sql

--changeset tds:etl-runs-progress
alter table etl.runs add column phase text;
alter table etl.runs add column node text;
alter table etl.runs add column execution_began_at timestamptz;
alter table etl.runs add column done_before bigint not null default 0;
alter table etl.runs add column progressed_at timestamptz;
alter table etl.runs add column waited_ms bigint not null default 0;
comment on column etl.runs.phase is 'The step the run is in, or was in last.';
comment on column etl.runs.node is 'Host and process id of the process that executes the run, or did last.';
comment on column etl.runs.execution_began_at is 'When the run began or went on the last time.';
comment on column etl.runs.done_before is 'Records read and documents fetched before that.';
comment on column etl.runs.progressed_at is 'When the counts last changed.';
comment on column etl.runs.waited_ms is 'Milliseconds that its calls, of which several may wait at once, waited for limits: calls a minute and calls at once.';
