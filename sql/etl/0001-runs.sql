--liquibase formatted sql logicalFilePath:sql/etl/0001-runs.sql

--changeset tds:etl-runs
create table etl.runs (
  run_id bigint generated always as identity primary key,
  job text not null,
  organization_id text not null,
  mode text not null check (mode in ('FULL', 'DELTA')),
  asked_by text not null,
  asked_at timestamptz not null,
  since timestamptz,
  until timestamptz not null,
  node_id bigint not null,
  executions integer not null default 1,
  started_at timestamptz not null,
  finished_at timestamptz,
  outcome text check (outcome in ('COMPLETED', 'FAILED', 'STOPPED', 'ABANDONED')),
  cause text,
  read bigint not null default 0,
  inserted bigint not null default 0,
  updated bigint not null default 0,
  unchanged bigint not null default 0,
  duplicates bigint not null default 0,
  quarantined bigint not null default 0,
  deleted bigint not null default 0,
  pages bigint not null default 0,
  calls bigint not null default 0,
  constraint runs_finished check ((outcome is null) = (finished_at is null)),
  constraint runs_cause check ((outcome = 'FAILED') <= (cause is not null))
);
create unique index runs_one_live on etl.runs (organization_id, job) where outcome is null;
create index runs_history on etl.runs (organization_id, job, mode, run_id desc);

comment on table etl.runs is 'One row per run: one execution of a job for one organization in one mode, however many times it was resumed.';
comment on column etl.runs.run_id is 'Identifies the run; rows of schema tds name the run that last wrote them.';
comment on column etl.runs.job is 'The name of a file in jobs/.';
comment on column etl.runs.mode is 'FULL reads everything, DELTA what changed since the watermark.';
comment on column etl.runs.asked_by is 'Who or what asked for the run: a command, a schedule, a person.';
comment on column etl.runs.since is 'Inclusive lower bound of modification times that a DELTA asks for; null reads everything.';
comment on column etl.runs.until is 'Upper bound, frozen before the first call; the watermark moves here after success.';
comment on column etl.runs.node_id is 'The process that executes the run; it holds an advisory lock of this number while it lives.';
comment on column etl.runs.executions is 'How many times the run was started, the first time included.';
comment on column etl.runs.outcome is 'Null while the run is live. FAILED and STOPPED runs resume when the same is asked again.';
comment on column etl.runs.cause is 'Why the run did not complete, for a person.';
comment on column etl.runs.read is 'Records listed; equals inserted + updated + unchanged + duplicates + quarantined.';
comment on column etl.runs.inserted is 'Rows that are new.';
comment on column etl.runs.updated is 'Rows that changed.';
comment on column etl.runs.unchanged is 'Records whose row says the same already, or something newer.';
comment on column etl.runs.duplicates is 'Further copies of a record within one commit.';
comment on column etl.runs.quarantined is 'Records that could not be used; see etl.quarantine.';
comment on column etl.runs.deleted is 'Rows marked as deleted.';
comment on column etl.runs.calls is 'Requests behind the committed pages, repeats included.';

--changeset tds:etl-watermarks
create table etl.watermarks (
  organization_id text not null,
  job text not null,
  seen_until timestamptz not null,
  run_id bigint not null,
  moved_at timestamptz not null,
  primary key (organization_id, job)
);
comment on table etl.watermarks is 'Per organization and job: everything modified up to this instant has been seen.';
comment on column etl.watermarks.seen_until is 'Moves only after complete success, to the frozen upper bound of the run; never back.';
comment on column etl.watermarks.run_id is 'The run that moved it.';
