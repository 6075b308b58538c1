--liquibase formatted sql logicalFilePath:sql/etl/0117-kept-by-runs.sql

--changeset tds:etl-kept-by-runs
alter table etl.job_state
  add column every interval,
  add column tables text[],
  add column counted_at timestamptz,
  add column rows_alive bigint,
  add column documents_complete bigint,
  add column listed bigint;
comment on column etl.job_state.every is 'How far apart the next two times are at which the schedule wants a delta.';
comment on column etl.job_state.tables is 'The tables of schema tds that the records of the job are rows of.';
comment on column etl.job_state.counted_at is 'When the last FULL run that completed counted the rows.';
comment on column etl.job_state.rows_alive is 'Rows that lived then; not those that are part of others.';
comment on column etl.job_state.documents_complete is 'Of these, rows whose complete document was as new as the row; null if the job has no documents.';
comment on column etl.job_state.listed is 'Different records that the list of that run showed.';

create table etl.quota_needs (
  organization_id text primary key,
  calls_needed bigint not null,
  calls_kept bigint not null,
  reckoned_at timestamptz not null
);
comment on table etl.quota_needs is 'What schedules need of the calls of a day, reckoned once a minute by whoever serves.';
comment on column etl.quota_needs.calls_needed is 'Calls that the schedules of lists take until the quota is renewed.';
comment on column etl.quota_needs.calls_kept is 'Calls of a day that lists leave to others.';
comment on column etl.quota_needs.reckoned_at is 'When; an old number says nothing about now.';
