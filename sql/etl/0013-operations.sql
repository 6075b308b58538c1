--liquibase formatted sql logicalFilePath:sql/etl/0013-operations.sql

--changeset tds:etl-skipped-fires
create table etl.skipped_fires (
  organization_id text not null,
  job text not null,
  mode text not null check (mode in ('FULL', 'DELTA')),
  due_at timestamptz not null,
  skipped_at timestamptz not null,
  cause text not null,
  primary key (organization_id, job, mode, due_at)
);
create index skipped_fires_due on etl.skipped_fires (due_at);
comment on table etl.skipped_fires is 'Times at which a schedule was due and started no run; every other time is a row of etl.runs.';
comment on column etl.skipped_fires.due_at is 'When the trigger was due.';
comment on column etl.skipped_fires.skipped_at is 'When that was decided; later than due_at where a fire was missed.';
comment on column etl.skipped_fires.cause is 'Why no run was started, such as the run that was still running.';

--changeset tds:etl-runs-latest
create index runs_latest on etl.runs (organization_id, job, run_id desc);
